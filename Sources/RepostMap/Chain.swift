import RepostGraph
import RepostTrace

extension Trace {
  /// The shortest way by which the actor of a record can have had the item, nearest hop first.
  ///
  /// - Complexity: O(*length* + *parents*), in all the parents along the way.
  func chain(to record: Int) -> [Int] {
    var hops: [Int] = []
    var current = record
    while let hop = nearestParent(ofRecord: current) {
      hops.append(hop)
      current = graph.record(ofHop: hop)
    }
    return hops
  }

  private func nearestParent(ofRecord record: Int) -> Int? {
    guard let own = graph.hops(ofRecord: record).first, measures.hopDepths[own] > 1 else { return nil }
    var best: Int?
    var bestKey: (Int32, Int32) = (measures.hopDepths[own], .min)
    for hop in graph.parents(ofRecord: record) where measures.hopDepths[hop] > 0 {
      let key = (measures.hopDepths[hop], graph.order.rank[graph.record(ofHop: hop)])
      if key < bestKey {
        best = hop
        bestKey = key
      }
    }
    return best
  }
}
