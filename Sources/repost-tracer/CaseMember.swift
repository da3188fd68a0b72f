import RepostReport

/// Where a line of a stream of cases says to which case it belongs.
struct CaseMember {
  /// The value of the key `case`, as it is written.
  let value: Range<Int>
  /// The key, its value and a comma beside it: what is left is the record without the case.
  let whole: Range<Int>

  /// Finds the case of a line.
  ///
  /// The line is walked through only as far as its case: what follows is for the reader of records, but
  /// for a second `case`, which that would not know from any other column.
  ///
  /// - Parameter line: The bytes of a line without its end.
  /// - Returns: `nil` where the line is blank.
  /// - Throws: ``CaseLineProblem`` where it is no object or names no case.
  static func find(in line: UnsafeRawBufferPointer) throws(CaseLineProblem) -> CaseMember? {
    var scanner = CaseScanner(line: line)
    return try scanner.find()
  }

  /// The id that a line names.
  func id(in line: UnsafeRawBufferPointer) throws(CaseLineProblem) -> CaseID {
    let text = UnsafeRawBufferPointer(rebasing: line[value])
    guard text.first == UInt8(ascii: "\"") else {
      return CaseID(number: String(decoding: text, as: UTF8.self))
    }
    let inner = UnsafeRawBufferPointer(rebasing: text.dropFirst().dropLast())
    guard let unescaped = unescapedJSON(inner), !unescaped.isEmpty else {
      throw CaseLineProblem(
        position: value.lowerBound, found: "a 'case' that is empty or no valid text",
        expected: "a text or a number")
    }
    return CaseID(text: unescaped)
  }
}

/// Why a line belongs to no case.
struct CaseLineProblem: Error {
  /// The byte of the line at which it is wrong.
  let position: Int
  let found: String
  let expected: String
}

/// Walks through the members of an object byte by byte.
private struct CaseScanner {
  let line: UnsafeRawBufferPointer
  private var position = 0

  init(line: UnsafeRawBufferPointer) { self.line = line }

  mutating func find() throws(CaseLineProblem) -> CaseMember? {
    skipBlanks()
    guard let first = next else { return nil }
    guard first == UInt8(ascii: "{") else { throw problem("no object") }
    position += 1
    var comma: Int?
    var found: CaseMember?
    skipBlanks()
    while true {
      let start = position
      guard next == UInt8(ascii: "\""), let key = string() else {
        if let found { return found }
        throw problem(isObjectEmpty(comma) ? "no 'case'" : "no key in double quotes")
      }
      skipBlanks()
      guard take(UInt8(ascii: ":")) else {
        if let found { return found }
        throw problem("no ':' after a key")
      }
      skipBlanks()
      if isCase(key) {
        guard found == nil else {
          throw CaseLineProblem(
            position: start, found: "the key 'case' a second time", expected: "each field once")
        }
        let value = try caseValue()
        let whole = try self.whole(from: start, comma: comma)
        found = CaseMember(value: value, whole: whole)
        guard mayHoldAnother else { return found }
      } else {
        skipValue()
      }
      skipBlanks()
      guard next == UInt8(ascii: ",") else {
        if let found { return found }
        throw problem(next == UInt8(ascii: "}") ? "no 'case'" : "no ',' or '}' after a value")
      }
      comma = position
      position += 1
      skipBlanks()
    }
  }

  private var next: UInt8? { position < line.count ? line[position] : nil }

  private func isObjectEmpty(_ comma: Int?) -> Bool { comma == nil && next == UInt8(ascii: "}") }

  private func problem(_ found: String) -> CaseLineProblem {
    CaseLineProblem(
      position: position, found: found,
      expected: "an object with the member 'case', a text or a number, on each line")
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while let next, next == 0x20 || next == 0x09 { position += 1 }
  }

  /// Steps over a string; gives what stands between its quotes.
  private mutating func string() -> Range<Int>? {
    position += 1
    let start = position
    while position < line.count {
      switch line[position] {
      case UInt8(ascii: "\""):
        position += 1
        return start..<position - 1
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    position = line.count
    return nil
  }

  private func isCase(_ key: Range<Int>) -> Bool {
    let bytes = UnsafeRawBufferPointer(rebasing: line[key])
    if bytes.count == 4 { return bytes.elementsEqual("case".utf8) }
    // No character takes more than six bytes.
    guard bytes.count > 4, bytes.count <= 24, bytes.contains(UInt8(ascii: "\\")) else {
      return false
    }
    return unescapedJSON(bytes) == "case"
  }

  private mutating func caseValue() throws(CaseLineProblem) -> Range<Int> {
    let start = position
    if next == UInt8(ascii: "\"") {
      guard string() != nil else { throw problem("a string that is never closed") }
    } else if !number() {
      throw CaseLineProblem(
        position: start, found: "neither a text nor a valid number in 'case'",
        expected: "a text or a number")
    }
    return start..<position
  }

  /// The bytes to leave out, so that what is left is valid where the line is, and only there.
  private mutating func whole(from start: Int, comma: Int?) throws(CaseLineProblem) -> Range<Int> {
    let end = position
    defer { position = end }
    skipBlanks()
    if let comma, next == UInt8(ascii: ",") || next == UInt8(ascii: "}") { return comma..<end }
    if next == UInt8(ascii: "}") { return start..<end }
    guard take(UInt8(ascii: ",")) else { throw problem("no ',' or '}' after a value") }
    let after = position
    skipBlanks()
    guard next == UInt8(ascii: "\"") else { throw problem("no key in double quotes") }
    return start..<after
  }

  /// Whether the rest of the line may hold the key once more, in whichever spelling.
  private var mayHoldAnother: Bool {
    var quoteAndWord: UInt64 = 0
    for place in position..<line.count {
      if line[place] == UInt8(ascii: "\\") { return true }
      // The last five bytes.
      quoteAndWord = (quoteAndWord << 8 | UInt64(line[place])) & 0xFF_FFFF_FFFF
      if quoteAndWord == 0x22_6361_7365 { return true }
    }
    return false
  }

  private mutating func number() -> Bool {
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { guard digits() else { return false } }
    if take(UInt8(ascii: ".")) { guard digits() else { return false } }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
      guard digits() else { return false }
    }
    return true
  }

  private mutating func digits() -> Bool {
    let start = position
    while let next, next &- 48 < 10 { position += 1 }
    return position > start
  }

  /// Steps over a value that is not looked into.
  private mutating func skipValue() {
    var depth = 0
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        _ = string()
        if depth == 0 { return }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return }
        depth -= 1
        if depth == 0 {
          position += 1
          return
        }
      case UInt8(ascii: ","), 0x20, 0x09:
        if depth == 0 { return }
      default: break
      }
      position += 1
    }
  }
}
