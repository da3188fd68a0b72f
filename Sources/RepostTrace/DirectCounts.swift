import CPrefetch
import RepostGraph
import RepostRecords

/// Whom each actor passed something on to itself.
struct DirectCounts {
  /// The distinct recipients of its hops and takers of its broadcasts.
  private(set) var fanOut: [Int32]
  /// The distinct recipients of its hops and members of these.
  private(set) var exposed: [Int32]

  /// The number of collectives up to which whom they hold between them is kept for others who posted to
  /// the same.
  private static let unionLimit = 8

  /// Counts them for everyone.
  ///
  /// - Complexity: O(*hops* + *takers*), and for each different set of several collectives that somebody
  ///   posted to, O(their members).
  init(_ graph: ForwardingGraph, recordsOfActor: IndexLists) {
    let count = graph.entityCount
    fanOut = [Int32](repeating: 0, count: count)
    exposed = []
    var hasAudience = false
    countRecipients(graph.hops, recordsOfActor, &hasAudience)
    let isPlain =
      !hasAudience && !graph.membership.hasCollectives && graph.extraReceivers == nil
    exposed = fanOut
    guard !isPlain else { return }
    if hasAudience { addTakers(graph, recordsOfActor) }
    countExposed(graph, recordsOfActor)
  }

  private mutating func countRecipients(
    _ hops: HopTable, _ recordsOfActor: IndexLists, _ hasAudience: inout Bool
  ) {
    var seen = [Int32](repeating: -1, count: fanOut.count)
    let (recipients, records) = (hops.recipients, recordsOfActor.values)
    var sawAudience = false
    fanOut.withUnsafeMutableBufferPointer { fanOut in
      seen.withUnsafeMutableBufferPointer { seen in
        for actor in 0..<fanOut.count {
          let me = Int32(actor)
          var found: Int32 = 0
          for place in recordsOfActor.range(actor) {
            if place + 12 < records.count, hops.isOneEach {
              let ahead = recipients[Int(records[place + 12])]
              if ahead >= 0 { prefetch(seen.baseAddress.map { $0 + Int(ahead) }) }
            }
            for hop in hops.range(Int(records[place])) {
              let recipient = recipients[hop]
              if recipient < 0 {
                sawAudience = true
              } else if seen[Int(recipient)] != me, recipient != me {
                seen[Int(recipient)] = me
                found += 1
              }
            }
          }
          fanOut[actor] = found
        }
      }
    }
    hasAudience = sawAudience
  }

  private mutating func addTakers(_ graph: ForwardingGraph, _ recordsOfActor: IndexLists) {
    let takers = graph.takers
    var seen = [Int32](repeating: -1, count: graph.entityCount)
    for actor in 0..<graph.entityCount {
      let me = Int32(actor)
      let records = recordsOfActor[actor]
      let published = records.filter { record in
        graph.hops.range(Int(record)).contains { graph.hops.recipients[$0] < 0 }
      }
      guard !published.isEmpty else { continue }
      for record in records {
        for hop in graph.hops.range(Int(record)) where graph.hops.recipients[hop] >= 0 {
          seen[Int(graph.hops.recipients[hop])] = me
        }
      }
      for record in published {
        for taker in takers[Int(record)] where taker != me && seen[Int(taker)] != me {
          seen[Int(taker)] = me
          fanOut[actor] += 1
        }
      }
    }
  }

  private mutating func countExposed(_ graph: ForwardingGraph, _ recordsOfActor: IndexLists) {
    var seen = [Int32](repeating: -1, count: graph.entityCount)
    var unions: [[Int32]: Int32] = [:]
    for actor in 0..<graph.entityCount {
      let records = recordsOfActor[actor]
      guard !records.isEmpty else { continue }
      let me = Int32(actor)
      var found: Int32 = 0
      var collectives: [Int32] = []
      func note(_ entity: Int32) {
        guard entity != me, seen[Int(entity)] != me else { return }
        seen[Int(entity)] = me
        let isMember = collectives.contains {
          $0 == entity || graph.membership.contains(entity, in: $0)
        }
        if !isMember { found += 1 }
      }
      for record in records {
        for hop in graph.hops.range(Int(record)) {
          let recipient = graph.hops.recipients[hop]
          guard recipient >= 0, graph.kinds[Int(recipient)].isCollective else { continue }
          if !collectives.contains(recipient) { collectives.append(recipient) }
        }
      }
      collectives.sort()
      // With many collectives, looking through them for everyone would take longer than their members.
      let groups = collectives
      if groups.count > Self.unionLimit { collectives = [] }
      for record in records {
        for hop in graph.hops.range(Int(record)) {
          if graph.hops.recipients[hop] >= 0 { note(graph.hops.recipients[hop]) }
          if let extra = graph.extraReceivers { for entity in extra[hop] { note(entity) } }
        }
      }
      if groups.count > Self.unionLimit {
        for member in groups.lazy.flatMap({ graph.membership[$0] }) { note(member) }
      }
      if !collectives.isEmpty {
        let union = unions[collectives] ?? Self.union(of: collectives, graph)
        unions[collectives] = union
        let isWithin = collectives.contains { $0 == me || graph.membership.contains(me, in: $0) }
        found += union - (isWithin ? 1 : 0)
      }
      exposed[actor] = found
    }
  }

  /// The number of collectives and of their members, each counted once.
  private static func union(of collectives: [Int32], _ graph: ForwardingGraph) -> Int32 {
    guard collectives.count > 1 else { return Int32(graph.membership[collectives[0]].count + 1) }
    var entities = Set(collectives)
    for collective in collectives { entities.formUnion(graph.membership[collective]) }
    return Int32(entities.count)
  }
}
