import RepostGraph
import RepostRecords
import RepostTrace

extension Trace {
  /// The first hop of each of the records, of the first few where they are many.
  func leading(_ first: FirstHops) -> [Int] {
    first.records.prefix(8).compactMap { record in
      let range = graph.hops.range(record)
      return first.hops.first(where: range.contains)
    }
  }

  /// The shortest way by which the actor of a hop can have had the item, nearest hop first.
  ///
  /// - Complexity: O(*p* log *p*) in all the parents along the way.
  func chain(to hop: Int) -> [Int] {
    var hops: [Int] = []
    var current = hop
    while let parent = nearestParent(of: current) {
      hops.append(parent)
      current = parent
    }
    return hops
  }

  /// The parent of least depth, which is less than the hop's own; `nil` where the hop begins a chain.
  private func nearestParent(of hop: Int) -> Int? {
    // The hops of one record can differ in depth, where one of them was made an origin hop.
    guard measures.hopDepths[hop] > 1 else { return nil }
    var best: Int?
    var bestKey: (Int32, Int32) = (measures.hopDepths[hop], .min)
    for parent in graph.parents(ofRecord: graph.record(ofHop: hop))
    where measures.hopDepths[parent] > 0 {
      let key = (measures.hopDepths[parent], graph.order.rank[graph.record(ofHop: parent)])
      if key < bestKey {
        best = parent
        bestKey = key
      }
    }
    return best
  }
}
