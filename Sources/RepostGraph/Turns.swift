/// The turns of a case: the records of one actor that come from the same sources by the same rule.
///
/// Whatever comes from upstream (depth, who can cut it off, whose reach it is part of) is the same for
/// all records of a turn, so it is computed and kept once for them. There are as many turns as people sat
/// down to pass something on; with long lists of recipients, far fewer than records.
package struct Turns: Sendable {
  /// The turn of each record.
  package private(set) var ofRecord: [Int32] = []
  /// The actor of each turn.
  package private(set) var actors: [Int32] = []
  /// The rule by which the parents of its records were found.
  package private(set) var rules: [ParentRule] = []
  /// Whether its actor may have passed on a copy of their own.
  package private(set) var isOwn: [Bool] = []
  /// The parent's record under rule 1, the source node under rules 2 and 3, else -1.
  package private(set) var sources: [Int32] = []

  package var count: Int { actors.count }

  init() {}

  /// Gathers the records of a graph into turns, numbered in canonical order of their first records.
  ///
  /// - Complexity: O(*records*).
  init(_ graph: ForwardingGraph, nodeOfRecord: [Int32]) {
    let recordCount = graph.rules.count
    ofRecord = [Int32](repeating: -1, count: recordCount)
    // A turn is seldom interrupted by another of its actor; where it is, it becomes two.
    var last = [Int32](repeating: -1, count: graph.entityCount)
    let (rules, own, actorOfRecord) = (graph.rules, graph.isOwn, graph.hops.actors)
    let (records, parents) = (graph.order.records, graph.recorded.record)
    for place in 0..<recordCount {
      let record = Int(records[place])
      let actor = actorOfRecord[record]
      let rule = rules[record]
      let source: Int32 =
        switch rule {
        case .none: -1
        case .recorded: parents[record]
        case .inferred, .originOnly: nodeOfRecord[record]
        }
      let known = Int(last[Int(actor)])
      if known >= 0, sources[known] == source, self.rules[known] == rule, isOwn[known] == own[record] {
        ofRecord[record] = Int32(known)
        continue
      }
      let turn = Int32(actors.count)
      actors.append(actor)
      self.rules.append(rule)
      isOwn.append(own[record])
      sources.append(source)
      ofRecord[record] = turn
      last[Int(actor)] = turn
    }
  }
}
