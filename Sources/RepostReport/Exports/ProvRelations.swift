import RepostGraph
import RepostRecords
import RepostTrace

/// The relations of PROV-JSON, and how its parts are written piece by piece.
extension ProvExport {
  func association(
    _ hop: Int, _ entity: Int, _ role: String, number: Int
  ) -> [UInt8] {
    relation("part", hop, number) { json in
      json.key("prov:activity")
      json.string(activity(hop))
      json.key("prov:agent")
      json.string(agent(entity))
      json.key("prov:role")
      json.object(.line) { json in
        json.key("$")
        json.string(role)
        json.key("type")
        json.string("prov:QUALIFIED_NAME")
      }
    }
  }

  func writeSources(to sink: Sink) throws {
    try section("used", records: true, to: sink) { record, add in
      guard trace.graph.rules[record] == .recorded else { return }
      let parents = graph.parents(ofRecord: record).hops
      for hop in hops(record) {
        for (number, parent) in parents.enumerated() {
          add(
            relation("used", hop, number) { json in
              json.key("prov:activity")
              json.string(activity(hop))
              json.key("prov:entity")
              json.string(copy(parent))
            })
        }
      }
    }
    try section("wasInformedBy", records: true, to: sink) { record, add in
      let parents = graph.parents(ofRecord: record).hops
      let isRecorded = trace.graph.rules[record] == .recorded
      for hop in hops(record) {
        for (number, parent) in parents.enumerated() {
          add(
            relation("informed", hop, number) { json in
              json.key("prov:informed")
              json.string(activity(hop))
              json.key("prov:informant")
              json.string(activity(parent))
              Self.write(
                type: isRecorded ? "repost:RecordedSource" : "repost:PossibleSource", &json)
            })
        }
      }
    }
  }

  func writeOthers(to sink: Sink) throws {
    try section("wasDerivedFrom", count: trace.input.items.count, to: sink) { index, add in
      for source in trace.input.items[index].derivedFrom {
        let (from, to) = (item(index), item(source))
        add(
          member(provName("relation", "derived:\(from):\(to)")) { json in
            json.key("prov:generatedEntity")
            json.string(from)
            json.key("prov:usedEntity")
            json.string(to)
          })
      }
    }
    try section("hadMember", count: trace.input.entities.count, to: sink) { entity, add in
      for other in graph.members(of: entity) {
        let (group, held) = (agent(entity), agent(other))
        add(
          member(provName("relation", "member:\(group):\(held)")) { json in
            json.key("prov:collection")
            json.string(group)
            json.key("prov:entity")
            json.string(held)
          })
      }
    }
  }

  /// A member of the document by its name.
  func member(_ name: String, _ body: (inout JSONText) -> Void) -> [UInt8] {
    var json = JSONText()
    json.string(name)
    var value = JSONText()
    value.object(.line, body)
    return json.bytes + Array(": ".utf8) + value.bytes
  }

  /// A relation of a hop, by a name of its own.
  func relation(
    _ kind: String, _ hop: Int, _ number: Int, _ body: (inout JSONText) -> Void
  ) -> [UInt8] {
    member(provName("relation", "\(kind):\(number):\(graph.id(ofHop: hop))"), body)
  }

  func section(
    _ name: String, records: Bool, to sink: Sink,
    _ make: @Sendable (Int, (consuming [UInt8]) -> Void) -> Void
  ) throws {
    try section(name, count: trace.input.records.count, to: sink, make)
  }

  /// Writes the objects of one kind, or nothing where there are none.
  func section(
    _ name: String, count: Int, to sink: Sink,
    _ make: @Sendable (Int, (consuming [UInt8]) -> Void) -> Void
  ) throws {
    var isEmpty = true
    // Each member begins with what separates it from the one before; the first of all is relieved of it.
    func take(_ piece: [UInt8]) throws {
      guard !piece.isEmpty else { return }
      guard isEmpty else { return try sink(piece) }
      isEmpty = false
      try sink(Array(",\n\"\(name)\": {".utf8) + piece.dropFirst())
    }
    try graph.rows(count, to: take) { place, bytes in
      make(place) { bytes += Array(",\n".utf8) + $0 }
    }
    if !isEmpty { try sink(Array("\n}".utf8)) }
  }
}
