import RepostGraph
import RepostRecords

/// Who did what: the records that show an entity as actor, director or approver.
struct Acts {
  let asActor: IndexLists
  private(set) var asDirector: [Int32: [Int]] = [:]
  private(set) var asApprover: [Int32: [Int]] = [:]
  private(set) var isActive: [Bool]
  private let table: RecordTable
  private let graph: ForwardingGraph

  init(_ input: ForwardingCase, _ graph: ForwardingGraph) {
    table = input.records
    self.graph = graph
    // A record that gives no hop makes nobody actor, director or approver.
    let records = (0..<table.count).filter { !graph.hops.range($0).isEmpty }
    asActor = IndexLists(
      count: graph.entityCount, keys: records.map { graph.hops.actors[$0] },
      values: records.map { Int32($0) })
    isActive = [Bool](repeating: false, count: graph.entityCount)
    for record in records {
      for director in table.directors[record] { asDirector[director, default: []].append(record) }
      for approver in table.approvers[record] { asApprover[approver, default: []].append(record) }
    }
  }

  /// The entities in canonical order of their first record; within one, actor, directors, approvers.
  mutating func inOrderOfFirstAct() -> [Int] {
    var order: [Int] = []
    for record in graph.order.records.map(Int.init) where !graph.hops.range(record).isEmpty {
      let named = [graph.hops.actors[record]] + table.directors[record] + table.approvers[record]
      for entity in named.map(Int.init) where !isActive[entity] {
        isActive[entity] = true
        order.append(entity)
      }
    }
    return order
  }
}
