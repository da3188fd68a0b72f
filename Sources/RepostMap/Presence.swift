import RepostGraph
import RepostRecords
import RepostTrace

/// Who is in a record, and who is known only as a member of someone who is.
struct Presence {
  /// Whether each entity has a part in a record that gives a hop.
  private(set) var isRecorded: [Bool]
  /// For each entity in no record itself, a recorded collective that it belongs to, or -1.
  private(set) var collectives: [Int32]
  /// Whether a record names each entity as someone who asked for a hop.
  private(set) var isDirector: [Bool]
  /// Whether a record names each entity as someone who signed a hop off.
  private(set) var isApprover: [Bool]
  /// For each entity that never got the item, an actor in whose record it is named, or -1.
  private(set) var namedBy: [Int32]

  /// Looks at the records of which a hop is shown; whoever is in focus has a part in any case.
  ///
  /// - Complexity: O(*hops* + *members*).
  init(_ trace: Trace, _ filter: HopFilter, focus: [Int] = []) {
    let graph = trace.graph
    let table = trace.input.records
    let count = graph.entityCount
    isRecorded = [Bool](repeating: false, count: count)
    isDirector = isRecorded
    isApprover = isRecorded
    collectives = [Int32](repeating: -1, count: count)
    namedBy = collectives

    for entity in focus { isRecorded[entity] = true }
    for hop in 0..<graph.hopCount where graph.hops.recipients[hop] >= 0 && filter.shows(hop) {
      isRecorded[Int(graph.hops.recipients[hop])] = true
    }
    for record in 0..<table.count where filter.shows(record: record, trace) {
      let actor = graph.hops.actors[record]
      isRecorded[Int(actor)] = true
      for director in table.directors[record] { note(director, by: actor, in: \.isDirector) }
      for approver in table.approvers[record] { note(approver, by: actor, in: \.isApprover) }
      let original = table.original(record) ?? -1
      // Where the parents are known otherwise, the author whom the message names tells no way.
      if original >= 0, graph.rules[record] == .originOnly || graph.rules[record] == .none {
        isRecorded[original] = true
        if namedBy[original] < 0, original != Int(actor) { namedBy[original] = actor }
      }
    }
    for collective in 0..<trace.input.entities.count
    where isRecorded[collective] && trace.input.entities.kind(collective).isCollective {
      for member in graph.membership[Int32(collective)].map(Int.init)
      where !isRecorded[member] && collectives[member] < 0 {
        collectives[member] = Int32(collective)
      }
    }
  }

  private mutating func note(
    _ entity: Int32, by actor: Int32, in flags: WritableKeyPath<Self, [Bool]>
  ) {
    isRecorded[Int(entity)] = true
    self[keyPath: flags][Int(entity)] = true
    if namedBy[Int(entity)] < 0, entity != actor { namedBy[Int(entity)] = actor }
  }
}
