import RepostGraph
import RepostRecords

/// What a trace answers that rests on no measure.
struct Answers: Sendable {
  let firstExternal: FirstHops
  let undecided: [Int]
  let crossings: [Crossing]
  let families: [Family]
  let origins: [Int]
  let outsideOrigins: [Int]
  let placesNobody: Bool
  let hasRules: Bool
  let breaches: Breaches
  let firstBreach: FirstHops
  let gaps: [Gap]
  let acts: Acts

  init(_ input: ForwardingCase, _ graph: ForwardingGraph, _ boundary: Boundary) {
    let sorting = HopSorting(input, graph, boundary)
    let hops = 0..<graph.hopCount
    firstExternal = sorting.whole.firstExternal
    undecided = sorting.whole.undecided
    crossings = sorting.whole.crossings
    families = sorting.families
    placesNobody = sorting.placesNobody
    origins = sorting.whole.origins
    // Outside by one of its origin hops: an unnamed actor has but one record.
    let outside = Set(
      hops.lazy.filter { graph.isOrigin(hop: $0) && boundary.isActorOutside($0, graph) }
        .map { graph.actor(ofHop: $0) })
    outsideOrigins = origins.filter(outside.contains)

    let rules = ItemRules(input.items)
    let narrowed = input.narrowing.map { $0.items.sorted() }
    hasRules = !rules.isEmpty(narrowed ?? Array(0..<input.items.count))
    let breaches = hasRules ? Breaches(input, graph, boundary, rules) : Breaches()
    self.breaches = breaches
    firstBreach =
      hasRules
      ? FirstHopFinder(input, graph).first(of: hops) { !breaches.breaks[$0].isEmpty }
      : FirstHops(records: [], hops: [])
    gaps = Gap.find(input, graph, boundary)
    acts = Acts(input, graph)
  }
}
