package import RepostRecords

/// For records whose parents are not recorded: the hops that can be their parents, in order of start.
///
/// A list belongs to an actor and an item; the parents of a record are the first hops of its list, up
/// to the last that can have come before it. So no pair of a record and a parent is ever written out:
/// the list *is* the parents, and `position` of a record says how far they reach.
package struct SourceLists: Sendable {
  package private(set) var hops: [Int32] = []
  package private(set) var isListStart: [Bool] = []
  /// Where each record's list starts in `hops`, or -1.
  package private(set) var startOfRecord: [Int32]
  /// The number of hops of its list that are parents of a record.
  package private(set) var parentCount: [Int32]

  package init(recordCount: Int) {
    startOfRecord = [Int32](repeating: -1, count: recordCount)
    parentCount = [Int32](repeating: 0, count: recordCount)
  }

  /// The last of a record's parents as a place in `hops`.
  package func lastParent(of record: Int) -> Int {
    Int(startOfRecord[record]) + Int(parentCount[record]) - 1
  }

  package func parents(of record: Int) -> ArraySlice<Int32> {
    guard startOfRecord[record] >= 0 else { return [] }
    let start = Int(startOfRecord[record])
    return hops[start..<start + Int(parentCount[record])]
  }

  /// Adds the lists of one entity's candidates, one for each item among the records that need them.
  ///
  /// - Complexity: O(*records* log *records* + *items* × *candidates* log *candidates*).
  package mutating func add(
    records: [Int32], candidates: ArraySlice<Int32>, table: RecordTable, hopTable: HopTable,
    lineage: ItemLineage
  ) {
    guard !candidates.isEmpty else { return }
    var byItem = records
    byItem.sort { (table.items[Int($0)], $0) < (table.items[Int($1)], $1) }
    var first = 0
    while first < byItem.count {
      let item = table.items[Int(byItem[first])]
      var end = first
      while end < byItem.count && table.items[Int(byItem[end])] == item { end += 1 }
      let start = hops.count
      func startTime(_ hop: Int32) -> Int64 { table.starts[Int(hopTable.records[Int(hop)])] }
      let compatible = candidates.filter { hop in
        lineage.holds(Int(item), other: Int(table.items[Int(hopTable.records[Int(hop)])]))
      }.sorted { (startTime($0), $0) < (startTime($1), $1) }
      // Two records that name one parent make its hops receipts twice.
      for hop in compatible where hops.count == start || hops.last != hop { hops.append(hop) }
      if hops.count > start {
        isListStart.append(true)
        isListStart.append(contentsOf: repeatElement(false, count: hops.count - start - 1))
        for record in byItem[first..<end] {
          // The hops that start before the record ends form a prefix: find its length.
          let limit = table.ends[Int(record)]
          var low = start
          var high = hops.count
          while low < high {
            let middle = (low + high) / 2
            if startTime(hops[middle]) < limit { low = middle + 1 } else { high = middle }
          }
          startOfRecord[Int(record)] = Int32(start)
          parentCount[Int(record)] = Int32(low - start)
        }
      }
      first = end
    }
  }
}
