/// Finds records that say the same as an earlier one under another id.
struct RepeatedRecords {
  private let table: RecordTable
  private let starts: [Int64]
  private var pairs: [(record: Int, first: Int)] = []
  // The first records of what is said, by their hashes; one more than the record, or zero.
  private var slots: [Int32] = []

  /// Each such record with the first that says the same; two unnamed actors are never the same.
  ///
  /// - Complexity: O(*records*) on average.
  static func find(in table: RecordTable) -> [(record: Int, first: Int)] {
    var records = RepeatedRecords(table)
    records.findPairs()
    return records.pairs
  }

  private init(_ table: RecordTable) {
    self.table = table
    starts = table.starts
  }

  // Records in the order of their times say the same only where they stand together.
  private mutating func findPairs() {
    let count = table.count
    let isInOrder = starts.withUnsafeBufferPointer { starts in
      for record in 1..<max(1, count) where starts[record] < starts[record - 1] { return false }
      return true
    }
    guard isInOrder else { return findPairs(among: 0..<count) }
    var start = 0
    while start < count {
      let end = endOfTime(from: start)
      if end - start > 24 {
        findPairs(among: start..<end)
      } else if end - start > 1 {
        comparePairs(among: start..<end)
      }
      start = end
    }
  }

  /// The first record after one that is not of its time.
  private func endOfTime(from start: Int) -> Int {
    starts.withUnsafeBufferPointer { starts in
      var end = start + 1
      while end < starts.count, starts[end] == starts[start] { end += 1 }
      return end
    }
  }

  private mutating func comparePairs(among records: Range<Int>) {
    for record in records.dropFirst() where table.actors[record] >= 0 {
      let actor = table.actors[record]
      for first in records.lowerBound..<record
      where table.actors[first] == actor && isSame(record, first) {
        pairs.append((record, first))
        break
      }
    }
  }

  private mutating func findPairs(among records: Range<Int>) {
    var size = 64
    while size < records.count * 2 { size *= 2 }
    if slots.count != size {
      slots = [Int32](repeating: 0, count: size)
    } else {
      for slot in slots.indices { slots[slot] = 0 }
    }
    let mask = size - 1
    for record in records where table.actors[record] >= 0 {
      var slot = Int(truncatingIfNeeded: hash(record)) & mask
      var first: Int?
      while slots[slot] > 0, first == nil {
        if isSame(record, Int(slots[slot] - 1)) { first = Int(slots[slot] - 1) }
        slot = (slot + 1) & mask
      }
      if let first {
        pairs.append((record, first))
      } else {
        slots[slot] = Int32(record + 1)
      }
    }
  }

  // Recipients are a set: what mixes them must not depend on their order.
  private func hash(_ record: Int) -> UInt64 {
    var sum: UInt64 = 0
    for place in table.recipients.range(record) {
      sum &+= Self.mixed(UInt64(UInt32(bitPattern: table.recipients.values[place])) &+ 1)
    }
    let names =
      UInt64(UInt32(bitPattern: table.actors[record])) << 32
      | UInt64(UInt32(bitPattern: table.items[record]))
    return Self.mixed(Self.mixed(UInt64(bitPattern: starts[record]) ^ sum) ^ names)
  }

  private func isSame(_ a: Int, _ b: Int) -> Bool {
    guard starts[a] == starts[b], table.actors[a] == table.actors[b],
      table.items[a] == table.items[b]
    else { return false }
    let (left, right) = (table.recipients.range(a), table.recipients.range(b))
    guard left.count == right.count else { return false }
    let values = table.recipients.values
    if left.count == 1 {
      guard values[left.lowerBound] == values[right.lowerBound] else { return false }
    } else {
      guard
        values[left].elementsEqual(values[right]) || values[left].sorted() == values[right].sorted()
      else { return false }
    }
    return table.channelNumber(a) == table.channelNumber(b) && table.times.lastEqually(a, b)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
