import RepostGraph
import RepostRecords

/// Sorts hops by what they do at the boundary and between zones.
struct HopSorting {
  private let input: ForwardingCase
  private let graph: ForwardingGraph
  private let boundary: Boundary
  private let finder: FirstHopFinder

  init(_ input: ForwardingCase, _ graph: ForwardingGraph, _ boundary: Boundary) {
    self.input = input
    self.graph = graph
    self.boundary = boundary
    finder = FirstHopFinder(input, graph)
  }

  /// The hops that left the inside first.
  func firstExternal(_ hops: some Sequence<Int>, isIn isMember: (Int) -> Bool = { _ in true })
    -> FirstHops
  {
    finder.first(of: hops) { boundary.isExit($0, graph) && isMember($0) }
  }

  /// The records of hops to a recipient of unknown zone that would be among these if every such hop went
  /// outside.
  func undecided(_ hops: some Sequence<Int>, isIn isMember: (Int) -> Bool = { _ in true }) -> [Int]
  {
    guard hops.contains(where: isOpen) else { return [] }
    let first = finder.first(of: hops) {
      (isOpen($0) || boundary.isExit($0, graph)) && isMember($0)
    }
    var records: [Int] = []
    for hop in first.hops where boundary.recipientRanks[hop] < 0 {
      let record = graph.record(ofHop: hop)
      if records.last != record { records.append(record) }
    }
    return records
  }

  /// Whether a hop goes from an actor who is not outside to a recipient whose zone is unknown.
  private func isOpen(_ hop: Int) -> Bool {
    boundary.recipientRanks[hop] < 0 && !boundary.isActorOutside(hop, graph)
  }

  func crossings(_ hops: some Sequence<Int>, isIn isMember: (Int) -> Bool = { _ in true })
    -> [Crossing]
  {
    let zoneCount = input.settings.zones.count
    var isCrossed = [Bool](repeating: false, count: zoneCount)
    for hop in hops {
      let zone = Int(boundary.recipientRanks[hop])
      if zone > 0, crosses(hop, into: zone) { isCrossed[zone] = true }
    }
    return (0..<zoneCount).compactMap { zone in
      guard isCrossed[zone] else { return nil }
      return Crossing(
        zone: zone, first: finder.first(of: hops) { crosses($0, into: zone) && isMember($0) })
    }
  }

  private func crosses(_ hop: Int, into zone: Int) -> Bool {
    Int(boundary.recipientRanks[hop]) == zone
      && Int(boundary.actorRanks[graph.record(ofHop: hop)]) < zone
  }

  /// The actors of origin hops, in canonical order of the first of each.
  func origins(_ hops: some Sequence<Int>) -> [Int] {
    let rank = graph.order.rank
    let originHops = hops.filter { graph.isOrigin(hop: $0) }
      .sorted { (rank[graph.record(ofHop: $0)], $0) < (rank[graph.record(ofHop: $1)], $1) }
    var seen: Set<Int> = []
    return originHops.map { graph.actor(ofHop: $0) }.filter { seen.insert($0).inserted }
  }

  /// The families that records name an item of, in the order of items; none where there is only one.
  func families() -> [Family] {
    let family = graph.lineage.family
    let items = input.records.items
    guard let first = items.first.map({ family[Int($0)] }),
      items.contains(where: { family[Int($0)] != first })
    else { return [] }
    let familyOfHop = (0..<graph.hopCount).map {
      Int32(family[Int(items[graph.record(ofHop: $0)])])
    }
    let hopsOfFamily = IndexLists(
      count: input.items.count, keys: familyOfHop, values: Array(0..<Int32(graph.hopCount)))
    var itemsOfFamily: [Int: [Int]] = [:]
    for item in 0..<input.items.count { itemsOfFamily[family[item], default: []].append(item) }
    var isUsed = [Bool](repeating: false, count: input.items.count)
    for item in items { isUsed[family[Int(item)]] = true }
    return isUsed.indices.filter { isUsed[$0] }.map { key in
      let hops = hopsOfFamily[key].lazy.map { Int($0) }
      // An ancestor can be of another family: it is none of this one's hops.
      let isMember = { (hop: Int) in Int(familyOfHop[hop]) == key }
      return Family(
        items: itemsOfFamily[key] ?? [], origins: origins(hops),
        firstExternal: firstExternal(hops, isIn: isMember),
        undecided: undecided(hops, isIn: isMember), crossings: crossings(hops, isIn: isMember))
    }
  }
}
