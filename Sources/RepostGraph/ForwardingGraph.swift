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
  package internal(set) var rules: [ParentRule]
  package internal(set) var sources = SourceNodes()
  /// Entities that got a hop's item though they are neither its recipient nor a member; `nil` where there
  /// are none.
  package internal(set) var extraReceivers: IndexLists?
  /// Hops that were made origin hops to open a circle that nothing enters.
  package internal(set) var openedHops: Set<Int> = []
  /// For each record, whether its actor may have passed on a copy of their own.
  package internal(set) var isOwn: [Bool]
  package internal(set) var turns: Turns
  package internal(set) var turnOrder = TurnOrder()
  package internal(set) var posts = GroupPosts()
  package let kinds: [EntityKind]

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
    kinds = input.entities.kinds
    rules = [ParentRule](repeating: .none, count: table.count)
    isOwn = [Bool](repeating: false, count: table.count)
    turns = Turns()

    var extra = ExtraReceipts()
    var nodeOfRecord = [Int32](repeating: -1, count: table.count)
    findRecorded(&extra)
    inferFromReceipts(table, extra, &nodeOfRecord)
    followOriginals(table, &extra, &nodeOfRecord)
    if !extra.hops.isEmpty {
      extraReceivers = IndexLists(count: hops.count, keys: extra.hops, values: extra.entities)
    }
    posts = GroupPosts(self, table)
    markOwn(table)
    turns = Turns(self, nodeOfRecord: nodeOfRecord)
    turnOrder = TurnOrder(self)
    if openCircles(input, &warnings) {
      turns = Turns(self, nodeOfRecord: nodeOfRecord)
      turnOrder = TurnOrder(self)
    }
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
  public func isOrigin(hop: Int) -> Bool {
    rules[Int(hops.records[hop])] == .none || isOpened(hop: hop)
  }

  /// Whether a hop was made an origin hop to open a circle that nothing enters.
  package func isOpened(hop: Int) -> Bool { !openedHops.isEmpty && openedHops.contains(hop) }

  /// The source node of a record whose parents were found by rule 2 or 3.
  package func sourceNode(ofRecord record: Int) -> Int32 {
    turns.sources[Int(turns.ofRecord[record])]
  }

  /// The hops by which a record's actor can have got the item, in order of their places in the input.
  ///
  /// - Complexity: O(*p* log *p*), where *p* is the number of hops looked at.
  public func parents(ofRecord record: Int) -> [Int] {
    switch rules[record] {
    case .none: []
    case .recorded: recordedParentHops(record)
    case .inferred, .originOnly: sources.hops(ofNode: sourceNode(ofRecord: record))
    }
  }

  /// The records of the hops by which a record's actor can have got the item, in canonical order.
  ///
  /// - Complexity: O(*p* log *p*), where *p* is the number of hops looked at; O(*p* + *records* / 64)
  ///   where they are very many.
  public func parentRecords(ofRecord record: Int) -> [Int] {
    let parents: [Int32] =
      switch rules[record] {
      case .none: []
      case .recorded: recordedParentHops(record).map(Int32.init)
      case .inferred, .originOnly: sources.unsortedHops(ofNode: sourceNode(ofRecord: record))
      }
    let places = parents.lazy.map { Int(self.order.rank[Int(self.hops.records[Int($0)])]) }
    return inOrder(places, count: rules.count).map { Int(order.records[$0]) }
  }

  package func recordedParentHops(_ record: Int) -> [Int] {
    var parents: [Int] = []
    let parent = Int(recorded.record[record])
    guard !recorded.takesAll[record] else { return Array(hops.range(parent)) }
    recorded.forEachHop(
      of: parent, receivedBy: hops.actors[record], hops, membership, kinds
    ) { parents.append($0) }
    return parents
  }

  /// Calls `body` for the hops of a record that are the parents of what an actor did who names it so.
  package func forEachRecordedHop(of parent: Int, actor: Int32, _ body: (Int) -> Void) {
    var isReceiver = false
    recorded.forEachHop(of: parent, receivedBy: actor, hops, membership, kinds) {
      isReceiver = true
      body($0)
    }
    guard !isReceiver else { return }
    for hop in hops.range(parent) { body(hop) }
  }

  /// Whether an entity is the recipient of a hop or a member of it, other than the hop's actor.
  package func isReceipt(hop: Int, of entity: Int32) -> Bool {
    RecordedParents.receives(entity, hop: hop, hops, membership, kinds)
  }

  /// Calls `body` for everyone who got the item by a hop; an entity may come twice.
  package func forEachReceiver(ofHop hop: Int, _ body: (Int32) -> Void) {
    let recipient = hops.recipients[hop]
    if recipient >= 0 {
      body(recipient)
      if kinds[Int(recipient)].isCollective {
        let actor = hops.actor(ofHop: hop)
        for member in membership[recipient] where member != actor { body(member) }
      }
    }
    guard let extraReceivers else { return }
    for position in extraReceivers.range(hop) { body(extraReceivers.values[position]) }
  }
}

/// Numbers below `count`, each once, in order.
private func inOrder(_ numbers: some Collection<Int>, count: Int) -> [Int] {
  guard numbers.count > 1 << 10 else {
    var known = -1
    return numbers.sorted().filter { number in
      defer { known = number }
      return number != known
    }
  }
  var bits = [UInt64](repeating: 0, count: count / 64 + 1)
  for number in numbers { bits[number >> 6] |= 1 << (number & 63) }
  var found: [Int] = []
  found.reserveCapacity(numbers.count)
  for (place, word) in bits.enumerated() {
    var word = word
    while word != 0 {
      found.append(place << 6 | word.trailingZeroBitCount)
      word &= word - 1
    }
  }
  return found
}
