internal import RepostRecords

/// How many hops each source node comes from, and of very many the first in canonical order.
///
/// Where ten thousand people post in one group, all pairs of a post and what it can have come from are
/// a hundred million. Nodes are numbered after what they come from, so one pass counts; and a node whose
/// later sources cannot be among the first shares these with the one before it.
package struct FirstSources: Sendable {
  private let nodes: SourceNodes
  private let limit: Int
  private let ranks: [Int64]
  // By node: its hops, the first of them, and the node that has the same first ones.
  private var counts: [Int32] = []
  private var least: [Int64] = []
  private var heads: [Int32] = []
  private var lastOfHead: [Int32: Int64] = [:]

  /// Counts the hops of every node of a graph.
  ///
  /// - Parameters:
  ///   - graph: The graph.
  ///   - limit: How many hops of a node can be asked for; at least 1.
  /// - Complexity: O(*links*), and O(*limit* log *limit*) for each node of more hops that does not share
  ///   its first ones.
  package init(_ graph: ForwardingGraph, limit: Int) {
    nodes = graph.sources
    self.limit = limit
    let (rank, hops) = (graph.order.rank, graph.hops)
    ranks = (0..<hops.count).map { Int64(rank[Int(hops.records[$0])]) << 32 | Int64($0) }
    for node in 0..<nodes.count {
      var (count, first) = (Int32(0), Int64.max)
      for source in nodes.sources[node] {
        count += source < 0 ? counts[Int(~source)] : 1
        first = min(first, key(source))
      }
      counts.append(count)
      least.append(first)
      heads.append(count > limit ? head(node) : Int32(node))
    }
  }

  /// The number of hops that a node comes from.
  package func count(ofNode node: Int32) -> Int { node < 0 ? 0 : Int(counts[Int(node)]) }

  /// The first hops that a node comes from, in canonical order: at most as many as the limit.
  ///
  /// - Complexity: O(*limit* log *limit*).
  package func hops(ofNode node: Int32) -> [Int] {
    node < 0 ? [] : keys(heads[Int(node)]).map { Int($0 & 0xFFFF_FFFF) }
  }

  private func key(_ source: Int32) -> Int64 {
    source < 0 ? least[Int(~source)] : ranks[Int(source)]
  }

  private mutating func head(_ node: Int) -> Int32 {
    for source in nodes.sources[node] where source < 0 && counts[Int(~source)] >= limit {
      let head = counts[Int(~source)] > limit ? heads[Int(~source)] : ~source
      let last = lastOfHead[head] ?? keys(head).last ?? .max
      lastOfHead[head] = last
      if nodes.sources[node].allSatisfy({ $0 == source || key($0) > last }) { return head }
    }
    lastOfHead[Int32(node)] = keys(Int32(node)).last
    return Int32(node)
  }

  /// The first hops of a node by their places in canonical order.
  private func keys(_ node: Int32) -> [Int64] {
    var open = LeastFirst()
    open.insert(~node, key: 0)
    var found: [Int64] = []
    while found.count < limit, let source = open.removeLeast() {
      if source >= 0 {
        found.append(ranks[Int(source)])
      } else {
        for next in nodes.sources[Int(~source)] { open.insert(next, key: key(next)) }
      }
    }
    return found
  }
}

/// A binary heap of links (Williams, 1964).
private struct LeastFirst {
  private var entries: [(key: Int64, source: Int32)] = []

  mutating func insert(_ source: Int32, key: Int64) {
    var place = entries.count
    entries.append((key, source))
    while place > 0, entries[place].key < entries[(place - 1) / 2].key {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func removeLeast() -> Int32? {
    guard let least = entries.first, let last = entries.popLast() else { return nil }
    guard !entries.isEmpty else { return least.source }
    entries[0] = last
    var place = 0
    while true {
      var smallest = place
      for child in 2 * place + 1...2 * place + 2 where child < entries.count {
        if entries[child].key < entries[smallest].key { smallest = child }
      }
      if smallest == place { return least.source }
      entries.swapAt(place, smallest)
      place = smallest
    }
  }
}
