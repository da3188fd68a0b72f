import RepostGraph
import RepostRecords

/// When each entity first got the item: at the earliest and at the latest, by the records.
///
/// Only receipts count by which live hops inform someone; when an origin came to have its copy is not on
/// record.
public struct ReceiptTimes: Sendable {
  /// For each entity, the instant before which it cannot have been informed by a record: the least start
  /// of its receipts, in microseconds since 1970-01-01T00:00:00Z; `Int64.min` where the time of one is
  /// unknown, `Int64.max` where it has no receipt.
  public private(set) var earliest: [Int64]
  /// For each entity, the instant by which it certainly was: the least end of its receipts; `Int64.max`
  /// where it has none, or none whose time is known.
  public private(set) var latest: [Int64]

  /// Finds the times of a trace.
  ///
  /// - Parameter trace: What the records show.
  /// - Complexity: O(*hops* + *receipts* by rules of parents + *members* of collectives), and *posts* to
  ///   these and origins of what is posted, each times the logarithm of their number.
  public init(_ trace: Trace) {
    let (graph, table) = (trace.graph, trace.input.records)
    let informing = Informing(trace.input, graph)
    let informed = informing.informedRecipients(graph)
    let (items, starts, records) = (table.items, table.starts, graph.hops.records)
    let depths = trace.measures.hopDepths
    var earliest = [Int64](repeating: .max, count: graph.entityCount)
    var latest = [Int64](repeating: .max, count: graph.entityCount)
    func receive(_ entity: Int32, _ start: Int64, _ end: Int64) {
      earliest[Int(entity)] = min(earliest[Int(entity)], start)
      latest[Int(entity)] = min(latest[Int(entity)], end)
    }
    for hop in 0..<graph.hopCount where depths[hop] > 0 {
      let record = Int(records[hop])
      let entity = informed[hop]
      if entity >= 0 { receive(entity, starts[record], table.end(record)) }
      guard let extra = graph.extraReceivers else { continue }
      for entity in extra[hop] where informing.informs(entity, item: items[record]) {
        receive(entity, starts[record], table.end(record))
      }
    }
    for group in informing.feeds.groups {
      let given = group.feeds.map { feed -> (start: Int64, end: Int64) in
        var (first, last) = (LeastByOthers<Int64>(), LeastByOthers<Int64>())
        for hop in graph.posts.hops[graph.posts.feeds[feed].places].map(Int.init)
        where depths[hop] > 0 {
          let actor = Int32(graph.actor(ofHop: hop))
          first.add(starts[Int(records[hop])], by: actor)
          last.add(table.end(Int(records[hop])), by: actor)
        }
        for author in informing.feeds.authors[feed] {
          receive(author, first.excluding(author) ?? .max, last.excluding(author) ?? .max)
        }
        return (first.key ?? .max, last.key ?? .max)
      }
      informing.feeds.fold(group, given, nothing: (start: .max, end: .max)) {
        (start: min($0.start, $1.start), end: min($0.end, $1.end))
      } take: {
        receive($0, $1.start, $1.end)
      }
    }
    self.earliest = earliest
    self.latest = latest
  }
}
