import RepostGraph
import RepostTrace

/// The hops that lead from an origin to one hop, by the records.
///
/// Where a record has several possible parents, the one nearest to an origin is taken, the first in
/// canonical order among these; the text beside each step says that there were others.
struct Chain {
  /// The hops, from the origin on.
  let hops: [Int]
  /// Whether hands that are not on record lie in between, so that there are at least so many steps.
  let hasGaps: Bool

  init(to last: Int, in trace: Trace) {
    var hops = [last]
    var hasGaps = false
    var hop = last
    while true {
      if trace.graph.isUnnamed(trace.graph.actor(ofHop: hop)) { hasGaps = true }
      let basis = trace.basis(ofHop: hop)
      if basis == .originOnly { hasGaps = true }
      // Every parent that is taken lies nearer to an origin, so this ends.
      guard basis != .origin, basis != .own, let parent = Self.nearestParent(of: hop, trace) else {
        break
      }
      hops.append(parent)
      hop = parent
    }
    self.hops = hops.reversed()
    self.hasGaps = hasGaps
  }

  private static func nearestParent(of hop: Int, _ trace: Trace) -> Int? {
    let depths = trace.measures.hopDepths
    let rank = trace.graph.order.rank
    func place(_ hop: Int) -> (Int32, Int32, Int) {
      (depths[hop], rank[trace.graph.record(ofHop: hop)], hop)
    }
    return trace.graph.parents(ofRecord: trace.graph.record(ofHop: hop))
      .filter { depths[$0] > 0 && depths[$0] < depths[hop] }
      .min { place($0) < place($1) }
  }
}
