import CByteScan

/// Cuts blocks of text into rows; every thread that does has its own.
protocol RowCutter: AnyObject {
  /// Fills a block with the rows of its text.
  ///
  /// - Parameters:
  ///   - block: The block, which ends where a line ends.
  ///   - isLast: Whether no text follows it, so that what is not complete never will be.
  func cut(_ block: inout RowBlock, isLast: Bool)
}

/// Cuts blocks of CSV and TSV.
///
/// Rows in which nothing is unusual are cut here; every other is left to ``SeparatedRows``, so that
/// both read one language.
final class SeparatedCutter: RowCutter {
  private let separator: UInt8
  private let columns: [Column]
  private let extraNames: [String]
  private let policy: BadRowPolicy
  private var times: QuickTimes
  // The column of each field, or -1.
  private let columnOfField: [Int]
  private let extras: QuickExtras
  private let isQuick: Bool
  private let window: Int
  private var places: UnsafeMutablePointer<UInt32>

  init(
    separator: UInt8, columns: [Column], extraNames: [String], times: TimeReader,
    policy: BadRowPolicy, isQuick: Bool, window: Int
  ) {
    self.separator = separator
    self.columns = columns
    self.extraNames = extraNames
    self.policy = policy
    self.times = QuickTimes(times)
    self.isQuick = isQuick
    self.window = window
    places = .allocate(capacity: window + 64)
    var columnOfField = [Int](repeating: -1, count: RecordField.allCases.count)
    var extraColumns: [(Int, Int)] = []
    for (place, column) in columns.enumerated() {
      switch column {
      case .field(let field): columnOfField[field] = place
      case .extra(let name): extraColumns.append((place, name))
      }
    }
    self.columnOfField = columnOfField
    extras = QuickExtras(
      columns: extraColumns,
      hasTexts: !extraColumns.isEmpty || columnOfField[RecordField.evidence.rawValue] >= 0
        || columnOfField[RecordField.note.rawValue] >= 0)
  }

  deinit { places.deallocate() }

  func cut(_ block: inout RowBlock, isLast: Bool) {
    let text = block.text
    block.extraNames = extraNames
    var row = RawRow(fields: RecordField.allCases.count, text: text)
    row.extraNames = extraNames
    var reader = SeparatedRows(text: text, from: 0, separator: separator)
    reader.setColumns(columns)
    var position = 0
    var line = 1
    var windowEnd = 0
    var found = 0
    var next = 0
    while position < text.count, position < RowBlock.limit {
      if isQuick, next + columns.count > found, windowEnd < text.count {
        windowEnd = min(text.count, position + window)
        found = find(in: text, position, windowEnd)
        next = 0
      }
      let quick = cutQuickly(
        &block, position: position, line: line, places + next, found - next)
      next += quick.places
      position = quick.position
      line = quick.line
      // What is left of the window may be the start of a row that goes on after it.
      if quick.rows > 0, windowEnd < text.count, next + columns.count > found { continue }
      guard position < text.count else { break }

      reader.seek(to: position, line: line)
      let isGoing = cutSlowly(&block, &reader, &row, isLast: isLast)
      position = reader.position
      line = reader.line
      guard isGoing else { break }
      while next < found, Int(places[next]) < position { next += 1 }
    }
    block.consumed = block.incomplete ?? position
    block.consumedLines = block.incomplete == nil ? line - 1 : row.line - 1
  }

  private func find(in text: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int {
    guard let text = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    return bytescan_find(text, start, end, separator, bytescan_separated, places)
  }

  /// Reads one row in full, and returns whether there can be another.
  private func cutSlowly(
    _ block: inout RowBlock, _ reader: inout SeparatedRows, _ row: inout RawRow, isLast: Bool
  ) -> Bool {
    do throws(RowProblem) {
      guard try reader.next(&row) else { return false }
      try block.append(row, &times)
      return true
    } catch {
      // A quote that is open at the end of a block can be closed in the next.
      if error.isFatal, !isLast {
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

  /// Cuts rows up to one in which something is unusual.
  private func cutQuickly(
    _ block: inout RowBlock, position: Int, line: Int, _ places: UnsafeMutablePointer<UInt32>,
    _ found: Int
  ) -> (rows: Int, places: Int, position: Int, line: Int) {
    columnOfField.withUnsafeBufferPointer { columnOfField in
      guard let text = block.text.baseAddress?.assumingMemoryBound(to: UInt8.self),
        let columnOfField = columnOfField.baseAddress
      else { return (0, 0, position, line) }
      let row = QuickRow(
        text: text, places: places, separator: separator, columns: columns.count,
        columnOfField: columnOfField, start: position)
      return cutQuickly(&block, row, line, found)
    }
  }

  private func cutQuickly(
    _ block: inout RowBlock, _ first: QuickRow, _ firstLine: Int, _ found: Int
  ) -> (rows: Int, places: Int, position: Int, line: Int) {
    var row = first
    var line = firstLine
    var used = 0
    var times = self.times
    var rows = 0
    while row.isUsual(left: found - used) {
      block.rowStart = row.start
      guard block.appendQuickly(row, extras, &times) else { break }
      block.endRow(line: line)
      line += 1
      rows += 1
      used += row.used
      row.advance()
    }
    self.times = times
    return (rows, used, row.start, line)
  }
}
