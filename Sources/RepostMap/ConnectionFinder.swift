import RepostGraph
import RepostRecords
import RepostTrace

/// Finds everything that is drawn between the chosen shapes.
struct ConnectionFinder {
  private(set) var table = ConnectionTable()
  private let trace: Trace
  private let graph: ForwardingGraph
  private let filter: HopFilter
  private let isKept: [Bool]
  private let folding: Folding

  /// - Complexity: O(*hops* + *entities*), and the hops of the parents that records of drawn actors name.
  init(
    _ trace: Trace, _ filter: HopFilter, _ presence: Presence, kept: [Int], folding: Folding,
    tree: SpreadTree
  ) {
    self.trace = trace
    self.filter = filter
    self.folding = folding
    graph = trace.graph
    var flags = [Bool](repeating: false, count: trace.graph.entityCount)
    for entity in kept { flags[entity] = true }
    isKept = flags

    addHops()
    addBroadcasts()
    addRecordedParents()
    addUnrecordedParents()
    addRequests()
    for (place, summary) in folding.summaries.enumerated() {
      guard let owner = summary.owner else { continue }
      table[.entity(owner), .summary(place)].isFolded = true
    }
    for entity in kept.sorted() {
      guard let source = tree.source(of: entity, graph), !isKept[source] else { continue }
      guard let shape = shape(of: source) else { continue }
      table[shape, .entity(entity)].isFolded = true
    }
    let rank = graph.order.rank
    table.sortHops { [graph] in (rank[graph.record(ofHop: $0)], $0) }
    markChains()
    let through = tree.peopleThrough(presence, graph)
    table.countPeople { [graph] connection in
      switch connection.head {
      case .publications, .junction: 0
      case .summary(let place): folding.summaries[place].total
      case .entity(let entity):
        connection.tail == tree.source(of: entity, graph).map(Shape.entity)
          ? Int(through[entity]) : 0
      }
    }
  }

  /// What stands for an entity on the map.
  private func shape(of entity: Int) -> Shape? {
    if isKept[entity] { return .entity(entity) }
    let summary = Int(folding.summaryOf[entity])
    return summary < 0 ? nil : .summary(summary)
  }

  private var keptRecords: some Sequence<Int> {
    graph.order.records.lazy.map { Int($0) }.filter { [trace, filter, isKept] in
      isKept[Int(trace.graph.hops.actors[$0])] && filter.shows(record: $0, trace)
    }
  }

  private static func key(_ a: Int, _ b: Int) -> UInt64 { UInt64(a) << 32 | UInt64(b) }

  private mutating func addHops() {
    let first = Set(trace.firstExternal.hops + trace.firstBreach.hops)
    for record in keptRecords {
      let actor = Shape.entity(Int(graph.hops.actors[record]))
      for hop in filter.hops(of: record, trace) {
        guard let recipient = graph.recipient(ofHop: hop) else { continue }
        if isKept[recipient] {
          table[actor, .entity(recipient)].hops.append(hop)
        } else if first.contains(hop), let shape = shape(of: recipient) {
          table[actor, shape].hops.append(hop)
        }
      }
    }
  }

  /// Draws each broadcast to whoever took it up, and to a note where nobody did.
  private mutating func addBroadcasts() {
    guard graph.hops.recipients.contains(RecordTable.audience) else { return }
    var isTakenUp = [Bool](repeating: false, count: graph.rules.count)
    var seen: Set<UInt64> = []
    for record in graph.rules.indices
    where graph.rules[record] == .recorded && graph.recorded.takesAll[record]
      && filter.shows(record: record, trace)
    {
      let parent = Int(graph.recorded.record[record])
      let taker = Int(graph.hops.actors[record])
      for hop in filter.hops(of: parent, trace) where graph.hops.recipients[hop] < 0 {
        isTakenUp[parent] = true
        let actor = graph.actor(ofHop: hop)
        guard isKept[actor], isKept[taker], actor != taker,
          seen.insert(Self.key(taker, hop)).inserted
        else { continue }
        table[.entity(actor), .entity(taker)].hops.append(hop)
      }
    }
    for record in keptRecords where !isTakenUp[record] {
      let actor = Int(graph.hops.actors[record])
      for hop in filter.hops(of: record, trace) where graph.hops.recipients[hop] < 0 {
        table[.entity(actor), .publications(actor)].hops.append(hop)
      }
    }
  }

  private mutating func addRecordedParents() {
    var seen: Set<UInt64> = []
    for record in keptRecords where graph.rules[record] == .recorded {
      let actor = graph.hops.actors[record]
      let parent = Int(graph.recorded.record[record])
      guard seen.insert(Self.key(Int(actor), parent)).inserted else { continue }
      let takesAll = graph.recorded.takesAll[record]
      for hop in filter.hops(of: parent, trace) {
        guard let source = graph.recipient(ofHop: hop), source != actor, isKept[source] else {
          continue
        }
        if takesAll {
          table[.entity(source), .entity(Int(actor))].isGap = true
        } else if graph.isReceipt(hop: hop, of: actor) {
          table[.entity(source), .entity(Int(actor))].isMembership = true
        }
      }
    }
  }

  /// Adds where inferred parents were received, and whom messages name as their author.
  private mutating func addUnrecordedParents() {
    struct Key: Hashable {
      let actor: Int32
      let item: Int
      let original: Int?
    }
    // Of the records of one actor and item, the last has the parents of all others too.
    var lastRecords: [Key: Int] = [:]
    var keys: [Key] = []
    let records = trace.input.records
    for record in keptRecords {
      let isInferred = graph.rules[record] == .inferred
      guard isInferred || graph.rules[record] == .originOnly else { continue }
      let key = Key(
        actor: graph.hops.actors[record], item: records.item(record),
        original: isInferred ? nil : records.original(record))
      guard let last = lastRecords[key] else {
        lastRecords[key] = record
        keys.append(key)
        continue
      }
      if records.time(record).end > records.time(last).end { lastRecords[key] = record }
    }
    for key in keys {
      let actor = Int(key.actor)
      for hop in lastRecords[key].map(graph.parents) ?? [] where filter.shows(hop) {
        let source = key.original ?? graph.recipient(ofHop: hop) ?? actor
        guard source != actor, isKept[source] else { continue }
        if key.original != nil {
          table[.entity(source), .entity(actor)].namesAuthor = true
        } else if graph.isReceipt(hop: hop, of: key.actor) {
          table[.entity(source), .entity(actor)].isMembership = true
        }
      }
    }
  }

  /// Adds who asked for a hop, who signed it off, and whom a gap names as the author.
  private mutating func addRequests() {
    let records = trace.input.records
    for record in keptRecords {
      let actor = Int(graph.hops.actors[record])
      for director in records.directors[record].map(Int.init)
      where isKept[director] && director != actor {
        let target = meetingPoint(of: director, record)
        table[.entity(director), target].directed.append(record)
      }
      for approver in records.approvers[record].map(Int.init)
      where isKept[approver] && approver != actor {
        let target = meetingPoint(of: approver, record)
        table[.entity(approver), target].approved.append(record)
      }
      if graph.rules[record] == .none, let original = records.original(record),
        isKept[original], original != actor
      {
        table[.entity(original), .entity(actor)].namesAuthor = true
      }
    }
  }

  /// Where the line from someone who asked for a record or signed it off ends: at one of its hops, that
  /// which shares its line with the fewest others; or, where none is drawn but the one to that very
  /// person, at its actor.
  private mutating func meetingPoint(of entity: Int, _ record: Int) -> Shape {
    let actor = Int(graph.hops.actors[record])
    var best: Int?
    for hop in filter.hops(of: record, trace) {
      let recipient = graph.recipient(ofHop: hop)
      let head = recipient.map(Shape.entity) ?? .publications(actor)
      guard recipient != entity, let place = table.place(.entity(actor), head),
        table.connections[place].hops.contains(hop)
      else { continue }
      let known = best.map { table.connections[$0].hops.count } ?? .max
      if table.connections[place].hops.count < known { best = place }
    }
    guard let best else { return .entity(actor) }
    table.join(best)
    return .junction(best)
  }

  private mutating func markChains() {
    for hop in trace.firstExternal.hops.prefix(100) { mark(hop, graph.recipient(ofHop: hop)) }
    for first in trace.leading(trace.firstExternal) {
      var child = graph.hops.actor(ofHop: first)
      for hop in trace.chain(toHop: first).hops.dropLast().reversed() {
        if let recipient = graph.recipient(ofHop: hop) {
          mark(hop, recipient)
          if recipient != Int(child) { markPair(recipient, Int(child)) }
        } else {
          mark(hop, Int(child))
        }
        child = graph.hops.actor(ofHop: hop)
      }
    }
  }

  private mutating func mark(_ hop: Int, _ recipient: Int?) {
    let actor = graph.actor(ofHop: hop)
    if let recipient {
      markPair(actor, recipient)
    } else {
      table.markChain(.entity(actor), .publications(actor))
    }
  }

  private mutating func markPair(_ tail: Int, _ head: Int) {
    guard let tail = shape(of: tail), let head = shape(of: head), tail != head else { return }
    table.markChain(tail, head)
  }
}
