import RepostTrace

/// Tells of many hops whether hands that are not on record lie on their chains.
struct ChainGaps {
  private let trace: Trace
  private var known: [Int: Bool] = [:]

  init(_ trace: Trace) { self.trace = trace }

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
      current = trace.nearestParent(ofHop: hop)
    }
    for hop in path { known[hop] = hasGaps }
    return hasGaps
  }
}
