import RepostGraph
import RepostRecords

/// The depth of hops: 1 for an origin hop or an actor's own copy, else one more than the least of its
/// parents.
public struct HopDepths: Sendable {
  private let ofTurn: [Int32]
  private let graph: ForwardingGraph

  /// The depth of a hop.
  public subscript(hop: Int) -> Int32 {
    if graph.isOpened(hop: hop) { return 1 }
    return ofTurn[Int(graph.turns.ofHop[hop])]
  }

  /// The depth of the hops of a turn, but for those that open a circle.
  func ofTurn(_ turn: Int) -> Int32 { ofTurn[turn] }

  /// Computes the depths.
  ///
  /// - Complexity: O(*turns* + links of source nodes).
  init(_ graph: ForwardingGraph, _ circles: CircleLinks) {
    self.graph = graph
    let (turns, sources) = (graph.turns, graph.sources.sources)
    let hasOpened = !graph.openedHops.isEmpty
    var depths = [Int32](repeating: .max, count: turns.count)
    // The least depth of a hop that a source node comes from.
    var nodes = [Int32](repeating: .max, count: sources.count)

    func depth(ofHop hop: Int32) -> Int32 {
      if hasOpened, graph.openedHops.contains(Int(hop)) { return 1 }
      return depths[Int(turns.ofHop[Int(hop)])]
    }
    func evaluate(turn: Int) -> Int32 {
      var least = Int32.max
      switch turns.rules[turn] {
      case .none: return 1
      case .inferred where turns.isOwn[turn]: return 1
      case .inferred, .originOnly: least = nodes[Int(turns.sources[turn])]
      case .recorded:
        if hasOpened {
          graph.forEachRecordedHop(of: Int(turns.sources[turn]), actor: turns.actors[turn]) {
            least = min(least, depth(ofHop: Int32($0)))
          }
        } else {
          least = depths[Int(turns.ofRecord[Int(turns.sources[turn])])]
        }
      }
      return least == .max ? .max : least + 1
    }
    func evaluate(node: Int) -> Int32 {
      var least = Int32.max
      for link in sources[node] {
        least = min(least, link >= 0 ? depth(ofHop: link) : nodes[Int(~link)])
      }
      return least
    }

    for step in graph.turnOrder.steps {
      for turn in step.turns { depths[turn] = evaluate(turn: turn) }
      let listed = graph.turnOrder.listed[step.listed]
      guard step.isCircle else {
        for member in listed {
          if member >= 0 {
            depths[Int(member)] = evaluate(turn: Int(member))
          } else {
            nodes[Int(~member)] = evaluate(node: Int(~member))
          }
        }
        continue
      }
      // From the shallowest on, so that each member is settled once.
      var levels: [[Int32]] = []
      func settle(_ place: Int) {
        let member = graph.turnOrder.listed[place]
        let found = member >= 0 ? evaluate(turn: Int(member)) : evaluate(node: Int(~member))
        let known = member >= 0 ? depths[Int(member)] : nodes[Int(~member)]
        guard found < known else { return }
        if member >= 0 { depths[Int(member)] = found } else { nodes[Int(~member)] = found }
        while levels.count <= Int(found) { levels.append([]) }
        levels[Int(found)].append(Int32(place))
      }
      for place in step.listed { settle(place) }
      var level = 0
      while level < levels.count {
        var next = 0
        while next < levels[level].count {
          let place = Int(levels[level][next])
          let member = graph.turnOrder.listed[place]
          next += 1
          let known = member >= 0 ? depths[Int(member)] : nodes[Int(~member)]
          guard Int(known) == level else { continue }
          for successor in circles.successors(of: place) { settle(Int(successor)) }
        }
        level += 1
      }
    }
    ofTurn = depths
  }
}
