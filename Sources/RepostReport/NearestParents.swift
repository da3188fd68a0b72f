import RepostGraph
import RepostRecords
import RepostTrace

/// For every hop its possible parent that is nearest to an origin, as `Trace.nearestParent` finds it for
/// one: where thousands post in one group, the hops before each of them are not gone through again.
struct NearestParents: Sendable {
  private typealias Place = (depth: Int32, rank: Int32, hop: Int)

  private let trace: Trace
  // By source node: the nearest of the hops that it comes from; no hop where none is live.
  private var nearest: [Place] = []

  /// Goes through all source nodes, which are numbered after what they come from.
  ///
  /// - Complexity: O(*links* between source nodes and hops).
  init(_ trace: Trace) {
    self.trace = trace
    let nodes = trace.graph.sources
    nearest.reserveCapacity(nodes.count)
    for node in 0..<nodes.count {
      var best: Place = (.max, .max, -1)
      for source in nodes.sources[node] {
        let place = source < 0 ? nearest[Int(~source)] : self.place(Int(source))
        if place.depth > 0 && place < best { best = place }
      }
      nearest.append(best)
    }
  }

  /// The nearest parent of a hop; `nil` where the chain begins.
  func parent(ofHop hop: Int) -> Int? {
    guard ![.origin, .own].contains(trace.basis(ofHop: hop)) else { return nil }
    let record = trace.graph.record(ofHop: hop)
    guard trace.graph.rules[record] != .recorded else { return trace.nearestParent(ofHop: hop) }
    let node = trace.graph.sourceNode(ofRecord: record)
    guard node >= 0 else { return nil }
    let place = nearest[Int(node)]
    return place.hop >= 0 && place.depth < trace.measures.hopDepths[hop] ? place.hop : nil
  }

  private func place(_ hop: Int) -> Place {
    (
      trace.measures.hopDepths[hop], trace.graph.order.rank[trace.graph.record(ofHop: hop)], hop
    )
  }
}
