public import RepostRecords

/// By which rule the parents of a record were found.
public enum ParentRule: UInt8, Sendable {
  /// No rule gave any: a hop of the record is an origin hop.
  case none
  /// The record names its parent.
  case recorded
  /// The actor had received the item by these hops before.
  case inferred
  /// The record names only the author of the message; the steps in between are unknown.
  case originOnly
}

/// Who can have had what from whom: the hops of a case and, for each record, the hops that are its
/// parents.
///
/// Entities keep their numbers of the case; unnamed actors are numbered after them. A record's hops
/// share its parents, since these depend on the record's actor, item, time, parent and original only.
public struct ForwardingGraph: Sendable {
  package let lineage: ItemLineage
  package let order: CanonicalOrder
  package let hops: HopTable
  package let membership: Membership
  package let recorded: RecordedParents
  package var rules: [ParentRule]
  package var sources: SourceNodes
  /// Entities that got a hop's item though they are neither its recipient nor a member.
  package var extraReceivers: IndexLists
  package var isOriginHop: [Bool]
  package var isOpenedHop: [Bool]
  package var isOwn: [Bool]
  package var components: Components
  private let entities: EntityTable

  /// What building the graph found that an investigator should look at.
  public private(set) var warnings: [Warning] = []

  /// Builds the graph of a case.
  ///
  /// - Parameter input: The case as it was read.
  /// - Complexity: O(*n* log *n*), where *n* counts records, hops and the receipts of those actors
  ///   whose records name no parent.
  public init(_ input: ForwardingCase) {
    let table = input.records
    var warnings: [Warning] = []
    lineage = ItemLineage(input.items)
    order = CanonicalOrder(table)
    hops = HopTable(input, warnings: &warnings)
    membership = Membership(input.entities, hops: hops)
    recorded = RecordedParents(
      input, hops: hops, order: order, membership: membership, warnings: &warnings)
    entities = input.entities
    rules = [ParentRule](repeating: .none, count: table.count)
    sources = SourceNodes(recordCount: table.count)
    isOriginHop = [Bool](repeating: false, count: hops.count)
    isOpenedHop = isOriginHop
    isOwn = [Bool](repeating: false, count: table.count)
    extraReceivers = IndexLists()
    components = Components()

    var extraHops: [Int32] = []
    var extraEntities: [Int32] = []
    findRecorded(&extraHops, &extraEntities)
    inferFromReceipts(table, extraHops, extraEntities)
    followOriginals(table, &extraHops, &extraEntities)
    extraReceivers = IndexLists(count: hops.count, keys: extraHops, values: extraEntities)

    for record in 0..<table.count where rules[record] == .none {
      for hop in hops.range(record) { isOriginHop[hop] = true }
    }
    markOwn(table)
    components = Components(self)
    openCircles(input, &warnings)
    findSentBeforeReceived(input, &warnings)
    self.warnings = warnings
  }

  /// The number of hops.
  public var hopCount: Int { hops.count }

  /// The number of entities, unnamed actors included.
  public var entityCount: Int { hops.entityCount }

  /// The record that a hop belongs to.
  public func record(ofHop hop: Int) -> Int { Int(hops.records[hop]) }

  /// The hops of a record.
  public func hops(ofRecord record: Int) -> Range<Int> { hops.range(record) }

  /// The entity that made a hop.
  public func actor(ofHop hop: Int) -> Int { Int(hops.actor(ofHop: hop)) }

  /// The entity that a hop went to, or `nil` for the audience of a broadcast.
  public func recipient(ofHop hop: Int) -> Int? {
    hops.recipients[hop] < 0 ? nil : Int(hops.recipients[hop])
  }

  /// Whether an entity is the actor of a record that names nobody.
  public func isUnnamed(_ entity: Int) -> Bool { entity >= hops.namedCount }

  /// The record whose unnamed actor an entity is.
  public func record(ofUnnamed entity: Int) -> Int {
    Int(hops.recordOfUnnamed[entity - hops.namedCount])
  }

  /// Whether a hop is where the item enters the records.
  public func isOrigin(hop: Int) -> Bool { isOriginHop[hop] }

  /// The hops by which a record's actor can have got the item, in order of their places in the input.
  ///
  /// - Complexity: O(*p* log *p*), where *p* is the number of hops looked at.
  public func parents(ofRecord record: Int) -> [Int] {
    switch rules[record] {
    case .none: []
    case .recorded: recordedParentHops(record)
    case .inferred, .originOnly: sources.hops(ofRecord: record)
    }
  }

  package func recordedParentHops(_ record: Int) -> [Int] {
    let range = hops.range(Int(recorded.record[record]))
    guard !recorded.takesAll[record] else { return Array(range) }
    return range.filter { isReceipt(hop: $0, of: hops.actors[record]) }
  }

  /// Whether an entity is the recipient of a hop or a member of it, other than the hop's actor.
  package func isReceipt(hop: Int, of entity: Int32) -> Bool {
    RecordedParents.receives(entity, hop: hop, hops, membership, entities)
  }

  /// Calls `body` for everyone who got the item by a hop; an entity may come twice.
  package func forEachReceiver(ofHop hop: Int, _ body: (Int32) -> Void) {
    let recipient = hops.recipients[hop]
    if recipient >= 0 {
      body(recipient)
      if entities.kinds[Int(recipient)].isCollective {
        let actor = hops.actor(ofHop: hop)
        for member in membership[recipient] where member != actor { body(member) }
      }
    }
    for position in extraReceivers.range(hop) { body(extraReceivers.values[position]) }
  }
}

extension ForwardingGraph {
  private mutating func findRecorded(_ extraHops: inout [Int32], _ extraEntities: inout [Int32]) {
    for record in 0..<rules.count where recorded.record[record] >= 0 {
      let parentHops = hops.range(Int(recorded.record[record]))
      guard !parentHops.isEmpty else { continue }
      rules[record] = .recorded
      guard recorded.takesAll[record] else { continue }
      for hop in parentHops {
        extraHops.append(Int32(hop))
        extraEntities.append(hops.actors[record])
      }
    }
  }

  private mutating func inferFromReceipts(
    _ table: RecordTable, _ extraHops: [Int32], _ extraEntities: [Int32]
  ) {
    var needing = IndexPairs()
    var isWanted = [Bool](repeating: false, count: entityCount)
    for record in 0..<rules.count where rules[record] == .none {
      needing.append(hops.actors[record], Int32(record))
      isWanted[Int(hops.actors[record])] = true
    }
    var received = IndexPairs()
    for hop in 0..<hops.count {
      let recipient = hops.recipients[hop]
      if recipient >= 0 && isWanted[Int(recipient)] { received.append(recipient, Int32(hop)) }
    }
    for (hop, entity) in zip(extraHops, extraEntities)
    where isWanted[Int(entity)] && hops.actor(ofHop: Int(hop)) != entity {
      received.append(entity, hop)
    }
    let recordsOf = needing.lists(count: entityCount)
    let receiptsOf = received.lists(count: entityCount)
    var groups = GroupFeeds(self, entities, table, isWanted: isWanted)
    for entity in 0..<entityCount where isWanted[entity] {
      let candidates = receiptsOf[entity]
      let groupsOfEntity = groups.groups(of: Int32(entity))
      guard !candidates.isEmpty || !groupsOfEntity.isEmpty else { continue }
      Self.forEachItem(of: recordsOf[entity], table) { item, records in
        let feeds = groupsOfEntity.compactMap {
          groups.feed(ofGroup: $0, item: item, lineage: lineage, into: &sources)
        }
        sources.serve(
          records: records, personal: inOrderOfStart(candidates, item: item, table), feeds: feeds,
          actor: Int32(entity), table: table,
          starts: { table.starts[Int(hops.records[Int($0)])] })
      }
    }
    for record in 0..<rules.count where rules[record] == .none && sources.nodeOfRecord[record] >= 0
    {
      rules[record] = .inferred
    }
  }

  private mutating func followOriginals(
    _ table: RecordTable, _ extraHops: inout [Int32], _ extraEntities: inout [Int32]
  ) {
    var needing = IndexPairs()
    var isWanted = [Bool](repeating: false, count: entityCount)
    for record in 0..<rules.count where rules[record] == .none {
      let original = table.originals[record]
      guard original >= 0, original != hops.actors[record] else { continue }
      needing.append(original, Int32(record))
      isWanted[Int(original)] = true
    }
    guard !needing.isEmpty else { return }
    var sent = IndexPairs()
    for hop in 0..<hops.count where isWanted[Int(hops.actor(ofHop: hop))] {
      sent.append(hops.actor(ofHop: hop), Int32(hop))
    }
    let recordsOf = needing.lists(count: entityCount)
    let sentBy = sent.lists(count: entityCount)
    for entity in 0..<entityCount where isWanted[entity] {
      Self.forEachItem(of: recordsOf[entity], table) { item, records in
        sources.serve(
          records: records, personal: inOrderOfStart(sentBy[entity], item: item, table), feeds: [],
          actor: Int32(entity), table: table,
          starts: { table.starts[Int(hops.records[Int($0)])] })
      }
    }
    for record in 0..<rules.count where rules[record] == .none && sources.nodeOfRecord[record] >= 0
    {
      rules[record] = .originOnly
      for hop in sources.hops(ofRecord: record) {
        extraHops.append(Int32(hop))
        extraEntities.append(hops.actors[record])
      }
    }
  }

  /// Calls `body` for each item among records, with the records of it.
  private static func forEachItem(
    of records: ArraySlice<Int32>, _ table: RecordTable, _ body: (Int, [Int32]) -> Void
  ) {
    let byItem = records.sorted { (table.items[Int($0)], $0) < (table.items[Int($1)], $1) }
    var first = 0
    while first < byItem.count {
      let item = table.items[Int(byItem[first])]
      let end = byItem[first...].firstIndex { table.items[Int($0)] != item } ?? byItem.count
      body(Int(item), Array(byItem[first..<end]))
      first = end
    }
  }

  /// The hops among candidates that carry what an item can have come from, each once, in order of start.
  private func inOrderOfStart(
    _ candidates: ArraySlice<Int32>, item: Int, _ table: RecordTable
  ) -> [Int32] {
    func start(_ hop: Int32) -> Int64 { table.starts[Int(hops.records[Int(hop)])] }
    let compatible = candidates.filter {
      lineage.holds(item, other: Int(table.items[Int(hops.records[Int($0)])]))
    }.sorted { (start($0), $0) < (start($1), $1) }
    // Two records that name one parent make its hops receipts twice.
    var distinct: [Int32] = []
    for hop in compatible where distinct.last != hop { distinct.append(hop) }
    return distinct
  }

  /// Marks the inferred records whose actor may have passed on a copy of their own.
  private mutating func markOwn(_ table: RecordTable) {
    var originsOf: [Int32: [(item: Int32, start: Int64)]] = [:]
    for hop in 0..<hops.count where isOriginHop[hop] {
      let record = Int(hops.records[hop])
      let (item, start) = (table.items[record], table.starts[record])
      // A record's hops are one act, and of several acts with one item the earliest decides.
      if let place = originsOf[hops.actors[record]]?.firstIndex(where: { $0.item == item }) {
        if start < originsOf[hops.actors[record]]?[place].start ?? .max {
          originsOf[hops.actors[record]]?[place].start = start
        }
      } else {
        originsOf[hops.actors[record], default: []].append((item, start))
      }
    }
    for record in 0..<rules.count where rules[record] == .inferred && !isOwn[record] {
      guard let own = originsOf[hops.actors[record]] else { continue }
      let item = Int(table.items[record])
      isOwn[record] = own.contains {
        $0.start < table.ends[record] && lineage.holds(item, other: Int($0.item))
      }
    }
  }

  /// Makes the first hop of every circle that nothing enters an origin hop.
  private mutating func openCircles(_ input: ForwardingCase, _ warnings: inout [Warning]) {
    let circles = components.circles(nothingEnters: self)
    guard !circles.isEmpty else { return }
    let table = input.records
    for circle in circles {
      guard
        let first = circle.min(by: { a, b in
          let (r, s) = (Int(hops.records[a]), Int(hops.records[b]))
          return (order.rank[r], a) < (order.rank[s], b)
        })
      else { continue }
      isOriginHop[first] = true
      isOpenedHop[first] = true
      let record = Int(hops.records[first])
      warnings.append(
        table.warning(
          .ambiguousOrigin, record,
          "\(circle.count) hops can each have come from the others, for their times are not precise enough; this one, the first of them, is taken as an origin"
        ))
    }
    markOwn(table)
  }

  private func findSentBeforeReceived(_ input: ForwardingCase, _ warnings: inout [Warning]) {
    let table = input.records
    var isOrigin = [Bool](repeating: false, count: entityCount)
    for hop in 0..<hops.count where isOriginHop[hop] {
      isOrigin[Int(hops.actor(ofHop: hop))] = true
    }
    // For each origin and item: the record by which it received that item earliest.
    var earliest: [UInt64: Int] = [:]
    func key(_ entity: Int32, _ item: Int32) -> UInt64 {
      UInt64(UInt32(bitPattern: entity)) << 32 | UInt64(UInt32(bitPattern: item))
    }
    for hop in 0..<hops.count {
      let record = Int(hops.records[hop])
      forEachReceiver(ofHop: hop) { entity in
        guard isOrigin[Int(entity)] else { return }
        let place = key(entity, table.items[record])
        if let known = earliest[place], table.starts[known] <= table.starts[record] { return }
        earliest[place] = record
      }
    }
    for record in 0..<rules.count where hops.range(record).contains(where: { isOriginHop[$0] }) {
      guard
        let received = earliest[key(hops.actors[record], table.items[record])],
        table.time(record).isCertainlyBefore(table.time(received))
      else { continue }
      warnings.append(
        table.warning(
          .sentBeforeReceived, record,
          "the actor passes it on before the first record of having received it "
            + "(\(table.id(received))); one of the two times may be wrong, or an earlier receipt is "
            + "not on record"))
    }
  }
}
