import GraphvizShim

/// A graph inside Graphviz, freed with its owner.
struct Canvas: ~Copyable {
  private let graph: OpaquePointer
  private var nodes: [NodeID: OpaquePointer] = [:]
  private var clusters: Set<NodeID> = []
  private var edges: Set<[NodeID]> = []

  init() throws(GraphvizError) {
    graph = try Self.made(gvs_open() ? gvs_graph_new() : nil)
  }

  deinit {
    gvs_graph_free(graph)
  }

  /// Makes everything that a drawing describes.
  mutating func draw(_ drawing: Drawing) throws(GraphvizError) {
    for kind in [GVS_GRAPH, GVS_NODE, GVS_EDGE] {
      gvs_default(graph, kind, "fontname", FontFamily.names)
    }
    // Without it the engine gives up on some drawings with clusters, or ends the process.
    gvs_set(graph, "newrank", "true")
    for (name, value) in try Self.checked(drawing.nodeDefaults, of: "nodes") {
      gvs_default(graph, GVS_NODE, name, value)
    }
    for (name, value) in try Self.checked(drawing.edgeDefaults, of: "edges") {
      gvs_default(graph, GVS_EDGE, name, value)
    }
    try decorate(graph, drawing.label, drawing.attributes, of: "the drawing")
    try addParts(of: drawing, to: graph)
    try addEdges(of: drawing)
  }

  /// Writes the graph as DOT.
  func dot() throws(GraphvizError) -> String {
    let text = try Self.made(gvs_dot(graph))
    defer { gvs_dot_free(text) }
    return String(cString: text)
  }

  /// Gives everything a place, and says how large the whole has become.
  func layOut(_ engine: Graphviz.Engine) throws(GraphvizError) -> gvs_size {
    switch gvs_layout(graph, engine.name) {
    case GVS_DONE: return gvs_graph_size(graph)
    case GVS_UNAVAILABLE: throw .unavailable(engine.name, [])
    default: throw .layout([])
    }
  }

  /// Renders the graph, once it is laid out.
  func render(_ format: Graphviz.Format, dpi: Double) throws(GraphvizError) -> [UInt8] {
    var data: UnsafeMutablePointer<CChar>?
    var count = 0
    let outcome = gvs_render(graph, format.renderer, dpi, &data, &count)
    defer { gvs_data_free(data) }
    switch outcome {
    case GVS_DONE: return Array(UnsafeRawBufferPointer(start: data, count: count))
    case GVS_UNAVAILABLE: throw .unavailable(format.renderer, [])
    default: throw .render(format, [])
    }
  }

  private mutating func addParts(
    of drawing: Drawing, to parent: OpaquePointer
  ) throws(GraphvizError) {
    for part in drawing.parts {
      switch part {
      case .node(let node):
        let made = try Self.made(gvs_node_new(parent, node.id.description))
        guard nodes.updateValue(made, forKey: node.id) == nil else {
          throw .drawing("node \(node.id) is drawn twice")
        }
        try decorate(made, node.label, node.attributes, of: "node \(node.id)")
      case .cluster(let id, let content):
        guard clusters.insert(id).inserted else {
          throw .drawing("cluster \(id) is drawn twice")
        }
        let made = try Self.made(gvs_subgraph_new(parent, "cluster_\(id)"))
        // A cluster begins with the label and the attributes of what it is in.
        for name in ["label"] + drawing.attributes.keys.map(\.rawValue).sorted() {
          gvs_set(made, name, "")
        }
        try decorate(made, content.label, content.attributes, of: "cluster \(id)")
        try addParts(of: content, to: made)
      }
    }
  }

  private mutating func addEdges(of drawing: Drawing) throws(GraphvizError) {
    for edge in drawing.edges {
      let name = "edge \(edge.tail) -> \(edge.head)"
      guard let tail = nodes[edge.tail], let head = nodes[edge.head] else {
        throw .drawing("\(name) has an end that is no node")
      }
      // The engine ends the process on some drawings with parallel edges.
      guard edges.insert([edge.tail, edge.head]).inserted else {
        throw .drawing("\(name) is drawn twice; merge the two")
      }
      let made = try Self.made(gvs_edge_new(graph, tail, head))
      try decorate(made, edge.label, edge.attributes, of: name)
    }
    for case .cluster(_, let content) in drawing.parts {
      try addEdges(of: content)
    }
  }

  private func decorate(
    _ object: OpaquePointer, _ label: Label?, _ attributes: Attributes, of owner: String
  ) throws(GraphvizError) {
    switch label {
    case .plain(let label)?: gvs_set(object, "label", label.escaped)
    case .html(let label)?: gvs_set_html(object, "label", label.markup)
    case nil: break
    }
    for (name, value) in try Self.checked(attributes, of: owner) {
      gvs_set(object, name, value)
    }
  }

  /// The attributes in the order of their names, without those that are empty.
  private static func checked(
    _ attributes: Attributes, of owner: String
  ) throws(GraphvizError) -> [(name: String, value: String)] {
    var checked: [(name: String, value: String)] = []
    for (name, value) in attributes where !value.isEmpty {
      guard let value = name.checked(value) else {
        throw .drawing("'\(value)' is no value for \(name.rawValue) of \(owner)")
      }
      checked.append((name.rawValue, value))
    }
    return checked.sorted { $0.name < $1.name }
  }

  private static func made<Object>(_ object: Object?) throws(GraphvizError) -> Object {
    guard let object else { throw .drawing("there is no memory for the drawing") }
    return object
  }
}
