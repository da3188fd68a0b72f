import RepostGraph
import RepostRecords
import RepostTrace

/// What one record is in CASE: a message, its hops, the exhibits that show it, and where it may come from.
extension CaseExport {
  func addRecord(_ record: Int, _ add: (CaseNode) -> Void) {
    let message = message(record)
    add(messageObject(record, message))
    for hop in trace.graph.hops(ofRecord: record) {
      let ends = graph.ends(ofEdge: hop)
      add(
        relationship(
          "hop", graph.id(ofHop: hop), "Passed_On_To", isBetweenObservables: true,
          from: address(ofNode: ends.source), to: address(ofNode: ends.target)
        ) { json in
          json.text("repost:id", graph.id(ofHop: hop))
          json.reference("repost:message", message)
          json.terms(ExportGraph.edgeColumns, graph.values(ofEdge: hop))
        })
    }
    for (number, exhibit) in table.evidence(record).enumerated() {
      add(
        CaseNode(
          id("provenance", "\(number):\(table.id(record))"), "case-investigation:ProvenanceRecord"
        ) { json in
          json.text("case-investigation:exhibitNumber", exhibit)
          json.references("uco-core:object", [message])
        })
    }
    addSources(record, message, add)
  }

  private func messageObject(_ record: Int, _ message: String) -> CaseNode {
    let id = table.id(record)
    let input = trace.input
    let recipients = table.recipients[record]
    func names(_ entities: ArraySlice<Int32>) -> [String] {
      entities.map { input.entities.id(Int($0)) }
    }
    let note = table.note(record)
    let fields: [(StaticString, ExportValue)] = [
      ("repost:record", .text(id)), ("repost:item", .text(input.items[table.item(record)].id)),
      ("repost:time", ExportValue(trace.timeText(record))),
      ("repost:channel", .text(table.channel(record))),
      ("repost:broadcast", .flag(recipients.contains(RecordTable.audience))),
      ("repost:parent", ExportValue(table.parentID(record))),
      ("repost:original", ExportValue(table.original(record).map { input.entities.id($0) })),
      ("repost:directed_by", .list(names(table.directors[record]))),
      ("repost:approved_by", .list(names(table.approvers[record]))),
      ("repost:certainty", .text(table.certainty(record).word)),
      ("repost:evidence", .list(table.evidence(record))),
      ("repost:note", note.isEmpty ? .none : .text(note)),
    ]
    return CaseNode(message, "uco-observable:ObservableObject") { json in
      json.text("uco-core:name", id)
      json.reference("repost:carries", item(table.item(record)))
      for (name, value) in fields {
        switch value {
        case .none: continue
        case .list(let entries) where entries.isEmpty: continue
        default: break
        }
        json.key(name)
        json.value(value)
      }
      json.key("uco-core:hasFacet")
      json.node(self.id("messagefacet", id), "uco-observable:MessageFacet") { json in
        json.text("uco-observable:messageID", id)
        json.text("uco-observable:messageType", table.channel(record))
        if let time = sentTime(record) {
          json.typed("uco-observable:sentTime", "xsd:dateTime", time)
        }
        if !trace.graph.hops(ofRecord: record).isEmpty || table.actor(record) != nil {
          let actor = Int(trace.graph.hops.actors[record])
          json.reference("uco-observable:from", address(ofNode: actor))
        }
        json.references(
          "uco-observable:to",
          recipients.filter { $0 >= 0 }.map { address(ofNode: Int($0)) })
      }
    }
  }

  /// The time of a record, where it states an instant.
  private func sentTime(_ record: Int) -> String? {
    let stated = table.statedTime(record)
    guard !stated.precision.isInterval, let unit = stated.precision.unit, unit <= 1_000_000,
      stated.span.end - stated.span.start <= unit
    else { return nil }
    return graph.instant(stated.span.start)
  }

  private func addSources(_ record: Int, _ message: String, _ add: (CaseNode) -> Void) {
    guard !trace.graph.hops(ofRecord: record).isEmpty else { return }
    let isRecorded = trace.graph.rules[record] == .recorded
    var seen: Set<Int> = []
    for hop in graph.parents(ofRecord: record).hops {
      let parent = trace.graph.record(ofHop: hop)
      guard seen.insert(parent).inserted else { continue }
      let name = "\(table.id(record))\n\(table.id(parent))"
      add(
        relationship(
          "source", name, isRecorded ? "Forwarded_From" : "May_Come_From",
          isBetweenObservables: true, from: message, to: self.message(parent)))
    }
  }
}
