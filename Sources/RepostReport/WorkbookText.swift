/// Text of the input made fit for a cell of a workbook.
///
/// Line ends and tabs stay; whatever else cannot be seen is written as `\u{…}`, and what Excel would
/// read as a code for a character stays the text that it is.
struct WorkbookText {
  /// The most characters of a cell, counted in units of UTF-16, as Excel does.
  static let limit = 32_767

  let text: String

  /// Makes text fit.
  ///
  /// - Parameters:
  ///   - text: Text of any length.
  ///   - rest: Says how many characters more there are, where they are cut.
  init(_ text: String, rest: (Int) -> String) {
    let lines = text.utf8.contains(0x0D) ? text.replacing("\r\n", with: "\n") : text
    let shown = Self.withoutCodes(visible(lines, keeping: "\t\n"))
    self.text = shown.utf8.count <= Self.limit ? shown : Self.cut(shown, rest: rest)
  }

  private static func cut(_ text: String, rest: (Int) -> String) -> String {
    guard text.utf16.count > limit else { return text }
    let scalars = text.unicodeScalars
    // The notice is never longer than where it counts them all.
    var room = limit - rest(scalars.count).utf16.count
    var end = scalars.startIndex
    while end < scalars.endIndex {
      room -= UTF16.width(scalars[end])
      if room < 0 { break }
      end = scalars.index(after: end)
    }
    return String(scalars[..<end]) + rest(scalars.distance(from: end, to: scalars.endIndex))
  }

  /// Writes `_x0041_` and the like so that Excel shows it and not the character of that number.
  private static func withoutCodes(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
    let bytes = Array(text.utf8)
    var written: [UInt8] = []
    for place in bytes.indices {
      written.append(bytes[place])
      if isCode(bytes[place...].prefix(7)) { written += "x005F_".utf8 }
    }
    return written.count == bytes.count ? text : String(decoding: written, as: UTF8.self)
  }

  private static func isCode(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count == 7, bytes.first == 0x5F, bytes.last == 0x5F else { return false }
    return bytes.dropFirst().first == UInt8(ascii: "x")
      && bytes.dropFirst(2).dropLast().allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
  }
}
