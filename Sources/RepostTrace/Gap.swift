import RepostGraph
import RepostRecords

/// Someone of whom the records do not show how the item came to them.
public struct Gap: Sendable {
  /// What is missing.
  public enum Reason: String, Sendable {
    case unnamed
    case unexplainedOrigin = "unexplained-origin"
    case unrecordedPath = "unrecorded-path"
  }

  /// The entity.
  public let entity: Int
  /// What is missing; the first that applies.
  public let reason: Reason
  /// Whom a message names as its author, where one does.
  public let hint: Int?
  /// The records that show the gap, in canonical order.
  public let records: [Int]
}

extension Gap {
  /// The gaps of a case in canonical order of their first records.
  static func find(
    _ input: ForwardingCase, _ graph: ForwardingGraph, _ boundary: Boundary
  ) -> [Gap] {
    struct Found {
      var reason: Reason
      var hint: Int?
      var records: [Int] = []
    }
    let precedence: [Reason] = [.unnamed, .unexplainedOrigin, .unrecordedPath]
    var placeOfActor: [Int: Int] = [:]
    var found: [(entity: Int, gap: Found)] = []

    let hasOriginals = input.records.hasOriginals
    let canonical = graph.order.records
    for place in 0..<canonical.count {
      let record = Int(canonical[place])
      // Nearly every record has a named actor and a source on record: nothing is missing there.
      let isSourced = graph.rules[record] == .recorded || graph.rules[record] == .inferred
      if isSourced, graph.openedHops.isEmpty, !graph.isUnnamed(Int(graph.hops.actors[record])) {
        continue
      }
      let actor = Int(graph.hops.actors[record])
      let hops = graph.hops.range(record)
      // An author whom the message names matters where nothing says how the actor had it from him.
      let needsAuthor = graph.rules[record] == .none || graph.rules[record] == .originOnly
      let author = hasOriginals && needsAuthor ? input.records.original(record) : nil
      let original = author.flatMap { $0 == actor || hops.isEmpty ? nil : $0 }
      var reason: Reason?
      if graph.isUnnamed(actor) {
        reason = .unnamed
      } else if graph.isOriginRecord(record)
        && isUnexplained(record, actor: actor, input, graph, boundary, original: original)
      {
        reason = .unexplainedOrigin
      } else if graph.rules[record] == .originOnly && !hops.isEmpty {
        reason = .unrecordedPath
      }
      guard let reason else { continue }
      if let known = placeOfActor[actor] {
        let isStronger =
          precedence.firstIndex(of: reason) ?? 0
          < precedence.firstIndex(of: found[known].gap.reason) ?? 0
        if isStronger { found[known].gap.reason = reason }
        found[known].gap.hint = found[known].gap.hint ?? original
        found[known].gap.records.append(record)
      } else {
        placeOfActor[actor] = found.count
        found.append((actor, Found(reason: reason, hint: original, records: [record])))
      }
    }
    return found.map {
      Gap(entity: $0.entity, reason: $0.gap.reason, hint: $0.gap.hint, records: $0.gap.records)
    }
  }

  /// Whether an origin is neither the issuer nor one of the issuer's members, or stands outside, or is
  /// contradicted by the author whom the message names.
  private static func isUnexplained(
    _ record: Int, actor: Int, _ input: ForwardingCase, _ graph: ForwardingGraph,
    _ boundary: Boundary, original: Int?
  ) -> Bool {
    if original != nil && graph.rules[record] == .none { return true }
    if Int(boundary.actorRanks[record]) >= boundary.rank { return true }
    let issuers = graph.lineage.selfAndAncestors(input.records.item(record))
      .compactMap { input.items[$0].issuer }
    guard !issuers.isEmpty else { return false }
    return !issuers.contains { name in
      guard let issuer = input.entities.find(name) else { return false }
      return issuer == actor || graph.membership.contains(Int32(actor), in: Int32(issuer))
    }
  }
}
