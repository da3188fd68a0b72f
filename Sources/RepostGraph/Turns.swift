internal import CPrefetch

/// The turns of a case: the records of one actor that come from the same sources by the same rule.
///
/// Whatever comes from upstream (depth, who can cut it off, whose reach it is part of) is the same for
/// all records of a turn, so it is computed and kept once for them. There are as many turns as people sat
/// down to pass something on; with long lists of recipients, far fewer than records.
package struct Turns: Sendable {
  /// The turn of each record.
  package private(set) var ofRecord: [Int32] = []
  /// The turn of each hop.
  package private(set) var ofHop: [Int32] = []
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
  /// - Complexity: O(*records* + *hops*).
  init(_ graph: ForwardingGraph, nodeOfRecord: [Int32]) {
    ofRecord = [Int32](repeating: -1, count: graph.rules.count)
    // A turn is seldom interrupted by another of its actor; where it is, it becomes two.
    var last = [Int32](repeating: -1, count: graph.entityCount)
    let (records, parents) = (graph.order.records, graph.recorded.record)
    let (rules, own, actors) = (graph.rules, graph.isOwn, graph.hops.actors)
    var turns = Columns()
    last.withUnsafeMutableBufferPointer { last in
      ofRecord.withUnsafeMutableBufferPointer { ofRecord in
        for place in 0..<rules.count {
          if place + 16 < rules.count {
            prefetch(last.baseAddress.map { $0 + Int(actors[Int(records[place + 16])]) })
          }
          let record = Int(records[place])
          let rule = rules[record]
          let source: Int32 =
            switch rule {
            case .none: -1
            case .recorded: parents[record]
            case .inferred, .originOnly: nodeOfRecord[record]
            }
          let known = last[Int(actors[record])]
          if known >= 0, turns.isLike(Int(known), rule, source, isOwn: own[record]) {
            ofRecord[record] = known
          } else {
            last[Int(actors[record])] = Int32(turns.actors.count)
            ofRecord[record] = Int32(turns.actors.count)
            turns.append(actors[record], rule, source, isOwn: own[record])
          }
        }
      }
    }
    (self.actors, self.rules, isOwn, sources) =
      (turns.actors, turns.rules, turns.isOwn, turns.sources)
    guard !graph.hops.isOneEach else {
      ofHop = ofRecord
      return
    }
    ofHop.reserveCapacity(graph.hops.count)
    for hop in 0..<graph.hops.count { ofHop.append(ofRecord[Int(graph.hops.records[hop])]) }
  }
}

/// The columns of turns while they are gathered.
private struct Columns {
  var actors: [Int32] = []
  var rules: [ParentRule] = []
  var isOwn: [Bool] = []
  var sources: [Int32] = []

  func isLike(_ turn: Int, _ rule: ParentRule, _ source: Int32, isOwn own: Bool) -> Bool {
    sources[turn] == source && rules[turn] == rule && isOwn[turn] == own
  }

  mutating func append(_ actor: Int32, _ rule: ParentRule, _ source: Int32, isOwn own: Bool) {
    actors.append(actor)
    rules.append(rule)
    isOwn.append(own)
    sources.append(source)
  }
}
