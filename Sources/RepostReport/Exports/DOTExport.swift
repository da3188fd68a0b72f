import RepostGraph
import RepostRecords
import RepostTrace

/// Writes the graph in the language of Graphviz, with all values as attributes and nothing of a drawing.
///
/// Texts are quoted. A backslash is doubled, for the language has no other way to keep one in front of a
/// quote; control characters but for line breaks and tabs are written as `\\u{…}`.
struct DOTExport {
  let graph: ExportGraph

  func write(to sink: Sink) throws {
    var head = Array("digraph \"spread\" {\n  graph [title=".utf8)
    Self.quote(graph.trace.input.settings.title, to: &head)
    head += "];\n".utf8
    try sink(head)
    try graph.rows(graph.nodeCount, to: sink) { node, bytes in
      bytes += "  ".utf8
      Self.quote(graph.id(ofNode: node), to: &bytes)
      bytes += " [label=".utf8
      Self.quote(Self.label(graph.label(ofNode: node)), to: &bytes)
      Self.add(Self.nodeColumns, graph.values(ofNode: node), to: &bytes)
    }
    try graph.rows(graph.edgeCount, to: sink) { edge, bytes in
      let ends = graph.ends(ofEdge: edge)
      bytes += "  ".utf8
      Self.quote(graph.id(ofNode: ends.source), to: &bytes)
      bytes += " -> ".utf8
      Self.quote(graph.id(ofNode: ends.target), to: &bytes)
      bytes += " [id=".utf8
      Self.quote(graph.id(ofEdge: edge), to: &bytes)
      bytes += ", label=".utf8
      Self.quote(Self.label(graph.label(ofEdge: edge)), to: &bytes)
      Self.add(ExportGraph.edgeColumns, graph.values(ofEdge: edge), to: &bytes)
    }
    try sink(Array("}\n".utf8))
  }

  // A value called `name` is one that some readers of the language cannot take.
  private static let nodeColumns =
    [ExportColumn("entity_name")] + ExportGraph.nodeColumns.dropFirst()

  private static func add(
    _ columns: [ExportColumn], _ values: [ExportValue], to bytes: inout [UInt8]
  ) {
    for (column, value) in zip(columns, values) {
      guard let text = value.flat else { continue }
      bytes += ", ".utf8
      bytes += UnsafeBufferPointer(
        start: column.name.utf8Start, count: column.name.utf8CodeUnitCount)
      bytes.append(UInt8(ascii: "="))
      quote(text, to: &bytes)
    }
    bytes += "];\n".utf8
  }

  /// A text that is shown as it is: Graphviz takes `&lt;` in a label for a character.
  private static func label(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "&"))
      ? text.replacing(/&(#?[A-Za-z0-9]+;)/) { "&amp;\($0.output.1)" } : text
  }

  private static func quote(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes += "\\\"".utf8
      case "\\": bytes += "\\\\".utf8
      case "\t", "\n": bytes.append(UInt8(ascii: scalar))
      case "\0"..<" ", "\u{7F}"..."\u{9F}":
        bytes += "\\\\u{\(String(scalar.value, radix: 16))}".utf8
      default: bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
