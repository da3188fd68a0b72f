import RepostGraph
import RepostTrace

/// The parents that the hops of a record share: all, or of very many the first in canonical order.
struct ParentHops {
  let hops: [Int]
  /// How many there are.
  let total: Int

  /// Takes the parents of a record.
  ///
  /// - Parameter firstSources: The first sources of the graph, by `TraceJSON.sourceLimit`.
  init(_ trace: Trace, record: Int, _ firstSources: FirstSources) {
    let graph = trace.graph
    if graph.rules[record] == .inferred || graph.rules[record] == .originOnly {
      let node = graph.sourceNode(ofRecord: record)
      total = firstSources.count(ofNode: node)
      hops =
        total > TraceJSON.sourceLimit
        ? firstSources.hops(ofNode: node) : graph.parents(ofRecord: record)
      return
    }
    var all = graph.parents(ofRecord: record)
    total = all.count
    if total > TraceJSON.sourceLimit {
      let (rank, records) = (graph.order.rank, graph.hops.records)
      all.sort { (rank[Int(records[$0])], $0) < (rank[Int(records[$1])], $1) }
      all.removeSubrange(TraceJSON.sourceLimit...)
    }
    hops = all
  }
}
