import RepostGraph
import RepostRecords

/// Whom a hop informs: those who receive by it, except whoever is an origin of what it carries.
struct Informing {
  let isOrigin: [Bool]
  private let originItems: [Int32: [Int32]]
  private let graph: ForwardingGraph
  private let items: [Int32]

  init(_ input: ForwardingCase, _ graph: ForwardingGraph) {
    self.graph = graph
    items = input.records.items
    var isOrigin = [Bool](repeating: false, count: graph.entityCount)
    var originItems: [Int32: [Int32]] = [:]
    for hop in 0..<graph.hopCount where graph.isOriginHop[hop] {
      let actor = graph.hops.actor(ofHop: hop)
      let item = items[Int(graph.hops.records[hop])]
      if isOrigin[Int(actor)] && originItems[actor]?.contains(item) == true { continue }
      isOrigin[Int(actor)] = true
      originItems[actor, default: []].append(item)
    }
    self.isOrigin = isOrigin
    self.originItems = originItems
  }

  /// Calls `body` for everyone whom a hop informs; an entity may come twice.
  func forEachInformed(byHop hop: Int, _ body: (Int32) -> Void) {
    let item = Int(items[Int(graph.hops.records[hop])])
    graph.forEachReceiver(ofHop: hop) { entity in
      if isOrigin[Int(entity)], let own = originItems[entity],
        own.contains(where: { graph.lineage.holds(item, other: Int($0)) })
      {
        return
      }
      body(entity)
    }
  }
}

extension ForwardingGraph {
  /// The hops of each entity, in input order.
  var hopsOfActor: IndexLists {
    IndexLists(
      count: entityCount, keys: (0..<hops.count).map { hops.actor(ofHop: $0) },
      values: Array(0..<Int32(hops.count)))
  }

  /// For each record, the actors who name it as parent and got the item by all its hops alike; where it
  /// is a broadcast, these took it from there.
  var takers: IndexLists {
    let children = (0..<rules.count).filter { rules[$0] == .recorded && recorded.takesAll[$0] }
    return IndexLists(
      count: rules.count, keys: children.map { recorded.record[$0] },
      values: children.map { hops.actors[$0] })
  }
}
