import RepostGraph
import Testing

@Suite struct FirstSourcesTests {
  /// The first of very many sources, and how many there are, found without writing them all out, are
  /// those that writing them out gives.
  @Test func firstSourcesAreTheFirstOfAll() {
    for seed in UInt64(1)...1_500 {
      let graph = ForwardingGraph(forwardingCase(randomCase(seed: seed)))
      let rank = graph.order.rank
      let sources = (1...4).map { FirstSources(graph, limit: $0) }
      for record in graph.rules.indices
      where [.inferred, .originOnly].contains(graph.rules[record]) {
        let all = graph.parents(ofRecord: record).sorted {
          (rank[graph.record(ofHop: $0)], $0) < (rank[graph.record(ofHop: $1)], $1)
        }
        #expect(Set(all).count == all.count, "seed \(seed), record \(record)")
        let node = graph.sourceNode(ofRecord: record)
        for (place, first) in sources.enumerated() {
          #expect(first.count(ofNode: node) == all.count, "seed \(seed), record \(record)")
          #expect(
            first.hops(ofNode: node) == Array(all.prefix(place + 1)),
            "seed \(seed), record \(record)")
        }
        let records = Set(all.map { graph.record(ofHop: $0) }).sorted { rank[$0] < rank[$1] }
        #expect(graph.parentRecords(ofRecord: record) == records)
      }
    }
  }
}
