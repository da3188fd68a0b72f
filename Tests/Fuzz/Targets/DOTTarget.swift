import CGraphviz
import RepostFormats

@testable import GraphvizKit

extension FuzzTarget {
  /// DOT that is written is read by Graphviz as the same nodes with the same labels, and by the program too.
  static let dot = FuzzTarget(name: "dot") { bytes in
    let words = bytes.split(separator: 0, maxSplits: 9, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    var drawing = Drawing()
    drawing.label = .text(words[0])
    for (index, word) in words.enumerated() {
      let label: Label =
        index % 2 == 0 ? .text(word) : .html(HTMLLabel([[TextRun(word, bold: true)]]))
      if index % 3 == 0 {
        drawing.cluster(NodeID("c\(index)"), label: .text(word)) { cluster in
          cluster.node(NodeID("n\(index)"), label: label)
        }
      } else {
        drawing.node(NodeID("n\(index)"), label: label)
      }
      if index > 0 {
        drawing.edge(from: NodeID("n\(index - 1)"), to: NodeID("n\(index)"), label: .text(word))
      }
    }
    let text = try dotText(of: drawing)
    try checkDOT(text, nodes: words.count, edges: words.count - 1)
    guard let graph = agmemread(text) else { return }
    defer { agclose(graph) }
    for index in stride(from: 0, to: words.count, by: 2) {
      var (name, key) = (Array("n\(index)".utf8CString), Array("label".utf8CString))
      guard let node = agnode(graph, &name, 0) else {
        throw BrokenPromise(description: "no node n\(index) in \(text)")
      }
      let label = agget(node, &key).map { String(cString: $0) } ?? ""
      try require(
        label == PlainLabel(words[index]).escaped, "the label of n\(index) is \(label)")
    }
  }

  /// A drawing as DOT, before an engine is asked for places.
  static func dotText(of drawing: Drawing) throws -> String {
    let (result, _) = Graphviz.shared.collecting(false) { () throws(GraphvizError) in
      var canvas = try Canvas(for: .dot)
      try canvas.draw(drawing)
      return try canvas.dot()
    }
    return try result.get()
  }

  /// Breaks a promise where DOT is not read as so many nodes and edges.
  static func checkDOT(_ text: String, nodes: Int? = nil, edges: Int? = nil) throws {
    guard let graph = agmemread(text) else {
      throw BrokenPromise(description: "DOT that Graphviz cannot read: \(text)")
    }
    defer { agclose(graph) }
    if let nodes { try require(agnnodes(graph) == nodes, "\(agnnodes(graph)) nodes") }
    if let edges { try require(agnedges(graph) == edges, "\(agnedges(graph)) edges") }
    let head = FileHead(name: "map.dot", bytes: text.utf8, isWhole: true)
    try require(foreignFormat(of: head) == .dot, "DOT that the program does not take for DOT")
  }
}
