package import RepostRecords

/// The parents that records name themselves, with circles among them broken.
package struct RecordedParents: Sendable {
  /// The record that each record names as its parent, or a negative number.
  package private(set) var record: [Int32]
  /// Whether the record's actor is no receiver of the parent's hops, so that all of them count.
  package private(set) var takesAll: [Bool]
  // The recipients of records with many, found once for all who name one of these as parent.
  private var wide: [Int32: WideRecord] = [:]

  package init(
    _ input: ForwardingCase, hops: HopTable, order: CanonicalOrder, membership: Membership,
    warnings: inout [Warning]
  ) {
    let table = input.records
    record = table.parents
    takesAll = [Bool](repeating: false, count: table.count)
    let named = record
    for child in 0..<named.count where named[child] == RecordTable.parentNotInInput {
      warnings.append(
        table.warning(
          .unknownParent, child, .unknownParent, table.parentID(child) ?? ""))
    }
    breakCircles(table, order: order, warnings: &warnings)

    let starts = table.starts
    let kinds = input.entities.kinds
    for child in 0..<record.count {
      let parent = Int(record[child])
      guard parent >= 0 else { continue }
      let parentHops = hops.range(parent)
      guard !parentHops.isEmpty else { continue }
      if table.end(child) <= starts[parent] {
        warnings.append(
          table.warning(
            .parentAfterChild, child, .parentAfterChild, table.id(parent)))
      }
      let actor = hops.actors[child]
      if parentHops.count == 1, hops.recipients[parentHops.lowerBound] == actor { continue }
      if parentHops.count > WideRecord.limit, wide[record[child]] == nil {
        wide[record[child]] = WideRecord(parentHops, hops, kinds)
      }
      var isReceiver = false
      forEachHop(of: parent, receivedBy: actor, hops, membership, kinds) { _ in isReceiver = true }
      if isReceiver { continue }
      takesAll[child] = true
      let isPlausible = parentHops.contains { hop in
        let recipient = hops.recipients[hop]
        return recipient < 0 || kinds[Int(recipient)] != .person
      }
      if table.actors[child] >= 0 && !isPlausible {
        warnings.append(
          table.warning(
            .parentMismatch, child, .parentMismatch, table.id(parent),
            input.entities.id(Int(actor))))
      }
    }
  }

  /// Calls `body` for the hops of a record by which an entity receives, in their order.
  ///
  /// - Complexity: O(*hops of the record*), for a record with many O(log *hops* + its collectives).
  package func forEachHop(
    of parent: Int, receivedBy entity: Int32, _ hops: HopTable, _ membership: Membership,
    _ kinds: [EntityKind], _ body: (Int) -> Void
  ) {
    if let known = wide[Int32(parent)] {
      for hop in known.hops(receivedBy: entity, actor: hops.actors[parent], membership, hops) {
        body(hop)
      }
      return
    }
    for hop in hops.range(parent)
    where Self.receives(entity, hop: hop, hops, membership, kinds) { body(hop) }
  }

  /// Whether the entity is the recipient of a hop or a member of it, other than the hop's actor.
  package static func receives(
    _ entity: Int32, hop: Int, _ hops: HopTable, _ membership: Membership, _ kinds: [EntityKind]
  ) -> Bool {
    let recipient = hops.recipients[hop]
    if recipient == entity { return true }
    guard recipient >= 0, kinds[Int(recipient)].isCollective else { return false }
    return membership.contains(entity, in: recipient) && hops.actor(ofHop: hop) != entity
  }

  private mutating func breakCircles(
    _ table: RecordTable, order: CanonicalOrder, warnings: inout [Warning]
  ) {
    // A parent that comes before its child in the input is in no circle.
    guard record.indices.contains(where: { Int(record[$0]) >= $0 }) else { return }
    // Every record names at most one parent, so a walk either ends or runs into its own tail.
    var walkOfRecord = [Int32](repeating: 0, count: table.count)
    var walk: Int32 = 0
    for first in 0..<table.count where walkOfRecord[first] == 0 && record[first] >= 0 {
      walk += 1
      var current = Int32(first)
      while current >= 0 && walkOfRecord[Int(current)] == 0 {
        walkOfRecord[Int(current)] = walk
        current = record[Int(current)]
      }
      guard current >= 0, walkOfRecord[Int(current)] == walk else { continue }
      var earliest = current
      var length = 1
      var next = record[Int(current)]
      while next != current {
        if order.rank[Int(next)] < order.rank[Int(earliest)] { earliest = next }
        length += 1
        next = record[Int(next)]
      }
      let named = table.parentID(Int(earliest)) ?? ""
      record[Int(earliest)] = RecordTable.none
      warnings.append(
        table.warning(
          .parentCycle, Int(earliest), length == 1 ? .ownParent : .parentCycle, String(length),
          named))
    }
  }
}
