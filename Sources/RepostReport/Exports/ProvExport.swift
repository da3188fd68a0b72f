import RepostGraph
import RepostRecords
import RepostTrace

/// Writes the graph as PROV-JSON: a hop is an activity, who acts or is told is an agent, and what is passed
/// on is a copy of the item, made by the hop.
///
/// What PROV states, it states as a fact. So a hop `used` a copy only where its record names its source;
/// where earlier receipts make sources possible, it is `wasInformedBy` them with the type
/// `repost:PossibleSource`. Who receives has no part in an activity, so recipients are attributes of it. Its
/// start and end are those of the time as stated, within which it was.
struct ProvExport {
  let graph: ExportGraph

  var trace: Trace { graph.trace }
  var table: RecordTable { graph.trace.input.records }

  func write(to sink: Sink) throws {
    try sink(Array("{\n\"prefix\": ".utf8) + prefixes)
    try writeObjects(to: sink)
    try section("wasAssociatedWith", records: true, to: sink) { record, add in
      for hop in hops(record) {
        add(association(hop, trace.graph.actor(ofHop: hop), "repost:sender", number: 0))
        for (number, approver) in table.approvers[record].enumerated() {
          add(association(hop, Int(approver), "repost:approver", number: number + 1))
        }
      }
    }
    try section("actedOnBehalfOf", records: true, to: sink) { record, add in
      for hop in hops(record) {
        let actor = agent(trace.graph.actor(ofHop: hop))
        for (number, director) in table.directors[record].enumerated() {
          add(
            relation("directed", hop, number) { json in
              json.key("prov:delegate")
              json.string(actor)
              json.key("prov:responsible")
              json.string(agent(Int(director)))
              json.key("prov:activity")
              json.string(activity(hop))
            })
        }
      }
    }
    try section("wasGeneratedBy", records: true, to: sink) { record, add in
      for hop in hops(record) {
        add(
          relation("made", hop, 0) { json in
            json.key("prov:entity")
            json.string(copy(hop))
            json.key("prov:activity")
            json.string(activity(hop))
          })
      }
    }
    try section("specializationOf", records: true, to: sink) { record, add in
      for hop in hops(record) {
        add(
          relation("copy", hop, 0) { json in
            json.key("prov:specificEntity")
            json.string(copy(hop))
            json.key("prov:generalEntity")
            json.string(item(table.item(record)))
          })
      }
    }
    try writeSources(to: sink)
    try writeOthers(to: sink)
    try sink(Array("\n}\n".utf8))
  }

  private var prefixes: [UInt8] {
    var json = JSONText()
    json.object(.line) { json in
      for (prefix, name) in [
        ("repost", "terms"), ("agent", "agent"), ("hop", "hop"), ("copy", "copy"), ("item", "item"),
        ("relation", "relation"),
      ] as [(StaticString, String)] {
        json.key(prefix)
        json.string("urn:repost-tracer:\(name):")
      }
    }
    return json.bytes
  }

  func hops(_ record: Int) -> Range<Int> { trace.graph.hops(ofRecord: record) }
  func activity(_ hop: Int) -> String { provName("hop", graph.id(ofHop: hop)) }
  func copy(_ hop: Int) -> String { provName("copy", graph.id(ofHop: hop)) }
  func item(_ item: Int) -> String { provName("item", trace.input.items[item].id) }
  func agent(_ entity: Int) -> String { provName("agent", graph.id(ofNode: entity)) }
}

// MARK: - Things

extension ProvExport {
  private func writeObjects(to sink: Sink) throws {
    try section("agent", count: graph.entityCount, to: sink) { entity, add in
      add(
        member(agent(entity)) { json in
          let type: String? =
            switch trace.kind(entity) {
            case .person: trace.graph.isUnnamed(entity) ? nil : "prov:Person"
            case .organisation: "prov:Organization"
            case .group, .account, .site: nil
            }
          if let type { Self.write(type: type, &json) }
          json.key("prov:label")
          json.string(graph.label(ofNode: entity))
          json.key("repost:id")
          json.string(graph.id(ofNode: entity))
          write(ExportGraph.nodeColumns, graph.values(ofNode: entity), &json)
        })
    }
    let items = trace.input.items.count
    try section("entity", count: items + trace.input.records.count, to: sink) { place, add in
      guard place >= items else { return add(itemMember(place)) }
      for hop in hops(place - items) {
        add(
          member(copy(hop)) { json in
            Self.write(type: "repost:Copy", &json)
            json.key("repost:held_by")
            json.string(holder(hop))
          })
      }
    }
    try section("activity", records: true, to: sink) { record, add in
      for hop in hops(record) { add(activityMember(hop, record)) }
    }
  }

  private func holder(_ hop: Int) -> String {
    trace.graph.recipient(ofHop: hop).map { graph.id(ofNode: $0) } ?? "*"
  }

  private func itemMember(_ index: Int) -> [UInt8] {
    let item = trace.input.items[index]
    return member(self.item(index)) { json in
      Self.write(type: "repost:Item", &json)
      json.key("prov:label")
      json.string(visible(item.title ?? item.id))
      json.key("repost:id")
      json.string(item.id)
      if let marking = item.marking {
        json.key("repost:marking")
        json.string(marking)
      }
    }
  }

  private func activityMember(_ hop: Int, _ record: Int) -> [UInt8] {
    member(activity(hop)) { json in
      let span = table.time(record)
      if let start = graph.instant(span.start) {
        json.key("prov:startTime")
        json.string(start)
      }
      if let end = graph.instant(span.end) {
        json.key("prov:endTime")
        json.string(end)
      }
      Self.write(type: "repost:Hop", &json)
      json.key("prov:label")
      json.string(graph.label(ofEdge: hop))
      json.key("repost:id")
      json.string(graph.id(ofHop: hop))
      write(ExportGraph.edgeColumns, graph.values(ofEdge: hop), &json)
    }
  }

  static func write(type: String, _ json: inout JSONText) {
    json.key("prov:type")
    json.object(.line) { json in
      json.key("$")
      json.string(type)
      json.key("type")
      json.string("prov:QUALIFIED_NAME")
    }
  }

  /// Writes values under names of the program's own.
  private func write(
    _ columns: [ExportColumn], _ values: [ExportValue], _ json: inout JSONText
  ) {
    for (column, value) in zip(columns, values) {
      switch value {
      case .none: continue
      // Readers differ in what an array without an element means.
      case .list(let entries) where entries.isEmpty: continue
      default: break
      }
      json.key(text: "repost:\(column.name)")
      json.value(value)
    }
  }
}
