import CByteScan

/// Cuts blocks of NDJSON.
///
/// Objects that are written like one before them are cut here, every other is left to ``JSONRows``,
/// so that both read one language.
final class LineCutter: RowCutter {
  private typealias Cut = (rows: Int, places: Int, position: Int, line: Int)

  private static let templateLimit = 8

  private let policy: BadRowPolicy
  private let isQuick: Bool
  private let window: Int
  private var times: QuickTimes
  private let places: UnsafeMutablePointer<UInt32>
  private var templates: [LineTemplate] = []
  private var lastTemplate = 0

  init(times: TimeReader, policy: BadRowPolicy, isQuick: Bool, window: Int) {
    self.policy = policy
    self.times = QuickTimes(times)
    self.isQuick = isQuick
    self.window = window
    places = .allocate(capacity: window + 64)
  }

  deinit { places.deallocate() }

  func cut(_ block: inout RowBlock, isLast: Bool) {
    let text = block.text
    var row = RawRow(fields: RecordField.allCases.count, text: text)
    var reader = JSONRows<RecordField>(text: text, from: 0, layout: .lines)
    // The numbers of names are those of the block.
    templates = []
    var windowEnd = 0
    var found = 0
    var next = 0
    var isGoing = true
    while isGoing, reader.position < text.count, reader.position < RowBlock.limit {
      if !templates.isEmpty {
        let before = reader.position
        while next < found, Int(places[next]) < before { next += 1 }
        let quick = cutQuickly(&block, before, reader.line, places + next, found - next)
        next += quick.places
        reader.seek(to: quick.position, line: quick.line)
        // What is left of the window may be the start of a row that goes on after it.
        if windowEnd < min(text.count, quick.position + window / 2) {
          windowEnd = min(text.count, quick.position + window)
          found = find(in: text, quick.position, windowEnd)
          next = 0
          continue
        }
        guard quick.position < text.count else { break }
      }
      isGoing = cutSlowly(&block, &reader, &row, isLast: isLast)
    }
    block.extraNames = row.extraNames
    block.keys = reader.usage
    block.consumed = block.incomplete ?? reader.position
    block.consumedLines = (block.incomplete == nil ? reader.line : row.line) - 1
  }

  private func find(in text: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int {
    guard let text = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    return bytescan_find(text, start, end, 0, bytescan_json, places)
  }

  /// Reads one row in full, and returns whether there can be another.
  private func cutSlowly(
    _ block: inout RowBlock, _ reader: inout JSONRows<RecordField>, _ row: inout RawRow,
    isLast: Bool
  ) -> Bool {
    do throws(RowProblem) {
      guard try reader.next(&row) else { return false }
      try block.append(row, &times)
      if isQuick, templates.count < Self.templateLimit { learn(from: row, reader) }
      return true
    } catch {
      if reader.brokeOff, !isLast {
        block.incomplete = row.range.lowerBound
        return false
      }
      guard policy == .skip, !error.isFatal else {
        block.failure = RowBlock.Failure(problem: error, rowStart: row.range.lowerBound)
        return false
      }
      block.skipped.append(
        RowBlock.SkippedRow(
          problem: error, text: rowText(row), line: row.line, start: row.range.lowerBound))
      return true
    }
  }

  private func learn(from row: RawRow, _ reader: JSONRows<RecordField>) {
    let template = LineTemplate(of: row.text.slice(row.range)) { reader.column(ofKnown: $0) }
    guard let template, !templates.contains(template) else { return }
    lastTemplate = templates.count
    templates.append(template)
  }

  /// Cuts rows up to one that is written like none before it, or in which something is unusual.
  private func cutQuickly(
    _ block: inout RowBlock, _ position: Int, _ line: Int, _ places: UnsafePointer<UInt32>,
    _ found: Int
  ) -> Cut {
    var all: Cut = (0, 0, position, line)
    var misses = 0
    while misses < templates.count {
      let cut = cutQuickly(
        &block, like: templates[lastTemplate], all.position, all.line, places + all.places,
        found - all.places)
      all = (all.rows + cut.rows, all.places + cut.places, cut.position, cut.line)
      misses = cut.rows > 0 ? 1 : misses + 1
      if misses < templates.count { lastTemplate = (lastTemplate + 1) % templates.count }
    }
    return all
  }

  private func cutQuickly(
    _ block: inout RowBlock, like template: LineTemplate, _ position: Int, _ line: Int,
    _ places: UnsafePointer<UInt32>, _ found: Int
  ) -> Cut {
    let text = block.text
    guard let start = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
      return (0, 0, position, line)
    }
    let count = LineTemplate.fieldCount + template.extras.columns.count
    return withUnsafeTemporaryAllocation(of: QuickValue.self, capacity: count) { values in
      values.initialize(repeating: .empty)
      return template.parts.withUnsafeBufferPointer { parts in
        template.literals.withUnsafeBufferPointer { literals in
          guard let base = values.baseAddress, let literals = literals.baseAddress else {
            return (0, 0, position, line)
          }
          var match = LineMatch(
            text: start, textCount: text.count, places: places, found: found, parts: parts,
            literals: literals, tail: template.tail, values: base, position: position)
          var cut: Cut = (0, 0, position, line)
          var times = self.times
          let row = QuickObject(values: base)
          while match.matches() {
            block.rowStart = match.position
            guard block.appendQuickly(row, template.extras, &times) else { break }
            block.endRow(line: cut.line)
            match.advance()
            cut = (cut.rows + 1, match.used, match.position, cut.line + 1)
          }
          self.times = times
          return cut
        }
      }
    }
  }
}

/// Compares lines with a template.
private struct LineMatch {
  let text: UnsafePointer<UInt8>
  let textCount: Int
  let places: UnsafePointer<UInt32>
  let found: Int
  let parts: UnsafeBufferPointer<LineTemplate.Part>
  let literals: UnsafePointer<UInt8>
  let tail: LineTemplate.Part
  let values: UnsafeMutablePointer<QuickValue>
  /// Where the line starts.
  var position: Int
  /// The places that earlier lines took.
  var used = 0
  private var end = 0
  private var usedAfter = 0

  init(
    text: UnsafePointer<UInt8>, textCount: Int, places: UnsafePointer<UInt32>, found: Int,
    parts: UnsafeBufferPointer<LineTemplate.Part>, literals: UnsafePointer<UInt8>,
    tail: LineTemplate.Part, values: UnsafeMutablePointer<QuickValue>, position: Int
  ) {
    self.text = text
    self.textCount = textCount
    self.places = places
    self.found = found
    self.parts = parts
    self.literals = literals
    self.tail = tail
    self.values = values
    self.position = position
  }

  /// Goes on to the line after this one.
  @inline(__always)
  mutating func advance() {
    position = end
    used = usedAfter
  }

  /// Whether the line is written like the template, with plain values; these are known then.
  @inline(__always)
  mutating func matches() -> Bool {
    var position = self.position
    var next = used
    for part in parts {
      guard step(&position, &next, over: part), next < found else { return false }
      let end = Int(places[next])
      guard end >= position, text[end] == UInt8(ascii: "\"") else { return false }
      let value =
        end > position
        ? QuickValue(start: text + position, count: end - position) : .empty
      guard value.isEmpty || value.isTrimmed else { return false }
      values[part.target] = value
      position = end
    }
    guard step(&position, &next, over: tail), next < found, Int(places[next]) == position else {
      return false
    }
    if text[position] == 0x0D {
      position += 1
      next += 1
      guard next < found, Int(places[next]) == position else { return false }
    }
    guard text[position] == 0x0A else { return false }
    end = position + 1
    usedAfter = next + 1
    return true
  }

  @inline(__always)
  private func step(
    _ position: inout Int, _ next: inout Int, over part: LineTemplate.Part
  ) -> Bool {
    guard textCount - position >= part.count,
      areEqual(text + position, literals + part.offset, count: part.count)
    else { return false }
    position += part.count
    next += part.places
    return true
  }
}
