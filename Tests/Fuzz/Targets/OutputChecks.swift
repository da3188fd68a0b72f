import CExpat
import Foundation

/// What is wrong with a text as XML; `nil` where it is well-formed.
func xmlProblem(_ bytes: [UInt8]) -> String? {
  XMLText(bytes).problem
}

/// The text and the elements of an XML document, as another program's parser has them.
struct XMLText {
  private(set) var text = ""
  private(set) var elements: Set<String> = []
  private(set) var problem: String?

  private final class State {
    var bytes: [UInt8] = []
    var elements: Set<String> = []
  }

  init(_ bytes: [UInt8]) {
    guard let parser = XML_ParserCreate("UTF-8") else {
      problem = "no parser"
      return
    }
    defer { XML_ParserFree(parser) }
    let state = State()
    XML_SetUserData(parser, Unmanaged.passUnretained(state).toOpaque())
    XML_SetCharacterDataHandler(parser) { data, text, count in
      guard let data, let text else { return }
      let state = Unmanaged<State>.fromOpaque(data).takeUnretainedValue()
      for index in 0..<Int(count) { state.bytes.append(UInt8(bitPattern: text[index])) }
    }
    XML_SetElementHandler(
      parser,
      { data, name, _ in
        guard let data, let name else { return }
        Unmanaged<State>.fromOpaque(data).takeUnretainedValue().elements
          .insert(String(cString: name))
      }, nil)
    let status = bytes.withUnsafeBytes { bytes in
      XML_Parse(
        parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), 1)
    }
    text = String(decoding: state.bytes, as: UTF8.self)
    elements = state.elements
    guard status == XML_STATUS_ERROR else { return }
    let message = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "?"
    problem = "\(message) at byte \(XML_GetCurrentByteIndex(parser))"
  }
}

/// The value of a JSON text, read by another reader than the program's.
func jsonValue(_ bytes: [UInt8]) throws(BrokenPromise) -> Any {
  do {
    return try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
  } catch {
    throw BrokenPromise(description: "JSON that cannot be read: \(error)")
  }
}

/// The rows of CSV by RFC 4180: a byte order mark, lines ended by CR LF.
func csvRows(_ bytes: [UInt8]) throws(BrokenPromise) -> [[String]] {
  try require(bytes.starts(with: [0xEF, 0xBB, 0xBF]), "CSV without a byte order mark")
  var rows: [[String]] = []
  var row: [String] = []
  var cell: [UInt8] = []
  var isQuoted = false
  var place = 3
  func next() -> UInt8? { place + 1 < bytes.count ? bytes[place + 1] : nil }
  while place < bytes.count {
    switch bytes[place] {
    case 0x22 where isQuoted && next() == 0x22:
      cell.append(0x22)
      place += 1
    case 0x22: isQuoted.toggle()
    case 0x2C where !isQuoted:
      row.append(String(decoding: cell, as: UTF8.self))
      cell = []
    case 0x0D where !isQuoted && next() == 0x0A:
      rows.append(row + [String(decoding: cell, as: UTF8.self)])
      (row, cell) = ([], [])
      place += 1
    case let byte: cell.append(byte)
    }
    place += 1
  }
  try require(row.isEmpty && cell.isEmpty && !isQuoted, "CSV that ends within a row")
  return rows
}

/// Breaks a promise where a table of a spreadsheet has ragged rows or a formula.
func requireTable(_ bytes: [UInt8], _ what: String) throws(BrokenPromise) {
  let rows = try csvRows(bytes)
  for row in rows {
    try require(row.count == rows[0].count, "\(what): a row of \(row.count) cells")
    for cell in row {
      try require(
        !"=+-@\t\r＝＋－＠".unicodeScalars.contains(cell.unicodeScalars.first ?? "x"),
        "\(what): a formula")
    }
  }
}

/// Breaks a promise where a text holds what a terminal would obey.
func requirePlain(_ text: String, _ what: String) throws(BrokenPromise) {
  for scalar in text.unicodeScalars where scalar != "\n" {
    let isUnsafe =
      scalar.properties.generalCategory == .control
      || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    try require(!isUnsafe, "\(what): U+\(String(scalar.value, radix: 16))")
  }
}
