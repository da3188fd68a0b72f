import RepostGraph
import RepostRecords

/// The reach of actors with little downstream, found by looking through it.
///
/// Turns that name their parents form a forest. Laid out so that whatever is downstream of a turn follows it
/// without a gap, whom its hops and all those below inform stand in one run, and are counted by reading it.
struct ReachWalk {
  /// Stands for more than anybody reads.
  static let tooMany: Int32 = 1 << 20
  /// The number of members up to which a collective's stand in the run of each hop to it.
  private static let memberLimit = 16

  private let turns: Turns
  private let recordsOfActor: IndexLists
  // Where the run of each turn begins and how long it is.
  private var starts: [Int32]
  private var lengths: [Int32]
  // Whether something downstream of a turn is in no run, being inferred from several hops.
  private var isOpen: [Bool]
  // In a circle nothing comes first: its turns follow nobody.
  private var isInCircle: [Bool]
  private var people: [Int32]
  private var read: Int32 = 0
  private var seen: [Int32]
  private var runs: [Range<Int>] = []

  /// Lays the forest out.
  ///
  /// - Complexity: O(*turns* + *hops* + links of source nodes).
  init(
    _ graph: ForwardingGraph, _ informing: Informing, recordsOfActor: IndexLists, items: [Int32]
  ) {
    turns = graph.turns
    self.recordsOfActor = recordsOfActor
    seen = [Int32](repeating: 0, count: graph.entityCount)
    starts = [Int32](repeating: 0, count: turns.count)
    lengths = starts
    isOpen = [Bool](repeating: false, count: turns.count)
    isInCircle = isOpen
    people = []
    measure(graph)
    layOut(graph, informing, items: items)
  }

  /// The turn that a turn follows in the forest, or -1.
  private func parent(of turn: Int) -> Int32 {
    guard turns.rules[turn] == .recorded, !isInCircle[turn] else { return -1 }
    return turns.ofRecord[Int(turns.sources[turn])]
  }

  /// The number of people whom a hop informs at most, or `nil` where they are not laid out.
  private static func width(_ hop: Int, _ graph: ForwardingGraph) -> Int32? {
    let recipient = graph.hops.recipients[hop]
    var width: Int32 = recipient < 0 ? 0 : 1
    if let extra = graph.extraReceivers { width += Int32(extra.range(hop).count) }
    guard graph.membership.hasCollectives, recipient >= 0,
      graph.kinds[Int(recipient)].isCollective
    else { return width }
    let members = graph.membership[recipient].count
    return members > memberLimit ? nil : width + Int32(members)
  }

  private mutating func measure(_ graph: ForwardingGraph) {
    let isPlain = !graph.membership.hasCollectives && graph.extraReceivers == nil
    for hop in 0..<graph.hopCount {
      let turn = Int(turns.ofHop[hop])
      if isPlain {
        lengths[turn] += graph.hops.recipients[hop] < 0 ? 0 : 1
      } else if let width = Self.width(hop, graph) {
        lengths[turn] += width
      } else {
        isOpen[turn] = true
      }
    }
    for link in graph.sources.sources.values where link >= 0 {
      isOpen[Int(turns.ofHop[Int(link)])] = true
    }
    for step in graph.turnOrder.steps where step.isCircle {
      for turn in graph.turnOrder.listed[step.listed].map(Int.init) where turn >= 0 {
        isOpen[turn] = true
        let parent = Int(self.parent(of: turn))
        if parent >= 0 { isOpen[parent] = true }
        isInCircle[turn] = true
      }
    }
  }

  private mutating func layOut(
    _ graph: ForwardingGraph, _ informing: Informing, items: [Int32]
  ) {
    let own = lengths
    for step in graph.turnOrder.steps.reversed() {
      for member in graph.turnOrder.listed[step.listed].reversed() where member >= 0 {
        addToParent(Int(member))
      }
      for turn in step.turns.reversed() { addToParent(turn) }
    }
    var end: Int32 = 0
    var next = own
    func place(_ turn: Int) {
      let parent = Int(self.parent(of: turn))
      if parent < 0 {
        starts[turn] = end
        end += lengths[turn]
      } else {
        starts[turn] = next[parent]
        next[parent] += lengths[turn]
      }
      // What follows a turn's own is what is below it.
      next[turn] = starts[turn] + own[turn]
    }
    for step in graph.turnOrder.steps {
      for turn in step.turns { place(turn) }
      for member in graph.turnOrder.listed[step.listed] where member >= 0 { place(Int(member)) }
    }

    people = [Int32](repeating: -1, count: Int(end))
    next = starts
    let informed = informing.informedRecipients(graph)
    let isPlain = !graph.membership.hasCollectives && graph.extraReceivers == nil
    for hop in 0..<graph.hopCount {
      let turn = Int(turns.ofHop[hop])
      guard isPlain || Self.width(hop, graph) != nil else { continue }
      if graph.hops.recipients[hop] >= 0 {
        people[Int(next[turn])] = informed[hop]
        next[turn] += 1
      }
      guard !isPlain else { continue }
      let item = items[graph.record(ofHop: hop)]
      func add(_ entity: Int32) {
        people[Int(next[turn])] = informing.informs(entity, item: item) ? entity : -1
        next[turn] += 1
      }
      if let extra = graph.extraReceivers { for entity in extra[hop] { add(entity) } }
      guard graph.membership.hasCollectives, graph.hops.recipients[hop] >= 0,
        graph.kinds[Int(graph.hops.recipients[hop])].isCollective
      else { continue }
      let actor = Int32(graph.actor(ofHop: hop))
      for member in graph.membership[graph.hops.recipients[hop]] {
        if member == actor { next[turn] += 1 } else { add(member) }
      }
    }
  }

  private mutating func addToParent(_ turn: Int) {
    let parent = Int(self.parent(of: turn))
    guard parent >= 0 else { return }
    lengths[parent] += lengths[turn]
    if isOpen[turn] { isOpen[parent] = true }
  }

  /// How much there is to read for an actor, or `tooMany`.
  mutating func bound(of actor: Int) -> Int32 {
    guard findRuns(of: actor) else { return Self.tooMany }
    let sum = runs.reduce(0) { $0 + $1.count }
    return Int32(min(Int(Self.tooMany), sum))
  }

  /// The number of entities, other than itself, that an actor's forwarding can have reached.
  mutating func count(of actor: Int) -> Int32 {
    _ = findRuns(of: actor)
    read += 1
    let (read, runs) = (read, runs)
    var found: Int32 = 0
    people.withUnsafeBufferPointer { people in
      seen.withUnsafeMutableBufferPointer { seen in
        seen[actor] = read
        for run in runs {
          for place in run {
            let entity = people[place]
            if entity >= 0, seen[Int(entity)] != read {
              seen[Int(entity)] = read
              found += 1
            }
          }
        }
      }
    }
    return found
  }

  /// Finds the runs of an actor's turns that stand in no other of them.
  ///
  /// - Returns: Whether all that is downstream stands in them.
  private mutating func findRuns(of actor: Int) -> Bool {
    runs.removeAll(keepingCapacity: true)
    var last: Int32 = -1
    for place in recordsOfActor.range(actor) {
      let turn = turns.ofRecord[Int(recordsOfActor.values[place])]
      guard turn != last else { continue }
      last = turn
      if isOpen[Int(turn)] { return false }
      let start = Int(starts[Int(turn)])
      runs.append(start..<start + Int(lengths[Int(turn)]))
    }
    guard runs.count > 1 else { return true }
    runs.sort { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }
    var end = 0
    runs.removeAll { run in
      if run.upperBound <= end { return true }
      end = run.upperBound
      return false
    }
    return true
  }
}
