/// Whom the hops informed, how deep the item went, and what each actor did to that.
struct ReferenceMeasures {
  let graph: ReferenceGraph
  /// The items of which each origin has an origin hop.
  var originItems: [String: Set<String>] = [:]
  /// Of each hop: those who receive by it and are no origin of its item or an ancestor of it.
  var informed: [Set<String>] = []
  var live: Set<Int> = []
  var reached: Set<String> = []
  var depthOfHop: [Int?] = []
  /// Of the origins and the reached entities.
  var depthOfEntity: [String: Int] = [:]

  init(_ graph: ReferenceGraph) {
    self.graph = graph
    for hop in graph.originHops {
      originItems[graph.hops[hop].from, default: []].insert(graph.hops[hop].item)
    }
    informed = graph.hops.indices.map { hop in
      let ancestry = graph.ancestry[graph.hops[hop].item] ?? []
      return graph.receivers[hop].filter { entity in
        ancestry.isDisjoint(with: originItems[entity] ?? [])
      }
    }
    live = liveHops(without: nil)
    reached = reachedEntities(by: live)
    measureDepth()
  }

  // MARK: Live hops and depth

  /// The hops that still carry the item when every hop by one actor is taken out.
  private func liveHops(without actor: String?) -> Set<Int> {
    let left = graph.hops.indices.filter { graph.hops[$0].from != actor }
    var live = Set(left.filter { graph.originHops.contains($0) || graph.ownHops.contains($0) })
    var changed = true
    while changed {
      changed = false
      for hop in left where !live.contains(hop) {
        if graph.parents(hop).contains(where: { live.contains($0) }) {
          live.insert(hop)
          changed = true
        }
      }
    }
    return live
  }

  private func reachedEntities(by live: Set<Int>) -> Set<String> {
    var result: Set<String> = []
    for hop in live { result.formUnion(informed[hop]) }
    return result
  }

  private mutating func measureDepth() {
    depthOfHop = graph.hops.indices.map { hop in
      graph.originHops.contains(hop) || graph.ownHops.contains(hop) ? 1 : nil
    }
    var changed = true
    while changed {
      changed = false
      for hop in graph.hops.indices where live.contains(hop) {
        let least = graph.parents(hop).compactMap { depthOfHop[$0] }.min()
        guard let least, least + 1 < depthOfHop[hop] ?? Int.max else { continue }
        depthOfHop[hop] = least + 1
        changed = true
      }
    }
    for hop in live {
      for entity in graph.receivers[hop] {
        let known = depthOfEntity[entity] ?? Int.max
        depthOfEntity[entity] = min(known, depthOfHop[hop] ?? Int.max)
      }
    }
    for origin in originItems.keys { depthOfEntity[origin] = 0 }
  }

  // MARK: Figures of an entity

  /// Those who got the item by the broadcast, as their records name it as parent.
  private func takers(_ broadcast: Int) -> Set<String> {
    var result: Set<String> = []
    for record in graph.input.records.indices
    where graph.ruleOfRecord[record] == .recorded
      && graph.parentsOfRecord[record].contains(broadcast)
    {
      result.insert(graph.actor(record))
    }
    return result
  }

  func fanOut(_ x: String) -> Int {
    var result: Set<String> = []
    for hop in graph.hops.indices where graph.hops[hop].from == x {
      if graph.hops[hop].to == "*" {
        result.formUnion(takers(hop))
      } else {
        result.insert(graph.hops[hop].to)
      }
    }
    return result.subtracting([x]).count
  }

  func exposed(_ x: String) -> Int {
    var result: Set<String> = []
    for hop in graph.hops.indices where graph.hops[hop].from == x {
      result.formUnion(graph.receivers[hop])
    }
    return result.subtracting([x]).count
  }

  func reach(_ x: String) -> Int {
    let own = Set(graph.hops.indices.filter { graph.hops[$0].from == x })
    var result: Set<String> = []
    for hop in own.union(graph.downstream(own)) { result.formUnion(informed[hop]) }
    return result.subtracting([x]).count
  }

  /// Whoever is reached, but no longer when every hop by x is taken out.
  func soleReach(_ x: String) -> Int {
    let without = reachedEntities(by: liveHops(without: x))
    return reached.subtracting(without).subtracting([x]).count
  }

  // MARK: Figures of the whole spread

  func summary() -> ReferenceSummary {
    let spread = reached.union(originItems.keys)
    let depths = spread.compactMap { depthOfEntity[$0] }
    let maxDepth = depths.max() ?? 0
    let breadth = (0...maxDepth).map { depth in depths.filter { $0 == depth }.count }
    let collectives = spread.filter { graph.isCollective($0) }
    let people = spread.filter { graph.kind($0) == "person" && !isUnnamed($0) }
    return ReferenceSummary(
      records: graph.input.records.count, hops: graph.hops.count, size: spread.count,
      maxDepth: maxDepth, maxBreadth: breadth.dropFirst().max() ?? 0, breadth: breadth,
      structuralVirality: structuralVirality(spread), people: people.count,
      collectives: collectives.count, unnamedUpTo: unnamedUpTo(collectives))
  }

  func isUnnamed(_ entity: String) -> Bool {
    graph.input.records.indices.contains { graph.isUnnamed($0) && graph.actor($0) == entity }
  }

  /// The most people whom nobody names in these collectives; nil where nothing bounds them.
  private func unnamedUpTo(_ collectives: Set<String>) -> Int? {
    if live.contains(where: { graph.hops[$0].to == "*" }) { return nil }
    var sum = 0
    for collective in collectives {
      let declared = graph.input.entities.first { $0.id == collective }
      guard let size = declared?.size else { return nil }
      let known = (graph.members[collective] ?? []).filter { !isUnnamed($0) }
      sum += max(0, size - known.count)
    }
    return sum
  }

  /// The mean distance over all ordered pairs of distinct entities in the spread tree.
  private func structuralVirality(_ spread: Set<String>) -> Double? {
    if spread.count < 2 { return nil }
    // The added root, which is no entity, has the empty name.
    let root = ""
    var neighbours: [String: Set<String>] = [:]
    for entity in spread {
      let above = originItems[entity] == nil ? treeParent(entity) : root
      neighbours[entity, default: []].insert(above)
      neighbours[above, default: []].insert(entity)
    }
    var sum = 0
    for start in spread {
      var distance = [start: 0]
      var changed = true
      while changed {
        changed = false
        for (here, far) in distance {
          for next in neighbours[here] ?? [] where distance[next] == nil {
            // A tree has one way between two nodes, so the first distance found is right.
            distance[next] = far + 1
            changed = true
          }
        }
      }
      for end in spread where end != start { sum += distance[end] ?? 0 }
    }
    return Double(sum) / Double(spread.count * (spread.count - 1))
  }

  /// The actor of the entity's receipt that is least by depth and canonical order.
  private func treeParent(_ entity: String) -> String {
    let receipts = live.filter { graph.receivers[$0].contains(entity) }
    let least = receipts.compactMap { depthOfHop[$0] }.min()
    let candidates = receipts.filter { depthOfHop[$0] == least }
    return graph.inCanonicalOrder(hops: candidates).first.map { graph.hops[$0].from } ?? ""
  }
}
