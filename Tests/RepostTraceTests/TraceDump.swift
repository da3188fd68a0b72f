import RepostGraph
import RepostRecords
import RepostTrace

/// What the product computes, as the value that the reference gives.
func referenceResult(_ trace: Trace) -> ReferenceResult {
  let graph = trace.graph
  let table = trace.input.records
  let measures = trace.measures

  func ids(_ entities: [Int]) -> [String] { entities.map { trace.id($0) } }
  func records(_ records: [Int]) -> [String] { records.map { table.id($0) } }
  func first(_ hops: FirstHops, undecided: [Int]) -> ReferenceFirst {
    var exporters: [String] = []
    for record in hops.records {
      let exporter = trace.id(Int(graph.hops.actors[record]))
      if !exporters.contains(exporter) { exporters.append(exporter) }
    }
    return ReferenceFirst(
      status: hops.status.rawValue, records: records(hops.records),
      hops: hops.hops.map { trace.id(ofHop: $0) }, exporters: exporters,
      undecided: records(undecided))
  }
  func crossing(_ crossing: Crossing) -> ReferenceCrossing {
    ReferenceCrossing(
      zone: trace.input.settings.zones[crossing.zone], status: crossing.first.status.rawValue,
      records: records(crossing.first.records),
      hops: crossing.first.hops.map { trace.id(ofHop: $0) })
  }

  let entities = (0..<graph.entityCount).map { entity in
    ReferenceFigures(
      id: trace.id(entity), kind: trace.kind(entity).word, zone: trace.zone(entity) ?? "unknown",
      fanOut: Int(measures.fanOut[entity]), exposed: Int(measures.exposed[entity]),
      reach: Int(measures.reach[entity]), soleReach: Int(measures.soleReach[entity]),
      depth: measures.depths[entity] < 0 ? nil : Int(measures.depths[entity]))
  }
  let hops = (0..<graph.hopCount).map { hop in
    ReferenceHop(
      id: trace.id(ofHop: hop), record: table.id(graph.record(ofHop: hop)),
      from: trace.id(graph.actor(ofHop: hop)),
      to: graph.recipient(ofHop: hop).map { trace.id($0) } ?? "*",
      parents: graph.parents(ofRecord: graph.record(ofHop: hop)).map { trace.id(ofHop: $0) }
        .sorted(),
      basis: trace.basis(ofHop: hop).rawValue,
      depth: measures.hopDepths[hop] < 0 ? nil : Int(measures.hopDepths[hop]),
      breaks: trace.breaks[hop].words, exit: trace.isExit(hop: hop))
  }
  let forwarders = trace.forwarders.map { entity in
    let forwarder = trace.forwarder(entity)
    return ReferenceForwarder(
      entity: trace.id(entity), responsible: forwarder.isResponsible,
      roles: Dictionary(
        uniqueKeysWithValues: forwarder.roles.map { ($0.role.rawValue, records($0.records)) }),
      certainty: forwarder.certainty.word)
  }
  let warnings = Set(
    trace.warnings.map { ReferenceWarning(code: $0.code.rawValue, record: $0.record ?? "") })
  return ReferenceResult(
    summary: ReferenceSummary(
      records: table.count, hops: graph.hopCount, size: measures.size,
      maxDepth: measures.maxDepth, maxBreadth: measures.maxBreadth, breadth: measures.breadth,
      structuralVirality: measures.structuralVirality, people: trace.knowledgeRange.people,
      collectives: trace.knowledgeRange.collectives,
      unnamedUpTo: trace.knowledgeRange.unnamedUpTo),
    origins: ids(trace.origins), hops: hops,
    gaps: trace.gaps.map {
      ReferenceGap(
        entity: trace.id($0.entity), reason: $0.reason.rawValue,
        hint: $0.hint.map { trace.id($0) }, records: records($0.records))
    }.sorted { $0.entity < $1.entity },
    entities: entities.sorted { $0.id < $1.id },
    firstExternal: first(trace.firstExternal, undecided: trace.undecided),
    crossings: trace.crossings.map(crossing),
    families: trace.families.map {
      ReferenceFamily(
        items: $0.items.map { trace.input.items[$0].id }, origins: ids($0.origins),
        firstExternal: first($0.firstExternal, undecided: $0.undecided),
        crossings: $0.crossings.map(crossing))
    },
    outsideOrigins: ids(trace.outsideOrigins), receivedOnly: ids(trace.receivedOnly).sorted(),
    ruleUndecided: records(trace.ruleUndecided), forwarders: forwarders,
    warnings: warnings.sorted { ($0.code, $0.record) < ($1.code, $1.record) })
}
