/// A table as CSV by RFC 4180: UTF-8 with a byte order mark, lines ended by CR LF.
///
/// A cell that a spreadsheet would take for a formula is given an apostrophe in front, so that opening
/// the file runs nothing that a sender put into a name.
struct CSVText {
  private(set) var bytes: [UInt8]

  /// Starts a table, or goes on with one, which then has no byte order mark.
  init(isContinued: Bool = false) { bytes = isContinued ? [] : [0xEF, 0xBB, 0xBF] }

  /// Adds a row.
  mutating func add(_ cells: [String]) {
    for (column, cell) in cells.enumerated() {
      if column > 0 { bytes.append(UInt8(ascii: ",")) }
      add(cell)
    }
    bytes += [0x0D, 0x0A]
  }

  private mutating func add(_ cell: String) {
    var cell = cell
    let isAdded = cell.withUTF8 { text in
      guard Self.isPlain(text) else { return false }
      bytes.append(contentsOf: text)
      return true
    }
    if !isAdded { addGuarded(cell) }
  }

  /// Whether a cell stands in a table as it is: visible ASCII, nothing to quote, no formula.
  private static func isPlain(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = cell.first else { return true }
    // = + - @
    guard first != 0x3D, first != 0x2B, first != 0x2D, first != 0x40 else { return false }
    return cell.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x2C }
  }

  private mutating func addGuarded(_ cell: String) {
    let shown = visible(cell, keeping: "\t\r\n")
    let guarded = Self.isFormula(shown) ? "'" + shown : shown
    let needsQuotes = guarded.utf8.contains {
      $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D
    }
    guard needsQuotes else {
      bytes += guarded.utf8
      return
    }
    bytes.append(0x22)
    for byte in guarded.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  // Full-width signs are in it because spreadsheets of East Asian locales take them for the plain ones.
  private static func isFormula(_ cell: String) -> Bool {
    guard let first = cell.unicodeScalars.first else { return false }
    return "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first)
  }
}
