import RepostGraph
import RepostRecords
import RepostTrace

/// Writes the graph as GEXF 1.3, dynamic, as Gephi reads it.
///
/// An edge lasts as long as the time that its record states: a day where a day is stated. Both ends of an
/// interval belong to it in this format, so the end is the last microsecond. What has no known time has
/// neither start nor end. A node begins with the first time at which it can have passed on or got
/// anything, where all these times are known, and does not end.
///
/// Gephi draws two edges from one node to another only where their `kind` differs: it numbers them.
struct GEXFExport {
  let graph: ExportGraph
  private let places: [Int32]
  // By node: the earliest start of its edges, or the least number where one of these is unknown.
  private let starts: [Int64]

  private static let unseen = Int64.max

  init(graph: ExportGraph) {
    self.graph = graph
    places = graph.placesAmongParallels()
    var starts = [Int64](repeating: Self.unseen, count: graph.nodeCount)
    for edge in 0..<graph.hopCount {
      let (source, target) = graph.ends(ofEdge: edge)
      let span = graph.trace.input.records.time(graph.trace.graph.record(ofHop: edge))
      starts[source] = min(starts[source], span.start)
      starts[target] = min(starts[target], span.start)
    }
    self.starts = starts
  }

  func write(to sink: Sink) throws {
    try sink(head.bytes)
    try graph.rows(graph.nodeCount, to: sink) { node, bytes in bytes += self.node(node).bytes }
    try sink(("</nodes>\n<edges count=\"\(graph.edgeCount)\">\n" as XMLText).bytes)
    try graph.rows(graph.edgeCount, to: sink) { edge, bytes in bytes += self.edge(edge).bytes }
    try sink(("</edges>\n</graph>\n</gexf>\n" as XMLText).bytes)
  }

  /// The columns of edges that are attributes here: start and end are those of the edge.
  private static let edgeColumns = ExportGraph.edgeColumns.indices.filter {
    !["start", "end"].contains(ExportGraph.edgeColumns[$0].name.description)
  }

  private var head: XMLText {
    var xml: XMLText = """
      <?xml version="1.0" encoding="UTF-8"?>
      <gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
      <meta><creator>repost-tracer \(graph.version)</creator>\
      <description>\(graph.trace.input.settings.title)</description></meta>
      <graph mode="dynamic" defaultedgetype="directed" idtype="string" timeformat="dateTime" \
      timerepresentation="interval">
      <attributes class="node" mode="static">

      """
    for column in ExportGraph.nodeColumns { xml += attribute(column) }
    xml += "</attributes>\n<attributes class=\"edge\" mode=\"static\">\n"
    for place in Self.edgeColumns { xml += attribute(ExportGraph.edgeColumns[place]) }
    xml += "</attributes>\n<nodes count=\"\(graph.nodeCount)\">\n"
    return xml
  }

  private func attribute(_ column: ExportColumn) -> XMLText {
    let type: StaticString =
      switch column.kind {
      case .text, .list: "string"
      case .number: "integer"
      case .flag: "boolean"
      }
    return "<attribute id=\"\(column.name)\" title=\"\(column.name)\" type=\"\(type)\"/>\n"
  }

  private func node(_ node: Int) -> XMLText {
    var xml: XMLText =
      "<node id=\"\(graph.id(ofNode: node))\" label=\"\(graph.label(ofNode: node))\""
    if starts[node] != Self.unseen, let start = graph.instant(starts[node]) {
      xml += " start=\"\(start)\""
    }
    xml += "><attvalues>"
    for (column, value) in zip(ExportGraph.nodeColumns, graph.values(ofNode: node)) {
      guard let text = value.flat else { continue }
      xml += "<attvalue for=\"\(column.name)\" value=\"\(text)\"/>"
    }
    let colour = ExportLook.colour(rank: graph.rank(ofNode: node))
    xml += """
      </attvalues><viz:color r="\(colour.red)" g="\(colour.green)" b="\(colour.blue)"/>\
      <viz:shape value="\(shape(node))"/></node>

      """
    return xml
  }

  private func shape(_ node: Int) -> StaticString {
    guard node < graph.entityCount else { return "triangle" }
    return switch graph.trace.kind(node) {
    case .person: "disc"
    case .group, .organisation: "square"
    case .account, .site: "diamond"
    }
  }

  private func edge(_ edge: Int) -> XMLText {
    let ends = graph.ends(ofEdge: edge)
    var xml: XMLText = """
      <edge id="\(graph.id(ofEdge: edge))" source="\(graph.id(ofNode: ends.source))" \
      target="\(graph.id(ofNode: ends.target))" kind="\(Int(places[edge]))" \
      label="\(graph.label(ofEdge: edge))"
      """
    if edge < graph.hopCount {
      let span = graph.trace.input.records.time(graph.trace.graph.record(ofHop: edge))
      if !span.isUnknown {
        if let start = graph.instant(span.start) { xml += " start=\"\(start)\"" }
        if let end = graph.instant(span.end - 1) { xml += " end=\"\(end)\"" }
      }
    }
    xml += "><attvalues>"
    let values = graph.values(ofEdge: edge)
    for place in Self.edgeColumns {
      guard let text = values[place].flat else { continue }
      let name = ExportGraph.edgeColumns[place].name
      xml += "<attvalue for=\"\(name)\" value=\"\(text)\"/>"
    }
    xml += "</attvalues></edge>\n"
    return xml
  }
}
