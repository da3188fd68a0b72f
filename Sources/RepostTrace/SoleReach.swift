import RepostGraph
import RepostRecords

/// Whom each actor's forwarding must have reached: who is no longer reached without it.
///
/// For every hop, the actors whose silence kills it are the intersection, over its parents, of those who
/// kill the parent and the parent's actor. The parents come in time order and records with one source
/// list share its prefixes, so one pass over hops and places gives it for everyone. In circles of
/// imprecise times the pass is repeated until nothing changes, from everybody downward: the greatest
/// fixpoint.
enum SoleReach {
  static func counts(_ graph: ForwardingGraph, _ informed: Informing) -> [Int32] {
    var sets = ActorSets(actorCount: graph.entityCount)
    // Of a record: who kills its hops. Of a hop: these and its actor. Of a place: what is common up to it.
    var value = [Int32](repeating: ActorSets.everybody, count: graph.nodeCount)

    func evaluate(_ node: Int) -> Int32 {
      if node < graph.rules.count {
        if graph.isOwn[node] || graph.rules[node] == .none { return ActorSets.empty }
      } else if let hop = graph.hop(ofNode: node) {
        let actor = graph.hops.actor(ofHop: hop)
        let killers =
          graph.isOriginHop[hop] ? ActorSets.empty : value[Int(graph.hops.records[hop])]
        return sets.adding(actor, to: killers)
      }
      var common = ActorSets.everybody
      var cursor: Int32 = 0
      while let source = graph.source(of: node, &cursor) {
        common = sets.intersection(common, value[source])
      }
      return common
    }

    let nodes = graph.components.nodes
    var position = 0
    for circle in graph.components.circles + [nodes.count..<nodes.count] {
      while position < circle.lowerBound {
        let node = Int(nodes[position])
        value[node] = evaluate(node)
        position += 1
      }
      var isStable = false
      while !isStable {
        isStable = true
        for place in circle {
          let node = Int(nodes[place])
          let next = evaluate(node)
          guard next != value[node] else { continue }
          // Sets only shrink here, and the same members may be listed in another order.
          if value[node] == ActorSets.everybody || sets.size(next) < sets.size(value[node]) {
            value[node] = next
            isStable = false
          }
        }
      }
      position = circle.upperBound
    }

    var dependsOn = [Int32](repeating: ActorSets.everybody, count: graph.entityCount)
    for hop in 0..<graph.hopCount {
      let killers = value[graph.node(ofHop: hop)]
      informed.forEachInformed(byHop: hop) { entity in
        dependsOn[Int(entity)] = sets.intersection(dependsOn[Int(entity)], killers)
      }
    }
    var given = [Int](repeating: 0, count: sets.count)
    for entity in 0..<graph.entityCount where dependsOn[entity] > 0 {
      given[Int(dependsOn[entity])] += 1
    }
    var counts = sets.memberships(given, actorCount: graph.entityCount)
    for entity in 0..<graph.entityCount where dependsOn[entity] > 0 {
      if sets.contains(Int32(entity), in: dependsOn[entity]) { counts[entity] -= 1 }
    }
    return counts.map { Int32($0) }
  }
}
