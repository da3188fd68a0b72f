import RepostGraph
import RepostRecords
import RepostTrace

/// The tables of `trace.json`: forwarders, entities, hops.
extension TraceJSON {
  func writeForwarders(_ json: inout JSONText) {
    json.key("forwarders")
    json.array { json in
      let listed = listedForwarders
      json.elements(listed.count, jobs: jobs) { write(trace.forwarder(listed[$0]), &$1) }
    }
  }

  /// The forwarders that are listed: all, or those with the largest fan-out and whoever was first.
  private var listedForwarders: [Int] {
    guard tables == .truncated, trace.forwarders.count > Self.forwarderLimit else {
      return trace.forwarders
    }
    let fanOut = trace.measures.fanOut
    let byFanOut = trace.forwarders.enumerated().sorted {
      (-fanOut[$0.element], $0.offset) < (-fanOut[$1.element], $1.offset)
    }
    var listed = Set(byFanOut.prefix(Self.forwarderLimit).map(\.element))
    listed.formUnion(trace.origins)
    listed.formUnion(trace.actors(ofRecords: trace.firstBreach.records))
    listed.formUnion(trace.actors(ofRecords: trace.firstExternal.records))
    return trace.forwarders.filter(listed.contains)
  }

  private func write(_ forwarder: Forwarder, _ json: inout JSONText) {
    json.object { json in
      json.key("entity")
      json.string(trace.id(forwarder.entity))
      json.key("name")
      json.string(trace.name(forwarder.entity))
      json.key("responsible")
      if let isResponsible = forwarder.isResponsible {
        json.bool(isResponsible)
      } else {
        json.null()
      }
      json.key("roles")
      json.object(.line) { json in
        for (role, records) in forwarder.roles {
          json.key(role.key)
          json.strings(recordIDs(records))
        }
      }
      json.key("received")
      write(forwarder.received, &json)
      json.key("first_time")
      json.string(orNull: forwarder.records.first.flatMap { trace.timeText($0) })
      writeFigures(forwarder.entity, &json)
      json.key("evidence")
      json.strings(forwarder.evidence)
      json.key("certainty")
      json.string(forwarder.certainty.word)
    }
  }

  private func write(_ received: Received?, _ json: inout JSONText) {
    guard let received else { return json.null() }
    json.object(.line) { json in
      json.key("basis")
      json.string(received.basis.rawValue)
      json.key("sources")
      json.strings(entityIDs(received.sources.prefix(TraceJSON.sourceLimit)))
      if received.sources.count > TraceJSON.sourceLimit {
        json.key("sources_total")
        json.number(received.sources.count)
      }
      json.key("records")
      json.strings(recordIDs(received.records.prefix(TraceJSON.sourceLimit)))
      if received.records.count > TraceJSON.sourceLimit {
        json.key("records_total")
        json.number(received.records.count)
      }
    }
  }

  private func writeFigures(_ entity: Int, _ json: inout JSONText) {
    let measures = trace.measures
    json.key("fan_out")
    json.number(Int(measures.fanOut[entity]))
    json.key("exposed")
    json.number(Int(measures.exposed[entity]))
    json.key("reach")
    if let reach = trace.reach(entity) {
      json.number(reach)
    } else {
      json.null()
      json.key("reach_basis")
      json.string(orNull: measures.reachBasis)
    }
    json.key("sole_reach")
    json.number(Int(measures.soleReach[entity]))
  }

  func writeEntities(_ json: inout JSONText) {
    json.key("entities")
    json.array { json in
      json.elements(trace.graph.entityCount, jobs: jobs) { entity, json in
        json.object(.line) { json in
          json.key("id")
          json.string(trace.id(entity))
          json.key("name")
          json.string(trace.name(entity))
          json.key("kind")
          json.string(trace.kind(entity).word)
          json.key("zone")
          json.string(trace.zone(entity) ?? "unknown")
          writeFigures(entity, &json)
          json.key("depth")
          let depth = Int(trace.measures.depths[entity])
          json.number(orNull: depth < 0 ? nil : depth)
        }
      }
    }
  }

  func writeHops(_ json: inout JSONText) {
    json.key("hops")
    json.array { json in
      // Records without a hop give no element, so elements are counted by those that do.
      let records = (0..<trace.input.records.count)
        .filter { !trace.graph.hops.range($0).isEmpty }
      let firstSources = FirstSources(trace.graph, limit: Self.sourceLimit)
      json.elements(records.count, jobs: jobs) { place, json in
        let record = records[place]
        let hops = trace.graph.hops(ofRecord: record)
        // The hops of a record share their parents: these are put into words once.
        let parents = ParentList(trace, record: record, firstSources)
        for hop in hops { write(hop, ofRecord: record, parents: parents, &json) }
      }
    }
  }

  private func write(
    _ hop: Int, ofRecord record: Int, parents: ParentList, _ json: inout JSONText
  ) {
    let table = trace.input.records
    json.object(.line) { json in
      json.key("id")
      json.string(trace.id(ofHop: hop))
      json.key("record")
      json.string(table.id(record))
      json.key("from")
      json.string(trace.id(trace.graph.actor(ofHop: hop)))
      json.key("to")
      json.string(trace.graph.recipient(ofHop: hop).map { trace.id($0) } ?? "*")
      json.key("time")
      json.string(orNull: trace.timeText(record))
      json.key("channel")
      json.string(table.channel(record))
      json.key("item")
      json.string(trace.input.items[table.item(record)].id)
      json.key("parents")
      json.raw(parents.json)
      if let total = parents.total {
        json.key("parents_total")
        json.number(total)
      }
      json.key("basis")
      json.string(trace.basis(ofHop: hop).rawValue)
      json.key("depth")
      let depth = Int(trace.measures.hopDepths[hop])
      json.number(orNull: depth < 0 ? nil : depth)
      json.key("breaks")
      json.strings(trace.breaks[hop].words)
      json.key("exit")
      json.bool(trace.isExit(hop: hop))
    }
  }
}

/// The parents that the hops of a record share, as JSON: all, or the first of very many.
private struct ParentList {
  /// An array of ids.
  let json: [UInt8]
  /// How many there are, where the array holds the first of them only.
  let total: Int?

  init(_ trace: Trace, record: Int, _ firstSources: FirstSources) {
    let (parents, total) = trace.listedParents(
      ofRecord: record, firstSources, limit: TraceJSON.sourceLimit)
    self.total = total
    var json = JSONText()
    json.array(.line) { json in
      for parent in parents { json.string(trace.id(ofHop: parent)) }
    }
    self.json = json.bytes
  }
}

extension Role {
  fileprivate var key: StaticString {
    switch self {
    case .origin: "origin"
    case .forwarder: "forwarder"
    case .firstBreach: "first_breach"
    case .exporter: "exporter"
    case .firstExporter: "first_exporter"
    case .publisher: "publisher"
    case .director: "director"
    case .approver: "approver"
    }
  }
}
