/// Where it is not on record how somebody got the item.
struct ReferenceGaps {
  let graph: ReferenceGraph
  let boundary: ReferenceBoundary

  static let reasons = ["unnamed", "unexplained-origin", "unrecorded-path"]

  /// One entry for each entity, with the first reason that applies and the records of all.
  func gaps() -> [ReferenceGap] {
    var found: [String: [String: Set<Int>]] = [:]
    for record in graph.input.records.indices {
      for reason in reasons(record) {
        found[graph.actor(record), default: [:]][reason, default: []].insert(record)
      }
    }
    return found.keys.sorted().map { entity in
      let byReason = found[entity] ?? [:]
      let all = byReason.values.reduce(into: Set<Int>()) { $0.formUnion($1) }
      let records = graph.inCanonicalOrder(records: all)
      return ReferenceGap(
        entity: entity, reason: Self.reasons.first { byReason[$0] != nil } ?? "",
        hint: records.compactMap { hint($0) }.first,
        records: records.map { graph.input.records[$0].id })
    }
  }

  private func reasons(_ record: Int) -> [String] {
    var result: [String] = []
    if graph.isUnnamed(record) { result.append("unnamed") }
    if graph.hopsOfRecord[record].isEmpty { return result }
    if isUnexplainedOrigin(record) { result.append("unexplained-origin") }
    if graph.ruleOfRecord[record] == .originOnly { result.append("unrecorded-path") }
    return result
  }

  private func isUnexplainedOrigin(_ record: Int) -> Bool {
    guard graph.hopsOfRecord[record].contains(where: { graph.originHops.contains($0) }) else {
      return false
    }
    if boundary.actorIsOutside(record) { return true }
    if namesAuthorWithoutParents(record) { return true }
    let actor = graph.actor(record)
    let issuers = graph.items.issuers(graph.input.records[record].item)
    if issuers.isEmpty { return false }
    return !issuers.contains { issuer in
      issuer == actor || (graph.members[issuer] ?? []).contains(actor)
    }
  }

  /// No rule gave parents, though the message names somebody else as its author.
  private func namesAuthorWithoutParents(_ record: Int) -> Bool {
    guard let original = graph.input.records[record].original else { return false }
    return original != graph.actor(record) && graph.ruleOfRecord[record] == nil
  }

  /// The author whom the message names, where the way from there is what is missing.
  private func hint(_ record: Int) -> String? {
    if graph.hopsOfRecord[record].isEmpty { return nil }
    guard namesAuthorWithoutParents(record) || graph.ruleOfRecord[record] == .originOnly else {
      return nil
    }
    return graph.input.records[record].original
  }
}
