/// Which hops break a rule, what everybody did, and who is responsible.
struct ReferenceRoles {
  let graph: ReferenceGraph
  let boundary: ReferenceBoundary

  // MARK: Breaches

  func breaks(_ hop: Int) -> [String] {
    let item = graph.hops[hop].item
    let channel = graph.input.records[graph.hops[hop].record].channel
    var result: [String] = []
    if let approved = graph.items.approvedChannels(item) {
      // An unknown channel breaks nothing, but nothing may carry an item under an empty list.
      if approved.isEmpty || (channel != "unknown" && !approved.contains(channel)) {
        result.append("channel")
      }
    }
    if let permitted = graph.items.permittedRank(item),
      let rank = boundary.recipientRank(graph.hops[hop].to), rank > permitted
    {
      result.append("recipient")
    }
    return result
  }

  /// A rule applies of which nobody can say whether the hop keeps it.
  private func isUndecided(_ hop: Int) -> Bool {
    let item = graph.hops[hop].item
    let channel = graph.input.records[graph.hops[hop].record].channel
    if let approved = graph.items.approvedChannels(item), !approved.isEmpty, channel == "unknown" {
      return true
    }
    return graph.items.permittedRank(item) != nil
      && boundary.recipientRank(graph.hops[hop].to) == nil
  }

  func ruleUndecided() -> [String] {
    boundary.records(Set(graph.hops.indices.filter { isUndecided($0) }))
  }

  // MARK: Roles

  /// A broadcast, a hop to an account or a site, or one to the public zone or further out.
  private func publishes(_ hop: Int) -> Bool {
    let recipient = graph.hops[hop].to
    if recipient == "*" || ["account", "site"].contains(graph.kind(recipient)) { return true }
    guard let open = boundary.publicRank, let rank = boundary.recipientRank(recipient) else {
      return false
    }
    return rank >= open
  }

  /// The hops that show each role which actors have.
  private func hopsOfRoles() -> [String: Set<Int>] {
    let all = Set(graph.hops.indices)
    let exits = all.filter { boundary.isExit($0) }
    return [
      "origin": graph.originHops,
      "forwarder": all.filter { !graph.parents($0).isEmpty },
      "first_breach": boundary.minimum(all.filter { !breaks($0).isEmpty }),
      "exporter": exits,
      "first_exporter": boundary.minimum(exits),
      "publisher": all.filter { publishes($0) },
    ]
  }

  /// Every actor, director and approver of a hop, in the order of their first act.
  func forwarders() -> [ReferenceForwarder] {
    var order: [String] = []
    var roles: [String: [String: Set<Int>]] = [:]
    let acting = Set(graph.hops.map(\.record))
    for record in graph.inCanonicalOrder(records: acting) {
      let facts = graph.input.records[record]
      for name in [graph.actor(record)] + facts.directedBy + facts.approvedBy
      where !order.contains(name) {
        order.append(name)
      }
      for name in facts.directedBy {
        roles[name, default: [:]]["director", default: []].insert(record)
      }
      for name in facts.approvedBy {
        roles[name, default: [:]]["approver", default: []].insert(record)
      }
    }
    for (role, hops) in hopsOfRoles() {
      for hop in hops {
        roles[graph.hops[hop].from, default: [:]][role, default: []]
          .insert(graph.hops[hop].record)
      }
    }
    return order.map { forwarder($0, roles: roles[$0] ?? [:]) }
  }

  private func forwarder(_ name: String, roles: [String: Set<Int>]) -> ReferenceForwarder {
    var shown: [String: [String]] = [:]
    var all: Set<Int> = []
    for (role, records) in roles {
      shown[role] = graph.inCanonicalOrder(records: records).map { graph.input.records[$0].id }
      all.formUnion(records)
    }
    let levels = ["alleged", "probable", "confirmed"]
    let certainties = all.map { graph.input.records[$0].certainty }
    let lowest = levels.first { certainties.contains($0) } ?? "confirmed"
    return ReferenceForwarder(
      entity: name, responsible: graph.items.hasRule ? isResponsible(name) : nil, roles: shown,
      certainty: lowest)
  }

  /// Whoever is actor, director or approver of a breaking hop.
  private func isResponsible(_ name: String) -> Bool {
    graph.hops.indices.contains { hop in
      let record = graph.input.records[graph.hops[hop].record]
      let named = [graph.hops[hop].from] + record.directedBy + record.approvedBy
      return named.contains(name) && !breaks(hop).isEmpty
    }
  }
}
