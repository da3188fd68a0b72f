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
  /// How many are drawn at most, whatever the budget.
  static let limit = 110
  /// How many summaries are drawn at most, beside one for each zone.
  static let summaryLimit = 70

  private var isKept: [Bool]
  private let limit: Int
  private let trace: Trace
  private let presence: Presence
  private let tree: SpreadTree

  /// Chooses the origins and the chains to the first hops, then as much as the budget allows.
  ///
  /// - Complexity: O(*n* log *n*) in entities, and a pass over them for each halving of the budget.
  init(_ trace: Trace, _ presence: Presence, _ tree: SpreadTree, budget: Int) {
    self.trace = trace
    self.presence = presence
    self.tree = tree
    limit = min(max(budget, Self.musts), Self.limit)
    isKept = [Bool](repeating: false, count: trace.graph.entityCount)
    keepWhatMustBeDrawn()

    let recorded = presence.isRecorded.count(where: { $0 })
    if recorded <= min(budget, limit) {
      for entity in 0..<isKept.count where presence.isRecorded[entity] { keep(entity) }
      return
    }
    let candidates = ranked()
    var low = 0
    var high = min(candidates.count, max(0, min(budget, limit) - kept.count))
    while low < high {
      let middle = (low + high + 1) / 2
      var trial = self
      trial.keep(candidates.prefix(middle))
      if trial.shapes <= budget { low = middle } else { high = middle - 1 }
    }
    keep(candidates.prefix(low))
    keepWhoIsAlone()
  }

  private var shapes: Int {
    kept.count + Folding.count(trace, presence, tree, kept: kept)
  }

  private mutating func keep(_ entity: Int) {
    guard !isKept[entity] else { return }
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
      keep(entity)
      if let source = tree.source(of: entity, trace.graph), source != tree.parents[entity] {
        keep(source)
      }
    }
  }

  private mutating func keepWhatMustBeDrawn() {
    keepEnds(of: trace.firstExternal)
    keepEnds(of: trace.firstBreach)
    for first in [trace.firstExternal, trace.firstBreach] { keepChains(to: first) }
    for origin in trace.origins.prefix(limit) { keep(origin) }
    for crossing in trace.crossings {
      keepEnds(of: crossing.first)
      keepChains(to: crossing.first)
    }
    for record in trace.undecided.prefix(8) { keepEnds(of: trace.graph.hops.range(record)) }
  }

  private mutating func keepEnds(of first: FirstHops) {
    for record in first.records.prefix(8) {
      let range = trace.graph.hops.range(record)
      keepEnds(of: first.hops.filter(range.contains))
      let table = trace.input.records
      for entity in table.directors[record] + table.approvers[record] { keep(Int(entity)) }
    }
  }

  private mutating func keepEnds(of hops: some Sequence<Int>) {
    for hop in hops.prefix(12) {
      keep(trace.graph.actor(ofHop: hop))
      if let recipient = trace.graph.recipient(ofHop: hop) { keep(recipient) }
    }
  }

  /// Keeps both ends of a chain that is too long to be drawn whole.
  private mutating func keepChains(to first: FirstHops) {
    let room = 30
    for hop in trace.leading(first) {
      let chain = trace.chain(toHop: hop).hops.dropLast().reversed()
      isCut = isCut || chain.count > room
      keepEach(of: chain.prefix(room / 2).reversed())
      keepEach(of: chain.dropFirst(room / 2).suffix(room / 2).reversed())
    }
  }

  private mutating func keepEach(of hops: some Sequence<Int>) {
    for hop in hops { keepEnds(of: CollectionOfOne(hop)) }
  }

  /// Everyone who passed it on, asked for it or signed it off: exporters first, then the
  /// responsible, the largest reach first among equals.
  private func ranked() -> [Int] {
    let graph = trace.graph
    let table = trace.input.records
    var standing = [UInt8](repeating: 0, count: graph.entityCount)
    for record in 0..<table.count {
      let range = graph.hops.range(record)
      guard !range.isEmpty else { continue }
      let isBreach = range.contains { !trace.breaks[$0].isEmpty }
      let actor = Int(graph.hops.actors[record])
      standing[actor] = max(
        standing[actor], range.contains { trace.isExit(hop: $0) } ? 3 : isBreach ? 2 : 1)
      for entity in table.directors[record] + table.approvers[record] {
        standing[Int(entity)] = max(standing[Int(entity)], isBreach ? 2 : 1)
      }
    }
    return standing.indices.filter { standing[$0] > 0 && !isKept[$0] }
      .sorted { a, b in
        let (x, y) = (trace.measures, trace.measures)
        return (-Int(standing[a]), -Int(x.reach[a]), -Int(x.fanOut[a]), a)
          < (-Int(standing[b]), -Int(y.reach[b]), -Int(y.fanOut[b]), b)
      }
  }

  /// Draws whoever would be the only one in a summary, which takes as much room.
  private mutating func keepWhoIsAlone() {
    let folding = Folding(trace, presence, tree, kept: kept)
    for (entity, summary) in folding.summaryOf.enumerated()
    where summary >= 0 && folding.summaries[Int(summary)].total == 1 {
      keep(entity)
    }
  }
}
