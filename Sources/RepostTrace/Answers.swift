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
  let hasRules: Bool
  let breaches: Breaches
  let firstBreach: FirstHops
  let gaps: [Gap]
  let acts: Acts

  init(_ input: ForwardingCase, _ graph: ForwardingGraph, _ boundary: Boundary) {
    let sorting = HopSorting(input, graph, boundary)
    let hops = 0..<graph.hopCount
    firstExternal = sorting.firstExternal(hops)
    undecided = sorting.undecided(hops)
    crossings = sorting.crossings(hops)
    families = sorting.families()
    origins = sorting.origins(hops)
    let outside = sorting.origins(hops.lazy.filter { boundary.isActorOutside($0, graph) })
    outsideOrigins = origins.filter(Set(outside).contains)

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
