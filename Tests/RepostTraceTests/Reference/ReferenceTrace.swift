/// Computes every figure of a case in the slowest and plainest way.
func referenceTrace(_ c: ReferenceCase) -> ReferenceResult {
  let graph = ReferenceGraph(c)
  let measures = ReferenceMeasures(graph)
  let boundary = ReferenceBoundary(graph: graph)
  let roles = ReferenceRoles(graph: graph, boundary: boundary)
  let all = Set(graph.hops.indices)
  let outside = graph.originHops.filter { boundary.actorIsOutside(graph.hops[$0].record) }
  let forwarders = roles.forwarders()
  let acting = Set(forwarders.map(\.entity))
  let receivedOnly = measures.reached.filter {
    graph.kind($0) == "person" && !acting.contains($0)
  }
  return ReferenceResult(
    summary: measures.summary(),
    origins: boundary.actors(graph.originHops),
    hops: graph.hops.indices.map { shown(hop: $0, graph, measures, boundary, roles) },
    gaps: ReferenceGaps(graph: graph, boundary: boundary).gaps(),
    entities: entities(graph).sorted().map { figures($0, graph, measures, boundary) },
    firstExternal: boundary.firstExternal(among: all),
    crossings: boundary.crossings(among: all),
    families: families(graph, boundary),
    outsideOrigins: boundary.actors(outside),
    receivedOnly: receivedOnly.sorted(),
    ruleUndecided: roles.ruleUndecided(),
    forwarders: forwarders,
    warnings: graph.warnings.sorted { ($0.code, $0.record) < ($1.code, $1.record) })
}

/// Everybody who is declared or whom a record or a collective names.
private func entities(_ graph: ReferenceGraph) -> Set<String> {
  var result: Set<String> = []
  for entity in graph.input.entities {
    result.insert(entity.id)
    if graph.isCollective(entity.id) { result.formUnion(entity.members) }
  }
  for (index, record) in graph.input.records.enumerated() {
    result.insert(graph.actor(index))
    result.formUnion(record.to.filter { $0 != "*" })
    result.formUnion(record.directedBy)
    result.formUnion(record.approvedBy)
    if let original = record.original { result.insert(original) }
  }
  return result
}

private func figures(
  _ id: String, _ graph: ReferenceGraph, _ measures: ReferenceMeasures,
  _ boundary: ReferenceBoundary
) -> ReferenceFigures {
  ReferenceFigures(
    id: id, kind: graph.kind(id), zone: boundary.zoneShown(id), fanOut: measures.fanOut(id),
    exposed: measures.exposed(id), reach: measures.reach(id),
    soleReach: measures.soleReach(id), depth: measures.depthOfEntity[id])
}

private func shown(
  hop: Int, _ graph: ReferenceGraph, _ measures: ReferenceMeasures,
  _ boundary: ReferenceBoundary, _ roles: ReferenceRoles
) -> ReferenceHop {
  let facts = graph.hops[hop]
  return ReferenceHop(
    id: facts.id, record: graph.input.records[facts.record].id, from: facts.from, to: facts.to,
    parents: graph.parents(hop).map { graph.hops[$0].id }.sorted(), basis: graph.basis(hop),
    depth: measures.depthOfHop[hop], breaks: roles.breaks(hop), exit: boundary.isExit(hop))
}

/// The answers for each family of items by itself, where records have items of several.
private func families(
  _ graph: ReferenceGraph, _ boundary: ReferenceBoundary
) -> [ReferenceFamily] {
  let used = Set(graph.input.records.map(\.item))
  let families = graph.items.families().filter { !used.isDisjoint(with: $0) }
  if families.count < 2 { return [] }
  return families.map { items in
    let hops = Set(graph.hops.indices.filter { items.contains(graph.hops[$0].item) })
    return ReferenceFamily(
      items: items, origins: boundary.actors(graph.originHops.intersection(hops)),
      firstExternal: boundary.firstExternal(among: hops),
      crossings: boundary.crossings(among: hops))
  }
}
