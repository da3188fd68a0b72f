import RepostGraph
import RepostMap
import RepostRecords
import RepostTrace

/// What of a case the page carries for its script: all of it, or of a large case what the map and the
/// table of hops show, with the chains that lead there.
struct CaseScope {
  /// The most hops of which a page carries all.
  private static let wholeLimit = 20_000
  /// The most hops of one line of the map.
  private static let lineLimit = 100

  /// The hops that it carries; `nil` for all.
  let hops: Set<Int>?
  /// The records of these hops, and where it carries all hops, those that give none; in canonical order.
  let records: [Int]
  /// Those whom these records name, and where it carries all hops, everyone.
  let entities: [Int]
  private let trace: Trace
  private let heldRecords: Set<Int>?

  init(_ trace: Trace, _ elements: [MapElement]) {
    self.trace = trace
    let graph = trace.graph
    let ordered = graph.order.records.lazy.map(Int.init)
    guard graph.hopCount > Self.wholeLimit || graph.entityCount > 2 * Self.wholeLimit else {
      hops = nil
      heldRecords = nil
      records = Array(ordered)
      entities = Array(0..<graph.entityCount)
      return
    }
    let nearest = NearestParents(trace)
    var hops: Set<Int> = []
    func take(_ hop: Int) {
      var next: Int? = hop
      while let hop = next, hops.insert(hop).inserted { next = nearest.parent(ofHop: hop) }
    }
    var rows = 0
    for record in ordered where rows < ReportPage.rowLimit {
      for hop in graph.hops(ofRecord: record) where rows < ReportPage.rowLimit {
        take(hop)
        rows += 1
      }
    }
    for element in elements { for hop in element.hops.prefix(Self.lineLimit) { take(hop) } }
    for hop in trace.firstBreach.hops.prefix(Self.lineLimit) { take(hop) }
    for hop in trace.firstExternal.hops.prefix(Self.lineLimit) { take(hop) }
    let held = Set(hops.map { graph.record(ofHop: $0) })
    var named = Set(elements.flatMap { [$0.entity, $0.from, $0.to].compactMap(\.self) })
    let table = trace.input.records
    for hop in hops {
      let record = graph.record(ofHop: hop)
      named.insert(graph.actor(ofHop: hop))
      if let recipient = graph.recipient(ofHop: hop) { named.insert(recipient) }
      for entity in table.directors[record] { named.insert(Int(entity)) }
      for entity in table.approvers[record] { named.insert(Int(entity)) }
    }
    self.hops = hops
    heldRecords = held
    records = ordered.filter { held.contains($0) }
    entities = named.sorted()
  }

  /// The hops in canonical order.
  var orderedHops: [Int] {
    records.flatMap { trace.graph.hops(ofRecord: $0) }.filter { holds(hop: $0) }
  }

  func holds(hop: Int) -> Bool { hops?.contains(hop) ?? true }

  func holds(record: Int) -> Bool { heldRecords?.contains(record) ?? true }
}
