import RepostGraph
import RepostRecords
import RepostTrace

/// Writes the graph as JSON-LD in the ontologies CASE and UCO.
///
/// A record is an observable object with the facet of a message, a hop a relationship between the addresses
/// under which the records name its two ends, an exhibit a provenance record of the records that cite it.
/// Who is meant by an address is an identity of its own. What the ontologies have no term for stands under
/// the prefix `repost`. Ids follow from the inputs and what they are ids of.
///
/// The ontologies know instants only: `sentTime` is there where a record states a second or less. That a
/// message was `Forwarded_From` another is said where its record says so, `May_Come_From` where earlier
/// receipts make it possible.
struct CaseExport {
  let graph: ExportGraph
  let uuid: NameUUID

  init(graph: ExportGraph) {
    self.graph = graph
    uuid = NameUUID(inputs: graph.trace.input.inputs.map(\.sha256))
  }

  var trace: Trace { graph.trace }
  var table: RecordTable { graph.trace.input.records }

  func write(to sink: Sink) throws {
    var head = Array("{\n\"@context\": ".utf8)
    head += context + Array(",\n\"@graph\": [\n".utf8) + actionObject
    try sink(head)
    let input = trace.input
    try objects(input.inputs.count, to: sink) { place, add in addFile(place, add) }
    try objects(input.items.count, to: sink) { item, add in addItem(item, add) }
    try objects(graph.entityCount, to: sink) { entity, add in addEntity(entity, add) }
    try objects(graph.broadcasts.count, to: sink) { broadcast, add in addAudience(broadcast, add) }
    try objects(input.entities.count, to: sink) { entity, add in addMembers(entity, add) }
    try objects(table.count, to: sink) { record, add in addRecord(record, add) }
    try sink(Array("\n]\n}\n".utf8))
  }

  private func objects(
    _ count: Int, to sink: Sink,
    _ make: @Sendable (Int, (CaseNode) -> Void) -> Void
  ) throws {
    try graph.rows(count, to: sink) { place, bytes in
      make(place) { bytes += Array(",\n".utf8) + $0.bytes }
    }
  }

  private var context: [UInt8] {
    var json = JSONText()
    json.object(.block) { json in
      for (prefix, name) in [
        ("case-investigation", "https://ontology.caseontology.org/case/investigation/"),
        ("kb", "urn:repost-tracer:kb:"), ("repost", "urn:repost-tracer:terms:"),
        ("uco-action", "https://ontology.unifiedcyberontology.org/uco/action/"),
        ("uco-core", "https://ontology.unifiedcyberontology.org/uco/core/"),
        ("uco-identity", "https://ontology.unifiedcyberontology.org/uco/identity/"),
        ("uco-observable", "https://ontology.unifiedcyberontology.org/uco/observable/"),
        ("uco-tool", "https://ontology.unifiedcyberontology.org/uco/tool/"),
        ("uco-types", "https://ontology.unifiedcyberontology.org/uco/types/"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
      ] as [(StaticString, String)] {
        json.key(prefix)
        json.string(name)
      }
    }
    return json.bytes
  }

  /// The program, and that it traced the inputs.
  private var actionObject: [UInt8] {
    let tool = CaseNode(id("tool", ""), "uco-tool:Tool") { json in
      json.text("uco-core:name", "repost-tracer")
      json.text("uco-tool:version", graph.version)
    }
    let action = CaseNode(id("action", ""), "case-investigation:InvestigativeAction") { json in
      json.text("uco-core:name", "trace")
      json.text("uco-core:description", trace.input.settings.title)
      json.reference("uco-action:instrument", id("tool", ""))
      json.references(
        "uco-action:object", trace.input.inputs.indices.map { file($0) })
    }
    return tool.bytes + Array(",\n".utf8) + action.bytes
  }

  // MARK: - Ids

  func id(_ kind: String, _ name: String) -> String { "kb:\(kind)-\(uuid("\(kind):\(name)"))" }
  private func file(_ place: Int) -> String {
    id("file", "\(place):\(trace.input.inputs[place].sha256)")
  }
  func item(_ item: Int) -> String { id("item", trace.input.items[item].id) }
  func message(_ record: Int) -> String { id("message", table.id(record)) }
  func address(ofNode node: Int) -> String { id("address", graph.id(ofNode: node)) }

  /// The identity behind an address; an account or a site is known by its address alone.
  func thing(_ entity: Int) -> String {
    switch trace.kind(entity) {
    case .account, .site: address(ofNode: entity)
    default: id("identity", graph.id(ofNode: entity))
    }
  }
}

// MARK: - Things

extension CaseExport {
  private func addFile(_ place: Int, _ add: (CaseNode) -> Void) {
    let input = trace.input.inputs[place]
    let name = "\(place):\(input.sha256)"
    add(
      CaseNode(file(place), "uco-observable:File") { json in
        json.key("uco-core:hasFacet")
        json.array(.line) { json in
          json.node(id("filefacet", name), "uco-observable:FileFacet") { json in
            json.text("uco-observable:fileName", input.path)
            json.key("uco-observable:sizeInBytes")
            json.number(input.bytes)
          }
          json.node(id("contentfacet", name), "uco-observable:ContentDataFacet") { json in
            json.key("uco-observable:hash")
            json.node(id("hash", name), "uco-types:Hash") { json in
              json.text("uco-types:hashMethod", "SHA256")
              json.typed("uco-types:hashValue", "xsd:hexBinary", input.sha256)
            }
          }
        }
      })
  }

  private func addItem(_ index: Int, _ add: (CaseNode) -> Void) {
    let item = trace.input.items[index]
    add(
      CaseNode(self.item(index), "uco-observable:ObservableObject") { json in
        json.text("uco-core:name", item.title ?? item.id)
        json.text("repost:item_id", item.id)
        if let marking = item.marking { json.text("repost:marking", marking) }
      })
    for source in item.derivedFrom {
      add(
        relationship(
          "derived", "\(item.id)\n\(trace.input.items[source].id)", "Derived_From",
          isBetweenObservables: true, from: self.item(index), to: self.item(source)))
    }
  }

  private func addEntity(_ entity: Int, _ add: (CaseNode) -> Void) {
    let id = graph.id(ofNode: entity)
    let address = address(ofNode: entity)
    let thing = thing(entity)
    func describe(_ json: inout JSONText) {
      json.terms(ExportGraph.nodeColumns, graph.values(ofNode: entity))
    }
    add(
      CaseNode(address, "uco-observable:ObservableObject") { json in
        json.text("uco-core:name", graph.name(ofNode: entity))
        json.text("repost:id", id)
        if trace.graph.isUnnamed(entity) {
          json.key("repost:unnamed")
          json.bool(true)
        }
        if thing == address {
          describe(&json)
        } else {
          json.text("repost:kind", trace.kind(entity).word)
        }
      })
    guard thing != address else { return }
    let type: StaticString =
      switch trace.kind(entity) {
      case .person: trace.graph.isUnnamed(entity) ? "uco-identity:Identity" : "uco-identity:Person"
      case .organisation: "uco-identity:Organization"
      default: "uco-identity:Identity"
      }
    add(
      CaseNode(thing, type) { json in
        json.text("uco-core:name", graph.name(ofNode: entity))
        describe(&json)
      })
    add(relationship("named", id, "Stands_For", from: address, to: thing))
  }

  private func addAudience(_ broadcast: Int, _ add: (CaseNode) -> Void) {
    let node = graph.entityCount + broadcast
    add(
      CaseNode(address(ofNode: node), "uco-observable:ObservableObject") { json in
        json.text("uco-core:name", graph.name(ofNode: node))
        json.text("repost:id", graph.id(ofNode: node))
        json.terms(ExportGraph.nodeColumns, graph.values(ofNode: node))
      })
  }

  private func addMembers(_ entity: Int, _ add: (CaseNode) -> Void) {
    for member in graph.members(of: entity) {
      let name = "\(graph.id(ofNode: member))\n\(graph.id(ofNode: entity))"
      add(relationship("member", name, "Member_Of", from: thing(member), to: thing(entity)))
    }
  }

  func relationship(
    _ prefix: String, _ name: String, _ kind: String, isBetweenObservables: Bool = false,
    from source: String, to target: String, _ more: (inout JSONText) -> Void = { _ in }
  ) -> CaseNode {
    CaseNode(
      id(prefix, name),
      isBetweenObservables ? "uco-observable:ObservableRelationship" : "uco-core:Relationship"
    ) { json in
      json.reference("uco-core:source", source)
      json.reference("uco-core:target", target)
      json.text("uco-core:kindOfRelationship", kind)
      json.key("uco-core:isDirectional")
      json.bool(true)
      more(&json)
    }
  }
}
