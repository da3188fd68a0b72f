/// A description of a drawing: nodes, edges between them, and clusters around them.
///
/// Only ``Graphviz`` makes one. Nodes and clusters are given to it in the order in which they are
/// added; mistakes, such as two nodes of one name, are thrown when the drawing is rendered.
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

  init() {}

  /// Adds a node; in a cluster, within its box.
  public mutating func node(_ id: NodeID, label: Label, _ attributes: Attributes = [:]) {
    parts.append(.node(Node(id: id, label: label, attributes: attributes)))
  }

  /// Adds an edge.
  ///
  /// There can be one from a tail to a head; merge several into one.
  public mutating func edge(
    from tail: NodeID, to head: NodeID, label: Label? = nil, _ attributes: Attributes = [:]
  ) {
    edges.append(Edge(tail: tail, head: head, label: label, attributes: attributes))
  }

  /// Adds a box around the nodes and clusters that a closure adds.
  public mutating func cluster<Failure: Error>(
    _ id: NodeID, label: Label? = nil, _ attributes: Attributes = [:],
    build: (inout Drawing) throws(Failure) -> Void
  ) throws(Failure) {
    var content = Drawing()
    content.label = label
    content.attributes = attributes
    try build(&content)
    parts.append(.cluster(id, content))
  }

  enum Part {
    case node(Node)
    case cluster(NodeID, Drawing)
  }

  struct Node {
    let id: NodeID
    let label: Label
    let attributes: Attributes
  }

  struct Edge {
    let tail: NodeID
    let head: NodeID
    let label: Label?
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
    let isToken = name.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "_") }
    precondition(!name.isEmpty && isToken, "a node is named by ASCII letters, digits and '_'")
    description = name
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
