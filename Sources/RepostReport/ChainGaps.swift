import RepostTrace

/// Tells of many hops whether hands that are not on record lie on their chains.
struct ChainGaps {
  private let trace: Trace
  private let nearest: NearestParents
  private var known: [Int: Bool] = [:]

  init(_ trace: Trace, _ nearest: NearestParents? = nil) {
    self.trace = trace
    self.nearest = nearest ?? NearestParents(trace)
  }

  mutating func hasGaps(_ hop: Int) -> Bool {
    var path: [Int] = []
    var current: Int? = hop
    var hasGaps = false
    while let hop = current {
      if let found = known[hop] {
        hasGaps = found
        break
      }
      path.append(hop)
      if trace.hasUnrecordedHand(hop) {
        hasGaps = true
        break
      }
      current = nearest.parent(ofHop: hop)
    }
    for hop in path { known[hop] = hasGaps }
    return hasGaps
  }
}
