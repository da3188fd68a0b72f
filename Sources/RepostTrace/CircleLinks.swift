import RepostGraph
import RepostRecords

/// The links within circles of turns and source nodes, from what comes first to what comes from it.
struct CircleLinks {
  private var successors: IndexLists?

  /// Finds the links of every circle.
  ///
  /// - Complexity: O(*turns* + *nodes* + links) where there is a circle.
  init(_ graph: ForwardingGraph) {
    let order = graph.turnOrder
    guard order.steps.contains(where: \.isCircle) else { return }
    var placeOfTurn = [Int32](repeating: -1, count: graph.turns.count)
    var placeOfNode = [Int32](repeating: -1, count: graph.sources.count)
    var pairs = IndexPairs()
    for step in order.steps where step.isCircle {
      for place in step.listed {
        let member = order.listed[place]
        if member >= 0 {
          placeOfTurn[Int(member)] = Int32(place)
        } else {
          placeOfNode[Int(~member)] = Int32(place)
        }
      }
      for place in step.listed {
        graph.forEachSource(of: order.listed[place]) { source in
          let from: Int32 =
            switch source {
            case .node(let node): placeOfNode[Int(node)]
            case .hop(let hop):
              placeOfTurn[Int(graph.turns.ofRecord[graph.record(ofHop: Int(hop))])]
            }
          // What another circle holds comes from outside this one.
          if from >= 0, step.listed.contains(Int(from)) { pairs.append(from, Int32(place)) }
        }
      }
    }
    successors = pairs.lists(count: order.listed.count)
  }

  /// The places in the order's list, all in the same circle, of what comes from what stands at a place.
  func successors(of place: Int) -> ArraySlice<Int32> { successors?[place] ?? [] }
}
