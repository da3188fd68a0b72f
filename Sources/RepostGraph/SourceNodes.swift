package import RepostRecords

/// What the parents of records without a recorded one are, without a single pair written out.
///
/// A *node* gathers hops: it comes from hops and from other nodes. The parents of a record are all
/// hops that its node comes from, directly or not. An actor's records are served in the order in which
/// they end, each node taking over the one before and adding what had arrived since; and what a group
/// got is gathered in a tree over its hops in order of time, of which all its members take branches. So
/// ten thousand posts by as many members of one group cost some hundred thousand links, not a hundred
/// million.
package struct SourceNodes: Sendable {
  /// What each node comes from: a hop as its number, a node as the complement of its number.
  package private(set) var sources = IndexLists()
  package init() {}

  /// The number of nodes.
  package var count: Int { sources.count }

  /// The hops that a node comes from, each once, by number.
  ///
  /// - Complexity: O(*p* log *p*) in the links that are followed.
  package func hops(ofNode node: Int32) -> [Int] {
    var found = unsortedHops(ofNode: node)
    found.sort()
    return found.map(Int.init)
  }

  /// The hops that a node comes from, each once, in no order.
  ///
  /// No hop is reached by two ways: what a group got is cut into ranges that do not meet, and of what
  /// came before only the one node is taken over.
  ///
  /// - Complexity: O(*p*) in the links that are followed.
  package func unsortedHops(ofNode node: Int32) -> [Int32] {
    var found: [Int32] = []
    var open = [node]
    while let node = open.popLast() {
      for source in sources[Int(node)] {
        if source >= 0 { found.append(source) } else { open.append(~source) }
      }
    }
    return found
  }

  /// Adds a node that comes from these hops and nodes.
  package mutating func add(_ from: [Int32]) -> Int32 {
    sources.append(from)
    return Int32(sources.count - 1)
  }
}

/// The hops to one group that carry what one item can have come from, gathered in a tree of nodes.
package struct GroupFeed: Sendable {
  private let hops: [Int32]
  private let starts: [Int64]
  private let placesOfActor: [Int32: [Int]]
  // Node n of the tree, 1 ≤ n < count, gathers nodes 2n and 2n + 1; node count + p is hop p itself.
  private let firstNode: Int32

  /// Gathers hops, which come in order of start, and adds the nodes over them.
  package init(
    _ hops: [Int32], starts: [Int64], actor: (Int32) -> Int32, into nodes: inout SourceNodes
  ) {
    self.hops = hops
    self.starts = starts
    var places: [Int32: [Int]] = [:]
    for (place, hop) in hops.enumerated() { places[actor(hop), default: []].append(place) }
    placesOfActor = places
    // Added from the bottom up, so node n is number firstNode − n.
    firstNode = Int32(nodes.count + hops.count - 1)
    for node in stride(from: hops.count - 1, to: 0, by: -1) {
      _ = nodes.add([link(2 * node), link(2 * node + 1)])
    }
  }

  private func link(_ node: Int) -> Int32 {
    node >= hops.count ? hops[node - hops.count] : ~(firstNode - Int32(node))
  }

  /// The number of hops that start before a time.
  package func count(startingBefore time: Int64) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Adds links to all hops in a range of places, except those of one actor.
  package func append(_ range: Range<Int>, leavingOut actor: Int32, to links: inout [Int32]) {
    var start = range.lowerBound
    for own in placesOfActor[actor] ?? [] where own >= range.lowerBound {
      guard own < range.upperBound else { break }
      appendAll(start..<own, to: &links)
      start = own + 1
    }
    appendAll(start..<max(start, range.upperBound), to: &links)
  }

  private func appendAll(_ range: Range<Int>, to links: inout [Int32]) {
    var low = range.lowerBound + hops.count
    var high = range.upperBound + hops.count
    while low < high {
      if low & 1 == 1 {
        links.append(link(low))
        low += 1
      }
      if high & 1 == 1 {
        high -= 1
        links.append(link(high))
      }
      low >>= 1
      high >>= 1
    }
  }
}
