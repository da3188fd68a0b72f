import RepostGraph
import RepostRecords

/// Sorts hops by what they do at the boundary and between zones.
struct HopSorting {
  /// The exit hops.
  let exits: [Int]
  /// Hops from an actor who is not outside to a recipient whose zone is unknown.
  let open: [Int]
  private let input: ForwardingCase
  private let graph: ForwardingGraph
  private let boundary: Boundary

  init(_ input: ForwardingCase, _ graph: ForwardingGraph, _ boundary: Boundary) {
    self.input = input
    self.graph = graph
    self.boundary = boundary
    exits = (0..<graph.hopCount).filter { boundary.isExit($0, graph) }
    open = (0..<graph.hopCount).filter {
      boundary.recipientRanks[$0] < 0 && !boundary.isActorOutside($0, graph)
    }
  }

  func undecided(_ finder: inout FirstHopFinder, exits: [Int], open: [Int]) -> [Int] {
    guard !open.isEmpty else { return [] }
    let first = finder.first(of: (exits + open).sorted())
    var records: [Int] = []
    for hop in first.hops where boundary.recipientRanks[hop] < 0 {
      let record = graph.record(ofHop: hop)
      if records.last != record { records.append(record) }
    }
    return records
  }

  func crossings(_ finder: inout FirstHopFinder, hops: some Sequence<Int>) -> [Crossing] {
    var intoZone = [[Int]](repeating: [], count: input.settings.zones.count)
    for hop in hops {
      let zone = Int(boundary.recipientRanks[hop])
      guard zone > 0, Int(boundary.actorRanks[graph.record(ofHop: hop)]) < zone else { continue }
      intoZone[zone].append(hop)
    }
    return intoZone.indices.compactMap { zone in
      intoZone[zone].isEmpty ? nil : Crossing(zone: zone, first: finder.first(of: intoZone[zone]))
    }
  }

  func origins(hops: some Sequence<Int>) -> [Int] {
    let rank = graph.order.rank
    let originHops = hops.filter { graph.isOriginHop[$0] }
      .sorted { (rank[graph.record(ofHop: $0)], $0) < (rank[graph.record(ofHop: $1)], $1) }
    var seen: Set<Int> = []
    return originHops.map { graph.actor(ofHop: $0) }.filter { seen.insert($0).inserted }
  }

  /// The families that records name an item of, in the order of items; none where there is only one.
  func families(_ finder: inout FirstHopFinder) -> [Family] {
    let family = graph.lineage.family
    var isUsed = Set<Int>()
    for item in Set(input.records.items) { isUsed.insert(family[Int(item)]) }
    guard isUsed.count > 1 else { return [] }
    var hopsOfFamily: [Int: [Int]] = [:]
    for hop in 0..<graph.hopCount {
      hopsOfFamily[family[input.records.item(graph.record(ofHop: hop))], default: []].append(hop)
    }
    let isExit = Set(exits)
    let isOpen = Set(open)
    var itemsOfFamily: [Int: [Int]] = [:]
    for item in 0..<input.items.count { itemsOfFamily[family[item], default: []].append(item) }
    return isUsed.sorted().map { key in
      let hops = hopsOfFamily[key] ?? []
      let exits = hops.filter(isExit.contains)
      return Family(
        items: itemsOfFamily[key] ?? [], origins: origins(hops: hops),
        firstExternal: finder.first(of: exits),
        undecided: undecided(&finder, exits: exits, open: hops.filter(isOpen.contains)),
        crossings: crossings(&finder, hops: hops))
    }
  }
}
