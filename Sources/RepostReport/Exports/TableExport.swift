import RepostTrace

/// Writes the graph as two tables, of nodes and of edges, with the headers of Gephi or of Neo4j.
///
/// Values stand as they are, without a guard against formulas and without a byte order mark: programs would
/// take the one for a part of a name and the other for a part of the first header.
struct TableExport {
  let graph: ExportGraph
  let isForNeo4j: Bool
  private let places: [Int32]

  init(graph: ExportGraph, isForNeo4j: Bool) {
    self.graph = graph
    self.isForNeo4j = isForNeo4j
    places = isForNeo4j ? [] : graph.placesAmongParallels()
  }

  func writeNodes(to sink: Sink) throws {
    let columns = ExportGraph.nodeColumns.map(header)
    var head: [UInt8] = []
    appendPlainCSV(
      isForNeo4j ? ["id:ID"] + columns + [":LABEL"] : ["Id", "Label"] + columns, to: &head)
    try sink(head)
    try graph.rows(graph.nodeCount, to: sink) { node, bytes in
      let id = graph.id(ofNode: node)
      let values = graph.values(ofNode: node).map { $0.flat ?? "" }
      appendPlainCSV(
        isForNeo4j
          ? [id] + values + [Self.capitalised(graph.kind(ofNode: node))]
          : [id, graph.label(ofNode: node)] + values, to: &bytes)
    }
  }

  func writeEdges(to sink: Sink) throws {
    let columns = ExportGraph.edgeColumns.map(header)
    var head: [UInt8] = []
    appendPlainCSV(
      isForNeo4j
        ? [":START_ID", ":END_ID", ":TYPE", "id"] + columns
        : ["Source", "Target", "Type", "Id", "Kind", "Label"] + columns, to: &head)
    try sink(head)
    try graph.rows(graph.edgeCount, to: sink) { edge, bytes in
      let ends = graph.ends(ofEdge: edge)
      let (source, target) = (graph.id(ofNode: ends.source), graph.id(ofNode: ends.target))
      let id = graph.id(ofEdge: edge)
      let values = graph.values(ofEdge: edge).map { $0.flat ?? "" }
      let type = edge < graph.hopCount ? "PASSED_TO" : "TAKEN_BY"
      appendPlainCSV(
        isForNeo4j
          ? [source, target, type, id] + values
          : [source, target, "Directed", id, String(places[edge]), graph.label(ofEdge: edge)]
            + values, to: &bytes)
    }
  }

  private func header(_ column: ExportColumn) -> String {
    let name = column.name.description
    guard isForNeo4j else { return name }
    return switch column.kind {
    case .text: name == "start" || name == "end" ? name + ":datetime" : name
    case .number: name + ":long"
    case .flag: name + ":boolean"
    case .list: name + ":string[]"
    }
  }

  private static func capitalised(_ word: String) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }
}
