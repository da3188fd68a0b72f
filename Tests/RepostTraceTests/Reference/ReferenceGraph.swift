/// The hops of a case, who receives by them, and by which hops their actors got the item.
///
/// Records and hops are numbered in input order; entities are their ids.
struct ReferenceGraph {
  enum Rule: String {
    case recorded
    case inferred
    case originOnly = "origin-only"
  }

  struct Hop {
    var id: String
    var record: Int
    var from: String
    /// `*` is the audience of a broadcast, which is no entity.
    var to: String
    var item: String
  }

  let input: ReferenceCase
  let items: ReferenceItems
  /// Of each item that a record names: itself and everything from which it derives.
  var ancestry: [String: Set<String>] = [:]
  var hops: [Hop] = []
  var hopsOfRecord: [[Int]] = []
  /// The members of each collective: the declared ones and whoever has a hop to it.
  var members: [String: Set<String>] = [:]
  /// The recorded parent of each record, as far as it is in the input and opens no circle.
  var recordedParent: [Int?] = []
  /// The parents of the hops of each record, which all of these share.
  var parentsOfRecord: [[Int]] = []
  /// Which rule gave these parents, nil where none did.
  var ruleOfRecord: [Rule?] = []
  /// Of each hop: the actors who got the item by it though they are not among its receivers.
  var extraRecorded: [Set<String>] = []
  var extraOriginOnly: [Set<String>] = []
  var originHops: Set<Int> = []
  /// Origin hops that were made so to open a circle.
  var openedHops: Set<Int> = []
  var ownHops: Set<Int> = []
  /// Of each hop: everyone who has it as a receipt.
  var receivers: [Set<String>] = []
  var warnings: Set<ReferenceWarning> = []

  init(_ input: ReferenceCase) {
    self.input = input
    items = ReferenceItems(items: input.items, zones: input.zones)
    for record in input.records {
      ancestry[record.item] = items.withAncestors(record.item)
    }
    splitIntoHops()
    gatherMembers()
    followRecordedParents()
    findParents()
    findOrigins()
    receivers = hops.indices.map {
      plainReceivers($0).union(extraRecorded[$0]).union(extraOriginOnly[$0])
    }
    warnAboutOrder()
    warnAboutDuplicates()
  }

  // MARK: Questions

  func actor(_ record: Int) -> String {
    input.records[record].from ?? "?" + input.records[record].id
  }

  func isUnnamed(_ record: Int) -> Bool {
    input.records[record].from == nil
  }

  func kind(_ entity: String) -> String {
    input.entities.first { $0.id == entity }?.kind ?? "person"
  }

  func isCollective(_ entity: String) -> Bool {
    ["group", "organisation"].contains(kind(entity))
  }

  func certainlyBefore(_ x: Int, _ y: Int) -> Bool {
    input.records[x].end <= input.records[y].start
  }

  func possiblyBefore(_ x: Int, _ y: Int) -> Bool {
    input.records[x].start < input.records[y].end
  }

  /// By start, end and input order; records of unknown time come last.
  func canonicallyBefore(_ x: Int, _ y: Int) -> Bool {
    let a = input.records[x]
    let b = input.records[y]
    let aUnknown = a.start == Int.min && a.end == Int.max
    let bUnknown = b.start == Int.min && b.end == Int.max
    if aUnknown != bUnknown { return bUnknown }
    if a.start != b.start { return a.start < b.start }
    if a.end != b.end { return a.end < b.end }
    return x < y
  }

  func inCanonicalOrder(records: Set<Int>) -> [Int] {
    records.sorted { canonicallyBefore($0, $1) }
  }

  /// By their records, and within one record by its recipients.
  func inCanonicalOrder(hops set: Set<Int>) -> [Int] {
    set.sorted {
      hops[$0].record == hops[$1].record
        ? $0 < $1 : canonicallyBefore(hops[$0].record, hops[$1].record)
    }
  }

  func parents(_ hop: Int) -> [Int] {
    parentsOfRecord[hops[hop].record]
  }

  /// A receipt of this item can be where an item with these ancestors came from.
  func isCompatible(_ receipt: String, with item: String) -> Bool {
    ancestry[item]?.contains(receipt) ?? false
  }

  /// The recipient and, where that is a collective, its members other than the hop's actor.
  func plainReceivers(_ hop: Int) -> Set<String> {
    let recipient = hops[hop].to
    if recipient == "*" { return [] }
    var result: Set<String> = []
    if isCollective(recipient) {
      result = members[recipient] ?? []
      result.remove(hops[hop].from)
    }
    result.insert(recipient)
    return result
  }

  // MARK: Hops and members

  private mutating func splitIntoHops() {
    for (index, record) in input.records.enumerated() {
      let actor = actor(index)
      var recipients: [String] = []
      for name in record.to where name != actor && !recipients.contains(name) {
        recipients.append(name)
      }
      if record.to.isEmpty { warn("no-recipient", index) }
      if record.to.contains(actor) { warn("self-forward", index) }
      hopsOfRecord.append([])
      for (place, recipient) in recipients.enumerated() {
        let id = recipients.count == 1 ? record.id : "\(record.id)#\(place + 1)"
        hopsOfRecord[index].append(hops.count)
        hops.append(Hop(id: id, record: index, from: actor, to: recipient, item: record.item))
      }
    }
  }

  private mutating func gatherMembers() {
    for entity in input.entities where isCollective(entity.id) {
      members[entity.id] = Set(entity.members)
    }
    for hop in hops where isCollective(hop.to) {
      members[hop.to, default: []].insert(hop.from)
    }
  }

  // MARK: Warnings

  mutating func warn(_ code: String, _ record: Int) {
    warnings.insert(ReferenceWarning(code: code, record: input.records[record].id))
  }

  /// Warns where an origin has a receipt of the item, but only certainly after passing it on.
  private mutating func warnAboutOrder() {
    for origin in originHops {
      let record = hops[origin].record
      let receipts = hops.indices.filter {
        hops[$0].item == hops[origin].item && receivers[$0].contains(hops[origin].from)
      }
      let allAfter = receipts.allSatisfy { certainlyBefore(record, hops[$0].record) }
      if !receipts.isEmpty && allAfter { warn("sent-before-received", record) }
    }
  }

  /// Warns about a record that says the same as an earlier one under another id.
  private mutating func warnAboutDuplicates() {
    for later in input.records.indices {
      for earlier in 0..<later {
        let a = input.records[earlier]
        let b = input.records[later]
        let recipientsOfA = Set(hopsOfRecord[earlier].map { hops[$0].to })
        let recipientsOfB = Set(hopsOfRecord[later].map { hops[$0].to })
        if actor(earlier) == actor(later) && recipientsOfA == recipientsOfB
          && a.start == b.start && a.end == b.end
          && a.channel == b.channel && a.item == b.item
        {
          warn("duplicate-record", later)
        }
      }
    }
  }
}
