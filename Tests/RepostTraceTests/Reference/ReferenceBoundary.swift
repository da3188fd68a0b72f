/// Where everybody stands, and which hops were the first across a line.
struct ReferenceBoundary {
  let graph: ReferenceGraph

  // MARK: Standing

  private func rank(_ zone: String?) -> Int? {
    guard let zone else { return nil }
    return graph.input.zones.firstIndex(of: zone)
  }

  var boundaryRank: Int {
    rank(graph.input.boundary) ?? graph.input.zones.count
  }

  var publicRank: Int? {
    rank("public")
  }

  func ownRank(_ entity: String) -> Int? {
    rank(graph.input.entities.first { $0.id == entity }?.zone)
  }

  /// Where the recipient stands; nil where that is unknown.
  func recipientRank(_ recipient: String) -> Int? {
    if recipient == "*" { return publicRank ?? graph.input.zones.count - 1 }
    let own = ownRank(recipient)
    guard graph.isCollective(recipient) else { return own }
    let declared = graph.input.entities.first { $0.id == recipient }?.members ?? []
    let ofMembers = declared.compactMap { ownRank($0) }
    if let own { return max(own, ofMembers.max() ?? own) }
    guard let outermost = ofMembers.max(), outermost >= boundaryRank else { return nil }
    return outermost
  }

  /// Whether the actor of the record is known to stand in this zone or further out.
  ///
  /// An unnamed actor with a recorded parent does where all recipients of that record are known
  /// to; without one nothing is known.
  func actorIsKnown(_ record: Int, at rank: Int) -> Bool {
    guard graph.isUnnamed(record) else {
      return ownRank(graph.actor(record)).map { $0 >= rank } ?? false
    }
    guard let parent = graph.recordedParent[record] else { return false }
    let hops = graph.hopsOfRecord[parent]
    return !hops.isEmpty
      && hops.allSatisfy { hop in
        recipientRank(graph.hops[hop].to).map { $0 >= rank } ?? false
      }
  }

  func actorIsOutside(_ record: Int) -> Bool {
    actorIsKnown(record, at: boundaryRank)
  }

  /// The zone that is shown for the entity; an unnamed actor has none, wherever it stands.
  func zoneShown(_ entity: String) -> String {
    let isUnnamed = graph.input.records.indices.contains {
      graph.isUnnamed($0) && graph.actor($0) == entity
    }
    return isUnnamed ? "unknown" : name(ownRank(entity))
  }

  private func name(_ rank: Int?) -> String {
    rank.map { graph.input.zones[$0] } ?? "unknown"
  }

  // MARK: Hops across a line

  func goesOutside(_ hop: Int) -> Bool {
    recipientRank(graph.hops[hop].to).map { $0 >= boundaryRank } ?? false
  }

  func isExit(_ hop: Int) -> Bool {
    goesOutside(hop) && !actorIsOutside(graph.hops[hop].record)
  }

  private func crosses(_ hop: Int, into rank: Int) -> Bool {
    recipientRank(graph.hops[hop].to) == rank
      && !actorIsKnown(graph.hops[hop].record, at: rank)
  }

  /// All hops of the record's recorded parent, of that record's parent, and so on, as far as no
  /// parent is certainly after its child.
  private func ancestors(_ record: Int) -> Set<Int> {
    var result: Set<Int> = []
    var child = record
    while let parent = graph.recordedParent[child], !graph.certainlyBefore(child, parent) {
      result.formUnion(graph.hopsOfRecord[parent])
      child = parent
    }
    return result
  }

  /// The hops of the set that have none of another record in the set certainly before them and
  /// none among their ancestors; where that leaves nothing, those that no other is certainly
  /// before.
  func minimum(_ set: Set<Int>) -> Set<Int> {
    let earliest = set.filter { hop in
      !set.contains { other in
        graph.hops[other].record != graph.hops[hop].record
          && graph.certainlyBefore(graph.hops[other].record, graph.hops[hop].record)
      }
    }
    let first = earliest.filter { ancestors(graph.hops[$0].record).isDisjoint(with: set) }
    return first.isEmpty ? earliest : first
  }

  // MARK: Answers, over some of the hops

  func firstExternal(among hops: Set<Int>) -> ReferenceFirst {
    let first = minimum(hops.filter { isExit($0) })
    let unknown = hops.filter { recipientRank(graph.hops[$0].to) == nil }
    let supposed = hops.filter { hop in
      (goesOutside(hop) || unknown.contains(hop)) && !actorIsOutside(graph.hops[hop].record)
    }
    let undecided = minimum(supposed).intersection(unknown)
    return ReferenceFirst(
      status: status(first), records: records(first), hops: ids(first),
      exporters: actors(first), undecided: records(undecided))
  }

  func crossings(among hops: Set<Int>) -> [ReferenceCrossing] {
    var result: [ReferenceCrossing] = []
    for (rank, zone) in graph.input.zones.enumerated().dropFirst() {
      let first = minimum(hops.filter { crosses($0, into: rank) })
      if first.isEmpty { continue }
      result.append(
        ReferenceCrossing(
          zone: zone, status: status(first), records: records(first), hops: ids(first)))
    }
    return result
  }

  private func status(_ set: Set<Int>) -> String {
    let count = records(set).count
    return count == 0 ? "none" : count == 1 ? "one" : "several"
  }

  func records(_ set: Set<Int>) -> [String] {
    let records = Set(set.map { graph.hops[$0].record })
    return graph.inCanonicalOrder(records: records).map { graph.input.records[$0].id }
  }

  private func ids(_ set: Set<Int>) -> [String] {
    graph.inCanonicalOrder(hops: set).map { graph.hops[$0].id }
  }

  /// The actors of these hops, in canonical order of the first of each.
  func actors(_ set: Set<Int>) -> [String] {
    var result: [String] = []
    for hop in graph.inCanonicalOrder(hops: set) where !result.contains(graph.hops[hop].from) {
      result.append(graph.hops[hop].from)
    }
    return result
  }
}
