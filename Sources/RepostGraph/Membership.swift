package import RepostRecords

/// Who belongs to which collective: the declared members, and whoever has a hop to it.
package struct Membership: Sendable {
  /// The members of each collective, the declared ones first, then posters in input order.
  package private(set) var members: [Int32: [Int32]] = [:]
  /// Whether any entity of the case is a collective.
  package let hasCollectives: Bool
  private var pairs = PairSet()

  package init(_ entities: EntityTable, hops: HopTable) {
    let kinds = entities.kinds
    hasCollectives = kinds.contains { $0.isCollective }
    for (collective, declared) in entities.members.sorted(by: { $0.key < $1.key }) {
      for member in declared { add(member, to: collective) }
    }
    guard hasCollectives else { return }
    for hop in 0..<hops.count {
      let recipient = hops.recipients[hop]
      guard recipient >= 0, kinds[Int(recipient)].isCollective else { continue }
      add(hops.actor(ofHop: hop), to: recipient)
    }
  }

  private mutating func add(_ member: Int32, to collective: Int32) {
    guard member != collective, pairs.insert(collective, member) else { return }
    members[collective, default: []].append(member)
  }

  package func contains(_ member: Int32, in collective: Int32) -> Bool {
    pairs.contains(collective, member)
  }

  package subscript(collective: Int32) -> [Int32] { members[collective] ?? [] }
}
