/// Which line of which file each record comes from, as runs of records on lines that follow each
/// other.
struct RecordPlaces: Sendable {
  private struct Run {
    var record: Int32
    var line: Int32
    var file: UInt16
  }

  private var runs: [Run] = []

  /// Tells of a record; those after it up to the next that is told of are on the lines after its.
  mutating func append(record: Int, file: Int, line: Int) {
    let line = Int32(clamping: line)
    if let last = runs.last, Int(last.file) == file,
      Int(line) - Int(last.line) == record - Int(last.record)
    {
      return
    }
    runs.append(Run(record: Int32(record), line: line, file: UInt16(clamping: file)))
  }

  func line(_ record: Int) -> Int {
    let run = runs[self.run(of: record)]
    return Int(run.line) + record - Int(run.record)
  }

  func file(_ record: Int) -> Int { Int(runs[run(of: record)].file) }

  private func run(of record: Int) -> Int {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = low + (high - low) / 2
      if Int(runs[middle].record) <= record { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}
