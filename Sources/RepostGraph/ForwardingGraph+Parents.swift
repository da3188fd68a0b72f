internal import RepostRecords

/// The three rules by which the parents of records are found.
extension ForwardingGraph {
  /// Rule 1: the record names its parent.
  mutating func findRecorded(_ extraHops: inout [Int32], _ extraEntities: inout [Int32]) {
    for record in 0..<rules.count where recorded.record[record] >= 0 {
      let parentHops = hops.range(Int(recorded.record[record]))
      guard !parentHops.isEmpty else { continue }
      rules[record] = .recorded
      guard recorded.takesAll[record] else { continue }
      for hop in parentHops {
        extraHops.append(Int32(hop))
        extraEntities.append(hops.actors[record])
      }
    }
  }

  /// Rule 2: the actor had received the item before.
  mutating func inferFromReceipts(
    _ table: RecordTable, _ extraHops: [Int32], _ extraEntities: [Int32]
  ) {
    var needing = IndexPairs()
    var isWanted = [Bool](repeating: false, count: entityCount)
    for record in 0..<rules.count where rules[record] == .none {
      needing.append(hops.actors[record], Int32(record))
      isWanted[Int(hops.actors[record])] = true
    }
    var received = IndexPairs()
    for hop in 0..<hops.count {
      let recipient = hops.recipients[hop]
      if recipient >= 0 && isWanted[Int(recipient)] { received.append(recipient, Int32(hop)) }
    }
    for (hop, entity) in zip(extraHops, extraEntities)
    where isWanted[Int(entity)] && hops.actor(ofHop: Int(hop)) != entity {
      received.append(entity, hop)
    }
    let recordsOf = needing.lists(count: entityCount)
    let receiptsOf = received.lists(count: entityCount)
    var groups = GroupFeeds(self, entities, table, isWanted: isWanted)
    for entity in 0..<entityCount where isWanted[entity] {
      let candidates = receiptsOf[entity]
      let groupsOfEntity = groups.groups(of: Int32(entity))
      guard !candidates.isEmpty || !groupsOfEntity.isEmpty else { continue }
      Self.forEachItem(of: recordsOf[entity], table) { item, records in
        let feeds = groupsOfEntity.compactMap {
          groups.feed(ofGroup: $0, item: item, lineage: lineage, into: &sources)
        }
        sources.serve(
          records: records, personal: inOrderOfStart(candidates, item: item, table), feeds: feeds,
          actor: Int32(entity), table: table,
          starts: { table.starts[Int(hops.records[Int($0)])] })
      }
    }
    for record in 0..<rules.count where rules[record] == .none && sources.nodeOfRecord[record] >= 0
    {
      rules[record] = .inferred
    }
  }

  /// Rule 3: the record names only the author of the message.
  mutating func followOriginals(
    _ table: RecordTable, _ extraHops: inout [Int32], _ extraEntities: inout [Int32]
  ) {
    var needing = IndexPairs()
    var isWanted = [Bool](repeating: false, count: entityCount)
    for record in 0..<rules.count where rules[record] == .none {
      guard let original = table.original(record).map({ Int32($0) }),
        original != hops.actors[record]
      else { continue }
      needing.append(original, Int32(record))
      isWanted[Int(original)] = true
    }
    guard !needing.isEmpty else { return }
    var sent = IndexPairs()
    for hop in 0..<hops.count where isWanted[Int(hops.actor(ofHop: hop))] {
      sent.append(hops.actor(ofHop: hop), Int32(hop))
    }
    let recordsOf = needing.lists(count: entityCount)
    let sentBy = sent.lists(count: entityCount)
    for entity in 0..<entityCount where isWanted[entity] {
      Self.forEachItem(of: recordsOf[entity], table) { item, records in
        sources.serve(
          records: records, personal: inOrderOfStart(sentBy[entity], item: item, table), feeds: [],
          actor: Int32(entity), table: table,
          starts: { table.starts[Int(hops.records[Int($0)])] })
      }
    }
    for record in 0..<rules.count where rules[record] == .none && sources.nodeOfRecord[record] >= 0
    {
      rules[record] = .originOnly
      for hop in sources.hops(ofRecord: record) {
        extraHops.append(Int32(hop))
        extraEntities.append(hops.actors[record])
      }
    }
  }

  /// Calls `body` for each item among records, with the records of it.
  private static func forEachItem(
    of records: ArraySlice<Int32>, _ table: RecordTable, _ body: (Int, [Int32]) -> Void
  ) {
    let byItem = records.sorted { (table.items[Int($0)], $0) < (table.items[Int($1)], $1) }
    var first = 0
    while first < byItem.count {
      let item = table.items[Int(byItem[first])]
      let end = byItem[first...].firstIndex { table.items[Int($0)] != item } ?? byItem.count
      body(Int(item), Array(byItem[first..<end]))
      first = end
    }
  }

  /// The hops among candidates that carry what an item can have come from, each once, in order of start.
  private func inOrderOfStart(
    _ candidates: ArraySlice<Int32>, item: Int, _ table: RecordTable
  ) -> [Int32] {
    func start(_ hop: Int32) -> Int64 { table.starts[Int(hops.records[Int(hop)])] }
    let compatible = candidates.filter {
      lineage.holds(item, other: Int(table.items[Int(hops.records[Int($0)])]))
    }.sorted { (start($0), $0) < (start($1), $1) }
    // Two records that name one parent make its hops receipts twice.
    var distinct: [Int32] = []
    for hop in compatible where distinct.last != hop { distinct.append(hop) }
    return distinct
  }
}
