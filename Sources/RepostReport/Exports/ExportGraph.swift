import RepostGraph
import RepostRecords
import RepostTrace

/// The graph of a trace as other programs take it: nodes and edges that are numbered, each with an id of
/// its own and values by column.
///
/// Nodes are the entities and, for each hop to the audience of a broadcast, a node that stands for that
/// audience, since an edge needs two ends. Edges are the hops and, for each broadcast, one from its
/// audience to everyone who took it up there.
struct ExportGraph: Sendable {
  let trace: Trace
  let version: String
  let jobs: Int
  /// The hops to an audience, by the numbers of the nodes that stand for it after the entities.
  let broadcasts: [Int]
  /// Who took up which broadcast, by the numbers of the edges after the hops.
  let takings: [(broadcast: Int, taker: Int)]
  private let broadcastOfHop: [Int: Int]
  private let isForwarder: [Bool]
  private let hasOnlyReceived: [Bool]
  private let firstSources: FirstSources

  init(_ trace: Trace, version: String, jobs: Int) {
    self.trace = trace
    self.version = version
    self.jobs = jobs
    let graph = trace.graph
    let recipients = graph.hops.recipients
    broadcasts = recipients.indices.filter { recipients[$0] < 0 }
    var broadcastOfHop: [Int: Int] = [:]
    var takings: [(broadcast: Int, taker: Int)] = []
    if !broadcasts.isEmpty {
      let takers = graph.takers
      for (number, hop) in broadcasts.enumerated() {
        broadcastOfHop[hop] = number
        let actor = graph.hops.actor(ofHop: hop)
        var seen: Set<Int32> = []
        for taker in takers[graph.record(ofHop: hop)]
        where taker != actor && seen.insert(taker).inserted {
          takings.append((number, Int(taker)))
        }
      }
    }
    self.broadcastOfHop = broadcastOfHop
    self.takings = takings
    var isForwarder = [Bool](repeating: false, count: graph.entityCount)
    for entity in trace.forwarders { isForwarder[entity] = true }
    self.isForwarder = isForwarder
    var hasOnlyReceived = [Bool](repeating: false, count: graph.entityCount)
    for entity in trace.receivedOnly { hasOnlyReceived[entity] = true }
    self.hasOnlyReceived = hasOnlyReceived
    firstSources = FirstSources(graph, limit: TraceJSON.sourceLimit)
  }

  var entityCount: Int { trace.graph.entityCount }
  var hopCount: Int { trace.graph.hopCount }
  var nodeCount: Int { entityCount + broadcasts.count }
  var edgeCount: Int { hopCount + takings.count }

  /// Writes rows that several processors make.
  func rows(
    _ count: Int, to sink: Sink, _ make: @Sendable (Int, inout [UInt8]) -> Void
  ) throws {
    try Rows(count: count, jobs: jobs).write(to: sink) { places in
      var bytes: [UInt8] = []
      for place in places { make(place, &bytes) }
      return bytes
    }
  }
}

// MARK: - Ids

extension ExportGraph {
  /// The id of a node: as in `trace.json`, and for the audience of a broadcast `*` and its hop's id.
  ///
  /// Where that is the id of someone in the records, as many more signs stand in front as make it no one's.
  func id(ofNode node: Int) -> String {
    guard node >= entityCount || trace.graph.isUnnamed(node) else { return trace.id(node) }
    let isAudience = node >= entityCount
    var id = isAudience ? "*" + self.id(ofHop: broadcasts[node - entityCount]) : trace.id(node)
    while trace.input.entities.find(id) != nil { id = (isAudience ? "*" : "?") + id }
    return id
  }

  /// The id of a hop: as in `trace.json`, with `'` behind it where a record is called so itself.
  func id(ofHop hop: Int) -> String {
    var id = trace.id(ofHop: hop)
    guard trace.graph.hops.range(trace.graph.record(ofHop: hop)).count > 1 else { return id }
    while trace.input.records.find(id) != nil { id += "'" }
    return id
  }

  /// The id of an edge; that of one from an audience is the hop's with `>` and the taker's.
  func id(ofEdge edge: Int) -> String {
    guard edge >= hopCount else { return id(ofHop: edge) }
    let taking = takings[edge - hopCount]
    var id = self.id(ofHop: broadcasts[taking.broadcast]) + ">" + self.id(ofNode: taking.taker)
    while trace.input.records.find(id) != nil { id += "'" }
    return id
  }

  /// The nodes at the two ends of an edge.
  func ends(ofEdge edge: Int) -> (source: Int, target: Int) {
    guard edge < hopCount else {
      let taking = takings[edge - hopCount]
      return (entityCount + taking.broadcast, taking.taker)
    }
    let recipient =
      trace.graph.recipient(ofHop: edge) ?? entityCount + (broadcastOfHop[edge] ?? 0)
    return (trace.graph.actor(ofHop: edge), recipient)
  }

  /// For each edge, which it is among those from the same node to the same, counted from 1.
  ///
  /// - Complexity: O(*n* log *n*) in edges.
  func placesAmongParallels() -> [Int32] {
    let ends = (0..<edgeCount).map { edge -> UInt64 in
      let (source, target) = self.ends(ofEdge: edge)
      return UInt64(source) << 32 | UInt64(target)
    }
    var places = [Int32](repeating: 1, count: edgeCount)
    let sorted = (0..<Int32(edgeCount)).sorted {
      (ends[Int($0)], $0) < (ends[Int($1)], $1)
    }
    for (before, edge) in zip(sorted, sorted.dropFirst())
    where ends[Int(before)] == ends[Int(edge)] {
      places[Int(edge)] = places[Int(before)] + 1
    }
    return places
  }
}

// MARK: - Values

extension ExportGraph {
  static let nodeColumns: [ExportColumn] = [
    ExportColumn("name"), ExportColumn("kind"), ExportColumn("zone"),
    ExportColumn("unnamed", .flag), ExportColumn("fan_out", .number),
    ExportColumn("exposed", .number), ExportColumn("reach", .number),
    ExportColumn("sole_reach", .number), ExportColumn("depth", .number),
    ExportColumn("origin", .flag), ExportColumn("responsible", .flag),
    ExportColumn("roles", .list), ExportColumn("received_only", .flag),
    ExportColumn("members", .list),
  ]

  /// The columns of edges: those that say what an edge is, then those of hops.
  static let edgeColumns: [ExportColumn] = [
    ExportColumn("relation"), ExportColumn("record"), ExportColumn("from"), ExportColumn("to"),
    ExportColumn("time"), ExportColumn("start"), ExportColumn("end"), ExportColumn("channel"),
    ExportColumn("item"), ExportColumn("parents", .list), ExportColumn("parents_total", .number),
    ExportColumn("basis"), ExportColumn("depth", .number), ExportColumn("breaks", .list),
    ExportColumn("exit", .flag), ExportColumn("certainty"), ExportColumn("evidence", .list),
    ExportColumn("note"), ExportColumn("directed_by", .list),
    ExportColumn("approved_by", .list), ExportColumn("original"), ExportColumn("parent"),
    ExportColumn("file"), ExportColumn("line", .number),
  ]

  func kind(ofNode node: Int) -> String {
    node < entityCount ? trace.kind(node).word : "audience"
  }

  /// The rank of the zone of a node, or `nil` where it is unknown.
  func rank(ofNode node: Int) -> Int? {
    let settings = trace.input.settings
    guard node < entityCount else { return settings.publicZone ?? settings.zones.count - 1 }
    return trace.graph.isUnnamed(node) ? nil : trace.input.entities.zone(node)
  }

  func name(ofNode node: Int) -> String { node < entityCount ? trace.name(node) : "*" }

  /// What a drawing shows of a node, without what would move or hide a part of it.
  func label(ofNode node: Int) -> String { visible(name(ofNode: node)) }

  /// What a drawing shows of an edge.
  func label(ofEdge edge: Int) -> String {
    guard edge < hopCount else { return "taker" }
    let record = trace.graph.record(ofHop: edge)
    let channel = visible(trace.input.records.channel(record))
    return trace.timeText(record).map { "\(channel), \($0)" } ?? channel
  }

  /// The values of a node, in the order of the columns.
  func values(ofNode node: Int) -> [ExportValue] {
    let zone = rank(ofNode: node).map { trace.input.settings.zones[$0] } ?? "unknown"
    let head: [ExportValue] = [
      .text(name(ofNode: node)), .text(kind(ofNode: node)), .text(zone),
    ]
    guard node < entityCount else {
      return head + [ExportValue](repeating: .none, count: Self.nodeColumns.count - head.count)
    }
    let measures = trace.measures
    let depth = Int(measures.depths[node])
    let forwarder = isForwarder[node] ? trace.forwarder(node) : nil
    let isResponsible = trace.hasRules ? forwarder?.isResponsible ?? false : nil
    let isNamed = !trace.graph.isUnnamed(node)
    return head + [
      .flag(!isNamed), .number(Int(measures.fanOut[node])), .number(Int(measures.exposed[node])),
      ExportValue(trace.reach(node)), .number(Int(measures.soleReach[node])),
      ExportValue(depth < 0 ? nil : depth), .flag(measures.isOrigin[node]),
      isResponsible.map { .flag($0) } ?? .none,
      .list(forwarder?.roles.map(\.role.rawValue) ?? []), .flag(hasOnlyReceived[node]),
      .list(isNamed ? members(of: node).map { id(ofNode: $0) } : []),
    ]
  }

  /// The members that the case declares.
  func members(of entity: Int) -> [Int] {
    entity < trace.input.entities.count
      ? trace.input.entities.declaredMembers(entity).map(Int.init) : []
  }

  /// The values of an edge, in the order of the columns.
  func values(ofEdge edge: Int) -> [ExportValue] {
    guard edge < hopCount else {
      var values = [ExportValue](repeating: .none, count: Self.edgeColumns.count)
      let taking = takings[edge - hopCount]
      let record = trace.graph.record(ofHop: broadcasts[taking.broadcast])
      values[0] = .text("taker")
      values[1] = .text(trace.input.records.id(record))
      return values
    }
    let table = trace.input.records
    let record = trace.graph.record(ofHop: edge)
    let parents = parents(ofRecord: record)
    let depth = Int(trace.measures.hopDepths[edge])
    let span = table.time(record)
    let file = table.file(record)
    func names(_ entities: ArraySlice<Int32>) -> ExportValue {
      .list(entities.map { trace.input.entities.id(Int($0)) })
    }
    let note = table.note(record)
    return [
      .text("hop"), .text(table.id(record)), .text(id(ofNode: trace.graph.actor(ofHop: edge))),
      .text(trace.graph.recipient(ofHop: edge).map { id(ofNode: $0) } ?? "*"),
      ExportValue(trace.timeText(record)), ExportValue(instant(span.start)),
      ExportValue(instant(span.end)), .text(table.channel(record)),
      .text(trace.input.items[table.item(record)].id),
      .list(parents.hops.map { id(ofHop: $0) }), ExportValue(parents.total),
      .text(trace.basis(ofHop: edge).rawValue), ExportValue(depth < 0 ? nil : depth),
      .list(trace.breaks[edge].words), .flag(trace.isExit(hop: edge)),
      .text(table.certainty(record).word), .list(table.evidence(record)),
      note.isEmpty ? .none : .text(note), names(table.directors[record]),
      names(table.approvers[record]),
      ExportValue(table.original(record).map { trace.input.entities.id($0) }),
      ExportValue(table.parentID(record)),
      .text(trace.input.inputs[file].path), .number(table.line(record)),
    ]
  }

  /// The hops by which a record's actor can have got the item, and their number where not all are listed.
  func parents(ofRecord record: Int) -> (hops: [Int], total: Int?) {
    trace.listedParents(ofRecord: record, firstSources, limit: TraceJSON.sourceLimit)
  }

  /// An instant on the clocks of the case's zone, as XML and JSON write it; `nil` where it is unknown.
  func instant(_ micros: Int64) -> String? {
    instantText(micros, in: trace.input.settings.timeZone)
  }
}
