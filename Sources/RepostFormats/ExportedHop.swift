/// An edge of a graph that this program exported: a hop, or that somebody took up a broadcast.
///
/// What the export computed, such as the sources that are possible, is no record and is not read.
struct ExportedHop {
  let line: Int
  /// The record of the hop with the one recipient; `nil` where the edge is no hop.
  let record: ImportedRecord?

  /// Makes a hop of an edge; `nil` where the edge is none of an export.
  init?(_ edge: GraphEdge) {
    line = edge.line
    var values: [String: String] = [:]
    for (name, value) in edge.attributes where values[name] == nil { values[name] = value }
    if values["relation"] == "taker", values["record"] != nil {
      record = nil
      return
    }
    guard values["relation"] == "hop", let id = values["record"], values["basis"] != nil,
      let from = values["from"], let to = values["to"]
    else { return nil }
    func list(_ name: String) -> [String] {
      values[name]?.split(separator: ";").map(String.init) ?? []
    }
    var record = ImportedRecord(line: edge.line)
    record.id = id
    // Where someone is called so, an unnamed actor has more signs in front.
    let isUnnamed = from.hasSuffix("?" + id) && from.dropLast(id.count).allSatisfy { $0 == "?" }
    record.from = isUnnamed ? nil : from
    record.isBroadcast = to == "*"
    if !record.isBroadcast { record.to = [to] }
    record.time = values["time"] ?? ""
    record.channel = values["channel"] == "unknown" ? "" : values["channel"] ?? ""
    record.item = values["item"] ?? ""
    record.parent = values["parent"] ?? ""
    record.original = values["original"]
    record.directedBy = list("directed_by")
    record.approvedBy = list("approved_by")
    record.certainty = values["certainty"] ?? ""
    record.evidence = list("evidence")
    record.note = values["note"] ?? ""
    self.record = record
  }
}
