import RepostGraph
import RepostRecords

/// The way from a hop to the records whose actors can have had the item by it.
struct Downstream {
  private let childrenOfRecord: IndexLists
  private let nodesOfHop: IndexLists
  private let nodesOfNode: IndexLists
  private let recordsOfNode: IndexLists
  private let graph: ForwardingGraph

  init(_ graph: ForwardingGraph) {
    self.graph = graph
    var children = IndexPairs()
    var records = IndexPairs()
    for record in 0..<graph.rules.count {
      switch graph.rules[record] {
      case .none: break
      case .recorded: children.append(graph.recorded.record[record], Int32(record))
      case .inferred, .originOnly: records.append(graph.sourceNode(ofRecord: record), Int32(record))
      }
    }
    var fromHop = IndexPairs()
    var fromNode = IndexPairs()
    for node in 0..<graph.sources.count {
      for link in graph.sources.sources[node] {
        if link >= 0 {
          fromHop.append(link, Int32(node))
        } else {
          fromNode.append(~link, Int32(node))
        }
      }
    }
    childrenOfRecord = children.lists(count: graph.rules.count)
    recordsOfNode = records.lists(count: graph.sources.count)
    nodesOfHop = fromHop.lists(count: graph.hops.count)
    nodesOfNode = fromNode.lists(count: graph.sources.count)
  }

  /// Calls `body` for the records that a hop leads to and that this walk has not met.
  ///
  /// A walk marks the source nodes it has been at and does not enter them again: as a whole it costs
  /// the links once, not once for each hop.
  func forEachRecord(from hop: Int, _ walk: inout Walk, _ body: (Int) -> Void) {
    let parent = Int(graph.hops.records[hop])
    for position in childrenOfRecord.range(parent) {
      let child = Int(childrenOfRecord.values[position])
      walk.steps += 1
      guard walk.records[child] != walk.number else { continue }
      guard
        graph.recorded.takesAll[child] || graph.isReceipt(hop: hop, of: graph.hops.actors[child])
      else { continue }
      walk.records[child] = walk.number
      body(child)
    }
    walk.open.append(contentsOf: nodesOfHop[hop])
    while let node = walk.open.popLast().map(Int.init) {
      walk.steps += 1
      guard walk.nodes[node] != walk.number else { continue }
      walk.nodes[node] = walk.number
      for position in recordsOfNode.range(node) {
        let record = Int(recordsOfNode.values[position])
        guard walk.records[record] != walk.number else { continue }
        walk.records[record] = walk.number
        body(record)
      }
      walk.open.append(contentsOf: nodesOfNode[node])
    }
  }
}

/// What a walk downstream has met, kept between walks so that none has to clear it.
struct Walk {
  fileprivate(set) var number: Int32 = 0
  fileprivate var records: [Int32]
  fileprivate var nodes: [Int32]
  fileprivate var open: [Int32] = []
  var steps = 0

  init(_ graph: ForwardingGraph) {
    records = [Int32](repeating: 0, count: graph.rules.count)
    nodes = [Int32](repeating: 0, count: graph.sources.count)
  }

  mutating func begin() { number += 1 }
}
