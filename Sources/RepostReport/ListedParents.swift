import RepostGraph
import RepostTrace

extension Trace {
  /// The hops by which a record's actor can have got the item: all, or of very many the first.
  ///
  /// - Parameters:
  ///   - record: The record; its hops share their parents.
  ///   - firstSources: The first sources of the graph, up to `limit`.
  ///   - limit: The most that are listed.
  /// - Returns: The hops, and how many there are where some are left out.
  func listedParents(
    ofRecord record: Int, _ firstSources: FirstSources, limit: Int
  ) -> (hops: [Int], total: Int?) {
    let parents: [Int]
    let count: Int
    if graph.rules[record] == .inferred || graph.rules[record] == .originOnly {
      let node = graph.sourceNode(ofRecord: record)
      count = firstSources.count(ofNode: node)
      parents = count > limit ? firstSources.hops(ofNode: node) : graph.parents(ofRecord: record)
    } else {
      var all = graph.parents(ofRecord: record)
      count = all.count
      if count > limit {
        let (rank, records) = (graph.order.rank, graph.hops.records)
        all.sort { (rank[Int(records[$0])], $0) < (rank[Int(records[$1])], $1) }
        all.removeSubrange(limit...)
      }
      parents = all
    }
    return (parents, count > limit ? count : nil)
  }
}
