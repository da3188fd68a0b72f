internal import RepostFormats

/// Reads a JSON array of objects, one object, or one object a line (NDJSON).
struct JSONRows<Field: FieldSet>: RowReader {
  private var scanner: JSONScanner
  private let layout: JSONLayout
  private var keys = NameTable()
  private var columns: [Column] = []
  private var rowOfKey: [Int] = []
  private var rowOfField = [Int](repeating: 0, count: Field.allCases.count)
  private var rows = 0
  private var isStarted = false
  private var isFinished = false
  // What is wrong with the row's content; its text can be read on all the same.
  private var flaw: RowProblem?
  /// Whether the last row that could not be read was cut off by the end of the text.
  private(set) var brokeOff = false

  /// Where the next row starts, and the line on which it does.
  var position: Int { scanner.position }
  var line: Int { scanner.line }

  init(text: UnsafeRawBufferPointer, from start: Int, layout: JSONLayout) {
    scanner = JSONScanner(text: text, from: start)
    self.layout = layout
  }

  mutating func next(_ row: inout RawRow) throws(RowProblem) -> Bool {
    scanner.skipBlanks()
    if layout == .lines { return try nextLine(&row) }
    let isRow: Bool
    flaw = nil
    do {
      isRow = try nextElement(&row)
    } catch {
      var problem = error
      problem.isFatal = true
      throw problem
    }
    // A flaw of content leaves the reading at the next row; broken text does not.
    if let flaw { throw flaw }
    return isRow
  }

  /// Goes to where a row starts, on a line.
  mutating func seek(to position: Int, line: Int) { scanner.rewind(to: position, line: line) }

  /// What a key means that an object has had already.
  func column(ofKnown key: UnsafeRawBufferPointer) -> Column? {
    keys.find(key).map { columns[$0] }
  }

  /// The keys that objects have had so far.
  var usage: JSONKeys {
    JSONKeys(
      names: (0..<keys.count).map { keys[$0] },
      fields: Set(rowOfField.indices.filter { rowOfField[$0] > 0 }), rows: rows)
  }

  func finish(_ row: RawRow) throws(RowProblem) { try usage.check(Field.self) }

  private mutating func nextLine(_ row: inout RawRow) throws(RowProblem) -> Bool {
    guard !scanner.isAtEnd else { return false }
    let start = scanner.position
    let line = scanner.line
    do throws(RowProblem) {
      try object(&row)
      if let flaw { throw flaw }
      if scanner.line != line {
        throw RowProblem(
          position: start, RecordMessage(.objectOverLines),
          expected: RecordMessage(.oneObjectALine),
          advice: "write each object on a line of its own, or all of them as a JSON array")
      }
      let end = scanner.position
      scanner.skipBlanks()
      if !scanner.isAtEnd, scanner.line == line {
        scanner.rewind(to: end, line: line)
        scanner.skipSpaces()
        throw scanner.problem(expected: RecordMessage(.lineEndAfterObject))
      }
      return true
    } catch {
      brokeOff = scanner.isAtEnd
      scanner.rewind(to: start, line: line)
      scanner.skipLine()
      row.range = start..<scanner.position
      throw error
    }
  }

  private mutating func nextElement(_ row: inout RawRow) throws(RowProblem) -> Bool {
    guard !isFinished else { return try endOfText() }
    if layout == .object {
      isFinished = true
      try object(&row)
      return true
    }
    if !isStarted {
      guard scanner.take("[") else { throw scanner.problem(expected: RecordMessage(.array)) }
      isStarted = true
      scanner.skipBlanks()
      if scanner.take("]") { return try end() }
    } else {
      if scanner.take("]") { return try end() }
      guard scanner.take(",") else {
        throw scanner.problem(expected: RecordMessage(.either, ",", "]"))
      }
      scanner.skipBlanks()
    }
    try object(&row)
    return true
  }

  private mutating func end() throws(RowProblem) -> Bool {
    isFinished = true
    return try endOfText()
  }

  private mutating func endOfText() throws(RowProblem) -> Bool {
    scanner.skipBlanks()
    guard scanner.isAtEnd else { throw scanner.problem(expected: RecordMessage(.endOfText)) }
    return false
  }

  private mutating func object(_ row: inout RawRow) throws(RowProblem) {
    row.clear()
    flaw = nil
    row.line = scanner.line
    let start = scanner.position
    row.range = start..<start
    rows += 1
    if scanner.next == UInt8(ascii: "{") {
      try members(&row)
    } else {
      let mark = row.unescaped.count
      try scanner.compact(into: row.unescaped, depth: 1)
      row.unescaped.cut(to: mark)
      flaw = RowProblem(
        position: start,
        RecordMessage(.quoted, .text(cleaned(scanner.text.slice(start..<scanner.position)))),
        expected: RecordMessage(Field.self == EntityField.self ? .entityObject : .recordObject))
    }
    row.range = start..<scanner.position
  }

  private mutating func members(_ row: inout RawRow) throws(RowProblem) {
    _ = scanner.take("{")
    scanner.skipBlanks()
    var isFirst = true
    while !scanner.take("}") {
      if !isFirst {
        guard scanner.take(",") else {
          throw scanner.problem(expected: RecordMessage(.either, ",", "}"))
        }
        scanner.skipBlanks()
      }
      isFirst = false
      let keyStart = scanner.position
      guard scanner.next == UInt8(ascii: "\"") else {
        throw scanner.problem(expected: RecordMessage(.key))
      }
      let key = row.bytes(try scanner.string(into: row.unescaped))
      let column = column(of: key, at: keyStart, in: &row)
      scanner.skipBlanks()
      guard scanner.take(":") else {
        throw scanner.problem(expected: RecordMessage(.colonAfterKey))
      }
      scanner.skipBlanks()
      switch column {
      case .field(let field): row.slots[field] = try value(of: field, &row)
      case .extra(let name):
        let slot = try extra(&row)
        if slot.count > 0 { row.extras.append((name, slot)) }
      }
      scanner.skipBlanks()
    }
  }

  private mutating func column(
    of key: UnsafeRawBufferPointer, at position: Int, in row: inout RawRow
  ) -> Column {
    let number = keys.intern(key)
    if number == columns.count {
      let name = key.trimmed.string
      if let field = Field.field(of: name) {
        columns.append(.field(field.rawValue))
      } else {
        columns.append(.extra(row.extraNames.count))
        row.extraNames.append(name)
      }
      rowOfKey.append(0)
    }
    var isRepeated = rowOfKey[number] == rows
    rowOfKey[number] = rows
    if case .field(let field) = columns[number] {
      isRepeated = isRepeated || rowOfField[field] == rows
      rowOfField[field] = rows
    }
    if isRepeated {
      note(
        RowProblem(
          position: position, RecordMessage(.keyAgain, .text(cleaned(key))),
          expected: RecordMessage(.eachFieldOnce)))
    }
    return columns[number]
  }

  private mutating func note(_ problem: RowProblem) {
    if flaw == nil { flaw = problem }
  }

  private mutating func value(of field: Int, _ row: inout RawRow) throws(RowProblem) -> RawRow.Slot
  {
    let start = scanner.position
    let isList = Field(rawValue: field)?.isList ?? false
    switch scanner.next {
    case UInt8(ascii: "\""): return try scanner.string(into: row.unescaped)
    case _ where scanner.startsNumber: return try scanner.number()
    case UInt8(ascii: "n"):
      _ = try scanner.word()
      return RawRow.Slot()
    case UInt8(ascii: "[") where isList: return try list(of: field, &row)
    default:
      try scanner.compact(into: row.unescaped, depth: 2)
      noteType(of: field, from: start, expected: isList ? .textOrArray : .text)
      return RawRow.Slot()
    }
  }

  private mutating func noteType(of field: Int, from start: Int, expected: RecordSentence) {
    let name = Field(rawValue: field)?.name ?? ""
    let text = cleaned(scanner.text.slice(start..<scanner.position))
    note(
      RowProblem(
        position: start, RecordMessage(.valueInField, .text(text), .text(name)),
        expected: RecordMessage(expected)))
  }

  // In tables the sign separates entries, so an entry that holds it would become two.
  private mutating func noteSeparator(in field: Int, at start: Int) {
    let name = Field(rawValue: field)?.name ?? ""
    note(
      RowProblem(
        position: start, RecordMessage(.separatorInEntry, .text(name)),
        expected: RecordMessage(.oneEntry), advice: "make it two entries, or write ','"))
  }

  private mutating func list(of field: Int, _ row: inout RawRow) throws(RowProblem) -> RawRow.Slot {
    let start = row.unescaped.count
    _ = scanner.take("[")
    scanner.skipBlanks()
    var isFirst = true
    while !scanner.take("]") {
      if !isFirst {
        guard scanner.take(",") else {
          throw scanner.problem(expected: RecordMessage(.either, ",", "]"))
        }
        scanner.skipBlanks()
      }
      isFirst = false
      let entryStart = scanner.position
      switch scanner.next {
      case UInt8(ascii: "\""):
        let slot = try scanner.string(into: row.unescaped)
        if row.bytes(slot).holdsSeparator { noteSeparator(in: field, at: entryStart) }
        if !slot.isUnescaped { row.unescaped.append(row.bytes(slot)) }
      case _ where scanner.startsNumber:
        row.unescaped.append(row.bytes(try scanner.number()))
      case UInt8(ascii: "n"): _ = try scanner.word()
      default:
        try scanner.compact(into: row.unescaped, depth: 3)
        noteType(of: field, from: entryStart, expected: .text)
      }
      row.unescaped.append(UInt8(ascii: ";"))
      scanner.skipBlanks()
    }
    // The last entry has no separator after it.
    if row.unescaped.count > start { row.unescaped.cut(to: row.unescaped.count - 1) }
    return RawRow.Slot(start: start, count: row.unescaped.count - start, isUnescaped: true)
  }

  private mutating func extra(_ row: inout RawRow) throws(RowProblem) -> RawRow.Slot {
    if scanner.next == UInt8(ascii: "\"") { return try scanner.string(into: row.unescaped) }
    let start = row.unescaped.count
    let isNull = scanner.next == UInt8(ascii: "n")
    try scanner.compact(into: row.unescaped, depth: 2)
    guard !isNull else { return RawRow.Slot() }
    return RawRow.Slot(start: start, count: row.unescaped.count - start, isUnescaped: true)
  }
}

/// The keys of the objects of a text.
struct JSONKeys {
  /// The distinct keys in the order in which they come.
  var names: [String] = []
  /// The fields that they mean.
  var fields: Set<Int> = []
  /// The number of objects.
  var rows = 0

  /// Takes in the keys of the text that follows.
  mutating func formUnion(_ next: JSONKeys) {
    for name in next.names where !names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
      names.append(name)
    }
    fields.formUnion(next.fields)
    rows += next.rows
  }

  /// Checks that objects have the fields that a row must have.
  func check<Field: FieldSet>(_: Field.Type) throws(RowProblem) {
    let isComplete = Field.required.allSatisfy { group in
      group.contains { fields.contains($0.rawValue) }
    }
    guard !isComplete, rows > 0 else { return }
    throw Headers<Field>.missing(in: names, at: 0, word: "key")
  }
}
