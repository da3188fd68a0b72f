import RepostGraph
import RepostRecords

/// For each hop, which rules it breaks.
public struct Breaks: Sendable {
  // Empty where the case has no rule.
  private let broken: [BrokenRules]

  fileprivate init(_ broken: [BrokenRules]) { self.broken = broken }

  /// Which rules a hop breaks.
  public subscript(hop: Int) -> BrokenRules { broken.isEmpty ? [] : broken[hop] }
}

/// Which hops break a rule, and of which the records do not tell.
struct Breaches {
  let breaks: Breaks
  /// The records of hops of which the records do not tell, in canonical order.
  let undecided: [Int]

  /// Those of a case without rules.
  init() {
    breaks = Breaks([])
    undecided = []
  }

  init(
    _ input: ForwardingCase, _ graph: ForwardingGraph, _ boundary: Boundary, _ rules: ItemRules
  ) {
    let table = input.records
    var broken = [BrokenRules](repeating: [], count: graph.hopCount)
    var isOpen = [Bool](repeating: false, count: table.count)
    let channels = table.channelKeys
    for hop in 0..<graph.hopCount {
      let record = graph.record(ofHop: hop)
      let verdict = rules.judge(
        item: table.item(record), channel: channels[table.channelNumber(record)],
        recipientRank: Int(boundary.recipientRanks[hop]))
      broken[hop] = verdict.broken
      if verdict.isOpen { isOpen[record] = true }
    }
    breaks = Breaks(broken)
    undecided = graph.order.records.lazy.map { Int($0) }.filter { isOpen[$0] }
  }
}
