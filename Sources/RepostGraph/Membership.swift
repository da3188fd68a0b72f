package import RepostRecords

/// Who belongs to which collective: the declared members, and whoever has a hop to it.
package struct Membership: Sendable {
  /// The members of each collective, the declared ones first, then posters in input order.
  package private(set) var members: [Int32: [Int32]] = [:]
  private var pairs: Set<UInt64> = []

  package init(_ entities: EntityTable, hops: HopTable) {
    for (collective, declared) in entities.members {
      for member in declared { add(member, to: collective) }
    }
    for hop in 0..<hops.count {
      let recipient = hops.recipients[hop]
      guard recipient >= 0, entities.kinds[Int(recipient)].isCollective else { continue }
      add(hops.actor(ofHop: hop), to: recipient)
    }
  }

  private mutating func add(_ member: Int32, to collective: Int32) {
    guard member != collective, pairs.insert(Self.key(collective, member)).inserted else { return }
    members[collective, default: []].append(member)
  }

  package func contains(_ member: Int32, in collective: Int32) -> Bool {
    pairs.contains(Self.key(collective, member))
  }

  package subscript(collective: Int32) -> [Int32] { members[collective] ?? [] }

  private static func key(_ collective: Int32, _ member: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: collective)) << 32 | UInt64(UInt32(bitPattern: member))
  }
}
