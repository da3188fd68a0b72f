import RepostGraph
import RepostRecords
import RepostTrace

/// Writes the graph as GraphML, with what yEd needs to draw it.
///
/// Lists are texts whose entries are separated by `;`.
struct GraphMLExport {
  let graph: ExportGraph

  func write(to sink: Sink) throws {
    try sink(head.bytes)
    try graph.rows(graph.nodeCount, to: sink) { node, bytes in bytes += self.node(node).bytes }
    try graph.rows(graph.edgeCount, to: sink) { edge, bytes in bytes += self.edge(edge).bytes }
    try sink(("</graph>\n</graphml>\n" as XMLText).bytes)
  }

  private var head: XMLText {
    var xml: XMLText = """
      <?xml version="1.0" encoding="UTF-8"?>
      <graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xmlns:y="http://www.yworks.com/xml/graphml" \
      xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
      http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
      <key id="g_title" for="graph" attr.name="title" attr.type="string"/>
      <key id="n_label" for="node" attr.name="label" attr.type="string"/>

      """
    for column in ExportGraph.nodeColumns {
      xml +=
        "<key id=\"n_\(column.name)\" for=\"node\" attr.name=\"\(column.name)\" attr.type=\"\(type(column))\"/>\n"
    }
    xml += """
      <key id="n_graphics" for="node" yfiles.type="nodegraphics"/>
      <key id="e_id" for="edge" attr.name="edge_id" attr.type="string"/>
      <key id="e_label" for="edge" attr.name="label" attr.type="string"/>

      """
    for column in ExportGraph.edgeColumns {
      xml +=
        "<key id=\"e_\(column.name)\" for=\"edge\" attr.name=\"\(column.name)\" attr.type=\"\(type(column))\"/>\n"
    }
    xml += """
      <key id="e_graphics" for="edge" yfiles.type="edgegraphics"/>
      <graph id="spread" edgedefault="directed">
      <data key="g_title">\(graph.trace.input.settings.title)</data>

      """
    return xml
  }

  private func type(_ column: ExportColumn) -> StaticString {
    switch column.kind {
    case .text, .list: "string"
    case .number: "int"
    case .flag: "boolean"
    }
  }

  private func node(_ node: Int) -> XMLText {
    let label = graph.label(ofNode: node)
    var xml: XMLText =
      "<node id=\"\(graph.id(ofNode: node))\"><data key=\"n_label\">\(label)</data>"
    for (column, value) in zip(ExportGraph.nodeColumns, graph.values(ofNode: node)) {
      guard let text = value.flat else { continue }
      xml += "<data key=\"n_\(column.name)\">\(text)</data>"
    }
    let colour = ExportLook.hexadecimal(rank: graph.rank(ofNode: node))
    xml += """
      <data key="n_graphics"><y:ShapeNode><y:Geometry height="30.0" width="\(width(label)).0"/>\
      <y:Fill color="\(colour)"/><y:NodeLabel>\(label)</y:NodeLabel>\
      <y:Shape type="\(shape(node))"/></y:ShapeNode></data></node>

      """
    return xml
  }

  /// About as wide as the label, for yEd fits nodes to their labels only when asked.
  private func width(_ label: String) -> Int {
    let units = label.unicodeScalars.prefix(40).reduce(0) { $0 + ($1.value < 0x1100 ? 7 : 13) }
    return 20 + units
  }

  private func shape(_ node: Int) -> StaticString {
    guard node < graph.entityCount else { return "diamond" }
    return switch graph.trace.kind(node) {
    case .person: "ellipse"
    case .group: "roundrectangle"
    case .organisation: "rectangle"
    case .account: "hexagon"
    case .site: "octagon"
    }
  }

  private func edge(_ edge: Int) -> XMLText {
    let ends = graph.ends(ofEdge: edge)
    let label = graph.label(ofEdge: edge)
    let id = graph.id(ofEdge: edge)
    // Not every reader keeps the attribute, so the id is a value too.
    var xml: XMLText = """
      <edge id="\(id)" source="\(graph.id(ofNode: ends.source))" \
      target="\(graph.id(ofNode: ends.target))"><data key="e_id">\(id)</data><data key="e_label">\(label)</data>
      """
    for (column, value) in zip(ExportGraph.edgeColumns, graph.values(ofEdge: edge)) {
      guard let text = value.flat else { continue }
      xml += "<data key=\"e_\(column.name)\">\(text)</data>"
    }
    let line: StaticString = edge < graph.hopCount ? "line" : "dashed"
    xml += """
      <data key="e_graphics"><y:PolyLineEdge><y:LineStyle type="\(line)" width="1.0"/>\
      <y:Arrows source="none" target="standard"/><y:EdgeLabel>\(label)</y:EdgeLabel>\
      </y:PolyLineEdge></data></edge>

      """
    return xml
  }
}
