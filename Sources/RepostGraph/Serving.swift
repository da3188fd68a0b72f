internal import RepostRecords

/// Gives the records of one entity their source nodes, item by item.
struct Serving {
  private let table: RecordTable
  private let starts: [Int64]
  private let hops: HopTable
  private let lineage: ItemLineage
  // Used again for entity after entity.
  private var personal: [Int32] = []
  private var added: [Int32] = []

  init(_ table: RecordTable, _ hops: HopTable, _ lineage: ItemLineage) {
    self.table = table
    starts = table.starts
    self.hops = hops
    self.lineage = lineage
  }

  /// Calls `body` for each item among records, with the records of it and what can be their parents.
  ///
  /// - Parameters:
  ///   - records: The records of one entity.
  ///   - candidates: Hops; those that carry what an item can have come from are passed on with it.
  ///   - body: Is given the item, its records, and these hops, perhaps with others.
  /// - Complexity: O(*n* log *n*) in records and candidates, however many items there are.
  mutating func forEachItem(
    of records: ArraySlice<Int32>, from candidates: ArraySlice<Int32>,
    _ body: (inout Serving, Int, ArraySlice<Int32>, ArraySlice<Int32>) -> Void
  ) {
    let items = table.items
    guard let first = records.first.map({ items[Int($0)] }) else { return }
    if records.allSatisfy({ items[Int($0)] == first }) {
      return body(&self, Int(first), records, candidates)
    }
    let byItem = records.enumerated().sorted { a, b in
      (items[Int(a.element)], a.offset) < (items[Int(b.element)], b.offset)
    }.map(\.element)
    // In a chat of many items every item would look through all that anybody sent.
    var hopsOfItem: [Int32: [Int32]] = [:]
    for hop in candidates {
      hopsOfItem[table.items[Int(hops.records[Int(hop)])], default: []].append(hop)
    }
    var start = 0
    while start < byItem.count {
      let item = items[Int(byItem[start])]
      let end = byItem[start...].firstIndex { items[Int($0)] != item } ?? byItem.count
      let own = lineage.selfAndAncestors(Int(item)).flatMap { hopsOfItem[Int32($0)] ?? [] }
      body(&self, Int(item), byItem[start..<end], own[...])
      start = end
    }
  }

  /// Gives one entity's records for one item their nodes.
  ///
  /// - Parameters:
  ///   - records: The records, all of one actor (or naming one original) and of one item.
  ///   - item: The item.
  ///   - candidates: The hops that can be their parents where they carry what the item can have come
  ///     from.
  ///   - feeds: What the groups of the actor got.
  ///   - actor: Whose own hops in these groups are left out.
  ///   - nodes: Where nodes are added.
  ///   - nodeOfRecord: The node of each record.
  /// - Complexity: O(*records* + *candidates* + links), and O(*n* log *n*) in those that come out of
  ///   order of time.
  mutating func serve(
    _ records: ArraySlice<Int32>, item: Int, from candidates: ArraySlice<Int32>,
    feeds: [GroupFeed], actor: Int32, into nodes: inout SourceNodes, _ nodeOfRecord: inout [Int32]
  ) {
    gather(candidates, item: item)
    guard !personal.isEmpty || !feeds.isEmpty else { return }
    var node: Int32 = -1
    var nextPersonal = 0
    var nextInFeed = [Int](repeating: 0, count: feeds.count)
    for record in inOrderOfEnd(records) {
      let limit = table.end(Int(record))
      added.removeAll(keepingCapacity: true)
      while nextPersonal < personal.count, start(personal[nextPersonal]) < limit {
        added.append(personal[nextPersonal])
        nextPersonal += 1
      }
      for (place, feed) in feeds.enumerated() {
        let end = feed.count(startingBefore: limit)
        feed.append(nextInFeed[place]..<end, leavingOut: actor, to: &added)
        nextInFeed[place] = max(end, nextInFeed[place])
      }
      if !added.isEmpty {
        if node >= 0 { added.append(~node) }
        node = nodes.add(added)
      }
      nodeOfRecord[Int(record)] = node
    }
  }

  private func start(_ hop: Int32) -> Int64 { starts[Int(hops.records[Int(hop)])] }

  /// Gathers the hops that carry what an item can have come from, in order of start.
  private mutating func gather(_ candidates: ArraySlice<Int32>, item: Int) {
    personal.removeAll(keepingCapacity: true)
    var isSorted = true
    var last = Int64.min
    for hop in candidates {
      let record = Int(hops.records[Int(hop)])
      guard lineage.holds(item, other: Int(table.items[record])) else { continue }
      if starts[record] < last { isSorted = false }
      last = starts[record]
      personal.append(hop)
    }
    guard !isSorted else { return }
    let starts = self.starts
    let hops = self.hops
    personal.sort { a, b in
      (starts[Int(hops.records[Int(a)])], a) < (starts[Int(hops.records[Int(b)])], b)
    }
  }

  private func inOrderOfEnd(_ records: ArraySlice<Int32>) -> ArraySlice<Int32> {
    let isSorted = zip(records, records.dropFirst()).allSatisfy {
      table.end(Int($0)) <= table.end(Int($1))
    }
    guard !isSorted else { return records }
    return records.sorted { (table.end(Int($0)), $0) < (table.end(Int($1)), $1) }[...]
  }
}
