/// Reads GEXF, the format of Gephi, versions 1.1 to 1.3.
struct GEXF: FormatReader {
  static let format = ForeignFormat.gexf

  static func recognises(_ head: FileHead) -> Bool { head.rootElement == "gexf" }

  private let file: String

  init(_ options: ImportOptions, file: String) { self.file = file }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let edges = GraphEdges(sink, file: file)
    try XMLInput.read(input, handler: GEXFHandler(edges, sink), into: sink)
    try edges.finish()
  }
}

private final class GEXFHandler: XMLHandler {
  private struct Attribute {
    var id: String
    var title: String
    var standard = ""
  }

  private let edges: GraphEdges
  private let sink: any ImportSink
  private var hasBegun = false
  private var standard: GraphEdge.Direction?
  private var zone = ""
  private var attributes: [Attribute] = []
  private var isOfEdges = false
  private var edge: GraphEdge?
  private var given: Set<String> = []
  private var text = GraphText()

  init(_ edges: GraphEdges, _ sink: any ImportSink) {
    self.edges = edges
    self.sink = sink
  }

  func begin(_ name: String, _ values: XMLAttributes, line: Int) throws(FormatProblem) {
    guard hasBegun || name == "gexf" else {
      throw FormatProblem(
        line: line, found: "the element '\(name)'", expected: "the element 'gexf'")
    }
    hasBegun = true
    switch name {
    case "graph": beginGraph(values)
    case "attributes": isOfEdges = values["class"] == "edge"
    case "attribute" where isOfEdges:
      let id = values["id"] ?? ""
      attributes.append(Attribute(id: id, title: values["title"] ?? id))
    case "default" where isOfEdges: text.begin()
    case "node":
      guard let id = values["id"], !id.isEmpty else { break }
      sink.describe(entity: id, name: values["label"] ?? "", kind: nil)
    case "edge": beginEdge(values, line: line)
    case "attvalue": addValue(values)
    case "spell":
      let start = values["start"] ?? values["startopen"] ?? values["timestamp"] ?? ""
      edge?.attributes.append(("start", start))
      edge?.attributes.append(("end", values["end"] ?? values["endopen"] ?? ""))
    default: break
    }
  }

  private func beginGraph(_ values: XMLAttributes) {
    // The format says that edges have no direction where the file says nothing.
    standard = direction(values["defaultedgetype"]) ?? .undirected
    zone = values["timezone"] ?? ""
    if ["UTC", "GMT", "Z", "Etc/UTC"].contains(zone) {
      edges.zone = "Z"
    } else {
      edges.zone = ISOTime.offset(zone.filter { $0 != ":" }) ?? ""
    }
  }

  private func direction(_ type: String?) -> GraphEdge.Direction? {
    switch type?.lowercased() {
    case "directed": .directed
    case "undirected": .undirected
    case "mutual": .mutual
    default: nil
    }
  }

  private func beginEdge(_ values: XMLAttributes, line: Int) {
    guard let source = values["source"], let target = values["target"], !source.isEmpty,
      !target.isEmpty
    else {
      return sink.skip(
        FormatProblem(
          line: line, FileMessage(.edgeWithoutEnds), expected: FileMessage(.edgeEnds)))
    }
    var new = GraphEdge(
      source: source, target: target,
      direction: direction(values["type"]) ?? standard ?? .undirected, line: line)
    let known: Set = ["source", "target", "type"]
    new.attributes = values.all.filter { !known.contains($0.name) }
    edge = new
    given = []
  }

  private func addValue(_ values: XMLAttributes) {
    guard edge != nil, let value = values["value"] else { return }
    let id = values["for"] ?? values["id"] ?? ""
    given.insert(id)
    var name = attributes.first { $0.id == id }?.title ?? id
    // Values that change are each shown with the time from which they hold.
    if let time = values["timestamp"] ?? values["start"] ?? values["startopen"] {
      name += " (\(time))"
    }
    edge?.attributes.append((name, value))
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(FormatProblem) { text.append(bytes) }

  func end(_ name: String, line: Int) throws(FormatProblem) {
    switch name {
    case "default":
      let value = text.end()
      if isOfEdges, !attributes.isEmpty { attributes[attributes.count - 1].standard = value }
    case "attributes": isOfEdges = false
    case "edge":
      guard var ended = edge else { break }
      edge = nil
      for attribute in attributes where !attribute.standard.isEmpty {
        guard !given.contains(attribute.id) else { continue }
        ended.attributes.append((attribute.title, attribute.standard))
      }
      if !zone.isEmpty { ended.attributes.append(("time zone", zone)) }
      try edges.take(ended)
    default: break
    }
  }
}
