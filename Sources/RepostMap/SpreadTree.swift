import RepostGraph
import RepostTrace

/// Who stands below whom: everyone below the actor from whom they first got the item.
struct SpreadTree {
  /// For each entity, the hop by which it first got the item, or -1.
  let receipts: [Int32]
  /// For each entity, the one above it, or -1 where there is none.
  let parents: [Int32]
  /// The entities, each after the one above it.
  let order: [Int32]

  /// - Complexity: O(*hops* + *entities*), and the members of the collectives that hops go to.
  init(_ trace: Trace, _ presence: Presence, _ filter: HopFilter) {
    let graph = trace.graph
    let measures = trace.measures
    let rank = graph.order.rank
    let count = graph.entityCount
    var receipts = [Int32](repeating: -1, count: count)
    for hop in 0..<graph.hopCount where measures.hopDepths[hop] > 0 && filter.shows(hop) {
      let key = (measures.hopDepths[hop], rank[graph.record(ofHop: hop)])
      graph.forEachReceiver(ofHop: hop) { entity in
        guard !measures.isOrigin[Int(entity)] else { return }
        let best = Int(receipts[Int(entity)])
        if best < 0 || key < (measures.hopDepths[best], rank[graph.record(ofHop: best)]) {
          receipts[Int(entity)] = Int32(hop)
        }
      }
    }
    self.receipts = receipts
    parents = (0..<count).map { entity in
      receipts[entity] >= 0
        ? graph.hops.actor(ofHop: Int(receipts[entity]))
        : measures.isOrigin[entity] ? -1 : presence.namedBy[entity]
    }

    var starts = [Int](repeating: 0, count: measures.breadth.count + 2)
    func level(_ entity: Int) -> Int {
      measures.depths[entity] < 0 ? measures.breadth.count : Int(measures.depths[entity])
    }
    for entity in 0..<count { starts[level(entity) + 1] += 1 }
    for place in 1..<starts.count { starts[place] += starts[place - 1] }
    var order = [Int32](repeating: 0, count: count)
    for entity in 0..<count {
      let place = level(entity)
      order[starts[place]] = Int32(entity)
      starts[place] += 1
    }
    self.order = order
  }

  /// For each entity, how many on record first got the item through it, itself included where it is on
  /// record; a collective counts those who got it there.
  ///
  /// - Complexity: O(*entities*).
  func peopleThrough(_ presence: Presence, _ graph: ForwardingGraph) -> [Int32] {
    var people = presence.isRecorded.map { $0 ? Int32(1) : 0 }
    for entity in order.reversed().map(Int.init) where parents[entity] >= 0 {
      people[Int(parents[entity])] += people[entity]
    }
    var through = people
    for entity in parents.indices {
      guard let source = source(of: entity, graph), source != Int(parents[entity]) else { continue }
      through[source] += people[entity]
    }
    return through
  }

  /// What a drawn line to an entity comes from: the collective by which it first got the item, else
  /// the actor.
  func source(of entity: Int, _ graph: ForwardingGraph) -> Int? {
    let receipt = Int(receipts[entity])
    if receipt >= 0, let recipient = graph.recipient(ofHop: receipt), recipient != entity {
      return recipient
    }
    return receipt >= 0 ? Int(parents[entity]) : nil
  }
}
