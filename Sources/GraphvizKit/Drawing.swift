/// A description of a drawing: nodes, edges between them, and clusters around them.
///
/// Nodes and clusters are drawn in the order in which they are added; mistakes, such as two nodes of
/// one name, are thrown when the drawing is rendered. Places count with ``Graphviz/Engine/placed``
/// alone; the other engines find places of their own.
public struct Drawing: Sendable {
  /// The title of the whole drawing, or of the cluster.
  public var label: Label?

  /// The attributes of the whole drawing, or of the cluster.
  ///
  /// The clusters within it inherit none of them.
  public var attributes: Attributes = [:]

  /// What nodes have that are not given something else.
  ///
  /// It is read from the whole drawing, not from clusters.
  public var nodeDefaults: Attributes = [:]

  /// What edges have that are not given something else.
  ///
  /// It is read from the whole drawing, not from clusters.
  public var edgeDefaults: Attributes = [:]

  var parts: [Part] = []
  var edges: [Edge] = []

  /// Makes a drawing of nothing.
  public init() {}

  /// Makes a drawing of what a closure adds.
  public init<Failure: Error>(
    _ build: (inout Drawing) throws(Failure) -> Void
  ) throws(Failure) {
    try build(&self)
  }

  /// Adds a node; in a cluster, within its box.
  ///
  /// - Parameters:
  ///   - id: The name by which edges refer to the node.
  ///   - label: What is written on the node.
  ///   - place: The middle of the node.
  ///   - size: The size of the node in whole points, whatever its label needs.
  ///   - attributes: What the node has beside its label.
  public mutating func node(
    _ id: NodeID, label: Label, at place: Point? = nil, size: Graphviz.Box? = nil,
    _ attributes: Attributes = [:]
  ) {
    let node = Node(id: id, label: label, place: place, size: size, attributes: attributes)
    parts.append(.node(node))
  }

  /// Adds an edge.
  ///
  /// There can be one from a tail to a head, unless the edges have places; merge several into one.
  ///
  /// - Parameters:
  ///   - tail: The node where the edge begins.
  ///   - head: The node where the edge ends.
  ///   - label: What is written beside the edge.
  ///   - labelPlace: The middle of the label, or `nil` to have it in the middle of the path.
  ///   - path: The way of the edge, or `nil` to have it go where `splines` of the drawing says.
  ///   - attributes: What the edge has beside its label.
  public mutating func edge(
    from tail: NodeID, to head: NodeID, label: Label? = nil, labelAt labelPlace: Point? = nil,
    along path: EdgePath? = nil, _ attributes: Attributes = [:]
  ) {
    edges.append(
      Edge(
        tail: tail, head: head, label: label, labelPlace: labelPlace, path: path,
        attributes: attributes))
  }

  /// Adds a box around the nodes and clusters that a closure adds.
  ///
  /// Clusters are drawn below all edges and nodes.
  ///
  /// - Parameters:
  ///   - id: The name of the cluster.
  ///   - label: What is written in the box, at its top unless the attributes say else.
  ///   - frame: Where the box is.
  ///   - attributes: What the cluster has beside its label.
  ///   - build: Adds to the cluster.
  /// - Throws: What the closure throws.
  public mutating func cluster<Failure: Error>(
    _ id: NodeID, label: Label? = nil, in frame: Frame? = nil, _ attributes: Attributes = [:],
    build: (inout Drawing) throws(Failure) -> Void
  ) throws(Failure) {
    var content = Drawing()
    content.label = label
    content.attributes = attributes
    try build(&content)
    parts.append(.cluster(id, frame, content))
  }

  /// Adds a box that has a place and need not be around anything.
  public mutating func cluster(
    _ id: NodeID, label: Label? = nil, in frame: Frame, _ attributes: Attributes = [:]
  ) {
    cluster(id, label: label, in: frame, attributes) { _ in }
  }

  enum Part {
    case node(Node)
    case cluster(NodeID, Frame?, Drawing)
  }

  struct Node {
    let id: NodeID
    let label: Label
    let place: Point?
    let size: Graphviz.Box?
    let attributes: Attributes
  }

  struct Edge {
    let tail: NodeID
    let head: NodeID
    let label: Label?
    let labelPlace: Point?
    let path: EdgePath?
    let attributes: Attributes
  }
}

/// A name by which a drawing refers to a node or a cluster.
///
/// It is shown in SVG, so it is made by the program and never taken from data.
public struct NodeID: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  public let description: String

  /// Takes a name, which must be made of ASCII letters, digits and `_`.
  public init(_ name: String) {
    precondition(Self.isToken(name), "a node is named by ASCII letters, digits and '_'")
    description = name
  }

  static func isToken(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "_") }
  }

  public init(stringLiteral name: String) {
    self.init(name)
  }
}

/// What is written on or beside a part of a drawing.
public enum Label: Hashable, Sendable {
  case plain(PlainLabel)
  case html(HTMLLabel)

  /// Makes a label of one line in one style.
  public static func text(_ text: String, limit: Int = 60) -> Self {
    .plain(PlainLabel(text, limit: limit))
  }
}

extension Label {
  /// What is read, without what is between lines and cells.
  fileprivate var text: String {
    switch self {
    case .plain(let label): label.lines.map(\.description).joined()
    case .html(let label): label.text
    }
  }
}

extension Drawing {
  /// What is read on the whole drawing.
  var text: String {
    var texts = [label?.text ?? ""]
    for part in parts {
      switch part {
      case .node(let node): texts.append(node.label.text)
      case .cluster(_, _, let content): texts.append(content.text)
      }
    }
    texts += edges.compactMap { $0.label?.text }
    return texts.joined()
  }
}
