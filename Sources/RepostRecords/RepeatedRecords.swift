/// Finds records that say the same as an earlier one under another id.
struct RepeatedRecords {
  /// Each such record with the first that says the same; two unnamed actors are never the same.
  ///
  /// - Complexity: O(*records*) on average.
  static func find(in table: RecordTable) -> [(record: Int, first: Int)] {
    table.times.starts.withUnsafeBufferPointer { starts in
      table.actors.withUnsafeBufferPointer { actors in
        table.items.withUnsafeBufferPointer { items in
          table.recipients.values.withUnsafeBufferPointer { recipients in
            let sameness = Sameness(
              table: table, starts: starts, actors: actors, items: items, recipients: recipients)
            return pairs(sameness)
          }
        }
      }
    }
  }

  // Records in the order of their times say the same only where they stand together.
  private static func pairs(_ same: Sameness) -> [(record: Int, first: Int)] {
    var pairs: [(record: Int, first: Int)] = []
    var slots: [Int32] = []
    let count = same.starts.count
    guard same.isInOrder else {
      findPairs(among: 0..<count, same, &slots, &pairs)
      return pairs
    }
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, same.starts[end] == same.starts[start] { end += 1 }
      if end - start > 24 {
        findPairs(among: start..<end, same, &slots, &pairs)
      } else if end - start > 1 {
        comparePairs(among: start..<end, same, &pairs)
      }
      start = end
    }
    return pairs
  }

  private static func comparePairs(
    among records: Range<Int>, _ same: Sameness, _ pairs: inout [(record: Int, first: Int)]
  ) {
    for record in records.dropFirst() where same.actors[record] >= 0 {
      let actor = same.actors[record]
      for first in records.lowerBound..<record
      where same.actors[first] == actor && same.areSame(record, first) {
        pairs.append((record, first))
        break
      }
    }
  }

  // A slot holds one more than the first record of what is said, or zero.
  private static func findPairs(
    among records: Range<Int>, _ same: Sameness, _ slots: inout [Int32],
    _ pairs: inout [(record: Int, first: Int)]
  ) {
    var size = 64
    while size < records.count * 2 { size *= 2 }
    if slots.count < size { slots = [Int32](repeating: 0, count: size) }
    let mask = size - 1
    slots.withUnsafeMutableBufferPointer { slots in
      for slot in 0..<size { slots[slot] = 0 }
      for record in records where same.actors[record] >= 0 {
        var slot = Int(truncatingIfNeeded: same.hash(record)) & mask
        var first: Int?
        while slots[slot] > 0, first == nil {
          if same.areSame(record, Int(slots[slot] - 1)) { first = Int(slots[slot] - 1) }
          slot = (slot + 1) & mask
        }
        if let first {
          pairs.append((record, first))
        } else {
          slots[slot] = Int32(record + 1)
        }
      }
    }
  }
}

/// Compares records of a table.
private struct Sameness {
  let table: RecordTable
  let starts: UnsafeBufferPointer<Int64>
  let actors: UnsafeBufferPointer<Int32>
  let items: UnsafeBufferPointer<Int32>
  let recipients: UnsafeBufferPointer<Int32>

  var isInOrder: Bool {
    for record in 1..<max(1, starts.count) where starts[record] < starts[record - 1] {
      return false
    }
    return true
  }

  // Recipients are a set without the actor: what mixes them must not depend on their order.
  @inline(__always)
  func hash(_ record: Int) -> UInt64 {
    var sum: UInt64 = 0
    for place in table.recipients.range(record) where recipients[place] != actors[record] {
      sum &+= Self.mixed(UInt64(UInt32(bitPattern: recipients[place])) &+ 1)
    }
    let names =
      UInt64(UInt32(bitPattern: actors[record])) << 32 | UInt64(UInt32(bitPattern: items[record]))
    return Self.mixed(Self.mixed(UInt64(bitPattern: starts[record]) ^ sum) ^ names)
  }

  @inline(__always)
  func areSame(_ a: Int, _ b: Int) -> Bool {
    guard starts[a] == starts[b], actors[a] == actors[b], items[a] == items[b] else {
      return false
    }
    let (left, right) = (table.recipients.range(a), table.recipients.range(b))
    if left.count == 1, right.count == 1 {
      guard recipients[left.lowerBound] == recipients[right.lowerBound] else { return false }
    } else {
      // Whoever passes a thing to themselves as well as to others passes it to the others.
      let actor = actors[a]
      guard
        recipients[left].filter({ $0 != actor }).sorted()
          == recipients[right].filter({ $0 != actor }).sorted()
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
