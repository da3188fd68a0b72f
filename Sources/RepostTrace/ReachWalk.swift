import RepostGraph
import RepostRecords

/// The reach of actors with little downstream, found by walking there.
struct ReachWalk {
  /// Stands for more than anybody walks.
  static let tooMany: Int32 = 1 << 20

  /// For each turn: how often its hops and all that is downstream of them inform somebody, or `tooMany`.
  ///
  /// Whoever is informed twice counts twice, so this bounds the work of a walk and the number of people.
  let bounds: [Int32]

  private let graph: ForwardingGraph
  private let turns: Turns
  private let informing: Informing
  private let items: [Int32]
  private let recordsOfActor: IndexLists
  private let childrenOfTurn: IndexLists
  private let hopsOfTurn: IndexLists
  private var walk: Int32 = 0
  private var seen: [Int32]
  private var walked: [Int32]
  private var open: [Int32] = []

  /// Finds how much there is downstream of each turn.
  ///
  /// - Complexity: O(*turns* + *hops* + links of source nodes).
  init(
    _ graph: ForwardingGraph, _ informing: Informing, recordsOfActor: IndexLists, items: [Int32]
  ) {
    self.graph = graph
    turns = graph.turns
    self.informing = informing
    self.items = items
    self.recordsOfActor = recordsOfActor
    bounds = Self.bounds(graph)
    var children = IndexPairs()
    for turn in 0..<turns.count where turns.rules[turn] == .recorded {
      children.append(turns.ofRecord[Int(turns.sources[turn])], Int32(turn))
    }
    childrenOfTurn = children.lists(count: turns.count)
    hopsOfTurn = IndexLists(
      count: turns.count, keys: turns.ofHop, values: Array(0..<Int32(graph.hopCount)))
    seen = [Int32](repeating: 0, count: graph.entityCount)
    walked = [Int32](repeating: 0, count: turns.count)
  }

  /// How much there is to walk for an actor, or `tooMany`.
  func bound(of actor: Int) -> Int32 {
    var sum: Int32 = 0
    var last: Int32 = -1
    for record in recordsOfActor[actor] {
      let turn = turns.ofRecord[Int(record)]
      guard turn != last else { continue }
      last = turn
      sum += bounds[Int(turn)]
      if sum >= Self.tooMany { return Self.tooMany }
    }
    return sum
  }

  /// The number of entities, other than itself, that an actor's forwarding can have reached.
  mutating func count(of actor: Int) -> Int32 {
    walk += 1
    var found: Int32 = 0
    func meet(_ entity: Int32) {
      guard seen[Int(entity)] != walk, Int(entity) != actor else { return }
      seen[Int(entity)] = walk
      found += 1
    }
    func enter(_ turn: Int32) {
      guard walked[Int(turn)] != walk else { return }
      walked[Int(turn)] = walk
      open.append(turn)
    }
    let informed = informing.informedRecipients(graph)
    for record in recordsOfActor[actor] { enter(turns.ofRecord[Int(record)]) }
    while let turn = open.popLast().map(Int.init) {
      for hop in hopsOfTurn[turn].map(Int.init) {
        if informed[hop] >= 0 { meet(informed[hop]) }
        let recipient = graph.hops.recipients[hop]
        let item = items[graph.record(ofHop: hop)]
        if recipient >= 0, graph.kinds[Int(recipient)].isCollective {
          for member in graph.membership[recipient]
          where member != turns.actors[turn] && informing.informs(member, item: item) {
            meet(member)
          }
        }
        guard let extra = graph.extraReceivers else { continue }
        for entity in extra[hop] where informing.informs(entity, item: item) { meet(entity) }
      }
      for child in childrenOfTurn[turn] { enter(child) }
    }
    return found
  }

  private static func bounds(_ graph: ForwardingGraph) -> [Int32] {
    let (turns, links) = (graph.turns, graph.sources.sources)
    var bounds = [Int32](repeating: 0, count: turns.count)
    func add(_ amount: Int, to turn: Int32) {
      bounds[Int(turn)] = Int32(min(Int(tooMany), Int(bounds[Int(turn)]) + amount))
    }
    let hasCollectives = graph.membership.hasCollectives
    for hop in 0..<graph.hopCount {
      var amount = 1
      let recipient = graph.hops.recipients[hop]
      if hasCollectives, recipient >= 0, graph.kinds[Int(recipient)].isCollective {
        amount += graph.membership[recipient].count
      }
      if let extra = graph.extraReceivers { amount += extra.range(hop).count }
      add(amount, to: turns.ofHop[hop])
    }
    // What is inferred from many hops is downstream of each: nobody walks there from one of them.
    for link in links.values where link >= 0 {
      bounds[Int(turns.ofHop[Int(link)])] = tooMany
    }
    func passUp(_ turn: Int) {
      guard turns.rules[turn] == .recorded else { return }
      add(Int(bounds[turn]), to: turns.ofRecord[Int(turns.sources[turn])])
    }
    for step in graph.turnOrder.steps.reversed() {
      for member in graph.turnOrder.listed[step.listed].reversed() where member >= 0 {
        passUp(Int(member))
      }
      for turn in step.turns.reversed() { passUp(turn) }
    }
    return bounds
  }
}
