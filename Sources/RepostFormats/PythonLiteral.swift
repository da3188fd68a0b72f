/// Reads a dictionary or a list as Python prints it, `{'title': 'a', 'items': [{…}]}`.
struct PythonLiteral {
  private static let depthLimit = 64

  private let bytes: [UInt8]
  private var place = 0

  private init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

  /// The value of a text.
  ///
  /// - Returns: `nil` where the text is no such value, or something follows it.
  static func value(of text: some StringProtocol) -> JSONValue? {
    var literal = PythonLiteral(text)
    let value = literal.value(0)
    literal.skipBlanks()
    return literal.place == literal.bytes.count ? value : nil
  }

  private mutating func value(_ depth: Int) -> JSONValue? {
    guard depth < Self.depthLimit else { return nil }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return object(depth)
    case UInt8(ascii: "["): return list(depth)
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return string().map { .string($0) }
    default: return word()
    }
  }

  private mutating func object(_ depth: Int) -> JSONValue? {
    place += 1
    var members: [(name: String, value: JSONValue)] = []
    while true {
      skipBlanks()
      if skip("}") { return .object(members) }
      if !members.isEmpty {
        guard skip(",") else { return nil }
        skipBlanks()
      }
      guard let name = string() else { return nil }
      skipBlanks()
      guard skip(":"), let value = value(depth + 1) else { return nil }
      members.append((name, value))
    }
  }

  private mutating func list(_ depth: Int) -> JSONValue? {
    place += 1
    var elements: [JSONValue] = []
    while true {
      skipBlanks()
      if skip("]") { return .array(elements) }
      if !elements.isEmpty { guard skip(",") else { return nil } }
      guard let value = value(depth + 1) else { return nil }
      elements.append(value)
    }
  }

  private mutating func word() -> JSONValue? {
    let start = place
    while let byte = next, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"),
      byte != UInt8(ascii: "]"), byte != 0x20
    {
      place += 1
    }
    switch String(decoding: bytes[start..<place], as: UTF8.self) {
    case "None": return .null
    case "True": return .bool(true)
    case "False": return .bool(false)
    case let text: return Double(text) == nil ? nil : .number(text)
    }
  }

  private mutating func string() -> String? {
    guard let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      return nil
    }
    place += 1
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      if byte == quote { return String(decoding: text, as: UTF8.self) }
      if byte == UInt8(ascii: "\\") {
        guard escape(&text) else { return nil }
      } else {
        text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape(_ text: inout [UInt8]) -> Bool {
    guard let byte = next else { return false }
    place += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "x"): return scalar(2, &text)
    case UInt8(ascii: "u"): return scalar(4, &text)
    case UInt8(ascii: "U"): return scalar(8, &text)
    default: text.append(byte)
    }
    return true
  }

  private mutating func scalar(_ digits: Int, _ text: inout [UInt8]) -> Bool {
    guard place + digits <= bytes.count,
      let number = UInt32(
        String(decoding: bytes[place..<place + digits], as: UTF8.self), radix: 16)
    else { return false }
    place += digits
    text.append(contentsOf: Array(String(Unicode.Scalar(number) ?? "\u{FFFD}").utf8))
    return true
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: sign) else { return false }
    place += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      place += 1
    }
  }
}
