import RepostGraph
import RepostRecords

/// The figures of a spread: who was reached, at what depth, and by whose doing.
public struct Measures: Sendable {
  /// For each hop: 1 for an origin hop or an actor's own copy, else one more than the least of its parents.
  public let hopDepths: HopDepths
  /// For each entity: 0 for an origin, else the least depth among its receipts, -1 where never reached.
  public internal(set) var depths: [Int32]
  /// For each entity: whether a hop informs it.
  public internal(set) var isReached: [Bool]
  /// For each entity: whether it is the actor of an origin hop.
  public internal(set) var isOrigin: [Bool]
  /// For each entity: the distinct recipients of its hops and takers of its broadcasts.
  public internal(set) var fanOut: [Int32]
  /// For each entity: the distinct recipients of its hops and members of these.
  public internal(set) var exposed: [Int32]
  /// For each entity: how many its forwarding can have reached; -1 where that was not computed.
  public internal(set) var reach: [Int32]
  /// Why some reach was not computed, or `nil` where all of it was.
  public internal(set) var reachBasis: String?
  /// For each entity: how many are no longer reached when all its hops are taken out.
  public internal(set) var soleReach: [Int32]
  /// The number of entities at each depth.
  public internal(set) var breadth: [Int]
  /// The number of origins and reached entities.
  public internal(set) var size: Int
  /// The mean distance between two entities of the spread tree; `nil` below two.
  ///
  /// Goel, Anderson, Hofman and Watts, The Structural Virality of Online Diffusion, 2016.
  public internal(set) var structuralVirality: Double?

  /// The largest depth of an entity.
  public var maxDepth: Int { max(0, breadth.count - 1) }
  /// The largest number of entities at one depth, origins aside.
  public var maxBreadth: Int { breadth.dropFirst().max() ?? 0 }

  init(_ figures: MeasureFigures, soleReach: [Int32]) {
    self.soleReach = soleReach
    isOrigin = figures.isOrigin
    hopDepths = figures.hopDepths
    (fanOut, exposed) = (figures.direct.fanOut, figures.direct.exposed)
    (reach, reachBasis) = figures.reach
    isReached = figures.spread.isReached
    depths = figures.spread.depths
    breadth = figures.spread.breadth
    size = figures.spread.size
    structuralVirality = figures.spread.structuralVirality
  }
}

/// All measures but sole reach, which takes as long as all of these.
struct MeasureFigures: Sendable {
  let isOrigin: [Bool]
  let hopDepths: HopDepths
  let spread: Spread
  let direct: DirectCounts
  let reach: (reach: [Int32], basis: String?)

  init(_ work: MeasureWork, recordsOfActor: IndexLists) {
    let (graph, informing, items) = (work.graph, work.informing, work.items)
    isOrigin = informing.isOrigin
    hopDepths = work.steps.finish(HopDepths(graph, work.circles))
    spread = work.steps.finish(Spread(graph, informing, hopDepths, items: items))
    direct = work.steps.finish(DirectCounts(graph, recordsOfActor: recordsOfActor))
    reach = work.steps.finish(
      Reach(graph, informing, recordsOfActor: recordsOfActor, items: items)
        .counts(fanOut: direct.fanOut, isReached: spread.isReached))
  }
}

/// What the measures are computed from.
struct MeasureWork: Sendable {
  let graph: ForwardingGraph
  let informing: Informing
  let circles: CircleLinks
  let items: [Int32]
  let steps: MeasuringSteps

  init(_ input: ForwardingCase, _ graph: ForwardingGraph, _ progress: ProgressHandler?) {
    self.graph = graph
    informing = Informing(input, graph)
    circles = CircleLinks(graph)
    items = input.records.items
    steps = MeasuringSteps(records: input.records.count, progress)
  }

  var soleReach: [Int32] {
    steps.finish(SoleReach.counts(graph, informing, circles, items: items))
  }
}
