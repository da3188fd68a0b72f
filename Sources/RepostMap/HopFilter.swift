import RepostGraph
import RepostRecords
import RepostTrace

/// Which hops of a case a map shows.
struct HopFilter {
  /// For each hop, whether it is shown; `nil` where all are.
  private let isShown: [Bool]?
  /// The number of records with hops of which none is shown.
  let hiddenRecords: Int

  /// - Complexity: O(*hops*), and the links between hops where entities are in focus.
  init(_ trace: Trace, _ view: MapView) {
    var shown: [Bool]?
    func keep(_ isKept: (Int) -> Bool) {
      var flags = shown ?? [Bool](repeating: true, count: trace.graph.hopCount)
      for hop in flags.indices where flags[hop] { flags[hop] = isKept(hop) }
      shown = flags
    }
    if let until = view.until {
      let starts = trace.input.records.starts
      keep { starts[trace.graph.record(ofHop: $0)] < until.span.end }
    }
    if !view.zones.isEmpty {
      let ranks = trace.boundary.shownZones
      keep { hop in
        view.zones.contains(Int(ranks[trace.graph.actor(ofHop: hop)]))
          || trace.graph.recipient(ofHop: hop).map { view.zones.contains(Int(ranks[$0])) }
            ?? view.zones.contains(trace.audienceZone)
      }
    }
    if view.pathsOnly {
      var isOnPath = Self.paths(trace)
      for entity in view.focus { Self.addPath(to: entity, trace, &isOnPath) }
      keep { isOnPath[$0] }
    } else if !view.focus.isEmpty {
      var isNear = [Bool](repeating: false, count: trace.graph.hopCount)
      for entity in view.focus {
        let around = trace.surroundings(of: entity)
        for hop in isNear.indices where around.leads[hop] || around.follows[hop] {
          isNear[hop] = true
        }
      }
      keep { isNear[$0] }
    }
    isShown = shown
    hiddenRecords =
      shown.map { flags in
        (0..<trace.input.records.count).count { record in
          let range = trace.graph.hops.range(record)
          return !range.isEmpty && !range.contains { flags[$0] }
        }
      } ?? 0
  }

  /// Whether the map leaves hops out by what was asked of it.
  var isNarrowing: Bool { isShown != nil }

  /// Whether a hop is shown.
  func shows(_ hop: Int) -> Bool { isShown?[hop] ?? true }

  /// The hops of a record that are shown.
  func hops(of record: Int, _ trace: Trace) -> [Int] {
    trace.graph.hops.range(record).filter(shows)
  }

  /// Whether a record has a hop that is shown.
  func shows(record: Int, _ trace: Trace) -> Bool {
    trace.graph.hops.range(record).contains(where: shows)
  }

  /// The hops of the chains to the first breach, the first external hop and the first crossings.
  private static func paths(_ trace: Trace) -> [Bool] {
    var isOnPath = [Bool](repeating: false, count: trace.graph.hopCount)
    let firsts = [trace.firstExternal, trace.firstBreach] + trace.crossings.map(\.first)
    for first in firsts {
      for hop in first.hops { isOnPath[hop] = true }
      for hop in trace.leading(first) {
        for step in trace.chain(toHop: hop).hops { isOnPath[step] = true }
      }
    }
    return isOnPath
  }

  /// Adds the chain to the hop by which an entity first got the item.
  private static func addPath(to entity: Int, _ trace: Trace, _ isOnPath: inout [Bool]) {
    let depths = trace.measures.hopDepths
    let rank = trace.graph.order.rank
    var first: Int?
    func key(_ hop: Int) -> (Int32, Int32) { (depths[hop], rank[trace.graph.record(ofHop: hop)]) }
    for hop in isOnPath.indices where depths[hop] > 0 {
      trace.graph.forEachReceiver(ofHop: hop) { receiver in
        guard Int(receiver) == entity else { return }
        if let known = first, key(known) <= key(hop) { return }
        first = hop
      }
    }
    guard let first else { return }
    for hop in trace.chain(toHop: first).hops { isOnPath[hop] = true }
  }
}

extension Trace {
  /// The zone in which the audience of a broadcast stands.
  var audienceZone: Int { input.settings.publicZone ?? input.settings.zones.count - 1 }
}
