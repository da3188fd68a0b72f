/// Reads the language of Graphviz.
struct DOTGraph: FormatReader {
  static let format = ForeignFormat.dot

  static func recognises(_ head: FileHead) -> Bool {
    let tokens = DOTTokens(ByteInput(head.bytes))
    do throws(FormatProblem) {
      var token = try tokens.next()
      if DOTParser.isWord(token, "strict") { token = try tokens.next() }
      guard DOTParser.isWord(token, "digraph") || DOTParser.isWord(token, "graph") else {
        return false
      }
      token = try tokens.next()
      if token == .mark("{") { return true }
      guard DOTParser.text(token) != nil else { return false }
      return try tokens.next() == .mark("{")
    } catch {
      return false
    }
  }

  private let file: String

  init(_ options: ImportOptions, file: String) { self.file = file }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let edges = GraphEdges(sink, file: file)
    let parser = DOTParser(DOTTokens(input), edges, sink)
    try parser.read()
    try edges.finish()
  }
}

/// Reads graphs, statement by statement.
private final class DOTParser {
  /// Subgraphs may be nested so deep.
  private static let depthLimit = 100

  private typealias Attributes = [(name: String, value: String)]

  /// A node or a subgraph at one end of an edge.
  private struct Operand {
    var nodes: [String]
    var port = ""
    var line: Int
    /// Whether it is a node and no subgraph.
    var isNode = false
  }

  /// An edge, or as many as there are nodes at its ends.
  private struct Edge {
    var source: Operand
    var target: Operand
    var direction: GraphEdge.Direction
  }

  /// A graph or a subgraph that is open.
  private struct Scope {
    var nodes: [String] = []
    var known: Set<String> = []
    var edgeDefaults: Attributes = []
  }

  private let tokens: DOTTokens
  private let records: GraphEdges
  private let sink: any ImportSink
  private var isDirected = true
  private var isStrict = false
  private var scopes: [Scope] = []
  private var named: [String: [String]] = [:]
  private var pairs: Set<[String]> = []
  private var isSyntax = false

  init(_ tokens: DOTTokens, _ records: GraphEdges, _ sink: any ImportSink) {
    self.tokens = tokens
    self.records = records
    self.sink = sink
  }

  static func isWord(_ token: DOTTokens.Token?, _ word: String) -> Bool {
    guard case .name(let name, isQuoted: false) = token else { return false }
    return name.lowercased() == word
  }

  /// The text of a name; `nil` of anything else.
  static func text(_ token: DOTTokens.Token?) -> String? {
    switch token {
    case .name(let text, _), .markup(let text): text
    default: nil
    }
  }

  func read() throws(FormatProblem) {
    var hasGraph = false
    while try tokens.peek() != nil {
      do throws(FormatProblem) {
        try header()
      } catch {
        guard isSyntax, hasGraph else { throw error }
        return sink.skip(error)
      }
      hasGraph = true
      scopes = [Scope()]
      named = [:]
      pairs = []
      guard try statements() else {
        return sink.endsEarly(
          line: tokens.line, byte: tokens.position,
          found: tokens.brokenOff.map { FileMessage($0) } ?? FileMessage(.endBeforeMark, "}"))
      }
    }
    guard hasGraph else {
      throw FormatProblem(found: "no graph", expected: "'digraph' and a '{'")
    }
  }

  private func header() throws(FormatProblem) {
    isStrict = Self.isWord(try tokens.peek(), "strict")
    if isStrict { _ = try tokens.next() }
    isDirected = Self.isWord(try tokens.peek(), "digraph")
    let isGraph = Self.isWord(try tokens.peek(), "graph")
    guard isDirected || isGraph else {
      throw try unexpected(expected: FileMessage(.either, "digraph", "graph"))
    }
    _ = try tokens.next()
    if Self.text(try tokens.peek()) != nil { _ = try tokens.next() }
    guard try tokens.peek() == .mark("{") else {
      throw try unexpected(expected: FileMessage(.quoted, "{"))
    }
    _ = try tokens.next()
  }

  // MARK: Statements

  /// Reads the statements of the scope that was opened last; returns whether it is closed.
  private func statements() throws(FormatProblem) -> Bool {
    while let token = try tokens.peek() {
      switch token {
      case .mark("}"):
        _ = try tokens.next()
        return true
      case .mark(";"), .mark(","): _ = try tokens.next()
      default:
        let depth = scopes.count
        do throws(FormatProblem) {
          try statement()
        } catch {
          guard isSyntax, scopes.count >= depth else { throw error }
          isSyntax = false
          guard try tokens.peek() != nil else { return false }
          // Whatever was opened in the statement is over with it.
          let opened = scopes.count - depth
          scopes.removeLast(opened)
          sink.skip(error)
          try resume()
        }
      }
    }
    return false
  }

  /// Goes on to where a statement can begin: behind a semicolon, before a brace, or on another line.
  private func resume() throws(FormatProblem) {
    let line = tokens.tokenLine
    while let token = try tokens.peek(), token != .mark("}"), tokens.nextLine == line {
      _ = try tokens.next()
      if token == .mark(";") { return }
    }
  }

  private func statement() throws(FormatProblem) {
    let token = try tokens.peek()
    for word in ["node", "edge", "graph"] where Self.isWord(token, word) {
      _ = try tokens.next()
      let attributes = try attributeLists()
      if word == "edge" { scopes[scopes.count - 1].edgeDefaults += attributes }
      return
    }
    let first = try operand()
    if first.isNode, try tokens.peek() == .mark("=") {
      _ = try tokens.next()
      _ = try name(expected: .value)
      return
    }
    if first.isNode { add(first.nodes) }
    let edges = try edges(from: first)
    let attributes = try attributeLists()
    if !edges.isEmpty {
      try take(edges, attributes)
    } else if first.isNode {
      let label = attributes.last { $0.name == "label" }?.value
      sink.describe(entity: first.nodes[0], name: Self.name(label, first.nodes[0]), kind: nil)
    }
  }

  /// Reads what an operand is joined to, operand after operand.
  private func edges(from first: Operand) throws(FormatProblem) -> [Edge] {
    var edges: [Edge] = []
    var source = first
    while let token = try tokens.peek(), token == .arrow || token == .line {
      _ = try tokens.next()
      if token == .arrow, !isDirected {
        throw FormatProblem(
          line: tokens.tokenLine, found: "'->' in a 'graph'",
          expected: "'digraph' at the start of the file",
          advice: "only a 'digraph' says who passed it to whom")
      }
      let target = try operand()
      if target.isNode { add(target.nodes) }
      edges.append(
        Edge(source: source, target: target, direction: token == .line ? .undirected : .directed))
      source = target
    }
    return edges
  }

  private func operand() throws(FormatProblem) -> Operand {
    let token = try tokens.peek()
    if token == .mark("{") || Self.isWord(token, "subgraph") { return try subgraph() }
    let name = try name(expected: .nodeOrSubgraph)
    var operand = Operand(nodes: [name], line: tokens.tokenLine, isNode: true)
    while try tokens.peek() == .mark(":") {
      _ = try tokens.next()
      let text = try self.name(expected: .port)
      operand.port += operand.port.isEmpty ? text : ":\(text)"
    }
    return operand
  }

  private func subgraph() throws(FormatProblem) -> Operand {
    let line = tokens.nextLine
    var name: String?
    if try tokens.peek() != .mark("{") {
      _ = try tokens.next()
      if let text = Self.text(try tokens.peek()) {
        name = text
        _ = try tokens.next()
      }
    }
    guard try tokens.peek() == .mark("{") else {
      guard let name else { throw try unexpected(expected: FileMessage(.quoted, "{")) }
      return Operand(nodes: named[name] ?? [], line: line)
    }
    _ = try tokens.next()
    guard scopes.count < Self.depthLimit else {
      throw FormatProblem(
        line: line, found: "subgraphs nested deeper than \(Self.depthLimit)", expected: "no more")
    }
    var scope = Scope(edgeDefaults: scopes.last?.edgeDefaults ?? [])
    scope.nodes = name.flatMap { named[$0] } ?? []
    scope.known = Set(scope.nodes)
    scopes.append(scope)
    guard try statements() else { throw try unexpected(expected: FileMessage(.quoted, "}")) }
    let closed = scopes.removeLast()
    add(closed.nodes)
    if let name { named[name] = closed.nodes }
    return Operand(nodes: closed.nodes, line: line)
  }

  /// Counts nodes among those of the subgraph that is open; the graph itself is no end of an edge.
  private func add(_ nodes: [String]) {
    guard scopes.count > 1 else { return }
    for node in nodes where scopes[scopes.count - 1].known.insert(node).inserted {
      scopes[scopes.count - 1].nodes.append(node)
    }
  }

  private func attributeLists() throws(FormatProblem) -> Attributes {
    var attributes: Attributes = []
    while try tokens.peek() == .mark("[") {
      _ = try tokens.next()
      while let token = try tokens.peek(), token != .mark("]") {
        guard token != .mark(","), token != .mark(";") else {
          _ = try tokens.next()
          continue
        }
        let name = try name(expected: .attributeOrBracket)
        var value = "true"
        if try tokens.peek() == .mark("=") {
          _ = try tokens.next()
          value = try self.name(expected: .value)
        }
        attributes.append((name, value))
      }
      guard try tokens.next() != nil else {
        throw try unexpected(expected: FileMessage(.quoted, "]"))
      }
    }
    return attributes
  }

  // MARK: Edges

  private func take(_ edges: [Edge], _ attributes: Attributes) throws(FormatProblem) {
    var all: Attributes = []
    for (name, value) in (scopes.last?.edgeDefaults ?? []) + attributes {
      if let place = all.firstIndex(where: { $0.name == name }) {
        all[place].value = value
      } else {
        all.append((name, value))
      }
    }
    for edge in edges {
      for from in edge.source.nodes {
        for to in edge.target.nodes { try take(edge, from, to, all) }
      }
    }
  }

  private func take(
    _ drawn: Edge, _ from: String, _ to: String, _ attributes: Attributes
  ) throws(FormatProblem) {
    let (source, target) = (drawn.source, drawn.target)
    if isStrict, drawn.direction == .directed, !pairs.insert([from, to]).inserted {
      return sink.leaveOut(.duplicate, line: source.line)
    }
    var edge = GraphEdge(source: from, target: to, direction: drawn.direction, line: source.line)
    edge.attributes = attributes
    if !source.port.isEmpty { edge.attributes.append(("tail port", source.port)) }
    if !target.port.isEmpty { edge.attributes.append(("head port", target.port)) }
    switch attributes.last(where: { $0.name == "dir" })?.value {
    case "back": edge.note = "The drawing shows this edge pointing the other way (dir=back)."
    case "both": edge.note = "The drawing shows this edge pointing both ways (dir=both)."
    case "none": edge.note = "The drawing shows this edge without an arrow (dir=none)."
    default: break
    }
    try records.take(edge)
  }

  /// What a label calls a node; empty where it says no more than the node's own name.
  private static func name(_ label: String?, _ node: String) -> String {
    guard let label, label != "\\N", !label.contains("<") else { return "" }
    var name = ""
    var isEscape = false
    for character in label {
      if isEscape {
        isEscape = false
        switch character {
        case "n", "l", "r": name += " "
        case "N": name += node
        default: name.append(character)
        }
      } else if character == "\\" {
        isEscape = true
      } else {
        name.append(character)
      }
    }
    return PhoneNumber.trimmed(name)
  }

  /// What is wrong with the token that follows; one that ends a statement stays.
  private func unexpected(expected: FileMessage) throws(FormatProblem) -> FormatProblem {
    let token = try tokens.peek()
    let line = tokens.nextLine
    if token != .mark(";"), token != .mark("}") { _ = try tokens.next() }
    isSyntax = true
    let found =
      switch token {
      case .mark(let mark): FileMessage(.quoted, "\(mark)")
      case .arrow: FileMessage(.quoted, "->")
      case .line: FileMessage(.quoted, "--")
      case .name(let name, _): FileMessage(.quoted, "\(name.prefix(60))")
      case .markup: FileMessage(.textInBrackets)
      case nil: FileMessage(.endOfFile)
      }
    return FormatProblem(line: line, found, expected: expected)
  }

  /// Reads a name.
  private func name(expected: FileSentence) throws(FormatProblem) -> String {
    guard let text = Self.text(try tokens.peek()) else {
      throw try unexpected(expected: FileMessage(expected))
    }
    _ = try tokens.next()
    return text
  }
}
