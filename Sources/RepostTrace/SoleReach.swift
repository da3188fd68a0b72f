import CPrefetch
import RepostGraph
import RepostRecords

/// Whom each actor's forwarding must have reached: who is no longer reached without it.
///
/// For every turn, the actors whose silence kills its hops are the intersection, over its parents, of
/// those who kill the parent and the parent's actor. What comes from the same sources shares them, so one
/// pass over turns and source nodes gives it for everyone. In circles of imprecise times it is repeated
/// until nothing changes, from everybody downward: the greatest fixpoint.
struct SoleReach: ~Copyable {
  private let graph: ForwardingGraph
  private let turns: Turns
  private let links: IndexLists
  private var sets: ActorSets
  // Who kills a turn's hops, and its actor; who kills all that a source node comes from.
  private var ofTurn: [Int32]
  private var ofNode: [Int32]

  private init(_ graph: ForwardingGraph) {
    self.graph = graph
    turns = graph.turns
    links = graph.sources.sources
    sets = ActorSets(actorCount: graph.entityCount)
    ofTurn = [Int32](repeating: ActorSets.everybody, count: turns.count)
    ofNode = [Int32](repeating: ActorSets.everybody, count: links.count)
  }

  /// The sole reach of every entity.
  ///
  /// - Complexity: O(*n*) in turns, links, hops and members, times the size of what differs between sets.
  static func counts(
    _ graph: ForwardingGraph, _ informing: Informing, _ circles: CircleLinks,
    items: [Int32]
  ) -> [Int32] {
    var measure = SoleReach(graph)
    measure.goDownstream(circles)
    measure.sets.prepare()
    let dependsOn = measure.dependencies(informing, items: items)
    var given = [Int32](repeating: 0, count: measure.sets.count)
    for set in dependsOn where set > 0 { given[Int(set)] += 1 }
    var counts = measure.sets.memberships(given, actorCount: graph.entityCount)
    for entity in 0..<dependsOn.count where dependsOn[entity] > 0 && counts[entity] > 0 {
      if measure.sets.contains(Int32(entity), in: dependsOn[entity]) { counts[entity] -= 1 }
    }
    return counts
  }

  private mutating func goDownstream(_ circles: CircleLinks) {
    let order = graph.turnOrder
    for step in order.steps {
      for turn in step.turns { ofTurn[turn] = evaluate(turn: turn) }
      guard step.isCircle else {
        for place in step.listed { _ = settle(order.listed[place]) }
        continue
      }
      var queue = step.listed.map { Int32($0) }
      var isQueued = [Bool](repeating: true, count: queue.count)
      let first = step.listed.lowerBound
      var next = 0
      while next < queue.count {
        let place = Int(queue[next])
        next += 1
        isQueued[place - first] = false
        guard settle(order.listed[place]) else { continue }
        for successor in circles.successors(of: place) where !isQueued[Int(successor) - first] {
          isQueued[Int(successor) - first] = true
          queue.append(successor)
        }
      }
    }
  }

  /// Computes a turn or a source node anew.
  ///
  /// - Returns: Whether its set has become smaller; the same members may be listed in another order.
  private mutating func settle(_ member: Int32) -> Bool {
    let known = member >= 0 ? ofTurn[Int(member)] : ofNode[Int(~member)]
    let found = member >= 0 ? evaluate(turn: Int(member)) : evaluate(node: Int(~member))
    guard found != known else { return false }
    guard known == ActorSets.everybody || sets.size(found) < sets.size(known) else { return false }
    if member >= 0 { ofTurn[Int(member)] = found } else { ofNode[Int(~member)] = found }
    return true
  }

  private mutating func evaluate(turn: Int) -> Int32 {
    let actor = turns.actors[turn]
    let source = Int(turns.sources[turn])
    switch turns.rules[turn] {
    case .none:
      return sets.adding(actor, to: ActorSets.empty)
    case .inferred where turns.isOwn[turn]:
      return sets.adding(actor, to: ActorSets.empty)
    case .inferred, .originOnly:
      return sets.adding(actor, to: ofNode[source])
    case .recorded:
      guard !graph.openedHops.isEmpty else {
        return sets.adding(actor, to: ofTurn[Int(turns.ofRecord[source])])
      }
      var common = ActorSets.everybody
      var hops: [Int] = []
      graph.forEachRecordedHop(of: source, actor: actor) { hops.append($0) }
      for hop in hops { common = sets.intersection(common, killers(ofHop: hop)) }
      return sets.adding(actor, to: common)
    }
  }

  private mutating func evaluate(node: Int) -> Int32 {
    var common = ActorSets.everybody
    for place in links.range(node) {
      let link = links.values[place]
      let set = link >= 0 ? killers(ofHop: Int(link)) : ofNode[Int(~link)]
      common = sets.intersection(common, set)
    }
    return common
  }

  /// Who kills a hop, and its actor.
  private mutating func killers(ofHop hop: Int) -> Int32 {
    if graph.isOpened(hop: hop) {
      return sets.adding(Int32(graph.actor(ofHop: hop)), to: ActorSets.empty)
    }
    return ofTurn[Int(turns.ofHop[hop])]
  }

  /// For each entity, the actors without each of whom no hop informs it; everybody where none does anyway.
  private mutating func dependencies(_ informing: Informing, items: [Int32]) -> [Int32] {
    var dependsOn = [Int32](repeating: ActorSets.everybody, count: graph.entityCount)
    let informed = informing.informedRecipients(graph)
    let hasOpened = !graph.openedHops.isEmpty
    let turnOfHop = turns.ofHop
    dependsOn.withUnsafeMutableBufferPointer { dependsOn in
      for hop in 0..<turnOfHop.count {
        if hop + 16 < turnOfHop.count {
          let ahead = informed[hop + 16]
          if ahead >= 0 { prefetch(dependsOn.baseAddress.map { $0 + Int(ahead) }) }
          prefetch(sets.address(of: ofTurn[Int(turnOfHop[hop + 16])]))
        }
        let entity = informed[hop]
        guard entity >= 0 else { continue }
        let known = dependsOn[Int(entity)]
        if known == ActorSets.empty { continue }
        let set = hasOpened ? killers(ofHop: hop) : ofTurn[Int(turnOfHop[hop])]
        if set == known { continue }
        dependsOn[Int(entity)] = sets.intersection(known, set)
      }
    }
    if let extra = graph.extraReceivers {
      for hop in 0..<graph.hopCount {
        let item = items[graph.record(ofHop: hop)]
        for place in extra.range(hop) where informing.informs(extra.values[place], item: item) {
          let entity = Int(extra.values[place])
          dependsOn[entity] = sets.intersection(dependsOn[entity], killers(ofHop: hop))
        }
      }
    }
    for group in informing.feeds.groups {
      let given = group.feeds.map { depend(on: $0, informing, &dependsOn) }
      informing.feeds.fold(group, given, nothing: ActorSets.everybody) {
        sets.intersection($0, $1)
      } take: { member, set in
        dependsOn[Int(member)] = sets.intersection(dependsOn[Int(member)], set)
      }
    }
    return dependsOn
  }

  /// Who kills all that is posted in a feed; whoever posted in it depends on the posts of the others.
  private mutating func depend(
    on feed: Int, _ informing: Informing, _ dependsOn: inout [Int32]
  ) -> Int32 {
    let places = graph.posts.feeds[feed].places
    guard places.count > 1 else {
      return killers(ofHop: Int(graph.posts.hops[places.lowerBound]))
    }
    // By author: whoever posted received what all the others posted.
    let hops = graph.hops
    let posts = graph.posts.hops[places].map(Int.init)
      .sorted { (hops.actor(ofHop: $0), $0) < (hops.actor(ofHop: $1), $1) }
    var authors: [Int32: Int] = [:]
    var common: [Int32] = []
    for hop in posts {
      let author = hops.actor(ofHop: hop)
      if authors[author] == nil {
        authors[author] = common.count
        common.append(ActorSets.everybody)
      }
      common[common.count - 1] = sets.intersection(common[common.count - 1], killers(ofHop: hop))
    }
    var after = [Int32](repeating: ActorSets.everybody, count: common.count + 1)
    for place in common.indices.reversed() {
      after[place] = sets.intersection(after[place + 1], common[place])
    }
    var others = [Int32](repeating: ActorSets.everybody, count: common.count)
    var before = ActorSets.everybody
    for place in common.indices {
      others[place] = sets.intersection(before, after[place + 1])
      before = sets.intersection(before, common[place])
    }
    for author in informing.feeds.authors[feed] {
      guard let place = authors[author] else { continue }
      dependsOn[Int(author)] = sets.intersection(dependsOn[Int(author)], others[place])
    }
    return before
  }
}
