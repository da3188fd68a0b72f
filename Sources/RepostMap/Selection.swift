import RepostGraph
import RepostRecords
import RepostTrace

/// Which entities are drawn each as a shape of their own.
struct Selection {
  /// The entities in the order of their importance.
  private(set) var kept: [Int] = []
  /// Whether some are left out that the map should show whatever its budget.
  private(set) var isCut = false

  /// How many are drawn whatever the budget, where so many must be.
  static let musts = 60

  /// How many summaries are drawn at most, beside one for each zone.
  var summaryLimit: Int { max(70, limit / 4) }

  private var isKept: [Bool]
  private let budget: Int
  private let limit: Int
  private let trace: Trace
  private let presence: Presence
  private let tree: SpreadTree
  private let filter: HopFilter

  /// Chooses who is in focus, the chains to the first hops and the origins, then as much as the budget
  /// allows.
  ///
  /// - Complexity: O(*n* log *n*) in entities, and a pass over them for each halving of the budget.
  init(
    _ trace: Trace, _ presence: Presence, _ tree: SpreadTree, _ filter: HopFilter, _ view: MapView
  ) {
    self.trace = trace
    self.presence = presence
    self.tree = tree
    self.filter = filter
    budget = view.budget.count
    // Room for summaries is left where not everybody fits.
    limit = max(min(budget, MapBudget.limit * 3 / 4), Self.musts)
    isKept = [Bool](repeating: false, count: trace.graph.entityCount)

    let recorded = presence.isRecorded.count(where: { $0 })
    if recorded <= budget {
      keepWhatMustBeDrawn(view, limit: budget)
      for entity in 0..<isKept.count where presence.isRecorded[entity] {
        keep(entity, limit: budget)
      }
      return
    }
    keepWhatMustBeDrawn(view, limit: limit)
    keep(mostWithinBudget: ranked())
    keepWhoIsAlone()
  }

  private var shapes: Int {
    kept.count + Folding.count(trace, presence, tree, kept: kept)
  }

  /// Keeps as many of the candidates, in their order, as the budget has room for.
  private mutating func keep(mostWithinBudget candidates: [Int]) {
    var low = 0
    var high = min(candidates.count, max(0, budget - kept.count))
    while low < high {
      let middle = (low + high + 1) / 2
      var trial = self
      trial.keep(candidates.prefix(middle))
      if trial.shapes <= budget { low = middle } else { high = middle - 1 }
    }
    keep(candidates.prefix(low))
  }

  private mutating func keep(_ entity: Int, limit: Int) {
    // Nobody is drawn of whom nothing is shown.
    guard !isKept[entity], presence.isRecorded[entity] else { return }
    guard kept.count < limit else {
      isCut = true
      return
    }
    isKept[entity] = true
    kept.append(entity)
  }

  /// Keeps entities and the collectives by which they got the item.
  private mutating func keep(_ entities: some Sequence<Int>) {
    for entity in entities {
      keep(entity, limit: limit)
      if let source = tree.source(of: entity, trace.graph), source != tree.parents[entity] {
        keep(source, limit: limit)
      }
    }
  }

  private mutating func keepWhatMustBeDrawn(_ view: MapView, limit: Int) {
    for entity in view.focus { keep(entity, limit: limit) }
    let firsts = [trace.firstExternal, trace.firstBreach]
    for first in firsts { keepEnds(of: first, limit: limit) }
    for first in firsts { keepChains(to: first, limit: limit) }
    for crossing in trace.crossings {
      keepEnds(of: crossing.first, limit: limit)
      keepChains(to: crossing.first, limit: limit)
    }
    for entity in view.focus {
      let receipt = Int(tree.receipts[entity])
      if receipt >= 0 { keepChain(to: receipt, limit: limit) }
    }
    keepOrigins(limit: limit)
    for record in trace.undecided.prefix(8) {
      keepEnds(of: filter.hops(of: record, trace), limit: limit)
    }
  }

  /// Keeps all origins; where they alone would fill the map, those with the largest reach.
  private mutating func keepOrigins(limit: Int) {
    let origins = trace.origins.filter { presence.isRecorded[$0] && !isKept[$0] }
    let room = max(budget, Self.musts) - kept.count
    guard origins.count > room else {
      for origin in origins { keep(origin, limit: limit) }
      return
    }
    isCut = true
    let reach = trace.measures.reach
    let largest = origins.sorted { (-reach[$0], $0) < (-reach[$1], $1) }
    // Half of the room: a column of origins would leave none for what came of them.
    for origin in largest.prefix(max(0, room) / 2) { keep(origin, limit: limit) }
  }

  private mutating func keepEnds(of first: FirstHops, limit: Int) {
    for record in first.records.prefix(8) {
      let hops = filter.hops(of: record, trace)
      guard !hops.isEmpty else { continue }
      keepEnds(of: first.hops.filter(hops.contains), limit: limit)
      let table = trace.input.records
      for entity in table.directors[record] + table.approvers[record] {
        keep(Int(entity), limit: limit)
      }
    }
  }

  private mutating func keepEnds(of hops: some Sequence<Int>, limit: Int) {
    for hop in hops.prefix(12) where filter.shows(hop) {
      keep(trace.graph.actor(ofHop: hop), limit: limit)
      if let recipient = trace.graph.recipient(ofHop: hop) { keep(recipient, limit: limit) }
    }
  }

  private mutating func keepChains(to first: FirstHops, limit: Int) {
    for hop in trace.leading(first) where filter.shows(hop) { keepChain(to: hop, limit: limit) }
  }

  /// Keeps a chain, or both ends of one that is too long to be drawn whole.
  private mutating func keepChain(to hop: Int, limit: Int) {
    let room = max(30, limit / 2)
    let chain = trace.chain(toHop: hop).hops.dropLast().reversed()
    isCut = isCut || chain.count > room
    for hop in chain.prefix(room / 2).reversed() { keepEnds(of: [hop], limit: limit) }
    for hop in chain.dropFirst(room / 2).suffix(room / 2).reversed() {
      keepEnds(of: [hop], limit: limit)
    }
  }

  /// Exporters first, then the responsible, then whoever else passed it on, the largest reach first
  /// among equals; then everyone else on record.
  private func ranked() -> [Int] {
    let graph = trace.graph
    let table = trace.input.records
    var standing = [UInt8](repeating: 0, count: graph.entityCount)
    for record in 0..<table.count {
      let hops = filter.hops(of: record, trace)
      guard !hops.isEmpty else { continue }
      let isBreach = hops.contains { !trace.breaks[$0].isEmpty }
      let actor = Int(graph.hops.actors[record])
      standing[actor] = max(
        standing[actor], hops.contains { trace.isExit(hop: $0) } ? 3 : isBreach ? 2 : 1)
      for entity in table.directors[record] + table.approvers[record] {
        standing[Int(entity)] = max(standing[Int(entity)], isBreach ? 2 : 1)
      }
    }
    let measures = trace.measures
    // Of the rest no more than the budget could ever be drawn.
    let others = standing.indices.lazy
      .filter { standing[$0] == 0 && presence.isRecorded[$0] && !isKept[$0] }.prefix(budget)
    return standing.indices.filter { standing[$0] > 0 && !isKept[$0] }
      .sorted { a, b in
        (-Int(standing[a]), -Int(measures.reach[a]), -Int(measures.fanOut[a]), a)
          < (-Int(standing[b]), -Int(measures.reach[b]), -Int(measures.fanOut[b]), b)
      } + others
  }

  /// Draws whoever would be the only one in a summary, which takes as much room.
  private mutating func keepWhoIsAlone() {
    let folding = Folding(trace, presence, tree, kept: kept)
    for (entity, summary) in folding.summaryOf.enumerated()
    where summary >= 0 && folding.summaries[Int(summary)].total == 1 {
      keep(entity, limit: limit)
    }
  }
}
