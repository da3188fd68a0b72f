internal import RepostRecords

/// The hops of a record with many recipients, by recipient.
struct WideRecord: Sendable {
  /// The number of hops up to which they are simply looked through.
  static let limit = 16

  private var recipients: [Int32] = []
  private var hopOfRecipient: [Int32] = []
  private var hopsToCollectives: [Int] = []

  init(_ range: Range<Int>, _ hops: HopTable, _ kinds: [EntityKind]) {
    let sorted = range.sorted { hops.recipients[$0] < hops.recipients[$1] }
    recipients = sorted.map { hops.recipients[$0] }
    hopOfRecipient = sorted.map { Int32($0) }
    hopsToCollectives = range.filter {
      hops.recipients[$0] >= 0 && kinds[Int(hops.recipients[$0])].isCollective
    }
  }

  /// The hops of which an entity is the recipient or a member, in their order.
  func hops(
    receivedBy entity: Int32, actor: Int32, _ membership: Membership, _ hops: HopTable
  ) -> [Int] {
    var found = hopsToCollectives.filter {
      entity != actor && membership.contains(entity, in: hops.recipients[$0])
    }
    var low = 0
    var high = recipients.count
    while low < high {
      let middle = (low + high) / 2
      if recipients[middle] < entity { low = middle + 1 } else { high = middle }
    }
    if low < recipients.count, recipients[low] == entity {
      let own = Int(hopOfRecipient[low])
      if !found.contains(own) {
        found.insert(own, at: found.firstIndex { $0 > own } ?? found.count)
      }
    }
    return found
  }
}
