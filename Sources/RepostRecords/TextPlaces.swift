/// Where the texts of records are in files, as runs of records that come one soon after the other.
struct TextPlaces: Sendable {
  private struct Run: Sendable {
    let record: Int32
    let file: Int32
    let base: Int
    // For each record from the first on where its row starts after the base, or `none`.
    var offsets: [UInt32]
  }

  private static let none = UInt32.max
  private static let runLength = 1 << 14
  // A run takes the memory of about so many offsets.
  private static let gapLimit = 16

  private var runs: [Run] = []

  /// The files of the texts.
  private(set) var files: [StoredRows] = []

  /// Notes where the row of a record is, which must come after those that have been noted.
  mutating func append(record: Int, position: Int, in file: StoredRows) {
    if files.last !== file { files.append(file) }
    let end = runs.count - 1
    let length = end < 0 ? 0 : runs[end].offsets.count
    if end >= 0, Int(runs[end].file) == files.count - 1 {
      let gap = record - Int(runs[end].record) - length
      let offset = position - runs[end].base
      if gap < Self.gapLimit, length + gap < Self.runLength, offset < Int(Self.none) {
        for _ in 0..<gap { runs[end].offsets.append(Self.none) }
        runs[end].offsets.append(UInt32(offset))
        return
      }
    }
    var run = Run(
      record: Int32(record), file: Int32(files.count - 1), base: position, offsets: [0])
    // Where one run was long the next one is.
    if length > Self.runLength / 2 { run.offsets.reserveCapacity(Self.runLength) }
    runs.append(run)
  }

  /// The file that holds the texts of a record, and where its row is; `nil` where none were noted.
  ///
  /// - Complexity: O(log *records*).
  func place(_ record: Int) -> (file: StoredRows, position: Int)? {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = low + (high - low) / 2
      if Int(runs[middle].record) <= record { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let run = runs[low - 1]
    let index = record - Int(run.record)
    guard index < run.offsets.count, run.offsets[index] != Self.none else { return nil }
    return (files[Int(run.file)], run.base + Int(run.offsets[index]))
  }
}
