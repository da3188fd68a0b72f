/// Finds records that say the same as an earlier one under another id.
struct RepeatedRecords {
  private let table: RecordTable
  private var slots: [Int32]

  private init(_ table: RecordTable) {
    self.table = table
    var size = 64
    while size < table.count * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
  }

  /// Each such record with the first that says the same; two unnamed actors are never the same.
  ///
  /// - Complexity: O(*records*) on average.
  static func find(in table: RecordTable) -> [(record: Int, first: Int)] {
    var records = RepeatedRecords(table)
    return records.pairs()
  }

  private mutating func pairs() -> [(record: Int, first: Int)] {
    var pairs: [(record: Int, first: Int)] = []
    let mask = slots.count - 1
    for record in 0..<table.count where table.actors[record] >= 0 {
      var slot = Int(truncatingIfNeeded: hash(record)) & mask
      while slots[slot] >= 0 {
        let first = Int(slots[slot])
        if isSame(record, first) {
          pairs.append((record, first))
          break
        }
        slot = (slot + 1) & mask
      }
      if slots[slot] < 0 { slots[slot] = Int32(record) }
    }
    return pairs
  }

  // Recipients are a set: what mixes them must not depend on their order.
  private func hash(_ record: Int) -> UInt64 {
    var hash = Self.mixed(UInt64(bitPattern: table.starts[record]))
    hash = Self.mixed(hash ^ UInt64(bitPattern: table.ends[record]))
    hash = Self.mixed(hash ^ UInt64(UInt32(bitPattern: table.actors[record])))
    hash = Self.mixed(hash ^ UInt64(UInt32(bitPattern: table.channels[record])))
    hash = Self.mixed(hash ^ UInt64(UInt32(bitPattern: table.items[record])))
    var sum: UInt64 = 0
    for place in table.recipients.range(record) {
      sum &+= Self.mixed(UInt64(UInt32(bitPattern: table.recipients.values[place])) &+ 1)
    }
    return Self.mixed(hash ^ sum)
  }

  private func isSame(_ a: Int, _ b: Int) -> Bool {
    guard table.starts[a] == table.starts[b], table.ends[a] == table.ends[b],
      table.actors[a] == table.actors[b], table.channels[a] == table.channels[b],
      table.items[a] == table.items[b]
    else { return false }
    let (left, right) = (table.recipients[a], table.recipients[b])
    guard left.count == right.count else { return false }
    return left.elementsEqual(right) || left.sorted() == right.sorted()
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
