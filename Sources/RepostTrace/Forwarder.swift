import RepostGraph
import RepostRecords

/// The part that an entity has by the records.
public enum Role: String, CaseIterable, Sendable {
  case origin
  case forwarder
  case firstBreach = "first_breach"
  case exporter
  case firstExporter = "first_exporter"
  case publisher
  case director
  case approver
}

/// How an actor got the item before passing it on.
public struct Received: Sendable {
  /// By which rule: that of the actor's first record.
  public let basis: Basis
  /// The entities from whom the actor can have had it, in canonical order.
  public let sources: [Int]
  /// The records by which the actor can have had it, in canonical order.
  public let records: [Int]
}

/// By which rule a hop's parents were found.
public enum Basis: String, Sendable {
  case recorded
  case inferred
  case own
  case originOnly = "origin-only"
  case origin
}

/// An actor, director or approver with the records that show it.
public struct Forwarder: Sendable {
  /// The entity.
  public let entity: Int
  /// Whether it is actor, director or approver of a breaking hop; `nil` where the case has no rule.
  public let isResponsible: Bool?
  /// Its roles with their records, in canonical order.
  public let roles: [(role: Role, records: [Int])]
  /// The records in which it is actor, director or approver, in canonical order.
  public let records: [Int]
  /// The breaking records among these, with what they break.
  public let breaches: [(record: Int, broken: BrokenRules)]
  /// How it got the item, where it passed it on itself.
  public let received: Received?
  /// The exhibits of its records.
  public let evidence: [String]
  /// The least sure of its records.
  public let certainty: Certainty
}

extension Trace {
  /// Everything that the records show of one actor, director or approver.
  ///
  /// - Complexity: O(*r* log *r*) in the hops of its records and their parents.
  public func forwarder(_ entity: Int) -> Forwarder {
    let acted = actsAsActor[entity].map(Int.init)
    let directed = actsAsDirector[Int32(entity)] ?? []
    let approved = actsAsApprover[Int32(entity)] ?? []
    let table = input.records
    // Hoisted: a closure that names `graph` keeps and lets go of all that a trace holds.
    let rank = graph.order.rank

    func hops(_ records: [Int], where isMeant: (Int) -> Bool) -> [Int] {
      records.filter { graph.hops.range($0).contains(where: isMeant) }
    }
    let roleRecords: [(Role, [Int])] = [
      (.origin, acted.filter { graph.isOriginRecord($0) }),
      (.forwarder, acted.filter { graph.rules[$0] != .none }),
      (.firstBreach, firstBreachRecords[entity] ?? []),
      (.exporter, hops(acted) { boundary.isExit($0, graph) }),
      (.firstExporter, firstExternalRecords[entity] ?? []),
      (.publisher, hops(acted, where: isPublication)),
      (.director, directed), (.approver, approved),
    ]
    let all = Set(acted + directed + approved)
      .sorted { rank[$0] < rank[$1] }
    let breaches = all.compactMap { record -> (record: Int, broken: BrokenRules)? in
      let broken = graph.hops.range(record).reduce(BrokenRules()) { $0.union(breaks[$1]) }
      return broken.isEmpty ? nil : (record, broken)
    }
    var seen: Set<String> = []
    let evidence = all.flatMap { table.evidence($0) }.filter { seen.insert($0).inserted }
    return Forwarder(
      entity: entity, isResponsible: hasRules ? !breaches.isEmpty : nil,
      roles: roleRecords.compactMap { role, records in
        records.isEmpty
          ? nil : (role, records.sorted { rank[$0] < rank[$1] })
      },
      records: all, breaches: breaches, received: acted.isEmpty ? nil : received(acted),
      evidence: evidence, certainty: all.map { table.certainty($0) }.max() ?? .confirmed)
  }

  /// The records of an actor that give a hop, in canonical order.
  public func records(by actor: Int) -> [Int] {
    actsAsActor[actor].map(Int.init).sorted { graph.order.rank[$0] < graph.order.rank[$1] }
  }

  /// Whether an entity is the actor of a hop.
  public func isActor(_ entity: Int) -> Bool { !actsAsActor.range(entity).isEmpty }

  /// By which rule the parents of a hop were found.
  public func basis(ofHop hop: Int) -> Basis {
    if graph.isOrigin(hop: hop) { return .origin }
    let record = Int(graph.hops.records[hop])
    switch graph.rules[record] {
    case .none: return .origin
    case .recorded: return .recorded
    case .inferred: return graph.isOwn[record] ? .own : .inferred
    case .originOnly: return .originOnly
    }
  }

  private func received(_ acted: [Int]) -> Received? {
    let rank = graph.order.rank
    guard
      let first = acted.min(by: { rank[$0] < rank[$1] }),
      let hop = graph.hops.range(first).first
    else { return nil }
    let records = graph.parentRecords(ofRecord: first)
    let actors = graph.hops.actors
    var sources: [Int] = []
    if records.count <= 1 << 10 {
      var seen: Set<Int32> = []
      for record in records where seen.insert(actors[record]).inserted {
        sources.append(Int(actors[record]))
      }
    } else {
      var seen = [Bool](repeating: false, count: graph.entityCount)
      for actor in records.lazy.map({ Int(actors[$0]) }) where !seen[actor] {
        seen[actor] = true
        sources.append(actor)
      }
    }
    return Received(basis: basis(ofHop: hop), sources: sources, records: records)
  }

  /// Whether a hop makes its actor a publisher.
  private func isPublication(_ hop: Int) -> Bool {
    let recipient = graph.hops.recipients[hop]
    if recipient < 0 { return true }
    let kind = input.entities.kinds[Int(recipient)]
    if kind == .account || kind == .site { return true }
    guard let publicZone = input.settings.publicZone else { return false }
    return Int(boundary.recipientRanks[hop]) >= publicZone
  }
}
