import RepostGraph
import RepostRecords
import RepostTrace

/// How far one item went, by the records.
struct ItemSummary {
  let item: Int
  /// Its records, whether they give hops or not.
  fileprivate(set) var records = 0
  fileprivate(set) var hops = 0
  /// The distinct named actors and recipients of its records.
  fileprivate(set) var entities = 0
  /// The record that starts first, and the one that ends last, among those with a time.
  fileprivate(set) var first: Int?
  fileprivate(set) var last: Int?
  fileprivate(set) var withoutTime = 0
}

extension Trace {
  /// The items of the case, those with the most hops first, then in the order of the case.
  var itemSummaries: [ItemSummary] {
    let table = input.records
    var summaries = (0..<input.items.count).map { ItemSummary(item: $0) }
    var pairs: [UInt64] = []
    func note(_ entity: Int, _ item: Int) {
      pairs.append(UInt64(item) << 32 | UInt64(entity))
    }
    for record in graph.order.records.map(Int.init) {
      let item = table.item(record)
      let hops = graph.hops(ofRecord: record)
      summaries[item].records += 1
      summaries[item].hops += hops.count
      if table.time(record).isUnknown {
        summaries[item].withoutTime += 1
      } else {
        if summaries[item].first == nil { summaries[item].first = record }
        let isLater = summaries[item].last.map { table.end($0) < table.end(record) } ?? true
        if isLater { summaries[item].last = record }
      }
      if let actor = table.actor(record) { note(actor, item) }
      for hop in hops {
        if let recipient = graph.recipient(ofHop: hop) { note(recipient, item) }
      }
    }
    pairs.sort()
    for (place, pair) in pairs.enumerated() where place == 0 || pairs[place - 1] != pair {
      summaries[Int(pair >> 32)].entities += 1
    }
    if let narrowing = input.narrowing {
      summaries.removeAll { !narrowing.items.contains($0.item) }
    }
    return summaries.sorted { (-$0.hops, $0.item) < (-$1.hops, $1.item) }
  }
}
