import RepostGraph
import RepostRecords
import RepostTrace

/// Writes the graph in version 2 of the JSON Graph Format: one directed graph whose nodes are an object by
/// their ids, and whose edges have ids.
struct JGFExport {
  let graph: ExportGraph

  func write(to sink: Sink) throws {
    try sink(head)
    try graph.rows(graph.nodeCount, to: sink) { node, bytes in
      if node > 0 { bytes += ",\n".utf8 }
      var key = JSONText()
      key.string(graph.id(ofNode: node))
      bytes += key.bytes + Array(": ".utf8)
      var json = JSONText()
      json.object(.line) { json in
        json.key("label")
        json.string(graph.label(ofNode: node))
        json.key("metadata")
        json.object { $0.members(ExportGraph.nodeColumns, graph.values(ofNode: node)) }
      }
      bytes += json.bytes
    }
    try sink(Array("\n},\n\"edges\": [\n".utf8))
    try graph.rows(graph.edgeCount, to: sink) { edge, bytes in
      if edge > 0 { bytes += ",\n".utf8 }
      let ends = graph.ends(ofEdge: edge)
      let values = graph.values(ofEdge: edge)
      var json = JSONText()
      json.object(.line) { json in
        json.key("id")
        json.string(graph.id(ofEdge: edge))
        json.key("source")
        json.string(graph.id(ofNode: ends.source))
        json.key("target")
        json.string(graph.id(ofNode: ends.target))
        json.key("relation")
        json.value(values[0])
        json.key("label")
        json.string(graph.label(ofEdge: edge))
        json.key("metadata")
        json.object { json in
          json.members(Array(ExportGraph.edgeColumns.dropFirst()), Array(values.dropFirst()))
        }
      }
      bytes += json.bytes
    }
    try sink(Array("\n]\n}\n}\n".utf8))
  }

  private var head: [UInt8] {
    var json = JSONText()
    json.string(graph.trace.input.settings.title)
    var metadata = JSONText()
    metadata.object(.line) { json in
      json.writeTool(version: graph.version)
      json.key("time_zone")
      json.string(graph.trace.input.settings.timeZone.text)
      json.key("zones")
      json.array { json in for zone in graph.trace.input.settings.zones { json.string(zone) } }
    }
    return Array("{\n\"graph\": {\n\"directed\": true,\n\"type\": \"spread\",\n\"label\": ".utf8)
      + json.bytes + Array(",\n\"metadata\": ".utf8) + metadata.bytes
      + Array(",\n\"nodes\": {\n".utf8)
  }
}
