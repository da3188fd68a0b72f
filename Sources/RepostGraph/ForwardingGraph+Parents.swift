internal import RepostRecords

/// The three rules by which the parents of records are found.
extension ForwardingGraph {
  /// Rule 1: the record names its parent.
  mutating func findRecorded(_ extra: inout ExtraReceipts) {
    for record in 0..<rules.count where recorded.record[record] >= 0 {
      let parentHops = hops.range(Int(recorded.record[record]))
      guard !parentHops.isEmpty else { continue }
      rules[record] = .recorded
      guard recorded.takesAll[record] else { continue }
      for hop in parentHops { extra.append(Int32(hop), hops.actors[record]) }
    }
  }

  /// Rule 2: the actor had received the item before.
  mutating func inferFromReceipts(
    _ table: RecordTable, _ extra: ExtraReceipts, _ nodeOfRecord: inout [Int32]
  ) {
    var isWanted = [Bool](repeating: false, count: entityCount)
    for record in 0..<rules.count where rules[record] == .none {
      isWanted[Int(hops.actors[record])] = true
    }
    let wanted = (0..<Int32(entityCount)).filter { isWanted[Int($0)] }
    guard !wanted.isEmpty else { return }
    var slots = [Int32](repeating: -1, count: entityCount)
    for (slot, entity) in wanted.enumerated() { slots[Int(entity)] = Int32(slot) }

    // Gathered in canonical order, so that nearly every list is in order of time already.
    var needing = IndexPairs()
    var received = IndexPairs()
    let records = order.records
    for place in 0..<records.count {
      let record = Int(records[place])
      if rules[record] == .none { needing.append(slots[Int(hops.actors[record])], Int32(record)) }
      for hop in hops.range(record) {
        let recipient = hops.recipients[hop]
        guard recipient >= 0, isWanted[Int(recipient)] else { continue }
        received.append(slots[Int(recipient)], Int32(hop))
      }
    }
    for (hop, entity) in extra.distinct
    where isWanted[Int(entity)] && hops.actor(ofHop: Int(hop)) != entity {
      received.append(slots[Int(entity)], hop)
    }
    let recordsOf = needing.lists(count: wanted.count)
    let receiptsOf = received.lists(count: wanted.count)
    var groups = GroupFeeds(self, table, isWanted: isWanted)
    var serving = Serving(table, hops, lineage)
    for (slot, entity) in wanted.enumerated() {
      let candidates = receiptsOf[slot]
      let groupsOfEntity = groups.groups(of: entity)
      guard !candidates.isEmpty || !groupsOfEntity.isEmpty else { continue }
      serving.forEachItem(of: recordsOf[slot], from: candidates) {
        serving, item, records, candidates in
        let feeds = groupsOfEntity.compactMap {
          groups.feed(ofGroup: $0, item: item, lineage: lineage, into: &sources)
        }
        serving.serve(
          records, item: item, from: candidates, feeds: feeds, actor: entity, into: &sources,
          &nodeOfRecord)
      }
    }
    for record in 0..<rules.count where rules[record] == .none && nodeOfRecord[record] >= 0 {
      rules[record] = .inferred
    }
  }

  /// Rule 3: the record names only the author of the message.
  mutating func followOriginals(
    _ table: RecordTable, _ extra: inout ExtraReceipts, _ nodeOfRecord: inout [Int32]
  ) {
    guard table.hasOriginals else { return }
    var needing = IndexPairs()
    var isWanted = [Bool](repeating: false, count: entityCount)
    for record in order.records.lazy.map({ Int($0) }) where rules[record] == .none {
      guard let original = table.original(record).map({ Int32($0) }),
        original != hops.actors[record]
      else { continue }
      needing.append(original, Int32(record))
      isWanted[Int(original)] = true
    }
    guard !needing.isEmpty else { return }
    var sent = IndexPairs()
    for record in order.records.lazy.map({ Int($0) }) where isWanted[Int(hops.actors[record])] {
      for hop in hops.range(record) { sent.append(hops.actors[record], Int32(hop)) }
    }
    let recordsOf = needing.lists(count: entityCount)
    let sentBy = sent.lists(count: entityCount)
    var serving = Serving(table, hops, lineage)
    for entity in 0..<entityCount where isWanted[entity] {
      serving.forEachItem(of: recordsOf[entity], from: sentBy[entity]) {
        serving, item, records, candidates in
        serving.serve(
          records, item: item, from: candidates, feeds: [], actor: Int32(entity),
          into: &sources, &nodeOfRecord)
      }
    }
    for record in 0..<rules.count where rules[record] == .none && nodeOfRecord[record] >= 0 {
      rules[record] = .originOnly
      for hop in sources.hops(ofNode: nodeOfRecord[record]) {
        extra.append(Int32(hop), hops.actors[record])
      }
    }
  }
}

/// Receipts of entities that are neither the recipient of the hop nor a member of it.
struct ExtraReceipts {
  private(set) var hops: [Int32] = []
  private(set) var entities: [Int32] = []

  mutating func append(_ hop: Int32, _ entity: Int32) {
    hops.append(hop)
    entities.append(entity)
  }

  /// Each once, by hop: two records that name one parent make its hops receipts twice.
  var distinct: [(hop: Int32, entity: Int32)] {
    var pairs = zip(hops, entities).map { (hop: $0, entity: $1) }
    pairs.sort { ($0.hop, $0.entity) < ($1.hop, $1.entity) }
    var distinct: [(hop: Int32, entity: Int32)] = []
    for pair in pairs where distinct.last.map({ $0 != pair }) ?? true { distinct.append(pair) }
    return distinct
  }
}
