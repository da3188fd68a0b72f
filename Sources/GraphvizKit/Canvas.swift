import GraphvizShim

/// A graph inside Graphviz, freed with its owner.
struct Canvas: ~Copyable {
  private let graph: OpaquePointer
  private let engine: Graphviz.Engine
  private var nodes: [NodeID: OpaquePointer] = [:]
  private var clusters: [NodeID: OpaquePointer] = [:]
  private var pairs: Set<[NodeID]> = []
  // In the order in which they are drawn.
  private var edges: [OpaquePointer] = []

  init(for engine: Graphviz.Engine) throws(GraphvizError) {
    self.engine = engine
    graph = try Self.made(gvs_open() ? gvs_graph_new() : nil)
  }

  deinit {
    gvs_graph_free(graph)
  }

  /// Makes everything that a drawing describes.
  mutating func draw(_ drawing: Drawing) throws(GraphvizError) {
    try setDefaults(of: drawing)
    try decorate(graph, drawing.label, drawing.attributes, of: "the drawing")
    try addParts(of: drawing, to: graph)
    try addEdges(of: drawing)
  }

  private func setDefaults(of drawing: Drawing) throws(GraphvizError) {
    for kind in [GVS_GRAPH, GVS_NODE, GVS_EDGE] {
      gvs_default(graph, kind, "fontname", FontFamily.names)
    }
    if engine == .placed {
      // The places of the DOT would mean nothing to the engine that is asked first.
      gvs_set(graph, "layout", engine.name)
    } else {
      // Without it the engine gives up on some drawings with clusters, or ends the process.
      gvs_set(graph, "newrank", "true")
    }
    for (name, value) in try Self.checked(drawing.nodeDefaults, of: "nodes") {
      gvs_default(graph, GVS_NODE, name, value)
    }
    for (name, value) in try Self.checked(drawing.edgeDefaults, of: "edges") {
      gvs_default(graph, GVS_EDGE, name, value)
    }
  }

  /// Writes the graph as DOT.
  func dot() throws(GraphvizError) -> String {
    let text = try Self.made(gvs_dot(graph))
    defer { gvs_dot_free(text) }
    return String(cString: text)
  }

  /// Gives everything a place, and says how large the whole has become.
  func layOut() throws(GraphvizError) -> gvs_size {
    switch gvs_layout(graph, engine.name) {
    case GVS_DONE:
      if engine == .placed { gvs_enlarge(graph) }
      return gvs_graph_size(graph)
    case GVS_UNAVAILABLE: throw .unavailable(engine.name, [])
    default: throw .layout([])
    }
  }

  /// The size of each node, once the graph is laid out.
  func nodeSizes() -> [NodeID: Graphviz.Box] {
    nodes.mapValues { node in
      let size = gvs_node_size(node)
      return Graphviz.Box(width: size.width, height: size.height)
    }
  }

  /// Where everything is, once the graph is laid out.
  func arrangement() -> Arrangement {
    Arrangement(
      frame: Frame(gvs_frame_of(graph)),
      nodes: nodes.mapValues { Point(gvs_node_place($0)) }, sizes: nodeSizes(),
      clusters: clusters.mapValues { Frame(gvs_frame_of($0)) },
      edges: edges.map { Arrangement.Edge($0) })
  }

  /// Leaves out what some formats have around the drawing beside its `pad`.
  func setNoMargin() {
    gvs_set(graph, "margin", "0")
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
        try setSize(of: node, made)
        if engine == .placed { try setPlace(of: made, "pos", node.place?.text, "node \(node.id)") }
      case .cluster(let id, let frame, let content):
        let made = try Self.made(gvs_subgraph_new(parent, "cluster_\(id)"))
        guard clusters.updateValue(made, forKey: id) == nil else {
          throw .drawing("cluster \(id) is drawn twice")
        }
        // A cluster begins with the label and the attributes of what it is in.
        for name in ["label"] + drawing.attributes.keys.map(\.rawValue).sorted() {
          gvs_set(made, name, "")
        }
        try decorate(made, content.label, content.attributes, of: "cluster \(id)")
        if engine == .placed { try setPlace(of: made, "bb", frame?.text, "cluster \(id)") }
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
      guard pairs.insert([edge.tail, edge.head]).inserted || engine == .placed else {
        throw .drawing("\(name) is drawn twice; merge the two")
      }
      let made = try Self.made(gvs_edge_new(graph, tail, head))
      edges.append(made)
      try decorate(made, edge.label, edge.attributes, of: name)
      if engine == .placed, let path = edge.path {
        guard path.isWhole else {
          throw .drawing("the path of \(name) has \(path.points.count) points, not 4, 7, 10 …")
        }
        try setPlace(of: made, "pos", path.text, name)
        // A label without a place would not be drawn.
        try setPlace(of: made, "lp", (edge.labelPlace ?? path.middle).text, name)
      }
    }
    for case .cluster(_, _, let content) in drawing.parts {
      try addEdges(of: content)
    }
  }

  private func setSize(of node: Drawing.Node, _ made: OpaquePointer) throws(GraphvizError) {
    guard let size = node.size else { return }
    for (name, points) in [("width", size.width), ("height", size.height)] {
      guard points > 0, let inches = decimal(points / 72) else {
        throw .drawing("node \(node.id) has a \(name) that cannot be drawn: \(points)")
      }
      gvs_set(made, name, inches)
    }
    gvs_set(made, "fixedsize", "true")
  }

  private func setPlace(
    of object: OpaquePointer, _ name: String, _ text: String?, _ owner: String
  ) throws(GraphvizError) {
    guard let text else { throw .drawing("\(owner) has no place that can be drawn") }
    gvs_set(object, name, text)
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
