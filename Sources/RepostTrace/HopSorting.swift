import RepostGraph
import RepostRecords

/// Finds the first hops to the outside and into each zone, for the whole case and for each family of items.
struct HopSorting {
  /// What is answered for a set of items.
  struct Found {
    var firstExternal = FirstHops(records: [], hops: [])
    /// The records that would be among these if every recipient of unknown zone were outside.
    var undecided: [Int] = []
    var crossings: [Crossing] = []
    /// The actors of origin hops, in canonical order of the first of each.
    var origins: [Int] = []
  }

  /// What holds for the whole case.
  private(set) var whole = Found()
  /// What holds for each family of items that records name, by its first item; none where there is one.
  private(set) var families: [Family] = []

  /// Whether nobody who sends or gets anything stands anywhere that is known.
  private(set) var placesNobody = false

  private let input: ForwardingCase
  private let graph: ForwardingGraph
  private let boundary: Boundary
  private let finder: FirstHopFinder
  // The number of each item's family among those that records name.
  private var familyOfItem: [Int]
  private let familyItems: [Int]

  init(_ input: ForwardingCase, _ graph: ForwardingGraph, _ boundary: Boundary) {
    self.input = input
    self.graph = graph
    self.boundary = boundary
    finder = FirstHopFinder(input, graph)
    let family = graph.lineage.family
    var isUsed = [Bool](repeating: false, count: family.count)
    for item in input.records.items { isUsed[family[Int(item)]] = true }
    familyItems = isUsed.indices.filter { isUsed[$0] }
    familyOfItem = [Int](repeating: 0, count: family.count)
    var number = [Int](repeating: 0, count: family.count)
    for (place, item) in familyItems.enumerated() { number[item] = place }
    for item in 0..<family.count { familyOfItem[item] = number[family[item]] }
    find()
  }

  // The sorts of hops: exits; exits and hops to where nobody knows; then hops into each zone.
  private static let exit = 0
  private static let openOrExit = 1
  private static let intoZone = 2

  private mutating func find() {
    let sortCount = Self.intoZone + input.settings.zones.count
    // The whole case stands after its families.
    let groupCount = familyItems.count + 1
    let (table, items) = (input.records, input.records.items)
    var earliestEnd = [Int64](repeating: .max, count: groupCount * sortCount)
    var hasOpen = [Bool](repeating: false, count: groupCount)
    let last = groupCount - 1
    var isAnyoneThere = false
    for hop in 0..<graph.hopCount {
      let record = graph.record(ofHop: hop)
      let family = familyOfItem[Int(items[record])]
      forEachSort(of: hop, record) { sort in
        let end = table.end(record)
        let (own, all) = (family * sortCount + sort, last * sortCount + sort)
        if end < earliestEnd[own] { earliestEnd[own] = end }
        if end < earliestEnd[all] { earliestEnd[all] = end }
      }
      if boundary.recipientRanks[hop] < 0 {
        hasOpen[family] = true
        hasOpen[last] = true
        if boundary.actorRanks[record] >= 0 { isAnyoneThere = true }
      } else {
        isAnyoneThere = true
      }
    }
    placesNobody =
      graph.hopCount > 0 && !isAnyoneThere
      && (0..<table.count).allSatisfy { boundary.actorRanks[$0] < 0 }
    // A record lasts until after its own start, so no record rules itself out here.
    var unpreceded = [[Int]](repeating: [], count: groupCount * sortCount)
    var originHops = [[Int]](repeating: [], count: groupCount)
    let starts = table.starts
    for hop in 0..<graph.hopCount {
      let record = graph.record(ofHop: hop)
      let family = familyOfItem[Int(items[record])]
      forEachSort(of: hop, record) { sort in
        let (own, all) = (family * sortCount + sort, last * sortCount + sort)
        if starts[record] < earliestEnd[own] { unpreceded[own].append(hop) }
        if starts[record] < earliestEnd[all] { unpreceded[all].append(hop) }
      }
      if graph.isOrigin(hop: hop) {
        originHops[family].append(hop)
        originHops[last].append(hop)
      }
    }
    var found = (0..<groupCount).map { group in
      self.found(
        group: group, isWhole: group == last, hasOpen: hasOpen[group],
        unpreceded[group * sortCount..<(group + 1) * sortCount], origins: originHops[group])
    }
    whole = found.removeLast()
    guard found.count > 1 else { return }
    var itemsOfFamily = [[Int]](repeating: [], count: found.count)
    for item in 0..<input.items.count
    where familyItems[familyOfItem[item]] == graph.lineage.family[item] {
      itemsOfFamily[familyOfItem[item]].append(item)
    }
    families = found.enumerated().map { place, found in
      Family(
        items: itemsOfFamily[place], origins: found.origins, firstExternal: found.firstExternal,
        undecided: found.undecided, crossings: found.crossings)
    }
  }

  /// Calls `body` for each sort that a hop is of.
  @inline(__always)
  private func forEachSort(of hop: Int, _ record: Int, _ body: (Int) -> Void) {
    let rank = Int(boundary.recipientRanks[hop])
    let actorRank = Int(boundary.actorRanks[record])
    if actorRank < boundary.rank {
      if rank < 0 {
        body(Self.openOrExit)
      } else if rank >= boundary.rank {
        body(Self.exit)
        body(Self.openOrExit)
      }
    }
    if rank > 0, actorRank < rank { body(Self.intoZone + rank) }
  }

  private func found(
    group: Int, isWhole: Bool, hasOpen: Bool, _ unpreceded: ArraySlice<[Int]>, origins: [Int]
  ) -> Found {
    let items = input.records.items
    func first(_ sort: Int) -> FirstHops {
      finder.first(among: unpreceded[unpreceded.startIndex + sort]) { hop in
        let record = graph.record(ofHop: hop)
        // An ancestor can be of another family: it is none of this one's hops.
        guard isWhole || familyOfItem[Int(items[record])] == group else { return false }
        var isMeant = false
        forEachSort(of: hop, record) { if $0 == sort { isMeant = true } }
        return isMeant
      }
    }
    var found = Found()
    found.firstExternal = first(Self.exit)
    if hasOpen {
      for hop in first(Self.openOrExit).hops where boundary.recipientRanks[hop] < 0 {
        let record = graph.record(ofHop: hop)
        if found.undecided.last != record { found.undecided.append(record) }
      }
    }
    found.crossings = input.settings.zones.indices.compactMap { zone in
      let crossed = first(Self.intoZone + zone)
      return crossed.hops.isEmpty ? nil : Crossing(zone: zone, first: crossed)
    }
    found.origins = actors(of: origins)
    return found
  }

  /// The actors of hops, in canonical order of the first of each.
  func actors(of hops: [Int]) -> [Int] {
    var seen: Set<Int> = []
    var actors: [Int] = []
    for hop in graph.inCanonicalOrder(hops) {
      let actor = graph.actor(ofHop: hop)
      if seen.insert(actor).inserted { actors.append(actor) }
    }
    return actors
  }
}
