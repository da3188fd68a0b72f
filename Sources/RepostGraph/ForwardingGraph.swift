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
  let entities: EntityTable

  /// What building the graph found that an investigator should look at.
  public internal(set) var warnings: [Warning] = []

  /// Builds the graph of a case.
  ///
  /// - Parameter input: The case as it was read.
  /// - Complexity: O(*n* log *n*), where *n* counts records, hops, the links of source nodes, and for
  ///   each record that names only an author, the hops of that author.
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
