import RepostGraph
import RepostRecords
import RepostTrace

extension Trace {
  /// The first hop of each of the records, of the first few where they are many.
  func leading(_ first: FirstHops) -> [Int] {
    first.records.prefix(8).compactMap { record in
      let range = graph.hops.range(record)
      return first.hops.first(where: range.contains)
    }
  }
}
