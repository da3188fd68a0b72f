import RepostGraph

/// The hops that lead from an origin to one hop, by the records.
///
/// Where a record has several possible parents, the one nearest to an origin is taken, the first in
/// canonical order among these.
public struct Chain: Hashable, Sendable {
  /// The hops, from the origin on.
  public let hops: [Int]
  /// Whether hands that are not on record lie in between, so that there are at least so many steps.
  public let hasGaps: Bool
}

extension Trace {
  /// The chain that leads to a hop.
  ///
  /// - Parameter hop: The last hop of the chain.
  /// - Returns: The chain, which ends with that hop.
  /// - Complexity: O(*length* + *p*) in the parents of all records on the way.
  public func chain(toHop hop: Int) -> Chain {
    var hops = [hop]
    var hasGaps = hasUnrecordedHand(hop)
    var current = hop
    while let parent = nearestParent(ofHop: current) {
      hops.append(parent)
      current = parent
      if hasUnrecordedHand(current) { hasGaps = true }
    }
    return Chain(hops: hops.reversed(), hasGaps: hasGaps)
  }

  /// Whether the actor of a hop, or the steps by which it got the item, are not on record.
  package func hasUnrecordedHand(_ hop: Int) -> Bool {
    graph.isUnnamed(graph.actor(ofHop: hop)) || basis(ofHop: hop) == .originOnly
  }

  /// The possible parent of a hop that is nearest to an origin; `nil` where the chain begins.
  package func nearestParent(ofHop hop: Int) -> Int? {
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
