internal import RepostRecords

/// What each collective got, found once for all its members.
struct GroupFeeds {
  private let groupsOfMember: IndexLists?
  // The hops to each collective by what they carry.
  private var hopsOfGroup: [Key: [Int32]] = [:]
  private var feeds: [Key: GroupFeed?] = [:]
  private let table: RecordTable
  private let hops: HopTable

  private struct Key: Hashable {
    let group: Int32
    let item: Int
  }

  /// Gathers the hops to every collective that has a wanted member.
  init(
    _ graph: ForwardingGraph, _ table: RecordTable, isWanted: [Bool]
  ) {
    self.table = table
    hops = graph.hops
    guard graph.membership.hasCollectives else {
      groupsOfMember = nil
      return
    }
    let kinds = graph.kinds
    for hop in 0..<hops.count {
      let recipient = hops.recipients[hop]
      guard recipient >= 0, kinds[Int(recipient)].isCollective else { continue }
      let item = table.item(Int(hops.records[hop]))
      hopsOfGroup[Key(group: recipient, item: item), default: []].append(Int32(hop))
    }
    var members: [Int32] = []
    var groups: [Int32] = []
    for group in Set(hopsOfGroup.keys.map(\.group)).sorted() {
      for member in graph.membership[group] where isWanted[Int(member)] {
        members.append(member)
        groups.append(group)
      }
    }
    groupsOfMember = IndexLists(count: graph.entityCount, keys: members, values: groups)
  }

  /// The collectives of an entity that got anything.
  func groups(of entity: Int32) -> ArraySlice<Int32> { groupsOfMember?[Int(entity)] ?? [] }

  /// What a collective got of which an item can have come, or `nil` where that is nothing.
  mutating func feed(
    ofGroup group: Int32, item: Int, lineage: ItemLineage, into nodes: inout SourceNodes
  ) -> GroupFeed? {
    let key = Key(group: group, item: item)
    if let known = feeds[key] { return known }
    let (table, hops) = (table, hops)
    func start(_ hop: Int32) -> Int64 { table.starts[Int(hops.records[Int(hop)])] }
    let compatible = lineage.selfAndAncestors(item)
      .flatMap { hopsOfGroup[Key(group: group, item: $0)] ?? [] }
      .sorted { (start($0), $0) < (start($1), $1) }
    let feed =
      compatible.isEmpty
      ? nil
      : GroupFeed(
        compatible, starts: compatible.map(start), actor: { hops.actor(ofHop: Int($0)) },
        into: &nodes)
    feeds[key] = .some(feed)
    return feed
  }
}
