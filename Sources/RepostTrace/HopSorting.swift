import RepostGraph
import RepostRecords

/// The first hops into a zone from further in.
public struct Crossing: Sendable {
  /// The rank of the zone.
  public let zone: Int
  /// The hops.
  public let first: FirstHops
}

/// What holds for a family of items by itself: items that derive from each other.
public struct Family: Sendable {
  /// The items, in the order of the case.
  public let items: [Int]
  /// The entities with an origin hop of one of these items.
  public let origins: [Int]
  /// The hops by which the family first left the inside.
  public let firstExternal: FirstHops
  /// The records that would be among them if every recipient of unknown zone were outside.
  public let undecided: [Int]
  /// The first hops of the family into each zone.
  public let crossings: [Crossing]
}

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

/// Who did what: the records that show an entity as actor, director or approver.
struct Acts {
  let asActor: IndexLists
  private(set) var asDirector: [Int32: [Int]] = [:]
  private(set) var asApprover: [Int32: [Int]] = [:]
  private(set) var isActive: [Bool]
  private let table: RecordTable
  private let graph: ForwardingGraph

  init(_ input: ForwardingCase, _ graph: ForwardingGraph) {
    table = input.records
    self.graph = graph
    // A record that gives no hop makes nobody actor, director or approver.
    let records = (0..<table.count).filter { !graph.hops.range($0).isEmpty }
    asActor = IndexLists(
      count: graph.entityCount, keys: records.map { graph.hops.actors[$0] },
      values: records.map { Int32($0) })
    isActive = [Bool](repeating: false, count: graph.entityCount)
    for record in records {
      for director in table.directors[record] { asDirector[director, default: []].append(record) }
      for approver in table.approvers[record] { asApprover[approver, default: []].append(record) }
    }
  }

  /// The entities in canonical order of their first record; within one, actor, directors, approvers.
  mutating func inOrderOfFirstAct() -> [Int] {
    var order: [Int] = []
    for record in graph.order.records.map(Int.init) where !graph.hops.range(record).isEmpty {
      let named = [graph.hops.actors[record]] + table.directors[record] + table.approvers[record]
      for entity in named.map(Int.init) where !isActive[entity] {
        isActive[entity] = true
        order.append(entity)
      }
    }
    return order
  }
}
