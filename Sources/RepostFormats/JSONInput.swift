/// Reads JSON (RFC 8259) piece by piece.
///
/// Objects and arrays are entered and left one element at a time, so that a file of any length can be
/// read; whatever is wanted as a whole is read with ``value()``.
///
/// ```swift
/// try json.enterObject()
/// while let name = try json.nextName() {
///   if name == "messages" {
///     try json.enterArray()
///     while try json.nextElement() { take(try json.value()) }
///   } else {
///     try json.skipValue()
///   }
/// }
/// ```
final class JSONInput {
  /// A string is kept up to this length; what is beyond is passed over.
  static let stringLimit = 4 << 20
  /// Objects and arrays may be nested so deep.
  static let depthLimit = 256
  /// A value that is read as a whole may have so many values in it.
  static let valueLimit = 1_000_000
  /// And it may keep so many bytes of text.
  private let textLimit: Int

  /// What sort of value comes next.
  enum Kind {
    case object
    case array
    case string
    case other
  }

  private let input: ByteInput
  private var window = UnsafeRawBufferPointer(start: nil, count: 0)
  private var used = 0
  // For each object or array that is open: whether an element of it was read.
  private var open: [Bool] = []

  /// The line of what comes next, counted from 1.
  private(set) var line = 1
  // Of the value that is being read as a whole.
  private var values = 0
  private var textBytes = 0
  /// Whether the text ended where something was still expected.
  private(set) var hasEnded = false

  init(_ input: ByteInput, textLimit: Int = 64 << 20) {
    self.input = input
    self.textLimit = textLimit
  }

  /// The number of bytes before what comes next.
  var position: Int { input.position + used }

  /// The kind of the value that comes next; `nil` at the end of the text.
  func kind() throws(FormatProblem) -> Kind? {
    try skipBlanks()
    switch try peek() {
    case nil: return nil
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    default: return .other
    }
  }

  /// Enters the object that comes next.
  func enterObject() throws(FormatProblem) { try enter("{") }

  /// Enters the array that comes next.
  func enterArray() throws(FormatProblem) { try enter("[") }

  private func enter(_ bracket: Character) throws(FormatProblem) {
    try skipBlanks()
    guard let byte = bracket.asciiValue, try peek() == byte else {
      throw try problem(expected: FileMessage(.quoted, "\(bracket)"))
    }
    guard open.count < Self.depthLimit else {
      throw FormatProblem(
        line: line, FileMessage(.nestedTooDeep, "\(Self.depthLimit)"),
        expected: FileMessage(.noMore))
    }
    advance()
    open.append(false)
  }

  /// The name of the next member of the object that was entered last; `nil` where it ends.
  func nextName() throws(FormatProblem) -> String? {
    guard try nextItem(closing: UInt8(ascii: "}")) else { return nil }
    guard try peek() == UInt8(ascii: "\"") else {
      throw try problem(expected: FileMessage(.nameInQuotes))
    }
    let name = try string()
    try skipBlanks()
    guard try peek() == UInt8(ascii: ":") else {
      throw try problem(expected: FileMessage(.quoted, ":"))
    }
    advance()
    return name
  }

  /// Whether the array that was entered last has one more element; where not, it is left.
  func nextElement() throws(FormatProblem) -> Bool {
    try nextItem(closing: UInt8(ascii: "]"))
  }

  private func nextItem(closing: UInt8) throws(FormatProblem) -> Bool {
    try skipBlanks()
    guard let hasItems = open.last else { throw try problem(expected: FileMessage(.element)) }
    if try peek() == closing {
      advance()
      open.removeLast()
      return false
    }
    if hasItems {
      guard try peek() == UInt8(ascii: ",") else {
        throw try problem(
          expected: FileMessage(.either, ",", "\(Character(Unicode.Scalar(closing)))"))
      }
      advance()
      try skipBlanks()
    }
    open[open.count - 1] = true
    return true
  }

  /// Reads the value that comes next as a whole.
  func value() throws(FormatProblem) -> JSONValue {
    values = 0
    textBytes = 0
    return try part()
  }

  private func part() throws(FormatProblem) -> JSONValue {
    values += 1
    guard values <= Self.valueLimit, textBytes <= textLimit else {
      throw FormatProblem(
        line: line,
        values > Self.valueLimit
          ? FileMessage(.tooManyValues, "\(Self.valueLimit)")
          : FileMessage(.tooMuchText, "\(textLimit)"),
        expected: FileMessage(.entriesOfMessages), advice: FileMessage(.notWhatItSeems))
    }
    switch try kind() {
    case .object:
      try enterObject()
      var members: [(name: String, value: JSONValue)] = []
      while let name = try nextName() { members.append((name, try part())) }
      return .object(members)
    case .array:
      try enterArray()
      var elements: [JSONValue] = []
      while try nextElement() { elements.append(try part()) }
      return .array(elements)
    case .string: return .string(try string())
    case .other, nil: return try scalar()
    }
  }

  /// Passes over the value that comes next.
  func skipValue() throws(FormatProblem) {
    switch try kind() {
    case .object:
      try enterObject()
      while try nextName() != nil { try skipValue() }
    case .array:
      try enterArray()
      while try nextElement() { try skipValue() }
    case .string: _ = try string()
    case .other, nil: _ = try scalar()
    }
  }

  /// Leaves whatever is open and goes to the next line, after a line that cannot be read.
  func skipLine() throws(FormatProblem) {
    open = []
    hasEnded = false
    while let byte = try peek() {
      advance()
      if byte == 0x0A { return }
    }
  }

  private func scalar() throws(FormatProblem) -> JSONValue {
    var word: [UInt8] = []
    while let byte = try peek(), word.count < 64 {
      let isWord =
        (48...57).contains(byte) || (97...122).contains(byte) || (65...90).contains(byte)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
      guard isWord else { break }
      word.append(byte)
      advance()
    }
    switch String(decoding: word, as: UTF8.self) {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    case let text where Double(text) != nil && text.first?.isLetter == false:
      return .number(text)
    case "": throw try problem(expected: FileMessage(.value))
    case let text:
      throw FormatProblem(
        line: line, FileMessage(.word, .text(text)), expected: FileMessage(.jsonValue))
    }
  }

  private func string() throws(FormatProblem) -> String {
    advance()
    var bytes: [UInt8] = []
    while true {
      guard let byte = try peek() else {
        throw try problem(expected: FileMessage(.closingQuote))
      }
      if byte == UInt8(ascii: "\"") {
        advance()
        textBytes += bytes.count
        return String(decoding: bytes, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") {
        advance()
        try escape(&bytes)
        continue
      }
      // Line ends and tabs within strings are written by careless programs; nothing else is meant.
      if bytes.count < Self.stringLimit { bytes.append(byte) }
      advance()
    }
  }

  private func escape(_ bytes: inout [UInt8]) throws(FormatProblem) {
    guard let byte = try peek() else { throw try problem(expected: FileMessage(.restOfEscape)) }
    advance()
    let isKept = bytes.count < Self.stringLimit
    switch byte {
    case UInt8(ascii: "n"): if isKept { bytes.append(0x0A) }
    case UInt8(ascii: "t"): if isKept { bytes.append(0x09) }
    case UInt8(ascii: "r"): if isKept { bytes.append(0x0D) }
    case UInt8(ascii: "b"): if isKept { bytes.append(0x08) }
    case UInt8(ascii: "f"): if isKept { bytes.append(0x0C) }
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): if isKept { bytes.append(byte) }
    // Telegram Desktop writes control characters so, which is no JSON.
    case UInt8(ascii: "x"): append(Unicode.Scalar(try hex(2)), to: &bytes)
    case UInt8(ascii: "u"): append(try codePoint(), to: &bytes)
    default:
      throw FormatProblem(
        line: line, FileMessage(.escape, "\\\(Character(Unicode.Scalar(byte)))"),
        expected: FileMessage(.jsonEscape))
    }
  }

  private func append(_ scalar: Unicode.Scalar?, to bytes: inout [UInt8]) {
    guard bytes.count < Self.stringLimit else { return }
    bytes.append(contentsOf: Array(String(scalar ?? "\u{FFFD}").utf8))
  }

  private func codePoint() throws(FormatProblem) -> Unicode.Scalar? {
    let first = try hex(4)
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
    guard try peek() == UInt8(ascii: "\\") else { return nil }
    advance()
    guard try peek() == UInt8(ascii: "u") else { return nil }
    advance()
    let second = try hex(4)
    guard (0xDC00..<0xE000).contains(second) else { return nil }
    return Unicode.Scalar(0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF))
  }

  private func hex(_ count: Int) throws(FormatProblem) -> UInt32 {
    var number: UInt32 = 0
    for _ in 0..<count {
      guard let byte = try peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw try problem(expected: FileMessage(.hexadecimalDigit))
      }
      number = number << 4 | UInt32(digit)
      advance()
    }
    return number
  }

  private func skipBlanks() throws(FormatProblem) {
    while let byte = try peek(), byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      advance()
    }
  }

  private func peek() throws(FormatProblem) -> UInt8? {
    if used < window.count { return window[used] }
    input.skip(used)
    used = 0
    window = try input.ahead()
    return window.first
  }

  private func advance() {
    if window[used] == 0x0A { line += 1 }
    used += 1
  }

  private func problem(expected: FileMessage) throws(FormatProblem) -> FormatProblem {
    guard let byte = try peek() else {
      hasEnded = true
      return FormatProblem(line: line, FileMessage(.endOfFile), expected: expected)
    }
    let character = Character(Unicode.Scalar(byte))
    let found =
      byte < 0x80 && byte > 0x20
      ? FileMessage(.quoted, "\(character)") : FileMessage(.byte, "\(byte)")
    return FormatProblem(line: line, found, expected: expected)
  }
}
