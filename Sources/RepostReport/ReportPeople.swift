import RepostGraph
import RepostRecords
import RepostTrace

/// Those who only received, and everyone on record with whom they had it from and passed it on to.
extension ReportPage {
  /// The most names or records in one cell.
  private static let cellLimit = 10

  var receivedOnly: HTMLText {
    let people = trace.receivedOnly
    guard !people.isEmpty else { return "<p>\(say(.receivedOnlyNone))</p>\n" }
    let shown = Array(people.prefix(Self.rowLimit))
    let receipts = ReceiptLists(trace, of: Set(shown))
    let rows = shown.map { entity in
      let records = receipts.records(of: entity)
      var row = Row([
        .text(words.described(entity)), .text(words.ids(records, limit: Self.cellLimit)),
        .text(records.first.map { words.time($0) } ?? ""),
      ])
      row.data = [("who", entity)]
      return row
    }
    return """
      <p>\(say(.pageReceivedOnlyMeaning))</p>
      \(table(
        [.columnName, .columnReceivedBy, .columnFirstReceipt], rows, of: people.count,
        name: .pageReceivedOnly))
      """
  }

  var everyone: HTMLText {
    let columns: [Phrase] = [
      .columnName, .columnLevel, .columnHadItFrom, .columnPassedTo, .columnFanOut, .columnExposed,
      .columnReachRange,
    ]
    let receipts = ReceiptLists(trace, of: Set(people))
    var tally = PartnerTally(entities: trace.graph.entityCount)
    let rows = people.map { entity in personRow(entity, receipts, &tally) }
    return "<p class=\"soft\">\(say(.pagePeopleMeaning))</p>\n"
      + table(columns, rows, of: trace.graph.entityCount, name: .pagePeople)
  }

  private func personRow(
    _ entity: Int, _ receipts: ReceiptLists, _ tally: inout PartnerTally
  ) -> Row {
    let depth = Int(trace.measures.depths[entity])
    let members = trace.input.entities.count > entity ? membersNote(entity) : ""
    var row = Row([
      .text(words.described(entity) + members),
      depth < 0 ? .figure(say(.pageNotReached), key: .max) : .figure(String(depth), key: depth),
      .long(senders(receipts.records(of: entity), &tally)),
      .long(recipients(trace.records(by: entity), &tally)),
      .number(Int(trace.measures.fanOut[entity])), .number(Int(trace.measures.exposed[entity])),
      reach(of: entity),
    ])
    row.id = PageLinks.id(ofEntity: entity)
    row.data = [("who", entity)]
    return row
  }

  private func membersNote(_ entity: Int) -> String {
    let entities = trace.input.entities
    guard entities.kind(entity).isCollective else { return "" }
    let members = entities.declaredMembers(entity).map(Int.init)
    var parts: [String] = []
    if !members.isEmpty {
      parts.append(say(.pageMembers, ["names": words.names(members, limit: Self.cellLimit)]))
    }
    if let size = entities.size(entity) { parts.append(say(.pageSize, ["n": String(size)])) }
    return parts.isEmpty ? "" : say(.partSeparator) + parts.joined(separator: say(.partSeparator))
  }

  /// From whom records went to someone, each sender with the records.
  private func senders(_ records: [Int], _ tally: inout PartnerTally) -> String {
    let actors = trace.graph.hops.actors
    for record in records { tally.add(record, with: Int(actors[record])) }
    return partners(&tally)
  }

  /// To whom records went from someone, each recipient with the records.
  private func recipients(_ records: [Int], _ tally: inout PartnerTally) -> String {
    for record in records {
      for hop in trace.graph.hops(ofRecord: record) {
        tally.add(record, with: trace.graph.recipient(ofHop: hop))
      }
    }
    return partners(&tally)
  }

  private func partners(_ tally: inout PartnerTally) -> String {
    let parts = tally.partners.prefix(Self.cellLimit).map { partner in
      say(
        .receipt,
        [
          "who": partner.entity.map { words.name($0) } ?? say(.audience),
          "id": say.list(partner.records.map { words.id($0) }, outOf: partner.count),
        ])
    }
    defer { tally.clear() }
    return say.list(parts, outOf: tally.partners.count)
  }
}

/// With whom records connect someone, in the order of the first record with each.
private struct PartnerTally {
  struct Partner {
    /// `nil` stands for the public.
    let entity: Int?
    /// The first of the records.
    var records: [Int]
    var count: Int
  }

  /// The most records that are kept of a partner.
  private static let recordLimit = 5

  private(set) var partners: [Partner] = []
  // Where each entity stands among them, the public last. Made once: a large chat asks it for each
  // message and member.
  private var places: [Int32]

  init(entities: Int) { places = [Int32](repeating: -1, count: entities + 1) }

  mutating func add(_ record: Int, with entity: Int?) {
    let slot = entity ?? places.count - 1
    let place = Int(places[slot])
    guard place >= 0 else {
      places[slot] = Int32(partners.count)
      partners.append(Partner(entity: entity, records: [record], count: 1))
      return
    }
    partners[place].count += 1
    if partners[place].count <= Self.recordLimit { partners[place].records.append(record) }
  }

  mutating func clear() {
    for partner in partners { places[partner.entity ?? places.count - 1] = -1 }
    partners.removeAll(keepingCapacity: true)
  }
}

/// The records by which each of some entities got an item.
private struct ReceiptLists {
  private let trace: Trace
  private var direct: [Int: [Int]] = [:]
  private var groups: [Int: [Int]] = [:]
  private var posts: [Int: [Int]] = [:]

  /// Gathers them in one pass over the hops; what went to groups is kept once for all members.
  init(_ trace: Trace, of entities: Set<Int>) {
    self.trace = trace
    let graph = trace.graph
    for (group, members) in graph.membership.members.sorted(by: { $0.key < $1.key }) {
      for member in members where entities.contains(Int(member)) {
        groups[Int(member), default: []].append(Int(group))
      }
    }
    let wanted = Set(groups.values.joined())
    for record in graph.order.records.map(Int.init) {
      for hop in graph.hops(ofRecord: record) {
        let recipient = graph.recipient(ofHop: hop)
        if let recipient, entities.contains(recipient) {
          direct[recipient, default: []].append(record)
        }
        if let recipient, wanted.contains(recipient) {
          posts[recipient, default: []].append(record)
        }
        guard let extra = graph.extraReceivers else { continue }
        for entity in extra[hop] where entities.contains(Int(entity)) {
          direct[Int(entity), default: []].append(record)
        }
      }
    }
  }

  /// The records by which an entity got an item, alone or as a member, in canonical order.
  func records(of entity: Int) -> [Int] {
    // Hoisted: a closure that names the trace keeps and lets go of all that it holds, for each record.
    let (actors, rank) = (trace.graph.hops.actors, trace.graph.order.rank)
    var records = direct[entity] ?? []
    for group in groups[entity] ?? [] {
      for record in posts[group] ?? [] where Int(actors[record]) != entity {
        records.append(record)
      }
    }
    // Each of the lists is in order, and often there is one alone.
    if !zip(records, records.dropFirst()).allSatisfy({ rank[$0] <= rank[$1] }) {
      records.sort { rank[$0] < rank[$1] }
    }
    var last = -1
    return records.filter { record in
      defer { last = record }
      return record != last
    }
  }
}
