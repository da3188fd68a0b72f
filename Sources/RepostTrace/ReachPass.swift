import CPrefetch
import RepostGraph
import RepostRecords

/// One pass downstream for many actors at once.
///
/// Each has a bit, and a turn has the bits of those whose turns it is, or is downstream of. The wider the
/// bits, the fewer passes there are, and the more memory they take.
struct ReachPass<Bits: SIMD> where Bits.Scalar == UInt64 {
  /// The number of actors that one pass is for.
  static var width: Int { Bits.scalarCount * 64 }

  private let graph: ForwardingGraph
  private let turns: Turns
  private let links: IndexLists
  private let informing: Informing
  private let informed: InformedRecipients
  private let items: [Int32]
  private var ofTurn: [Bits]
  private var ofNode: [Bits]
  private var ofEntity: [Bits]

  init(_ graph: ForwardingGraph, _ informing: Informing, items: [Int32]) {
    self.graph = graph
    turns = graph.turns
    links = graph.sources.sources
    self.informing = informing
    informed = informing.informedRecipients(graph)
    self.items = items
    ofTurn = [Bits](repeating: .zero, count: turns.count)
    ofNode = [Bits](repeating: .zero, count: links.count)
    ofEntity = [Bits](repeating: .zero, count: graph.entityCount)
  }

  /// How many entities, other than itself, each of as many actors as a pass is for can have reached.
  mutating func counts(of actors: ArraySlice<Int32>, recordsOfActor: IndexLists) -> [Int32] {
    for turn in ofTurn.indices { ofTurn[turn] = .zero }
    for entity in ofEntity.indices { ofEntity[entity] = .zero }
    for (place, actor) in actors.enumerated() {
      for record in recordsOfActor[Int(actor)] {
        ofTurn[Int(turns.ofRecord[Int(record)])][place >> 6] |= 1 << UInt64(place & 63)
      }
    }
    goDownstream()
    reachRecipients()
    reachMembers()
    var counts = BitCounts<Bits>()
    for bits in ofEntity where bits != .zero { counts.add(bits) }
    counts.finish()
    return actors.enumerated().map { place, actor in
      let reachesItself = ofEntity[Int(actor)][place >> 6] >> UInt64(place & 63) & 1 == 1
      return counts.totals[place] - (reachesItself ? 1 : 0)
    }
  }

  private mutating func goDownstream() {
    let order = graph.turnOrder
    for step in order.steps {
      pass(step.turns)
      guard step.isCircle else {
        for member in order.listed[step.listed] { settle(member) }
        continue
      }
      // Each member of a circle is downstream of all of them.
      var all = Bits.zero
      for member in order.listed[step.listed] {
        settle(member)
        all |= member >= 0 ? ofTurn[Int(member)] : ofNode[Int(~member)]
      }
      for member in order.listed[step.listed] {
        if member >= 0 { ofTurn[Int(member)] = all } else { ofNode[Int(~member)] = all }
      }
    }
  }

  private mutating func pass(_ range: Range<Int>) {
    let turns = self.turns
    ofNode.withUnsafeBufferPointer { ofNode in
      ofTurn.withUnsafeMutableBufferPointer { ofTurn in
        for turn in range {
          switch turns.rules[turn] {
          case .none: break
          case .recorded:
            ofTurn[turn] |= ofTurn[Int(turns.ofRecord[Int(turns.sources[turn])])]
          case .inferred, .originOnly: ofTurn[turn] |= ofNode[Int(turns.sources[turn])]
          }
        }
      }
    }
  }

  private mutating func settle(_ member: Int32) {
    if member >= 0 {
      ofTurn[Int(member)] |= above(turn: Int(member))
      return
    }
    var bits = Bits.zero
    for place in links.range(Int(~member)) {
      let link = links.values[place]
      bits |= link >= 0 ? ofTurn[turn(ofHop: Int(link))] : ofNode[Int(~link)]
    }
    ofNode[Int(~member)] = bits
  }

  private func above(turn: Int) -> Bits {
    let source = Int(turns.sources[turn])
    return switch turns.rules[turn] {
    case .none: .zero
    case .recorded: ofTurn[Int(turns.ofRecord[source])]
    case .inferred, .originOnly: ofNode[source]
    }
  }

  private func turn(ofHop hop: Int) -> Int { Int(turns.ofHop[hop]) }

  private mutating func reachRecipients() {
    let (turnOfHop, informed) = (turns.ofHop, informed)
    ofTurn.withUnsafeBufferPointer { ofTurn in
      ofEntity.withUnsafeMutableBufferPointer { ofEntity in
        for hop in 0..<turnOfHop.count {
          if hop + 16 < turnOfHop.count, ofTurn[Int(turnOfHop[hop + 16])] != .zero {
            let ahead = informed[hop + 16]
            if ahead >= 0 { prefetch(ofEntity.baseAddress.map { $0 + Int(ahead) }) }
          }
          let bits = ofTurn[Int(turnOfHop[hop])]
          guard bits != .zero else { continue }
          let entity = informed[hop]
          if entity >= 0 { ofEntity[Int(entity)] |= bits }
        }
      }
    }
    guard let extra = graph.extraReceivers else { return }
    for hop in 0..<graph.hopCount {
      let item = items[graph.record(ofHop: hop)]
      for place in extra.range(hop) where informing.informs(extra.values[place], item: item) {
        ofEntity[Int(extra.values[place])] |= ofTurn[turn(ofHop: hop)]
      }
    }
  }

  private mutating func reachMembers() {
    for group in informing.feeds.groups {
      let given = group.feeds.map { postedBits(in: $0) }
      guard given.contains(where: { $0 != .zero }) else { continue }
      informing.feeds.fold(group, given, nothing: .zero) {
        $0 | $1
      } take: { member, bits in
        ofEntity[Int(member)] |= bits
      }
    }
  }

  /// The bits of all that is posted in a feed; whoever posted in it takes those of the others.
  private mutating func postedBits(in feed: Int) -> Bits {
    let places = graph.posts.feeds[feed].places
    let authors = informing.feeds.authors[feed]
    var all = Bits.zero
    guard places.count > 1, !authors.isEmpty else {
      for hop in graph.posts.hops[places] { all |= ofTurn[turn(ofHop: Int(hop))] }
      return all
    }
    var own: [Int32: Bits] = [:]
    for hop in graph.posts.hops[places].map(Int.init) {
      own[graph.hops.actor(ofHop: hop), default: .zero] |= ofTurn[turn(ofHop: hop)]
    }
    // A bit that two have is one of the others for everybody.
    var twice = Bits.zero
    for bits in own.values {
      twice |= all & bits
      all |= bits
    }
    for author in authors {
      ofEntity[Int(author)] |= twice | all & ~(own[author] ?? .zero)
    }
    return all
  }
}

/// Counts how often each bit is set, sixteen words at a time: a column of bits is added up in
/// binary, digit by digit (Harley and Seal, in Warren, Hacker's Delight, 2012).
struct BitCounts<Bits: SIMD> where Bits.Scalar == UInt64 {
  private(set) var totals = [Int32](repeating: 0, count: Bits.scalarCount * 64)
  private var ones = Bits.zero
  private var twos = Bits.zero
  private var fours = Bits.zero
  private var eights = Bits.zero

  mutating func add(_ bits: Bits) {
    var carry = ones & bits
    ones ^= bits
    var next = twos & carry
    twos ^= carry
    carry = fours & next
    fours ^= next
    next = eights & carry
    eights ^= carry
    if next != .zero { spill(next, 16) }
  }

  /// Adds what is not counted yet; nothing can be added after it.
  mutating func finish() {
    spill(ones, 1)
    spill(twos, 2)
    spill(fours, 4)
    spill(eights, 8)
  }

  private mutating func spill(_ bits: Bits, _ weight: Int32) {
    for lane in 0..<Bits.scalarCount {
      var rest = bits[lane]
      while rest != 0 {
        totals[lane * 64 + rest.trailingZeroBitCount] += weight
        rest &= rest - 1
      }
    }
  }
}
