internal import RepostRecords

/// What was posted to each collective, by item.
///
/// Every post is a receipt of every member but its author. With as many members as posts, that is more
/// receipts than anybody can walk through; what members have in common is therefore found once for all of
/// them, from the posts of one item to one collective.
package struct GroupPosts: Sendable {
  /// The posts of one item to one collective.
  package struct Feed: Sendable {
    package let collective: Int32
    package let item: Int32
    /// The places of its hops in `hops`.
    package let places: Range<Int>
  }

  /// The feeds, by collective and then by item.
  package private(set) var feeds: [Feed] = []
  /// The hops of all feeds, in each feed in the order of their numbers.
  package private(set) var hops: [Int32] = []

  package init() {}

  init(_ graph: ForwardingGraph, _ table: RecordTable) {
    guard graph.membership.hasCollectives else { return }
    func isBefore(_ a: Int32, _ b: Int32) -> Bool { key(a) < key(b) }
    func key(_ hop: Int32) -> (Int32, Int32, Int32) {
      (graph.hops.recipients[Int(hop)], table.items[Int(graph.hops.records[Int(hop)])], hop)
    }
    for hop in 0..<graph.hopCount {
      let recipient = graph.hops.recipients[hop]
      guard recipient >= 0, graph.kinds[Int(recipient)].isCollective else { continue }
      hops.append(Int32(hop))
    }
    if !zip(hops, hops.dropFirst()).allSatisfy(isBefore) { hops.sort(by: isBefore) }
    var first = 0
    for place in 0..<hops.count {
      let (collective, item, _) = key(hops[place])
      let isLast =
        place + 1 == hops.count || key(hops[place + 1]).0 != collective
        || key(hops[place + 1]).1 != item
      guard isLast else { continue }
      feeds.append(Feed(collective: collective, item: item, places: first..<place + 1))
      first = place + 1
    }
  }
}

/// The least of some keys, and the least of those by somebody other than its actor: enough to know, for
/// everybody, the least by somebody else.
package struct LeastByOthers<Key: Comparable & Sendable>: Sendable {
  private var least: (key: Key, actor: Int32)?
  private var second: Key?

  package init() {}

  /// Takes a key in.
  package mutating func add(_ key: Key, by actor: Int32) {
    guard let known = least else {
      least = (key, actor)
      return
    }
    if actor == known.actor {
      if key < known.key { least = (key, actor) }
    } else if key < known.key {
      second = known.key
      least = (key, actor)
    } else if second.map({ key < $0 }) ?? true {
      second = key
    }
  }

  /// The least key.
  package var key: Key? { least?.key }

  /// The least key that is not by an entity.
  package func excluding(_ entity: Int32) -> Key? {
    guard let least else { return nil }
    return least.actor == entity ? second : least.key
  }
}
