import RepostGraph
import RepostRecords

/// The figures of a spread: who was reached, at what depth, and by whose doing.
public struct Measures: Sendable {
  /// For each hop: 1 for an origin hop or an actor's own copy, else one more than the least of its parents.
  public internal(set) var hopDepths: [Int32]
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

  init(_ input: ForwardingCase, _ graph: ForwardingGraph) {
    let informed = Informing(input, graph)
    let downstream = Downstream(graph)
    isOrigin = informed.isOrigin
    var isReached = [Bool](repeating: false, count: graph.entityCount)
    for hop in 0..<graph.hopCount {
      informed.forEachInformed(byHop: hop) { isReached[Int($0)] = true }
    }
    self.isReached = isReached
    hopDepths = Self.hopDepths(graph, downstream)
    (fanOut, exposed) = Self.directCounts(graph)

    let first = Self.firstReceipts(graph, hopDepths: hopDepths, isOrigin: isOrigin)
    depths = [Int32](repeating: -1, count: graph.entityCount)
    breadth = [0]
    size = 0
    for entity in 0..<graph.entityCount {
      if isOrigin[entity] {
        depths[entity] = 0
      } else if first[entity] >= 0 {
        depths[entity] = hopDepths[Int(first[entity])]
      } else {
        continue
      }
      let depth = Int(depths[entity])
      while breadth.count <= depth { breadth.append(0) }
      breadth[depth] += 1
      size += 1
    }
    structuralVirality = Self.structuralVirality(
      graph, first: first, depths: depths, isOrigin: isOrigin, size: size)
    soleReach = SoleReach.counts(graph, informed)
    (reach, reachBasis) = Reach.counts(
      graph, informed, downstream, fanOut: fanOut, isReached: isReached)
  }

  private static func hopDepths(_ graph: ForwardingGraph, _ downstream: Downstream) -> [Int32] {
    var depths = [Int32](repeating: -1, count: graph.hopCount)
    var queue: [Int32] = []
    for hop in 0..<graph.hopCount
    where graph.isOriginHop[hop] || graph.isOwn[Int(graph.hops.records[hop])] {
      depths[hop] = 1
      queue.append(Int32(hop))
    }
    var walk = Walk(graph)
    walk.begin()
    var next = 0
    while next < queue.count {
      let hop = Int(queue[next])
      next += 1
      downstream.forEachRecord(from: hop, &walk) { record in
        for child in graph.hops.range(record) where depths[child] < 0 {
          depths[child] = depths[hop] + 1
          queue.append(Int32(child))
        }
      }
    }
    return depths
  }

  private static func directCounts(_ graph: ForwardingGraph) -> (fanOut: [Int32], exposed: [Int32])
  {
    let count = graph.entityCount
    var fanOut = [Int32](repeating: 0, count: count)
    var exposed = fanOut
    var seen = [Int32](repeating: -1, count: count)
    var seenExposed = seen
    let takers = graph.takers
    let hopsOfActor = graph.hopsOfActor
    for actor in 0..<count {
      let me = Int32(actor)
      for position in hopsOfActor.range(actor) {
        let hop = Int(hopsOfActor.values[position])
        func count(_ other: Int32) {
          guard other != me, seen[Int(other)] != me else { return }
          seen[Int(other)] = me
          fanOut[actor] += 1
        }
        let recipient = graph.hops.recipients[hop]
        if recipient >= 0 {
          count(recipient)
        } else {
          for taker in takers[Int(graph.hops.records[hop])] { count(taker) }
        }
        graph.forEachReceiver(ofHop: hop) { other in
          guard other != me, seenExposed[Int(other)] != me else { return }
          seenExposed[Int(other)] = me
          exposed[actor] += 1
        }
      }
    }
    return (fanOut, exposed)
  }

  /// For each entity that is no origin, its receipt that is least by depth and canonical order, or -1.
  private static func firstReceipts(
    _ graph: ForwardingGraph, hopDepths: [Int32], isOrigin: [Bool]
  ) -> [Int32] {
    var first = [Int32](repeating: -1, count: graph.entityCount)
    let rank = graph.order.rank
    for hop in 0..<graph.hopCount where hopDepths[hop] > 0 {
      graph.forEachReceiver(ofHop: hop) { entity in
        guard !isOrigin[Int(entity)] else { return }
        let best = Int(first[Int(entity)])
        if best < 0
          || (hopDepths[hop], rank[Int(graph.hops.records[hop])])
            < (hopDepths[best], rank[Int(graph.hops.records[best])])
        {
          first[Int(entity)] = Int32(hop)
        }
      }
    }
    return first
  }

  /// The mean distance over all ordered pairs of distinct entities of the spread tree.
  ///
  /// An edge with *s* entities on one side lies on the way of *s* (*n* − *s*) pairs (Goel, Anderson,
  /// Hofman and Watts, The Structural Virality of Online Diffusion, 2016), so one pass from the leaves
  /// to the root is enough.
  private static func structuralVirality(
    _ graph: ForwardingGraph, first: [Int32], depths: [Int32], isOrigin: [Bool], size: Int
  ) -> Double? {
    guard size >= 2 else { return nil }
    var byDepth = (0..<Int32(graph.entityCount)).filter { depths[Int($0)] >= 0 }
    byDepth.sort { (depths[Int($0)], $0) > (depths[Int($1)], $1) }
    var below = [Int](repeating: 1, count: graph.entityCount)
    let originCount = isOrigin.count(where: { $0 })
    var pairs = 0.0
    for entity in byDepth.map(Int.init) {
      if isOrigin[entity] {
        // Several origins hang from one added root, which is no entity but whose edges count.
        if originCount > 1 { pairs += Double(below[entity]) * Double(size - below[entity]) }
        continue
      }
      pairs += Double(below[entity]) * Double(size - below[entity])
      let parent = Int(graph.hops.actor(ofHop: Int(first[entity])))
      below[parent] += below[entity]
    }
    return 2 * pairs / (Double(size) * Double(size - 1))
  }
}
