/// JSON being written into one buffer: members in the order in which they are given, two spaces of
/// indentation, and whatever is asked to stay on one line on one line.
///
/// Text stays as it is but for quotes, backslashes, control characters and the two line separators
/// that JavaScript does not take.
struct JSONText {
  /// How the members of an object or array lie.
  enum Layout {
    /// Each on its own line.
    case block
    /// All on one line.
    case line
  }

  private struct Level {
    let layout: Layout
    var isEmpty = true
  }

  private(set) var bytes: [UInt8] = []
  private var levels: [Level] = []
  private var isAfterKey = false

  /// Starts a text.
  init() {}

  // Goes on where an array stands, after its elements so far.
  private init(levels: [Level], isFirst: Bool) {
    self.levels = levels
    self.levels[levels.count - 1].isEmpty = isFirst
  }

  /// Writes an object whose members `body` writes.
  mutating func object(_ layout: Layout = .block, _ body: (inout JSONText) -> Void) {
    open("{", layout)
    body(&self)
    close("}", padded: true)
  }

  /// Writes an array whose elements `body` writes.
  mutating func array(_ layout: Layout = .block, _ body: (inout JSONText) -> Void) {
    open("[", layout)
    body(&self)
    close("]", padded: false)
  }

  /// Starts a member; its value must follow.
  mutating func key(_ name: StaticString) {
    beginValue()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    append("\": ")
    isAfterKey = true
  }

  /// Starts a member whose name is not known when the program is built.
  mutating func key(text name: String) {
    string(name)
    append(": ")
    isAfterKey = true
  }

  mutating func string(_ text: String) {
    beginValue()
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { appendEscaped(UnsafeRawBufferPointer($0)) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a string, or `null` for none.
  mutating func string(orNull text: String?) {
    if let text { string(text) } else { null() }
  }

  mutating func number(_ value: Int) {
    beginValue()
    appendDigits(value)
  }

  /// Writes a number, or `null` for none.
  mutating func number(orNull value: Int?) {
    if let value { number(value) } else { null() }
  }

  /// Writes a number rounded to four decimals, without zeros at its end; `null` for no finite number.
  mutating func number(_ value: Double?) {
    guard let value, value.isFinite, value.magnitude < 1e14 else { return null() }
    let scaled = Int((value * 10_000).rounded())
    beginValue()
    if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = Int(scaled.magnitude)
    appendDigits(magnitude / 10_000)
    var fraction = magnitude % 10_000
    guard fraction != 0 else { return append(".0") }
    bytes.append(UInt8(ascii: "."))
    var unit = 1000
    while fraction > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(fraction / unit))
      fraction %= unit
      unit /= 10
    }
  }

  mutating func bool(_ value: Bool) {
    beginValue()
    append(value ? "true" : "false")
  }

  mutating func null() {
    beginValue()
    append("null")
  }

  /// Writes bytes that are JSON already.
  mutating func raw(_ json: [UInt8]) {
    beginValue()
    bytes.append(contentsOf: json)
  }

  /// The finished text, with a line break at its end.
  consuming func finish() -> [UInt8] {
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }
}

extension JSONText {
  /// Writes an array of strings, on one line where it is short.
  mutating func strings(_ texts: [String]) {
    let length = texts.reduce(0) { $0 + $1.utf8.count }
    array(length > 100 ? .block : .line) { json in
      for text in texts { json.string(text) }
    }
  }

  /// Writes the member that names the program and its version.
  mutating func writeTool(version: String) {
    key("tool")
    object(.line) { json in
      json.key("name")
      json.string("repost-tracer")
      json.key("version")
      json.string(version)
    }
  }

  /// Writes elements of an array, made by several processors.
  ///
  /// - Parameters:
  ///   - count: The number of elements.
  ///   - jobs: How many processors may work at once; the bytes are the same.
  ///   - write: Writes the element of an index; called from several threads at once.
  mutating func elements(
    _ count: Int, jobs: Int, _ write: @Sendable (Int, inout JSONText) -> Void
  ) {
    let levels = levels
    let isFirst = levels[levels.count - 1].isEmpty
    func take(_ piece: [UInt8]) { bytes += piece }
    Rows(count: count, jobs: jobs).write(to: take) { places in
      var json = JSONText(levels: levels, isFirst: isFirst && places.lowerBound == 0)
      for place in places { write(place, &json) }
      return json.bytes
    }
    if count > 0 { self.levels[levels.count - 1].isEmpty = false }
  }

  /// Writes an array of numbers on one line.
  mutating func numbers(_ values: some Sequence<Int>) {
    array(.line) { json in
      for value in values { json.number(value) }
    }
  }

  private mutating func open(_ bracket: StaticString, _ layout: Layout) {
    beginValue()
    append(bracket)
    let isInLine = levels.last?.layout == .line
    levels.append(Level(layout: isInLine ? .line : layout))
  }

  private mutating func close(_ bracket: StaticString, padded: Bool) {
    guard let level = levels.popLast() else { return }
    if !level.isEmpty {
      if level.layout == .block {
        breakLine()
      } else if padded {
        bytes.append(UInt8(ascii: " "))
      }
    }
    append(bracket)
    isAfterKey = false
  }

  private mutating func beginValue() {
    guard !isAfterKey, let level = levels.last else {
      isAfterKey = false
      return
    }
    if !level.isEmpty { bytes.append(UInt8(ascii: ",")) }
    levels[levels.count - 1].isEmpty = false
    if level.layout == .block {
      breakLine()
    } else if !level.isEmpty || bytes.last == UInt8(ascii: "{") {
      bytes.append(UInt8(ascii: " "))
    }
  }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: levels.count * 2))
  }

  private mutating func append(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func appendDigits(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  private mutating func appendEscaped(_ text: UnsafeRawBufferPointer) {
    var clean = 0
    var place = 0
    while place < text.count {
      guard Self.mayNeedEscape(text[place]),
        let escape = Self.escape(text[place], at: place, in: text)
      else {
        place += 1
        continue
      }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[clean..<place]))
      bytes.append(contentsOf: escape.text)
      place += escape.length
      clean = place
    }
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[clean...]))
  }

  @inline(__always)
  private static func mayNeedEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xC2 || byte == 0xE2
  }

  /// What to write instead of the character that starts at a byte, and how many bytes it replaces.
  private static func escape(
    _ byte: UInt8, at place: Int, in text: UnsafeRawBufferPointer
  ) -> (text: [UInt8], length: Int)? {
    switch byte {
    case UInt8(ascii: "\""): (Array("\\\"".utf8), 1)
    case UInt8(ascii: "\\"): (Array("\\\\".utf8), 1)
    case 0x0A: (Array("\\n".utf8), 1)
    case 0x0D: (Array("\\r".utf8), 1)
    case 0x09: (Array("\\t".utf8), 1)
    case 0..<0x20, 0x7F: (unicodeEscape(UInt16(byte)), 1)
    case 0xC2 where place + 1 < text.count && text[place + 1] < 0xA0:
      (unicodeEscape(UInt16(text[place + 1])), 2)
    case 0xE2
    where place + 2 < text.count && text[place + 1] == 0x80 && text[place + 2] | 1 == 0xA9:
      (unicodeEscape(0x2000 | UInt16(text[place + 2] & 0x3F)), 3)
    default: nil
    }
  }

  private static func unicodeEscape(_ unit: UInt16) -> [UInt8] {
    let digits = String(unit, radix: 16)
    return Array("\\u".utf8) + Array(String(repeating: "0", count: 4 - digits.count).utf8)
      + Array(digits.utf8)
  }
}
