import RepostRecords

/// Turns pseudonyms back in the cells of a table.
struct RevealedCSV {
  private let names: RevealedNames

  init(_ names: RevealedNames) { self.names = names }

  func reveal(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var result: [UInt8] = []
    var headers: [String] = []
    var isFirstRow = true
    // Tables that are read again have no guard against formulas: a name must be read as it is.
    var isGuarded = true
    var column = 0
    var place = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    result += text[..<place]
    while place <= text.count {
      let end = Self.end(ofCellAt: place, in: text)
      let raw = UnsafeRawBufferPointer(rebasing: text[place..<end])
      if isFirstRow {
        headers.append(Self.meaning(raw))
        result += raw
      } else {
        let isName = column < headers.count && isNameHeader(headers[column])
        let cell = names.put(in: Self.meaning(raw), isName ? .name : .id)
        result += cell.map { Self.written($0, isGuarded: isGuarded) } ?? Array(raw)
      }
      column += 1
      guard end < text.count else { break }
      result.append(text[end])
      if text[end] != UInt8(ascii: ",") {
        if isFirstRow {
          let native = headers.starts(with: ["id", "time", "from"])
          isGuarded = !native && !headers.starts(with: ["id", "name", "kind"])
        }
        isFirstRow = false
        column = 0
      }
      place = end + 1
    }
    return result
  }

  private static func end(ofCellAt start: Int, in text: UnsafeRawBufferPointer) -> Int {
    var place = start
    var isQuoted = false
    while place < text.count {
      switch text[place] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ","), 0x0A, 0x0D: if !isQuoted { return place }
      default: break
      }
      place += 1
    }
    return place
  }

  private static func meaning(_ raw: UnsafeRawBufferPointer) -> String {
    let text = String(decoding: raw, as: UTF8.self)
    guard text.hasPrefix("\""), text.hasSuffix("\""), text.utf8.count >= 2 else { return text }
    return String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"")
  }

  private static func written(_ cell: String, isGuarded: Bool) -> [UInt8] {
    if isGuarded {
      var csv = CSVText(isContinued: true)
      csv.add([cell])
      return Array(csv.bytes.dropLast(2))
    }
    var bytes: [UInt8] = []
    appendPlainCSV([cell], to: &bytes)
    return bytes.dropLast(2)
  }
}
