/// How the parents of the hops are found, and which hops are origin hops.
extension ReferenceGraph {
  // MARK: Recorded parents

  /// Follows the parents that the records name, and takes the canonically first record of every
  /// circle of them to name no parent.
  mutating func followRecordedParents() {
    let named = input.records.indices.map { record in
      input.records.firstIndex { $0.id == input.records[record].parent }
    }
    recordedParent = named
    for record in input.records.indices {
      if input.records[record].parent != nil && named[record] == nil {
        warn("unknown-parent", record)
      }
      var circle: Set<Int> = []
      var next = named[record]
      while let here = next, !circle.contains(here) {
        circle.insert(here)
        next = named[here]
      }
      // Only in a circle does the way from a record lead back to it, and then it has passed
      // the circle's records and no others.
      if circle.contains(record) && inCanonicalOrder(records: circle).first == record {
        recordedParent[record] = nil
        warn("parent-cycle", record)
      }
    }
  }

  // MARK: The three rules

  /// Gives every record its parents by the first rule that has any, and notes who got the item
  /// by a hop without being one of its recipients or their members.
  mutating func findParents() {
    parentsOfRecord = input.records.map { _ in [] }
    ruleOfRecord = input.records.map { _ in nil }
    extraRecorded = hops.map { _ in [] }
    extraOriginOnly = hops.map { _ in [] }
    for record in input.records.indices {
      applyRecordedRule(record)
    }
    for record in input.records.indices where ruleOfRecord[record] == nil {
      applyInferredRule(record)
    }
    for record in input.records.indices where ruleOfRecord[record] == nil {
      applyOriginOnlyRule(record)
    }
  }

  /// The parents are those hops of the recorded parent which are receipts of the actor, and where
  /// none is, all its hops.
  private mutating func applyRecordedRule(_ record: Int) {
    guard let parent = recordedParent[record], !hopsOfRecord[parent].isEmpty else { return }
    let actor = actor(record)
    let all = hopsOfRecord[parent]
    let received = all.filter { plainReceivers($0).contains(actor) }
    ruleOfRecord[record] = .recorded
    parentsOfRecord[record] = received.isEmpty ? all : received
    if received.isEmpty && !isUnnamed(record) && !all.contains(where: { canBeReadByOthers($0) }) {
      warn("parent-mismatch", record)
    }
    if certainlyBefore(record, parent) { warn("parent-after-child", record) }
    if received.isEmpty || isUnnamed(record) {
      for hop in parentsOfRecord[record] { extraRecorded[hop].insert(actor) }
    }
  }

  /// The hop is a broadcast, or goes to a collective, an account or a site.
  private func canBeReadByOthers(_ hop: Int) -> Bool {
    let recipient = hops[hop].to
    return recipient == "*" || isCollective(recipient)
      || ["account", "site"].contains(kind(recipient))
  }

  /// The parents are the actor's receipts of a compatible item from somebody else, by another
  /// record that is possibly before this one.
  private mutating func applyInferredRule(_ record: Int) {
    let actor = actor(record)
    let found = hops.indices.filter { receipt in
      (plainReceivers(receipt).contains(actor) || extraRecorded[receipt].contains(actor))
        && isCompatible(hops[receipt].item, with: input.records[record].item)
        && hops[receipt].from != actor
        && possiblyBefore(hops[receipt].record, record)
        && hops[receipt].record != record
    }
    if found.isEmpty { return }
    ruleOfRecord[record] = .inferred
    parentsOfRecord[record] = found
  }

  /// The parents are the hops with a compatible item of the author whom the message itself
  /// names, by another record that is possibly before this one.
  private mutating func applyOriginOnlyRule(_ record: Int) {
    let actor = actor(record)
    guard let original = input.records[record].original, original != actor else { return }
    let found = hops.indices.filter { hop in
      hops[hop].from == original
        && isCompatible(hops[hop].item, with: input.records[record].item)
        && possiblyBefore(hops[hop].record, record)
        && hops[hop].record != record
    }
    if found.isEmpty { return }
    ruleOfRecord[record] = .originOnly
    parentsOfRecord[record] = found
    for hop in found { extraOriginOnly[hop].insert(actor) }
  }

  // MARK: Origins and circles

  /// Hops without parents are origin hops; a circle that nothing enters is opened at its
  /// canonically first hop, which becomes one too.
  mutating func findOrigins() {
    originHops = Set(hops.indices.filter { parents($0).isEmpty })
    findOwnHops()
    var toOpen: Set<Int> = []
    for circle in circles() where !isEntered(circle) {
      if let first = inCanonicalOrder(hops: circle).first { toOpen.insert(first) }
    }
    for hop in toOpen {
      originHops.insert(hop)
      openedHops.insert(hop)
      warn("ambiguous-origin", hops[hop].record)
    }
    findOwnHops()
  }

  /// A hop with inferred parents can have come from its actor's own copy too, where the actor has
  /// an origin hop of a compatible item possibly before it.
  private mutating func findOwnHops() {
    ownHops = []
    for hop in hops.indices
    where ruleOfRecord[hops[hop].record] == .inferred && !originHops.contains(hop) {
      let hasOwnCopy = originHops.contains { origin in
        hops[origin].from == hops[hop].from
          && isCompatible(hops[origin].item, with: hops[hop].item)
          && possiblyBefore(hops[origin].record, hops[hop].record)
      }
      if hasOwnCopy { ownHops.insert(hop) }
    }
  }

  /// The hops that are reached from these through the parent relation; these themselves only
  /// where a circle leads back to them.
  func downstream(_ start: Set<Int>) -> Set<Int> {
    var found: Set<Int> = []
    var changed = true
    while changed {
      changed = false
      for hop in hops.indices where !found.contains(hop) {
        if parents(hop).contains(where: { start.contains($0) || found.contains($0) }) {
          found.insert(hop)
          changed = true
        }
      }
    }
    return found
  }

  /// The sets of hops of which each is downstream of all the others.
  private func circles() -> [Set<Int>] {
    let below = hops.indices.map { downstream([$0]) }
    var circles: [Set<Int>] = []
    for hop in hops.indices {
      let circle = Set(below[hop].filter { below[$0].contains(hop) })
      if !circle.isEmpty && !circles.contains(circle) { circles.append(circle) }
    }
    return circles
  }

  /// A parent outside the circle or a hop of somebody's own copy brings the item in.
  private func isEntered(_ circle: Set<Int>) -> Bool {
    circle.contains { hop in
      ownHops.contains(hop) || parents(hop).contains { !circle.contains($0) }
    }
  }

  /// How the actor of the hop got the item.
  func basis(_ hop: Int) -> String {
    if originHops.contains(hop) { return "origin" }
    if ownHops.contains(hop) { return "own" }
    return ruleOfRecord[hops[hop].record]?.rawValue ?? "origin"
  }
}
