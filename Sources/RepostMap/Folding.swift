import RepostGraph
import RepostRecords
import RepostTrace

/// The recorded entities that are not drawn, gathered below those that are.
struct Folding {
  /// The undrawn entities of one zone whose nearest drawn one above is the same.
  struct Summary {
    /// The nearest drawn entity above, or `nil` where none is drawn.
    let owner: Int?
    /// The rank of the zone, or -1 where it is unknown.
    let zone: Int
    /// How many there are of each kind, by the raw value of the kind.
    var counts = [Int](repeating: 0, count: EntityKind.allCases.count)
    /// How many there are of each kind of whom no record shows that they passed it on, and below whom
    /// nobody else is in the summary.
    var ends = [Int](repeating: 0, count: EntityKind.allCases.count)
    /// The number of branches that the others fall into: those below each entity that hangs from the
    /// owner, or from nobody, are one.
    var branches = 0
    /// How many of them passed it on.
    var forwarders = 0
    /// How many of them are origins.
    var origins = 0

    /// How many there are.
    var total: Int { counts.reduce(0, +) }
  }

  private(set) var summaries: [Summary] = []
  /// For each entity, the place of its summary in `summaries`, or -1.
  private(set) var summaryOf: [Int32]

  /// Gathers below the nearest drawn entity by zone; of more than `limit` summaries the smallest are
  /// put together, one for each zone.
  ///
  /// - Complexity: O(*entities*).
  init(
    _ trace: Trace, _ presence: Presence, _ tree: SpreadTree, kept: [Int], limit: Int = .max
  ) {
    let zones = trace.input.settings.zones.count + 1
    let keys = Self.keys(trace, presence, tree, kept: kept, zones: zones)
    var sizes = [Int](repeating: 0, count: (kept.count + 1) * zones)
    for key in keys where key >= 0 { sizes[Int(key)] += 1 }
    let used = sizes.indices.filter { sizes[$0] > 0 }
    let largest = used.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
    let merged = Set(largest.dropFirst(limit))

    var place = [Int32](repeating: -1, count: sizes.count)
    for key in used {
      let target = merged.contains(key) ? kept.count * zones + key % zones : key
      if place[target] < 0 {
        place[target] = Int32(summaries.count)
        let owner = target / zones
        summaries.append(
          Summary(owner: owner < kept.count ? kept[owner] : nil, zone: target % zones - 1))
      }
      place[key] = place[target]
    }
    summaryOf = keys.map { $0 < 0 ? -1 : place[Int($0)] }
    count(trace, tree)
  }

  private mutating func count(_ trace: Trace, _ tree: SpreadTree) {
    let (roots, holdsOthers) = branches(tree)
    var isCounted: Set<UInt64> = []
    for (entity, place) in summaryOf.enumerated() where place >= 0 {
      let summary = Int(place)
      let kind = Int(trace.kind(entity).rawValue)
      let passedOn = trace.measures.fanOut[entity] > 0
      summaries[summary].counts[kind] += 1
      if passedOn { summaries[summary].forwarders += 1 }
      if trace.measures.isOrigin[entity] { summaries[summary].origins += 1 }
      let root = Int(roots[entity])
      if root == entity, !passedOn, !holdsOthers[entity] {
        summaries[summary].ends[kind] += 1
      } else if isCounted.insert(UInt64(summary) << 32 | UInt64(root)).inserted {
        summaries[summary].branches += 1
      }
    }
  }

  /// For each folded entity, the uppermost folded one of its branch, and whether any is below it.
  private func branches(_ tree: SpreadTree) -> (roots: [Int32], holdsOthers: [Bool]) {
    var roots = [Int32](repeating: -1, count: summaryOf.count)
    var holdsOthers = [Bool](repeating: false, count: summaryOf.count)
    for entity in tree.order.map(Int.init) where summaryOf[entity] >= 0 {
      let parent = Int(tree.parents[entity])
      if parent >= 0, summaryOf[parent] >= 0 {
        // Whoever comes before the one above it in the order is taken to begin a branch.
        roots[entity] = roots[parent] < 0 ? Int32(entity) : roots[parent]
        if roots[parent] >= 0 { holdsOthers[Int(roots[entity])] = true }
      } else {
        roots[entity] = Int32(entity)
      }
    }
    return (roots, holdsOthers)
  }

  /// How many summaries there would be.
  static func count(
    _ trace: Trace, _ presence: Presence, _ tree: SpreadTree, kept: [Int]
  ) -> Int {
    let zones = trace.input.settings.zones.count + 1
    var isUsed = [Bool](repeating: false, count: (kept.count + 1) * zones)
    for key in keys(trace, presence, tree, kept: kept, zones: zones) where key >= 0 {
      isUsed[Int(key)] = true
    }
    return isUsed.count(where: { $0 })
  }

  /// For each entity, a number for its owner and zone, or -1 where it is not folded.
  private static func keys(
    _ trace: Trace, _ presence: Presence, _ tree: SpreadTree, kept: [Int], zones: Int
  ) -> [Int32] {
    var owner = [Int32](repeating: -1, count: tree.parents.count)
    for (place, entity) in kept.enumerated() { owner[entity] = Int32(place) }
    var keys = [Int32](repeating: -1, count: owner.count)
    for entity in tree.order.map(Int.init) where owner[entity] < 0 {
      let parent = Int(tree.parents[entity])
      owner[entity] = parent < 0 || owner[parent] < 0 ? Int32(kept.count) : owner[parent]
      if presence.isRecorded[entity] {
        keys[entity] =
          owner[entity] * Int32(zones) + Int32(trace.boundary.shownZones[entity]) + 1
      }
    }
    return keys
  }
}
