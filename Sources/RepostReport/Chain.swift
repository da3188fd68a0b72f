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
    var hasGaps = trace.hasUnrecordedHand(last)
    var hop = last
    while let parent = trace.nearestParent(of: hop) {
      hops.append(parent)
      hop = parent
      if trace.hasUnrecordedHand(hop) { hasGaps = true }
    }
    self.hops = hops.reversed()
    self.hasGaps = hasGaps
  }
}

/// Tells of many hops whether hands that are not on record lie on their chains.
struct ChainGaps {
  private let trace: Trace
  private var known: [Int: Bool] = [:]

  init(_ trace: Trace) { self.trace = trace }

  mutating func hasGaps(_ hop: Int) -> Bool {
    var path: [Int] = []
    var current: Int? = hop
    var hasGaps = false
    while let hop = current {
      if let found = known[hop] {
        hasGaps = found
        break
      }
      path.append(hop)
      if trace.hasUnrecordedHand(hop) {
        hasGaps = true
        break
      }
      current = trace.nearestParent(of: hop)
    }
    for hop in path { known[hop] = hasGaps }
    return hasGaps
  }
}

extension Trace {
  /// Whether the actor of a hop, or the steps by which it got the item, are not on record.
  fileprivate func hasUnrecordedHand(_ hop: Int) -> Bool {
    graph.isUnnamed(graph.actor(ofHop: hop)) || basis(ofHop: hop) == .originOnly
  }

  /// The possible parent of a hop that is nearest to an origin; `nil` where the chain begins.
  fileprivate func nearestParent(of hop: Int) -> Int? {
    guard ![.origin, .own].contains(basis(ofHop: hop)) else { return nil }
    let depths = measures.hopDepths
    let rank = graph.order.rank
    func place(_ hop: Int) -> (Int32, Int32, Int) {
      (depths[hop], rank[graph.record(ofHop: hop)], hop)
    }
    // Every parent that is taken lies nearer to an origin, so chains end.
    return graph.parents(ofRecord: graph.record(ofHop: hop))
      .filter { depths[$0] > 0 && depths[$0] < depths[hop] }
      .min { place($0) < place($1) }
  }
}
