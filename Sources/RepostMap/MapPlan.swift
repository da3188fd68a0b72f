import RepostGraph
import RepostRecords
import RepostTrace

/// What is drawn, before it is put into words and lines.
struct MapPlan {
  let trace: Trace
  let view: MapView
  let filter: HopFilter
  let presence: Presence
  /// Who stands below whom in what is drawn.
  let tree: SpreadTree
  let folding: Folding
  /// The entities that are drawn, in the order of their index.
  let shown: [Int]
  /// Everything that is drawn between two shapes.
  let connections: [Connection]
  private let table: ConnectionTable
  private let circles: Circles
  /// The names that several of those have who are drawn or are origins.
  let sharedNames: Set<String>
  /// For each zone, from the unknown one on, how many on record are in it.
  private let zoneCounts: [Int]
  /// The largest number that first got the item by one line.
  let mostPeople: Int
  /// What the dates of all that is drawn have in common.
  let dates: MapDates
  /// The number of entities that stand in summaries.
  let folded: Int
  /// The number of entities that are known only as members of a collective on record.
  let members: Int
  /// The number of entities that are only in records that the map does not show.
  let elsewhere: Int
  /// The number of entities that no record names.
  let unrecorded: Int
  /// Whether some are left out that the map should show whatever its budget.
  let isCut: Bool
  /// Whether the records pass on more than one item.
  let hasSeveralItems: Bool

  /// Chooses what is drawn.
  ///
  /// - Complexity: O(*n* log *n*) in hops and entities.
  init(_ trace: Trace, _ view: MapView) {
    let filter = HopFilter(trace, view)
    let presence = Presence(trace, filter, focus: view.focus)
    let tree = SpreadTree(trace, presence, filter)
    let selection = Selection(trace, presence, tree, filter, view)
    let folding = Folding(
      trace, presence, tree, kept: selection.kept, limit: selection.summaryLimit)
    self.trace = trace
    self.view = view
    self.filter = filter
    self.presence = presence
    self.tree = tree
    self.folding = folding
    shown = selection.kept.sorted()
    isCut = selection.isCut
    let item = trace.input.records.items.first
    hasSeveralItems = trace.input.records.items.contains { $0 != item }
    table =
      ConnectionFinder(
        trace, filter, presence, kept: selection.kept, folding: folding, tree: tree
      ).table
    connections = table.connections
    circles = Circles(table.connections)
    sharedNames = Self.sharedNames(among: Set(selection.kept + trace.origins), trace)
    var counts = [Int](repeating: 0, count: trace.input.settings.zones.count + 1)
    for entity in presence.isRecorded.indices where presence.isRecorded[entity] {
      counts[Int(trace.boundary.shownZones[entity]) + 1] += 1
    }
    zoneCounts = counts
    mostPeople = connections.map(\.people).max() ?? 0
    dates = MapDates(trace, connections)
    let folded = folding.summaries.reduce(0) { $0 + $1.total }
    let members = presence.collectives.count { $0 >= 0 }
    var elsewhere = 0
    if filter.isNarrowing {
      let whole = Presence(trace, HopFilter(trace, MapView()))
      elsewhere = whole.isRecorded.indices.count {
        whole.isRecorded[$0] && !presence.isRecorded[$0] && presence.collectives[$0] < 0
      }
    }
    self.folded = folded
    self.members = members
    self.elsewhere = elsewhere
    unrecorded = trace.graph.entityCount - shown.count - folded - members - elsewhere
  }

  /// The number of entities of the case.
  var total: Int { trace.graph.entityCount }

  private static func sharedNames(among entities: Set<Int>, _ trace: Trace) -> Set<String> {
    var seen: Set<String> = []
    var shared: Set<String> = []
    for entity in entities where !trace.graph.isUnnamed(entity) {
      let name = trace.input.entities.name(entity)
      if !seen.insert(name).inserted { shared.insert(name) }
    }
    return shared
  }

  /// The zone of an entity by its rank, or -1 where it is unknown.
  func zone(_ entity: Int) -> Int { Int(trace.boundary.shownZones[entity]) }

  /// The drawn actors of broadcasts that nobody is recorded to have taken up.
  var publishers: [Int] {
    connections.compactMap { connection in
      if case .publications(let actor) = connection.head { actor } else { nil }
    }
  }

  /// The zone in which the audience of a broadcast stands.
  var audienceZone: Int { trace.audienceZone }

  /// The entities that are drawn: the origins, then the one of the latest first record first, for the
  /// layout stacks from the bottom and follows lines from what comes first.
  var latestFirst: [Int] {
    let rank = trace.graph.order.rank
    var first: [Int: Int32] = [:]
    for connection in connections {
      for hop in connection.hops {
        let place = rank[trace.graph.record(ofHop: hop)]
        for case .entity(let entity) in [connection.tail, connection.head] {
          first[entity] = min(first[entity] ?? .max, place)
        }
      }
    }
    func key(_ entity: Int) -> (Int, Int32, Int) {
      (trace.measures.isOrigin[entity] ? 1 : 0, first[entity] ?? .max, entity)
    }
    return shown.sorted { key($0) > key($1) }
  }

  /// The zones in which something is drawn, from inner to outer, the unknown one last.
  var zones: [Int] {
    var zones = Set(shown.map { zone($0) })
    zones.formUnion(folding.summaries.map(\.zone))
    if !publishers.isEmpty { zones.insert(audienceZone) }
    return zones.sorted { ($0 < 0 ? Int.max : $0) < ($1 < 0 ? Int.max : $1) }
  }

  /// The number of entities on record that are in a zone.
  func count(ofZone zone: Int) -> Int { zoneCounts[zone + 1] }

  /// Whether a connection has to be drawn against the way the item took: as part of a circle, to someone
  /// who had it before; or as a request of someone who got it later.
  ///
  /// Of two connections between the same shapes none does: they cannot be drawn the same way round.
  func runsBack(_ connection: Connection) -> Bool {
    guard !connection.hasJunction, !table.holds(connection.head, connection.tail) else {
      return false
    }
    guard connection.isRequest || circles.holds(connection) else { return false }
    return place(of: connection.tail) > place(of: connection.head)
  }

  /// How far along the way of the item a shape stands; the second number tells those at a depth apart.
  ///
  /// Whoever never got it can only have come before.
  private func place(of shape: Shape) -> (Int, Int) {
    switch shape {
    case .entity(let entity):
      let depth = trace.measures.depths[entity]
      return (2 * Int(depth), entity)
    case .junction(let place): return (self.place(of: connections[place].tail).0 | 1, 0)
    case .summary, .publications: return (.max, .max)
    }
  }

  /// The zone in which both ends of a connection are drawn, or `nil` where they are in two.
  func commonZone(_ connection: Connection) -> Int? {
    let tail = zone(of: connection.tail)
    return tail == zone(of: connection.head) ? tail : nil
  }

  /// Whether only the order of time tells from whom the actor of a hop had the item.
  func isInferred(_ hop: Int) -> Bool {
    trace.graph.rules[trace.graph.record(ofHop: hop)] == .inferred
      && !trace.graph.isOrigin(hop: hop)
  }

  /// Whether the record of a hop states it as an allegation.
  func isAlleged(_ hop: Int) -> Bool {
    trace.input.records.certainty(trace.graph.record(ofHop: hop)) == .alleged
  }

  /// The zone in which the junction of a connection is drawn.
  func zone(ofJunction place: Int) -> Int { zone(of: connections[place].head) }

  /// The zone in which a shape is drawn.
  func zone(of shape: Shape) -> Int {
    switch shape {
    case .entity(let entity): zone(entity)
    case .summary(let place): folding.summaries[place].zone
    case .publications: audienceZone
    case .junction(let place): zone(of: connections[place].tail)
    }
  }
}
