import GraphvizShim

/// Where an engine has put the parts of a drawing.
public struct Arrangement: Hashable, Sendable {
  /// The box around everything.
  public var frame: Frame

  /// The middle of each node.
  public var nodes: [NodeID: Point]

  /// The size of each node.
  public var sizes: [NodeID: Graphviz.Box]

  /// The box of each cluster.
  public var clusters: [NodeID: Frame]

  /// The edges, in the order in which the drawing has them, those of the whole before those of clusters.
  public var edges: [Edge]

  /// Where an edge is.
  public struct Edge: Hashable, Sendable {
    /// The way of the edge, or `nil` where it has none, or several.
    public var path: EdgePath?

    /// The middle of the label, or `nil` where it has none.
    public var labelPlace: Point?

    /// The size of the label, where it has a place.
    public var labelSize: Graphviz.Box?

    /// Says where an edge is.
    public init(path: EdgePath?, labelPlace: Point?, labelSize: Graphviz.Box?) {
      self.path = path
      self.labelPlace = labelPlace
      self.labelSize = labelSize
    }
  }

  /// Says where everything is.
  public init(
    frame: Frame, nodes: [NodeID: Point], sizes: [NodeID: Graphviz.Box],
    clusters: [NodeID: Frame], edges: [Edge]
  ) {
    self.frame = frame
    self.nodes = nodes
    self.sizes = sizes
    self.clusters = clusters
    self.edges = edges
  }

  /// The same, upside down in the same box.
  public var mirrored: Self {
    func mirrored(_ point: Point) -> Point {
      Point(x: point.x, y: frame.lowerLeft.y + frame.upperRight.y - point.y)
    }
    func mirrored(_ frame: Frame) -> Frame {
      let (low, high) = (mirrored(frame.lowerLeft).y, mirrored(frame.upperRight).y)
      return Frame(
        lowerLeft: Point(x: frame.lowerLeft.x, y: high),
        upperRight: Point(x: frame.upperRight.x, y: low))
    }
    return Self(
      frame: frame, nodes: nodes.mapValues(mirrored), sizes: sizes,
      clusters: clusters.mapValues(mirrored),
      edges: edges.map { edge in
        Edge(
          path: edge.path.map { path in
            EdgePath(
              curves: path.points.map(mirrored), tailTip: path.tailTip.map(mirrored),
              headTip: path.headTip.map(mirrored))
          }, labelPlace: edge.labelPlace.map(mirrored), labelSize: edge.labelSize)
      })
  }

  /// Whether every edge has a path.
  public var isWhole: Bool { edges.allSatisfy { $0.path != nil } }
}

extension Drawing {
  /// The same drawing with places, to be drawn with ``Graphviz/Engine/placed``.
  ///
  /// - Parameter arrangement: Where an engine has put this drawing, or one with the same nodes, clusters
  ///   and edges in the same order.
  /// - Returns: The drawing with the places of the arrangement.
  public func placed(as arrangement: Arrangement) -> Drawing {
    var edges = arrangement.edges[...]
    return placed(as: arrangement, &edges)
  }

  private func placed(
    as arrangement: Arrangement, _ places: inout ArraySlice<Arrangement.Edge>
  ) -> Drawing {
    var placed = self
    placed.edges = edges.map { edge in
      let place = places.popFirst()
      return Edge(
        tail: edge.tail, head: edge.head, label: edge.label,
        labelPlace: place?.labelPlace, path: place?.path, attributes: edge.attributes)
    }
    placed.parts = parts.map { part in
      switch part {
      case .node(let node):
        .node(
          Node(
            id: node.id, label: node.label, place: arrangement.nodes[node.id], size: node.size,
            attributes: node.attributes))
      case .cluster(let id, _, let content):
        .cluster(id, arrangement.clusters[id], content.placed(as: arrangement, &places))
      }
    }
    return placed
  }
}

extension Graphviz {
  /// Finds places for the parts of a drawing, without rendering it.
  ///
  /// - Parameters:
  ///   - drawing: What to lay out.
  ///   - engine: How nodes are given their places.
  /// - Returns: Where everything is.
  /// - Throws: `GraphvizError` when the drawing cannot be laid out.
  public func arrange(
    _ drawing: Drawing, engine: Engine = .dot
  ) throws(GraphvizError) -> Arrangement {
    try arrange(drawing, engine: engine, capturesErrors: true)
  }

  func arrange(
    _ drawing: Drawing, engine: Engine, capturesErrors: Bool
  ) throws(GraphvizError) -> Arrangement {
    let (result, _) = collecting(capturesErrors) { () throws(GraphvizError) in
      var canvas = try Canvas(for: engine)
      try canvas.draw(drawing)
      _ = try canvas.layOut()
      return canvas.arrangement()
    }
    return try result.get()
  }
}

extension Point {
  init(_ point: gvs_point) { self.init(x: point.x, y: point.y) }
}

extension Frame {
  init(_ frame: gvs_frame) {
    self.init(lowerLeft: Point(frame.lower_left), upperRight: Point(frame.upper_right))
  }
}

extension Arrangement.Edge {
  init(_ edge: OpaquePointer) {
    var place = gvs_point()
    var size = gvs_size()
    let hasLabel = gvs_edge_label(edge, &place, &size)
    labelPlace = hasLabel ? Point(place) : nil
    labelSize = hasLabel ? Graphviz.Box(width: size.width, height: size.height) : nil
    let points = (0..<gvs_edge_point_count(edge)).map { Point(gvs_edge_point(edge, $0)) }
    path =
      points.isEmpty
      ? nil
      : EdgePath(
        curves: points, tailTip: gvs_edge_tip(edge, false, &place) ? Point(place) : nil,
        headTip: gvs_edge_tip(edge, true, &place) ? Point(place) : nil)
  }
}
