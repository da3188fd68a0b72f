/// Reads the rows of one file into the tables of a case.
struct BlockReader<Source: BlockSource> {
  private var source: Source
  private let cutters: [any RowCutter]
  private let progress: ReadingProgress?
  private var linesBefore: Int
  private var keys = JSONKeys()
  private var hasReserved = false

  /// The number of rows that were taken in.
  private(set) var taken = 0
  /// The rows that could not be read, with their lines in the file and where they are in its text.
  private(set) var skipped: [(row: RowBlock.SkippedRow, line: Int, base: Int)] = []

  /// Prepares to read with as many threads as there are cutters.
  init(
    _ source: Source, linesBefore: Int, cutters: [any RowCutter], progress: ReadingProgress?
  ) {
    self.source = source
    self.cutters = cutters
    self.progress = progress
    self.linesBefore = linesBefore
  }

  /// Reads all rows, and returns the source at its end.
  mutating func read(into builder: inout RecordBuilder) throws(BlockProblem) -> Source {
    if cutters.count > 1 {
      try readInParallel(into: &builder)
    } else {
      try readInTurn(into: &builder)
    }
    do {
      try keys.check(RecordField.self)
    } catch {
      throw .row(RowBlock.Failure(problem: error, rowStart: 0))
    }
    return source
  }

  private mutating func readInTurn(
    into builder: inout RecordBuilder
  ) throws(BlockProblem) {
    var rows = RowBlock()
    while let block = try source.next(for: &rows) {
      rows.begin(block.bytes)
      cutters[0].cut(&rows, isLast: block.isLast)
      if let rest = try take(block, &rows, into: &builder) {
        source.rewind(to: rest.position, length: rest.length)
      }
    }
  }

  private mutating func readInParallel(
    into builder: inout RecordBuilder
  ) throws(BlockProblem) {
    let blocks = ParallelBlocks(source, cutters: cutters)
    defer { source = blocks.stop() }
    while let slot = try blocks.next() {
      guard let block = slot.text else { break }
      if let rest = try take(block, &slot.rows, into: &builder) {
        blocks.rewind(to: rest.position, length: rest.length)
      } else {
        blocks.release(slot)
      }
    }
  }

  /// Takes a block in that was cut.
  ///
  /// - Returns: Where to go on, and with how long a block, where its last row goes on after it.
  private mutating func take(
    _ block: BlockText, _ rows: inout RowBlock, into builder: inout RecordBuilder
  ) throws(BlockProblem) -> (position: Int, length: Int)? {
    var base = block.base
    while true {
      let length = rows.text.count
      try take(rows, base: base, into: &builder)
      progress?.report(
        builder.records.count, fraction: Double(base + rows.consumed) / Double(source.length))
      if let incomplete = rows.incomplete {
        return (base + incomplete, max(block.asked, length) * 2)
      }
      base += rows.consumed
      guard rows.consumed < length else { break }
      let rest = block.bytes.slice(base - block.base..<block.bytes.count)
      rows.begin(rest)
      cutters[0].cut(&rows, isLast: block.isLast)
    }
    reserve(in: &builder, read: base)
    return nil
  }

  private mutating func take(
    _ rows: borrowing RowBlock, base: Int, into builder: inout RecordBuilder
  ) throws(BlockProblem) {
    if var failure = rows.failure {
      failure.problem.position = failure.problem.position.map { $0 + base }
      failure.rowStart += base
      throw .row(failure)
    }
    try builder.checkRoom(for: rows)
    builder.take(rows, linesBefore: linesBefore, base: base)
    for row in rows.skipped { skipped.append((row, row.line + linesBefore, base)) }
    taken += rows.rows
    keys.formUnion(rows.keys)
    linesBefore += rows.consumedLines
  }

  // Memory that is asked for and never used costs nothing; columns that grow are copied.
  private mutating func reserve(in builder: inout RecordBuilder, read position: Int) {
    guard !hasReserved, taken > 0, position > 0 else { return }
    hasReserved = true
    let left = Double(max(0, source.length - position)) * Double(taken) / Double(position)
    if left > 10_000 { builder.reserve(builder.records.count + Int(left * 1.05)) }
  }
}

/// Tells a few times a second how far reading has come.
final class ReadingProgress {
  private let handler: ProgressHandler
  private var last: ContinuousClock.Instant

  init(_ handler: @escaping ProgressHandler) {
    self.handler = handler
    last = .now
  }

  func report(_ records: Int, fraction: Double?) {
    guard last.duration(to: .now) >= .milliseconds(250) else { return }
    last = .now
    handler(WorkProgress(stage: .reading, records: records, fraction: fraction))
  }
}
