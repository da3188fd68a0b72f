internal import RepostRecords

/// The records, hops and places of source lists, gathered into sets that are each downstream of all
/// their own members, in an order in which whatever comes from upstream comes first.
///
/// A *node* here is a record (what its actor can have had), a hop, or a source node:
/// `0..<records`, then hops, then source nodes. Only the way from a node to what it comes from is
/// stored anywhere; this walks it.
package struct Components: Sendable {
  /// The nodes, component by component, upstream first.
  package private(set) var nodes: [Int32] = []
  /// Where the components of more than one node lie in `nodes`.
  package private(set) var circles: [Range<Int>] = []

  package init() {}

  /// Finds the components by Tarjan's algorithm (1972), with its own stack.
  ///
  /// - Complexity: O(*records* + *hops* + links of source nodes).
  package init(_ graph: ForwardingGraph) {
    let count = graph.nodeCount
    var number = [Int32](repeating: 0, count: count)
    var low = [Int32](repeating: 0, count: count)
    var isOpen = [Bool](repeating: false, count: count)
    var open: [Int32] = []
    var path: [(node: Int32, cursor: Int32)] = []
    var next: Int32 = 1
    nodes.reserveCapacity(count)

    for root in 0..<count where number[root] == 0 {
      number[root] = next
      low[root] = next
      next += 1
      open.append(Int32(root))
      isOpen[root] = true
      path.append((Int32(root), 0))
      while let top = path.last {
        let node = Int(top.node)
        var cursor = top.cursor
        let source = graph.source(of: node, &cursor)
        path[path.count - 1].cursor = cursor
        if let source {
          if number[source] == 0 {
            number[source] = next
            low[source] = next
            next += 1
            open.append(Int32(source))
            isOpen[source] = true
            path.append((Int32(source), 0))
          } else if isOpen[source] {
            low[node] = min(low[node], number[source])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last {
          low[Int(parent.node)] = min(low[Int(parent.node)], low[node])
        }
        guard low[node] == number[node] else { continue }
        let start = nodes.count
        while let member = open.popLast() {
          isOpen[Int(member)] = false
          nodes.append(member)
          if Int(member) == node { break }
        }
        if nodes.count - start > 1 {
          // The deepest of the walk lies furthest upstream, as far as a circle has an upstream.
          circles.append(start..<nodes.count)
        }
      }
    }
  }

  /// The hops of each circle that no hop outside is a parent of, and in which no record is `own`.
  package func circles(nothingEnters graph: ForwardingGraph) -> [[Int]] {
    var isMember = [Bool](repeating: false, count: circles.isEmpty ? 0 : graph.nodeCount)
    var found: [[Int]] = []
    for range in circles {
      for position in range { isMember[Int(nodes[position])] = true }
      var isEntered = false
      var hops: [Int] = []
      for position in range where !isEntered {
        let node = Int(nodes[position])
        if let hop = graph.hop(ofNode: node) { hops.append(hop) }
        if node < graph.rules.count && graph.isOwn[node] { isEntered = true }
        var cursor: Int32 = 0
        while let source = graph.source(of: node, &cursor) {
          if !isMember[source] { isEntered = true }
        }
      }
      for position in range { isMember[Int(nodes[position])] = false }
      if !isEntered { found.append(hops) }
    }
    return found
  }
}

extension ForwardingGraph {
  package var nodeCount: Int { rules.count + hops.count + sources.count }

  package func node(ofHop hop: Int) -> Int { rules.count + hop }

  package func hop(ofNode node: Int) -> Int? {
    let hop = node - rules.count
    return hop >= 0 && hop < hops.count ? hop : nil
  }

  /// The next node that a node comes from, or `nil` after the last; `cursor` is 0 at first.
  package func source(of node: Int, _ cursor: inout Int32) -> Int? {
    if node < rules.count {
      if rules[node] == .recorded { return recordedSource(of: node, &cursor) }
      guard cursor == 0, rules[node] != .none else { return nil }
      cursor = 1
      return rules.count + hops.count + Int(sources.nodeOfRecord[node])
    }
    let hop = node - rules.count
    if hop < hops.count {
      guard cursor == 0, !isOriginHop[hop] else { return nil }
      cursor = 1
      return Int(hops.records[hop])
    }
    let links = sources.sources.range(hop - hops.count)
    guard Int(cursor) < links.count else { return nil }
    let link = Int(sources.sources.values[links.lowerBound + Int(cursor)])
    cursor += 1
    return link >= 0 ? rules.count + link : rules.count + hops.count + ~link
  }

  private func recordedSource(of record: Int, _ cursor: inout Int32) -> Int? {
    let range = hops.range(Int(recorded.record[record]))
    var hop = range.lowerBound + Int(cursor)
    while hop < range.upperBound {
      cursor += 1
      if recorded.takesAll[record] || isReceipt(hop: hop, of: hops.actors[record]) {
        return rules.count + hop
      }
      hop += 1
    }
    return nil
  }
}
