/// An edge of a graph file.
struct GraphEdge {
  /// Whether and how an edge points.
  enum Direction {
    case directed
    case undirected
    /// It stands for one edge each way.
    case mutual
  }

  var source: String
  var target: String
  var direction: Direction
  var line: Int
  var attributes: [(name: String, value: String)] = []
  var note = ""
}

/// Makes records of the edges of a graph file: who is at the start passed something to who is at the end.
final class GraphEdges {
  private let sink: any ImportSink
  private let file: String
  private var directed = 0
  private var undirected = 0
  private var firstUndirected: FormatProblem?
  private var last = (line: 0, count: 0)

  // The record whose hops are being read, of a graph that this program exported.
  private var exported: ImportedRecord?

  /// What the file says of the zone of times without an offset: `Z`, or an offset.
  var zone = ""

  init(_ sink: any ImportSink, file: String) {
    self.sink = sink
    self.file = file
  }

  /// Takes an edge; one without a direction is no record.
  func take(_ edge: GraphEdge) throws(FormatProblem) {
    if let hop = ExportedHop(edge) { return try take(hop) }
    guard edge.direction != .undirected else { return passOver(edge) }
    if directed == 0 {
      sink.remark(FileMessage(.edgesReadForward), line: edge.line)
    }
    directed += 1
    try sink.take(record(of: edge))
    guard edge.direction == .mutual else { return }
    var back = edge
    (back.source, back.target) = (edge.target, edge.source)
    try sink.take(record(of: back))
  }

  /// Refuses a file all of whose edges are without a direction.
  func finish() throws(FormatProblem) {
    if let exported { try sink.take(exported) }
    exported = nil
    guard directed == 0, let problem = firstUndirected else { return }
    throw problem
  }

  /// Takes a hop of a graph that this program exported; the hops of a record stand together.
  private func take(_ hop: ExportedHop) throws(FormatProblem) {
    directed += 1
    guard let record = hop.record else { return sink.leaveOut(.otherObject, line: hop.line) }
    if let open = exported, open.id == record.id {
      exported?.isBroadcast = open.isBroadcast || record.isBroadcast
      exported?.to += record.to
      return
    }
    if let exported { try sink.take(exported) }
    exported = record
  }

  private func passOver(_ edge: GraphEdge) {
    undirected += 1
    let problem = FormatProblem(
      line: edge.line,
      FileMessage(.edgeWithoutDirection, .text(edge.source), .text(edge.target)),
      expected: FileMessage(.edgesWithDirection), advice: FileMessage(.giveDirections))
    if firstUndirected == nil { firstUndirected = problem }
    sink.skip(problem)
  }

  private func record(of edge: GraphEdge) -> ImportedRecord {
    var record = ImportedRecord(line: edge.line)
    last = (edge.line, edge.line == last.line ? last.count + 1 : 1)
    // Without an id, a record is known by its line.
    if last.count > 1 { record.id = "\(file):\(edge.line)/\(last.count)" }
    record.from = edge.source
    record.to = [edge.target]
    record.note = edge.note
    for (name, value) in edge.attributes where !value.allSatisfy(\.isWhitespace) {
      if !set(&record, name, value) { record.extras.append((name, value)) }
    }
    return record
  }

  /// Uses an attribute as the field that its name plainly means.
  private func set(_ record: inout ImportedRecord, _ name: String, _ value: String) -> Bool {
    switch name.lowercased() {
    case "time", "timestamp", "date", "datetime", "start", "时间":
      guard record.time.isEmpty, let time = WrittenTime(value)?.iso else { return false }
      let isLocal = time.utf8.count > 10 && !time.hasSuffix("Z") && !hasOffset(time)
      record.time = isLocal ? time + zone : time
      if time != value { record.extras.append(("time as written", value)) }
    case "channel", "渠道":
      guard record.channel.isEmpty else { return false }
      record.channel = value
    case "item", "文件":
      guard record.item.isEmpty else { return false }
      record.item = value
    default: return false
    }
    return true
  }

  private func hasOffset(_ time: String) -> Bool {
    time.dropFirst(10).contains { $0 == "+" || $0 == "-" }
  }
}

/// What XML graph files have in common: text that is gathered, and the attributes of the edge that is open.
struct GraphText {
  private static let limit = 1 << 20
  private var bytes: [UInt8]?

  /// Begins to gather.
  mutating func begin() { bytes = [] }

  /// Gathers, where that was begun.
  mutating func append(_ more: UnsafeBufferPointer<UInt8>) {
    guard let count = bytes?.count, count < Self.limit else { return }
    bytes?.append(contentsOf: more)
  }

  /// What was gathered, without the blanks around it; empty where nothing was begun.
  mutating func end() -> String {
    defer { bytes = nil }
    return PhoneNumber.trimmed(String(decoding: bytes ?? [], as: UTF8.self))
  }
}
