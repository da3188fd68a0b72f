internal import RepostFormats

/// Steps through the values of JSON text (RFC 8259) byte by byte.
struct JSONScanner {
  /// How deep arrays and objects may stand in each other.
  static let depthLimit = 64

  let text: UnsafeRawBufferPointer
  private(set) var position: Int
  private(set) var line = 1

  init(text: UnsafeRawBufferPointer, from start: Int) {
    self.text = text
    position = start
  }

  var isAtEnd: Bool { position >= text.count }

  /// The next byte, or `nil` at the end.
  var next: UInt8? { position < text.count ? text[position] : nil }

  /// Whether a number comes next.
  var startsNumber: Bool { next.map { $0 == UInt8(ascii: "-") || $0 &- 48 < 10 } ?? false }

  /// Steps over white space.
  mutating func skipBlanks() {
    while position < text.count {
      switch text[position] {
      case 0x0A: line += 1
      case 0x0D where !(position + 1 < text.count && text[position + 1] == 0x0A): line += 1
      case 0x20, 0x09, 0x0D: break
      default: return
      }
      position += 1
    }
  }

  /// Steps over white space of the line.
  mutating func skipSpaces() {
    while let next, next == 0x20 || next == 0x09 { position += 1 }
  }

  /// Steps over the rest of the line.
  mutating func skipLine() {
    while position < text.count, text[position] != 0x0A, text[position] != 0x0D { position += 1 }
    skipBlanks()
  }

  /// Goes back to a place that was read before.
  mutating func rewind(to position: Int, line: Int) {
    self.position = position
    self.line = line
  }

  /// Steps over a byte if it comes next.
  mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  /// What is wrong at the next byte.
  func problem(expected: RecordMessage, found: RecordMessage? = nil) -> RowProblem {
    var advice: String?
    let here: RecordMessage
    if let next {
      var end = position + 1
      while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
      here = RecordMessage(.quoted, .text(cleaned(text.slice(position..<end))))
      if next == UInt8(ascii: "'") { advice = "JSON takes double quotes only" }
    } else {
      here = RecordMessage(.endOfText)
      advice = "the file may be cut"
    }
    return RowProblem(position: position, found ?? here, expected: expected, advice: advice)
  }

  /// Reads a string; its escapes go into the buffer.
  mutating func string(into buffer: ByteBuffer) throws(RowProblem) -> RawRow.Slot {
    let opening = position
    guard take("\"") else { throw problem(expected: RecordMessage(.string)) }
    var start = position
    var slot = RawRow.Slot(start: start)
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "\"") {
        if slot.isUnescaped {
          buffer.append(text.slice(start..<position))
          slot.count = buffer.count - slot.start
        } else {
          slot.count = position - start
        }
        position += 1
        return slot
      }
      if byte == UInt8(ascii: "\\") {
        if !slot.isUnescaped { slot = RawRow.Slot(start: buffer.count, isUnescaped: true) }
        buffer.append(text.slice(start..<position))
        buffer.append(Character(try escape()).description)
        start = position
        continue
      }
      guard byte >= 0x20 else {
        throw problem(
          expected: RecordMessage(.noControlCharacter),
          found: RecordMessage(
            byte == 0x0A || byte == 0x0D ? .endOfLineInString : .controlCharacter))
      }
      position += 1
    }
    position = opening
    throw problem(expected: RecordMessage(.closingMark), found: RecordMessage(.openString))
  }

  private mutating func escape() throws(RowProblem) -> Unicode.Scalar {
    position += 1
    guard let letter = next else { throw problem(expected: RecordMessage(.anEscape)) }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default:
      position -= 2
      throw problem(
        expected: RecordMessage(.oneOfEscapes, .text(#"\" \\ \/ \b \f \n \r \t \u0000"#)),
        found: RecordMessage(.unknownEscape))
    }
    let start = position - 2
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first), first != 0 { return scalar }
    if first >= 0xD800, first < 0xDC00, take("\\"), take("u") {
      let second = try hexadecimal()
      if second >= 0xDC00, second < 0xE000,
        let scalar = Unicode.Scalar(0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF))
      {
        return scalar
      }
    }
    position = start
    throw problem(
      expected: RecordMessage(first == 0 ? .textWithoutZeros : .bothHalves),
      found: first == 0
        ? RecordMessage(.escape, .text(#"\u0000"#)) : RecordMessage(.halfPair))
  }

  private mutating func hexadecimal() throws(RowProblem) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = next.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw problem(expected: RecordMessage(.hexadecimalDigits))
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  /// Reads a number, whose text it keeps.
  mutating func number() throws(RowProblem) -> RawRow.Slot {
    let start = position
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      try digits()
    }
    return RawRow.Slot(start: start, count: position - start)
  }

  private mutating func digits() throws(RowProblem) {
    let start = position
    while let next, next &- 48 < 10 { position += 1 }
    guard position > start else { throw problem(expected: RecordMessage(.digit)) }
  }

  /// Steps over `true`, `false` or `null`.
  mutating func word() throws(RowProblem) -> RawRow.Slot {
    for word: StaticString in ["true", "false", "null"] {
      let count = word.utf8CodeUnitCount
      let bytes = UnsafeRawBufferPointer(start: word.utf8Start, count: count)
      if position + count <= text.count, text.slice(position..<position + count).equals(bytes) {
        position += count
        return RawRow.Slot(start: position - count, count: count)
      }
    }
    throw problem(expected: RecordMessage(.value))
  }

  /// Steps over any value and appends it to a buffer without the white space in it.
  mutating func compact(into buffer: ByteBuffer, depth: Int) throws(RowProblem) {
    guard depth <= Self.depthLimit else {
      throw problem(
        expected: RecordMessage(.atMost, "\(Self.depthLimit)"),
        found: RecordMessage(.nestedTooDeep, "\(Self.depthLimit)"))
    }
    let start = position
    switch next {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try compactMembers(into: buffer, depth: depth, isObject: next == UInt8(ascii: "{"))
      return
    case UInt8(ascii: "\""):
      let mark = buffer.count
      _ = try string(into: buffer)
      // The string stays as it is written.
      buffer.cut(to: mark)
    case _ where startsNumber: _ = try number()
    default: _ = try word()
    }
    buffer.append(text.slice(start..<position))
  }

  private mutating func compactMembers(
    into buffer: ByteBuffer, depth: Int, isObject: Bool
  ) throws(RowProblem) {
    let closing: Unicode.Scalar = isObject ? "}" : "]"
    buffer.append(text[position])
    position += 1
    skipBlanks()
    var isFirst = true
    while !take(closing) {
      if !isFirst {
        guard take(",") else {
          throw problem(expected: RecordMessage(.either, ",", "\(closing)"))
        }
        buffer.append(UInt8(ascii: ","))
        skipBlanks()
      }
      isFirst = false
      if isObject {
        guard next == UInt8(ascii: "\"") else { throw problem(expected: RecordMessage(.key)) }
        try compact(into: buffer, depth: depth + 1)
        skipBlanks()
        guard take(":") else { throw problem(expected: RecordMessage(.colonAfterKey)) }
        buffer.append(UInt8(ascii: ":"))
        skipBlanks()
      }
      try compact(into: buffer, depth: depth + 1)
      skipBlanks()
    }
    buffer.append(UInt8(ascii: closing))
  }
}
