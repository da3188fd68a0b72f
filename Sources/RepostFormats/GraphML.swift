/// Reads GraphML; labels and arrows of yEd are understood.
struct GraphML: FormatReader {
  static let format = ForeignFormat.graphml

  static func recognises(_ head: FileHead) -> Bool { head.rootElement == "graphml" }

  private let file: String

  init(_ options: ImportOptions, file: String) { self.file = file }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let edges = GraphEdges(sink, file: file)
    try XMLInput.read(input, handler: GraphMLHandler(edges, sink), into: sink)
    try edges.finish()
  }
}

private final class GraphMLHandler: XMLHandler {
  private struct Key {
    var id: String
    var name: String
    var domain: String
    var standard = ""

    func isFor(_ domain: String) -> Bool { self.domain == domain || self.domain == "all" }
  }

  private struct Node {
    var id: String
    var name = ""
  }

  /// What a value belongs to.
  private enum Owner {
    case graph
    case node(Node)
    case edge(GraphEdge?, given: Set<String>)
  }

  private let edges: GraphEdges
  private let sink: any ImportSink
  private var hasBegun = false
  private var keys: [Key] = []
  private var isInKey = false
  private var defaults: [GraphEdge.Direction?] = []
  private var owners: [Owner] = []
  private var key = ""
  private var text = GraphText()

  init(_ edges: GraphEdges, _ sink: any ImportSink) {
    self.edges = edges
    self.sink = sink
  }

  func begin(_ name: String, _ attributes: XMLAttributes, line: Int) throws(FormatProblem) {
    guard hasBegun || name == "graphml" else {
      throw FormatProblem(
        line: line, found: "the element '\(name)'", expected: "the element 'graphml'")
    }
    hasBegun = true
    switch name {
    case "key":
      let id = attributes["id"] ?? ""
      let title = attributes["attr.name"] ?? attributes["yfiles.type"] ?? id
      keys.append(Key(id: id, name: title, domain: attributes["for"] ?? "all"))
      isInKey = true
    case "graph":
      owners.append(.graph)
      switch attributes["edgedefault"] {
      case "directed": defaults.append(.directed)
      case "undirected": defaults.append(.undirected)
      default: defaults.append(nil)
      }
    case "node": owners.append(.node(Node(id: attributes["id"] ?? "")))
    case "edge": owners.append(.edge(edge(attributes, line: line), given: []))
    case "hyperedge":
      owners.append(.edge(nil, given: []))
      sink.skip(
        FormatProblem(
          line: line, FileMessage(.edgeBetweenMany), expected: FileMessage(.edgesOfTwo)))
    case "data":
      key = attributes["key"] ?? ""
      text.begin()
    case "Arrows":
      let arrows = "source \(attributes["source"] ?? "?"), target \(attributes["target"] ?? "?")"
      add("arrows", arrows)
    case "default", "desc", "NodeLabel", "EdgeLabel": text.begin()
    default: break
    }
  }

  private func edge(_ attributes: XMLAttributes, line: Int) -> GraphEdge? {
    guard let source = attributes["source"], let target = attributes["target"], !source.isEmpty,
      !target.isEmpty
    else {
      sink.skip(
        FormatProblem(
          line: line, FileMessage(.edgeWithoutEnds), expected: FileMessage(.edgeEnds)))
      return nil
    }
    let direction: GraphEdge.Direction? =
      switch attributes["directed"] {
      case "true", "1": .directed
      case "false", "0": .undirected
      default: defaults.last ?? nil
      }
    guard let direction else {
      sink.skip(
        FormatProblem(
          line: line, FileMessage(.edgeOfUnknownGraph), expected: FileMessage(.edgeDefault)))
      return nil
    }
    var edge = GraphEdge(source: source, target: target, direction: direction, line: line)
    let known: Set = ["source", "target", "directed"]
    edge.attributes = attributes.all.filter { !known.contains($0.name) }
    return edge
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(FormatProblem) { text.append(bytes) }

  func end(_ name: String, line: Int) throws(FormatProblem) {
    switch name {
    case "key": isInKey = false
    case "default":
      let value = text.end()
      if isInKey, !keys.isEmpty { keys[keys.count - 1].standard = value }
    case "data": addData(text.end())
    case "desc": addDescription(text.end())
    case "NodeLabel", "EdgeLabel": add("label", text.end())
    case "graph":
      owners.removeLast()
      defaults.removeLast()
    case "node", "edge", "hyperedge": try endOwner()
    default: break
    }
  }

  private func addData(_ value: String) {
    switch owners.last {
    case .node: add(title(of: key, for: "node"), value)
    case .edge(let edge, var given):
      given.insert(key)
      owners[owners.count - 1] = .edge(edge, given: given)
      add(title(of: key, for: "edge"), value)
    default: break
    }
  }

  private func title(of id: String, for domain: String) -> String {
    let key =
      keys.first { $0.id == id && $0.isFor(domain) } ?? keys.first { $0.id == id }
    return key?.name ?? id
  }

  private func addDescription(_ text: String) {
    guard case .edge(var edge?, let given) = owners.last else { return }
    edge.note = text
    owners[owners.count - 1] = .edge(edge, given: given)
  }

  private func add(_ name: String, _ value: String) {
    guard !value.isEmpty else { return }
    switch owners.last {
    case .node(var node):
      let names = ["label", "name", "标签", "名称"]
      guard node.name.isEmpty, names.contains(name.lowercased()) else { return }
      node.name = value
      owners[owners.count - 1] = .node(node)
    case .edge(var edge?, let given):
      edge.attributes.append((name, value))
      owners[owners.count - 1] = .edge(edge, given: given)
    default: break
    }
  }

  private func endOwner() throws(FormatProblem) {
    switch owners.popLast() {
    case .node(let node) where !node.id.isEmpty:
      sink.describe(entity: node.id, name: node.name, kind: nil)
    case .edge(var edge?, let given):
      for key in keys where key.isFor("edge") && !key.standard.isEmpty && !given.contains(key.id) {
        edge.attributes.append((key.name, key.standard))
      }
      try edges.take(edge)
    default: break
    }
  }
}
