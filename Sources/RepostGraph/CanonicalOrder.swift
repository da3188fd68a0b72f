package import RepostRecords

/// The order of records by (start, end, input order), records of unknown time last.
package struct CanonicalOrder: Sendable {
  /// The records in this order.
  package let records: IndexColumn
  /// The place of each record in this order.
  package let rank: IndexColumn

  /// Sorts the records of a table.
  ///
  /// - Complexity: O(*n*) where they stand in this order already, else O(*n*) for each two bytes in which
  ///   starts differ, and O(*k* log *k*) for each *k* that start together and end differently.
  package init(_ table: RecordTable) {
    let count = table.count
    let starts = table.starts
    guard !Self.isSorted(table, starts) else {
      records = IndexColumn(counting: count)
      rank = IndexColumn(counting: count)
      return
    }
    var sorted = Self.sortedByStart(starts)
    Self.sortEnds(&sorted, table, starts)
    var rank = [Int32](repeating: 0, count: count)
    for (place, record) in sorted.enumerated() { rank[Int(record)] = Int32(place) }
    records = IndexColumn(sorted)
    self.rank = IndexColumn(rank)
  }

  // An unknown time starts at the smallest number but is listed last.
  private static func key(_ start: Int64) -> UInt64 {
    start == .min ? .max : UInt64(bitPattern: start) ^ (1 << 63)
  }

  private static func isSorted(_ table: RecordTable, _ starts: [Int64]) -> Bool {
    for record in 1..<max(1, starts.count) {
      let (before, after) = (key(starts[record - 1]), key(starts[record]))
      guard before <= after else { return false }
      if before == after, table.end(record - 1) > table.end(record) { return false }
    }
    return true
  }

  private static func sortedByStart(_ starts: [Int64]) -> [Int32] {
    var order = Array(0..<Int32(starts.count))
    // Counting digits is for many: a few are sorted before the counters are cleared.
    guard starts.count > 1 << 14 else {
      order.sort { (key(starts[Int($0)]), $0) < (key(starts[Int($1)]), $1) }
      return order
    }
    var next = order
    var differing: UInt64 = 0
    let first = starts.first.map(key) ?? 0
    for start in starts { differing |= key(start) ^ first }
    for shift in stride(from: UInt64(0), to: 64, by: 16) where differing >> shift & 0xFFFF != 0 {
      var places = [Int32](repeating: 0, count: 1 << 16 + 1)
      for start in starts { places[Int(key(start) >> shift & 0xFFFF) + 1] += 1 }
      for digit in 1..<places.count { places[digit] += places[digit - 1] }
      for record in order {
        let digit = Int(key(starts[Int(record)]) >> shift & 0xFFFF)
        next[Int(places[digit])] = record
        places[digit] += 1
      }
      swap(&order, &next)
    }
    return order
  }

  // Records that start together come in input order here: only their ends can call for more.
  private static func sortEnds(_ order: inout [Int32], _ table: RecordTable, _ starts: [Int64]) {
    var first = 0
    while first < order.count {
      var end = first + 1
      var isSorted = true
      while end < order.count, starts[Int(order[end])] == starts[Int(order[first])] {
        if table.end(Int(order[end])) < table.end(Int(order[end - 1])) { isSorted = false }
        end += 1
      }
      if !isSorted {
        order[first..<end].sort { a, b in
          (table.end(Int(a)), a) < (table.end(Int(b)), b)
        }
      }
      first = end
    }
  }
}
