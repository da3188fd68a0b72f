import RepostGraph
import RepostRecords

/// Whom each actor's forwarding can have reached: everyone informed by its hops or downstream of them.
struct Reach {
  /// The number of entities past which passes are for half as many actors, so as to take less memory.
  static let wideLimit = 1 << 21
  /// The number of actors, those with the largest fan-out, for whom it is always computed.
  static let alwaysCount = 1_000
  /// The work that may go into the others, in turns, hops and links looked at, beside as
  /// many as the case has.
  static let workLimit = 8_000_000

  private let graph: ForwardingGraph
  private let turns: Turns
  private let links: IndexLists
  private let informing: Informing
  private let recordsOfActor: IndexLists
  private let items: [Int32]

  init(
    _ graph: ForwardingGraph, _ informing: Informing, recordsOfActor: IndexLists, items: [Int32]
  ) {
    self.graph = graph
    turns = graph.turns
    links = graph.sources.sources
    self.informing = informing
    self.recordsOfActor = recordsOfActor
    self.items = items
  }

  /// The reach of every entity, and why some of it is left out, if so.
  ///
  /// - Parameters:
  ///   - fanOut: The fan-out of every entity.
  ///   - isReached: Whether a hop informs an entity.
  ///   - fewCount: The number of actors up to which nobody's way is walked alone.
  ///   - alwaysCount: The number of actors for whom it is always computed.
  ///   - workLimit: The work that may go into the others.
  /// - Returns: The reach, -1 where it is left out; and why.
  /// - Complexity: O(*n*) where everything has one parent and nobody is informed twice; else O(*n*) for
  ///   each 128 or 256 actors, largest fan-out first.
  func counts(
    fanOut: [Int32], isReached: [Bool], fewCount: Int = 256, alwaysCount: Int = alwaysCount,
    workLimit: Int = workLimit
  ) -> (reach: [Int32], basis: String?) {
    var reach = [Int32](repeating: 0, count: graph.entityCount)
    var actors: [Int32] = []
    let tree = treeCounts()
    if let tree {
      for turn in 0..<turns.count { reach[Int(turns.actors[turn])] += tree[turn] }
    }
    for actor in 0..<graph.entityCount where !recordsOfActor.range(actor).isEmpty {
      // An origin that also received may have one of its hops, or itself, below another.
      let isNested =
        informing.isOrigin[actor]
        && (isReached[actor]
          || recordsOfActor[actor].contains { graph.rules[Int($0)] != .none })
      if tree == nil || isNested { actors.append(Int32(actor)) }
    }
    guard !actors.isEmpty else { return (reach, nil) }
    let cost =
      turns.count + graph.hopCount + links.values.count + graph.posts.hops.count
      + graph.entityCount + 1
    // A few are done in one pass without looking how far each has to go.
    let isFew = actors.count <= fewCount
    let far = isFew || workLimit == 0 ? actors : walkNear(actors, &reach, room: workLimit + cost)
    let isWide = graph.entityCount <= Self.wideLimit
    let room = max(alwaysCount, workLimit / cost * (isWide ? 256 : 128))
    let (chosen, leftOut) = Self.largest(room, of: far, by: fanOut)
    for actor in leftOut { reach[Int(actor)] = -1 }
    if isWide {
      count(chosen, into: &reach, SIMD4<UInt64>.self)
    } else {
      count(chosen, into: &reach, SIMD2<UInt64>.self)
    }
    let basis =
      leftOut.isEmpty
      ? nil
      : "computed for the \(alwaysCount) with the largest fan_out and for whoever it could be had in "
        + "little time; left out for \(leftOut.count) of \(actors.count)"
    return (reach, basis)
  }

  /// Computes the reach of actors in passes.
  private func count<Bits: SIMD>(
    _ actors: [Int32], into reach: inout [Int32], _: Bits.Type
  ) where Bits.Scalar == UInt64 {
    var pass = ReachPass<Bits>(graph, informing, items: items)
    let width = ReachPass<Bits>.width
    for first in stride(from: 0, to: actors.count, by: width) {
      let batch = actors[first..<min(first + width, actors.count)]
      let counts = pass.counts(of: batch, recordsOfActor: recordsOfActor)
      for (place, actor) in batch.enumerated() { reach[Int(actor)] = counts[place] }
    }
  }

  /// Computes the reach of those with little downstream, as far as there is room for the work.
  ///
  /// - Returns: The others, in their order.
  private func walkNear(
    _ actors: [Int32], _ reach: inout [Int32], room: Int
  ) -> [Int32] {
    var walk = ReachWalk(graph, informing, recordsOfActor: recordsOfActor, items: items)
    // How much work there is for all with a bound of 2ⁿ to 2ⁿ⁺¹: the nearest are walked first.
    var work = [Int](repeating: 0, count: 32)
    func size(_ bound: Int32) -> Int { 31 - bound.leadingZeroBitCount }
    let bounds = actors.map { walk.bound(of: Int($0)) }
    for bound in bounds { work[max(0, size(bound))] += Int(bound) + 1 }
    var limit = 0
    var sum = 0
    while limit < size(ReachWalk.tooMany), sum + work[limit] <= room {
      sum += work[limit]
      limit += 1
    }
    var far: [Int32] = []
    for (place, actor) in actors.enumerated() {
      if max(0, size(bounds[place])) < limit {
        reach[Int(actor)] = walk.count(of: Int(actor))
      } else {
        far.append(actor)
      }
    }
    return far
  }

  /// Those with the largest fan-out, the first of equals first, and the others.
  private static func largest(
    _ room: Int, of actors: [Int32], by fanOut: [Int32]
  ) -> (chosen: [Int32], leftOut: [Int32]) {
    guard actors.count > room else { return (actors, []) }
    var counts = [Int](repeating: 0, count: Int(fanOut.max() ?? 0) + 1)
    for actor in actors { counts[Int(fanOut[Int(actor)])] += 1 }
    var least = counts.count
    var taken = 0
    while least > 0, taken < room {
      least -= 1
      taken += counts[least]
    }
    // Of those at the limit only the first have room.
    var roomAtLimit = room - (taken - counts[least])
    var chosen: [Int32] = []
    var leftOut: [Int32] = []
    for actor in actors {
      let own = Int(fanOut[Int(actor)])
      if own > least {
        chosen.append(actor)
      } else if own == least, roomAtLimit > 0 {
        roomAtLimit -= 1
        chosen.append(actor)
      } else {
        leftOut.append(actor)
      }
    }
    return (chosen, leftOut)
  }

  /// How many each turn and everything downstream of it inform, where all that is a forest.
  ///
  /// - Returns: `nil` where a turn has several parents or an entity is informed by several hops.
  private func treeCounts() -> [Int32]? {
    guard !graph.turnOrder.steps.contains(where: \.isCircle) else { return nil }
    var isInformed = [Bool](repeating: false, count: graph.entityCount)
    var counts = [Int32](repeating: 0, count: turns.count)
    let informed = informing.informedRecipients(graph)
    func take(_ entity: Int32, _ hop: Int) -> Bool {
      if isInformed[Int(entity)] { return false }
      isInformed[Int(entity)] = true
      counts[Int(turns.ofHop[hop])] += 1
      return true
    }
    for hop in 0..<graph.hopCount {
      let entity = informed[hop]
      guard entity < 0 || take(entity, hop) else { return nil }
    }
    if let extra = graph.extraReceivers {
      for hop in 0..<graph.hopCount {
        let item = items[graph.record(ofHop: hop)]
        for entity in extra[hop] where informing.informs(entity, item: item) {
          guard take(entity, hop) else { return nil }
        }
      }
    }
    for feed in graph.posts.feeds {
      // A member of several posts is informed by more than one of them, or has made one of two.
      guard feed.places.count <= 2 else { return nil }
      for hop in graph.posts.hops[feed.places].map(Int.init) {
        let author = Int32(graph.actor(ofHop: hop))
        for member in graph.membership[feed.collective]
        where member != author && informing.informs(member, item: feed.item) {
          guard take(member, hop) else { return nil }
        }
      }
    }
    var parent = [Int32](repeating: -1, count: turns.count)
    for turn in 0..<turns.count where turns.rules[turn] != .none {
      guard let only = onlyParent(of: turn) else { return nil }
      parent[turn] = only
    }
    for step in graph.turnOrder.steps.reversed() {
      for member in graph.turnOrder.listed[step.listed].reversed() where member >= 0 {
        let source = parent[Int(member)]
        if source >= 0 { counts[Int(source)] += counts[Int(member)] }
      }
      for turn in step.turns.reversed() where parent[turn] >= 0 {
        counts[Int(parent[turn])] += counts[turn]
      }
    }
    return counts
  }

  /// The turn that a turn's only parent belongs to; `nil` where it has several parents.
  private func onlyParent(of turn: Int) -> Int32? {
    var found: Int32?
    var count = 0
    if turns.rules[turn] == .recorded {
      graph.forEachRecordedHop(of: Int(turns.sources[turn]), actor: turns.actors[turn]) { hop in
        count += 1
        found = turns.ofHop[hop]
      }
    } else {
      for link in links[Int(turns.sources[turn])] {
        count += link >= 0 ? 1 : 2
        if link >= 0 { found = turns.ofHop[Int(link)] }
      }
    }
    return count == 1 ? found : nil
  }
}
