import RepostGraph
import RepostRecords

/// Who did what: the records that show an entity as actor, director or approver.
struct Acts {
  private(set) var asDirector: [Int32: [Int]] = [:]
  private(set) var asApprover: [Int32: [Int]] = [:]
  private(set) var isActive: [Bool]
  /// The entities in canonical order of their first record; within one, actor, directors, approvers.
  private(set) var inOrderOfFirstAct: [Int] = []

  init(_ input: ForwardingCase, _ graph: ForwardingGraph) {
    let table = input.records
    isActive = [Bool](repeating: false, count: graph.entityCount)
    // A record that gives no hop makes nobody actor, director or approver.
    let hasOthers = !table.directors.values.isEmpty || !table.approvers.values.isEmpty
    if hasOthers {
      for record in 0..<table.count where !graph.hops.range(record).isEmpty {
        for director in table.directors[record] { asDirector[director, default: []].append(record) }
        for approver in table.approvers[record] { asApprover[approver, default: []].append(record) }
      }
    }
    let records = graph.order.records
    for place in 0..<records.count {
      let record = Int(records[place])
      guard !graph.hops.range(record).isEmpty else { continue }
      act(Int(graph.hops.actors[record]))
      guard hasOthers else { continue }
      for director in table.directors[record] { act(Int(director)) }
      for approver in table.approvers[record] { act(Int(approver)) }
    }
  }

  private mutating func act(_ entity: Int) {
    guard !isActive[entity] else { return }
    isActive[entity] = true
    inOrderOfFirstAct.append(entity)
  }
}
