import RepostGraph
import RepostRecords

/// What leads to an entity, and what goes out from it.
public struct Surroundings: Sendable {
  /// For each hop, whether it can have led to the entity.
  public let leads: [Bool]
  /// For each hop, whether the entity made it, asked for it, signed it off or can have led to it.
  public let follows: [Bool]
}

extension Trace {
  /// The hops by which an entity can have got the item, with all that led to these; and the hops that
  /// go out from it, with all that these led to.
  ///
  /// What goes out from a collective is what those passed on who can have got it there.
  ///
  /// - Complexity: O(*hops* + *receipts* + *links* between hops and their parents).
  public func surroundings(of entity: Int) -> Surroundings {
    Surroundings(leads: hops(leadingTo: entity), follows: hops(goingOutFrom: entity))
  }

  private func hops(leadingTo entity: Int) -> [Bool] {
    var leads = [Bool](repeating: false, count: graph.hopCount)
    var isSeen = [Bool](repeating: false, count: graph.rules.count)
    var isNodeSeen = [Bool](repeating: false, count: graph.sources.count)
    var open: [Int] = []
    var openNodes: [Int32] = []
    func take(_ hop: Int) {
      leads[hop] = true
      let record = graph.record(ofHop: hop)
      guard !isSeen[record] else { return }
      isSeen[record] = true
      open.append(record)
    }
    for hop in 0..<graph.hopCount {
      graph.forEachReceiver(ofHop: hop) { if Int($0) == entity { take(hop) } }
    }
    for record in 0..<graph.rules.count where Int(graph.hops.actors[record]) == entity {
      // Its own hops go out from it; what they came from leads to it.
      isSeen[record] = true
      open.append(record)
    }
    while let record = open.popLast() {
      switch graph.rules[record] {
      case .none: break
      case .recorded: for hop in graph.recordedParentHops(record) { take(hop) }
      case .inferred, .originOnly:
        openNodes.append(graph.sourceNode(ofRecord: record))
        while let node = openNodes.popLast().map(Int.init) {
          guard !isNodeSeen[node] else { continue }
          isNodeSeen[node] = true
          for source in graph.sources.sources[node] {
            if source >= 0 { take(Int(source)) } else { openNodes.append(~source) }
          }
        }
      }
    }
    return leads
  }

  private func hops(goingOutFrom entity: Int) -> [Bool] {
    let downstream = Downstream(graph)
    let table = input.records
    var follows = [Bool](repeating: false, count: graph.hopCount)
    var queue: [Int] = []
    func take(_ record: Int) {
      for hop in graph.hops.range(record) where !follows[hop] {
        follows[hop] = true
        queue.append(hop)
      }
    }
    var walk = Walk(graph)
    walk.begin()
    for record in 0..<table.count {
      let isPart =
        Int(graph.hops.actors[record]) == entity
        || table.directors[record].contains(Int32(entity))
        || table.approvers[record].contains(Int32(entity))
      if isPart { take(record) }
    }
    if entity < input.entities.count, input.entities.kind(entity).isCollective {
      for hop in 0..<graph.hopCount where graph.recipient(ofHop: hop) == entity {
        downstream.forEachRecord(from: hop, &walk, take)
      }
    }
    var next = 0
    while next < queue.count {
      downstream.forEachRecord(from: queue[next], &walk, take)
      next += 1
    }
    return follows
  }

  /// The entity that people mean by a text: what the case calls so, or `?` and the id of a record that
  /// names no actor.
  ///
  /// - Throws: `RecordsError` of kind `usage` where nobody or several are called so.
  public func entity(named text: String, option: String) throws(RecordsError) -> Int {
    if text.hasPrefix("?"),
      let unnamed = (input.entities.count..<graph.entityCount).first(where: { id($0) == text })
    {
      return unnamed
    }
    return try input.entity(named: text, option: option)
  }
}
