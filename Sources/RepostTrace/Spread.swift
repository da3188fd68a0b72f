import CPrefetch
import RepostGraph
import RepostRecords

/// Who was reached at what depth, and the tree of first receipts.
struct Spread {
  let isReached: [Bool]
  /// 0 for an origin, else the least depth of its receipts, -1 where never reached.
  let depths: [Int32]
  let breadth: [Int]
  let size: Int
  let structuralVirality: Double?

  /// A receipt by its depth, then by the canonical order of its record.
  private struct Place: Comparable {
    private let bits: UInt64
    static let none = Place(bits: .max)

    private init(bits: UInt64) { self.bits = bits }

    init(depth: Int32, rank: Int32) {
      bits = UInt64(UInt32(bitPattern: depth)) << 32 | UInt64(UInt32(bitPattern: rank))
    }

    var depth: Int32 { Int32(truncatingIfNeeded: bits >> 32) }
    var rank: Int { Int(UInt32(truncatingIfNeeded: bits)) }

    static func < (a: Place, b: Place) -> Bool { a.bits < b.bits }
  }

  init(
    _ graph: ForwardingGraph, _ informing: Informing, _ hopDepths: HopDepths, items: [Int32]
  ) {
    let count = graph.entityCount
    let isOrigin = informing.isOrigin
    var first = [Place](repeating: .none, count: count)
    var isReached = [Bool](repeating: false, count: count)
    let (turnOfHop, rank) = (graph.turns.ofHop, graph.order.rank)
    let recordOfHop = graph.hops.records
    let informed = informing.informedRecipients(graph)
    let hasOpened = !graph.openedHops.isEmpty
    func place(ofHop hop: Int) -> Place {
      let record = Int(recordOfHop[hop])
      let depth = hasOpened ? hopDepths[hop] : hopDepths.ofTurn(Int(turnOfHop[hop]))
      return Place(depth: depth, rank: rank[record])
    }
    func receive(_ place: Place, _ entity: Int32) {
      isReached[Int(entity)] = true
      if place < first[Int(entity)] { first[Int(entity)] = place }
    }
    // Whom a hop does not inform is an origin, whose depth is 0 anyway.
    first.withUnsafeMutableBufferPointer { first in
      for hop in 0..<turnOfHop.count {
        if hop + 16 < turnOfHop.count {
          let ahead = informed[hop + 16]
          if ahead >= 0 { prefetch(first.baseAddress.map { $0 + Int(ahead) }) }
        }
        let entity = informed[hop]
        guard entity >= 0 else { continue }
        let place = place(ofHop: hop)
        if place < first[Int(entity)] { first[Int(entity)] = place }
      }
    }
    for entity in 0..<count where first[entity] != .none { isReached[entity] = true }
    if let extra = graph.extraReceivers {
      for hop in 0..<graph.hopCount {
        let item = items[Int(recordOfHop[hop])]
        for entity in extra[hop] where informing.informs(entity, item: item) {
          receive(place(ofHop: hop), entity)
        }
      }
    }
    for group in informing.feeds.groups {
      let given = group.feeds.map { feed -> Place in
        var least = LeastByOthers<Place>()
        for hop in graph.posts.hops[graph.posts.feeds[feed].places].map(Int.init) {
          least.add(place(ofHop: hop), by: Int32(graph.actor(ofHop: hop)))
        }
        for author in informing.feeds.authors[feed] {
          if let place = least.excluding(author) { receive(place, author) }
        }
        return least.key ?? .none
      }
      informing.feeds.fold(group, given, nothing: .none) {
        min($0, $1)
      } take: { member, place in
        if place != .none { receive(place, member) }
      }
    }

    var depths = [Int32](repeating: -1, count: count)
    var breadth = [0]
    var size = 0
    for entity in 0..<count {
      if isOrigin[entity] {
        depths[entity] = 0
      } else if isReached[entity] {
        depths[entity] = first[entity].depth
      } else {
        continue
      }
      let depth = Int(depths[entity])
      while breadth.count <= depth { breadth.append(0) }
      breadth[depth] += 1
      size += 1
    }
    self.isReached = isReached
    self.depths = depths
    self.breadth = breadth
    self.size = size
    structuralVirality = Self.structuralVirality(
      graph, first: first, depths: depths, breadth: breadth, size: size)
  }

  /// The mean distance over all ordered pairs of distinct entities of the spread tree.
  ///
  /// An edge with *s* entities on one side lies on the way of *s* (*n* − *s*) pairs (Goel, Anderson,
  /// Hofman and Watts, The Structural Virality of Online Diffusion, 2016), so one pass from the leaves
  /// to the root is enough.
  private static func structuralVirality(
    _ graph: ForwardingGraph, first: [Place], depths: [Int32], breadth: [Int], size: Int
  ) -> Double? {
    guard size >= 2 else { return nil }
    var next = breadth
    var start = 0
    for depth in breadth.indices {
      next[depth] = start
      start += breadth[depth]
    }
    var byDepth = [Int32](repeating: 0, count: size)
    for entity in 0..<depths.count where depths[entity] >= 0 {
      byDepth[next[Int(depths[entity])]] = Int32(entity)
      next[Int(depths[entity])] += 1
    }
    var below = [Int32](repeating: 1, count: graph.entityCount)
    let (records, actors) = (graph.order.records, graph.hops.actors)
    // Whole numbers: they add up to the same in every order, however many there are.
    var pairs: UInt128 = 0
    for entity in byDepth.reversed().map(Int.init) {
      let inside = UInt64(below[entity])
      if depths[entity] > 0 {
        below[Int(actors[Int(records[first[entity].rank])])] += below[entity]
      } else if breadth[0] == 1 {
        continue
      }
      // Several origins hang from one added root, which is no entity but whose edges count.
      pairs += UInt128(inside * (UInt64(size) - inside))
    }
    return 2 * Double(pairs) / (Double(size) * Double(size - 1))
  }
}
