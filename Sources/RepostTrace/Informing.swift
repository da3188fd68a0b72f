import RepostGraph
import RepostRecords

/// Whom a hop informs: those who receive by it, except whoever is an origin of what it carries.
struct Informing {
  let isOrigin: [Bool]
  /// For each hop, whether its recipient is an entity that it does not inform; empty where there is none.
  private let isBlocked: [Bool]
  // Sorted: in a chat somebody is the origin of thousands of messages.
  private let originItems: [Int32: [Int32]]
  private let lineage: ItemLineage
  /// What members of collectives are informed of by what is posted there.
  let feeds: MemberFeeds

  init(_ input: ForwardingCase, _ graph: ForwardingGraph) {
    lineage = graph.lineage
    let items = input.records.items
    var isOrigin = [Bool](repeating: false, count: graph.entityCount)
    var originItems: [Int32: [Int32]] = [:]
    func add(_ record: Int) {
      let (actor, item) = (graph.hops.actors[record], items[record])
      if isOrigin[Int(actor)] && originItems[actor]?.last == item { return }
      isOrigin[Int(actor)] = true
      originItems[actor, default: []].append(item)
    }
    for record in 0..<graph.rules.count where graph.rules[record] == .none {
      if !graph.hops.range(record).isEmpty { add(record) }
    }
    for hop in graph.openedHops.sorted() { add(graph.record(ofHop: hop)) }
    for (actor, items) in originItems where items.count > 1 { originItems[actor] = items.sorted() }
    self.isOrigin = isOrigin
    self.originItems = originItems
    feeds = MemberFeeds(
      graph,
      originsOfItem: graph.posts.feeds.isEmpty
        ? IndexLists()
        : IndexLists(
          count: input.items.count, keys: originItems.values.flatMap(\.self),
          values: originItems.flatMap { repeatElement($0.key, count: $0.value.count) }),
      lineage: graph.lineage)

    var blocked: [Int] = []
    let (recipients, recordOfHop) = (graph.hops.recipients, graph.hops.records)
    for hop in 0..<recipients.count {
      let entity = recipients[hop]
      guard entity >= 0, isOrigin[Int(entity)] else { continue }
      let item = Int(items[Int(recordOfHop[hop])])
      if Self.holds(item, originItems[entity], lineage) { blocked.append(hop) }
    }
    var isBlocked = [Bool](repeating: false, count: blocked.isEmpty ? 0 : recipients.count)
    for hop in blocked { isBlocked[hop] = true }
    self.isBlocked = isBlocked
  }

  /// Whether a hop that carries an item informs an entity that receives by it.
  func informs(_ entity: Int32, item: Int32) -> Bool {
    !isOrigin[Int(entity)] || !Self.holds(Int(item), originItems[entity], lineage)
  }

  /// The recipients of hops where these inform them, else a negative number.
  func informedRecipients(_ graph: ForwardingGraph) -> InformedRecipients {
    InformedRecipients(recipients: graph.hops.recipients, isBlocked: isBlocked)
  }

  private static func holds(_ item: Int, _ own: [Int32]?, _ lineage: ItemLineage) -> Bool {
    guard let own else { return false }
    guard own.count > 8 else { return own.contains { lineage.holds(item, other: Int($0)) } }
    return lineage.selfAndAncestors(item).contains { isIn(own, Int32($0)) }
  }

  private static func isIn(_ sorted: [Int32], _ item: Int32) -> Bool {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < item { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == item
  }
}

/// Whom each hop informs of those who are neither members nor receive by rules of parents.
struct InformedRecipients {
  let recipients: [Int32]
  let isBlocked: [Bool]

  @inline(__always)
  subscript(hop: Int) -> Int32 {
    !isBlocked.isEmpty && isBlocked[hop] ? RecordTable.none : recipients[hop]
  }
}

extension ForwardingGraph {
  /// The records that give a hop, by their actors, each list in input order.
  var recordsOfActor: IndexLists {
    let records = (0..<Int32(rules.count)).filter { !hops.range(Int($0)).isEmpty }
    let isAll = records.count == rules.count
    return IndexLists(
      count: entityCount, keys: isAll ? hops.actors : records.map { hops.actors[Int($0)] },
      values: records)
  }

  /// For each record, the actors who name it as parent and got the item by all its hops alike; where it
  /// is a broadcast, these took it from there.
  package var takers: IndexLists {
    let children = (0..<rules.count).filter { rules[$0] == .recorded && recorded.takesAll[$0] }
    return IndexLists(
      count: rules.count, keys: children.map { recorded.record[$0] },
      values: children.map { hops.actors[$0] })
  }
}
