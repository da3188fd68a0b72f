import RepostGraph
import RepostRecords
import RepostTrace

/// Puts the entities, records and hops of one trace into words that are safe to show.
struct CaseWords: Sendable {
  let trace: Trace
  let say: Wording
  /// The rules of the case with the laws or orders behind them.
  let ruleBook: RuleBook
  private let sharedNames: Set<String>
  private let receiptsOfOthers: [Int: [Int]]
  /// Whether records and people are marked, for ``HTMLText`` to make links of them.
  private let isMarked: Bool

  init(_ trace: Trace, _ language: Language, isMarked: Bool = false) {
    self.trace = trace
    self.isMarked = isMarked
    say = Wording(language: language)
    ruleBook = RuleBook(trace.input)
    var seen: Set<String> = []
    var shared: Set<String> = []
    for (entity, name) in trace.input.entities.names {
      let other = trace.input.entities.find(name)
      if !seen.insert(name).inserted || other.map({ $0 != Int(entity) }) == true {
        shared.insert(name)
      }
    }
    sharedNames = shared
    receiptsOfOthers = trace.receiptsOfOthers
  }

  /// What lists show of an entity; with its id where others have the same name.
  func name(_ entity: Int) -> String {
    isMarked ? Mark.entity(entity).around(plainName(entity)) : plainName(entity)
  }

  func plainName(_ entity: Int) -> String {
    let id = visible(trace.id(entity))
    if trace.graph.isUnnamed(entity) {
      return say(.unnamed, ["who": say.vocabulary.unnamed, "id": id])
    }
    let name = trace.input.entities.name(entity)
    guard sharedNames.contains(name) else { return visible(name) }
    return say(.nameWithID, ["name": visible(name), "id": id])
  }

  func names(_ entities: [Int], limit: Int = 5) -> String {
    say.list(entities.prefix(limit).map { name($0) }, outOf: entities.count)
  }

  func id(_ record: Int) -> String {
    let id = say.vocabulary.citation(ofRecord: visible(trace.input.records.id(record)))
    return isMarked ? Mark.record(record).around(id) : id
  }

  func id(ofHop hop: Int) -> String {
    let id = visible(trace.id(ofHop: hop))
    return isMarked ? Mark.record(trace.graph.record(ofHop: hop)).around(id) : id
  }

  func ids(_ records: [Int], limit: Int = 10) -> String {
    say.list(records.prefix(limit).map { id($0) }, outOf: records.count)
  }

  func time(_ record: Int) -> String {
    trace.timeText(record)
      ?? (trace.input.records.isTimeUnreadable(record)
        ? say.vocabulary.timeUnreadable : say.vocabulary.timeUnknown)
  }

  func channel(_ record: Int) -> String { say.channel(trace.input.records.channel(record)) }

  func zone(rank: Int?) -> String { say.zone(rank.map { trace.input.settings.zones[$0] }) }

  func recipient(_ hop: Int) -> String {
    trace.graph.recipient(ofHop: hop).map { name($0) } ?? say(.audience)
  }

  func title(ofItem item: Int) -> String {
    let item = trace.input.items[item]
    return visible(item.title ?? item.id)
  }

  /// Who passed the item to whom, by what, when: hops of one record, with the record's id.
  func step(_ record: Int, hops: [Int], ids: String? = nil) -> String {
    let recipients = hops.prefix(5).map { recipient($0) }
    return say(
      .step,
      [
        "from": name(Int(trace.graph.hops.actors[record])),
        "to": say.list(recipients, outOf: hops.count), "channel": channel(record),
        "time": time(record), "ids": (ids ?? id(record)) + certainty(record),
      ])
  }

  private func certainty(_ record: Int) -> String {
    let certainty = trace.input.records.certainty(record)
    return certainty == .confirmed ? "" : say(.comma) + say.word(certainty)
  }

  /// The same for all hops of a record.
  func step(_ record: Int) -> String {
    step(record, hops: Array(trace.graph.hops(ofRecord: record)))
  }

  /// The zone in which the recipient of a hop stands; with the members that put it there, if so.
  func standing(_ hop: Int) -> String {
    let zone = zone(rank: trace.recipientRank(hop))
    guard let recipient = trace.graph.recipient(ofHop: hop), standsByMembers(hop) else {
      return zone
    }
    let members = trace.input.entities.declaredMembers(recipient).map(Int.init)
      .filter { trace.input.entities.zone($0) == trace.recipientRank(hop) }
    return say(.zoneByMembers, ["zone": zone, "names": names(members, limit: 3)])
  }

  /// Whether the recipient of a hop stands further out than its own zone.
  func standsByMembers(_ hop: Int) -> Bool {
    guard let recipient = trace.graph.recipient(ofHop: hop) else { return false }
    return trace.recipientRank(hop) != trace.input.entities.zone(recipient)
  }

  /// How the actor of a record got the item.
  func basis(ofRecord record: Int) -> String {
    guard !trace.graph.hops(ofRecord: record).isEmpty else { return "" }
    return basis(
      trace.basis(ofRecord: record), ofRecord: record,
      sources: trace.graph.parentRecords(ofRecord: record), limit: 5)
  }

  /// The same where the basis and the records by which the actor got it are known.
  func basis(_ basis: Basis, ofRecord record: Int, sources: [Int], limit: Int) -> String {
    let ids = ids(sources, limit: limit)
    if trace.isOpened(record) { return say(.basisOpened, ["ids": ids]) }
    switch basis {
    case .origin: return say(.basisOrigin)
    case .recorded:
      return say(isDatedBeforeParent(record) ? .basisRecordedLater : .basisRecorded, ["ids": ids])
    case .own: return say(.basisOwn, ["ids": ids])
    case .inferred:
      let count = trace.actors(ofRecords: sources).count
      let phrase: Phrase = count == 1 ? .basisInferredOne : .basisInferredSome
      return say(phrase, ["n": String(count), "ids": ids])
    case .originOnly:
      let author = trace.input.records.original(record)
      return say(.basisOriginOnly, ["who": author.map { name($0) } ?? say(.none), "ids": ids])
    }
  }

  /// The note of a record and the columns that the product gives no meaning to, as they were read.
  func remarks(_ record: Int) -> String {
    let note = trace.input.records.note(record)
    let extras = trace.input.records.extras(record)
      .map { say(.extraField, ["name": $0.name, "value": $0.value]) }
    return ((note.isEmpty ? [] : [note]) + extras).joined(separator: say(.partSeparator))
  }

  /// Whether the record that this one names as its source is dated certainly after it.
  private func isDatedBeforeParent(_ record: Int) -> Bool {
    let parent = Int(trace.graph.recorded.record[record])
    let table = trace.input.records
    return parent >= 0 && table.time(record).isCertainlyBefore(table.time(parent))
  }

  /// How someone got the item before the first of their own records.
  func received(_ forwarder: Forwarder, limit: Int) -> String {
    guard let received = forwarder.received, let record = firstRecordAsActor(forwarder) else {
      let receipts = receiptsOfOthers[forwarder.entity] ?? []
      return receipts.isEmpty
        ? say(.listReceivedNot) : say(.listReceivedOnly, ["ids": ids(receipts, limit: limit)])
    }
    return basis(received.basis, ofRecord: record, sources: received.records, limit: limit)
  }

  func firstRecordAsActor(_ forwarder: Forwarder) -> Int? {
    forwarder.records.first { Int(trace.graph.hops.actors[$0]) == forwarder.entity }
  }
}

extension Trace {
  /// Whether a record is taken as an origin only because imprecise times close a circle.
  func isOpened(_ record: Int) -> Bool {
    graph.hops(ofRecord: record).contains { graph.isOpened(hop: $0) }
  }

  /// By which rule the parents of a record's hops were found.
  fileprivate func basis(ofRecord record: Int) -> Basis {
    graph.hops(ofRecord: record).first.map { basis(ofHop: $0) } ?? .origin
  }

  /// The rank of the zone in which the recipient of a hop stands, or `nil` where it is unknown.
  func recipientRank(_ hop: Int) -> Int? {
    let rank = Int(boundary.recipientRanks[hop])
    return rank < 0 ? nil : rank
  }
}

extension Trace {
  /// For directors and approvers who are no actors: the records by which they received, if any.
  fileprivate var receiptsOfOthers: [Int: [Int]] {
    var receipts: [Int: [Int]] = [:]
    for entity in forwarders where !isActor(entity) { receipts[entity] = [] }
    guard !receipts.isEmpty else { return [:] }
    for record in graph.order.records.map(Int.init) {
      for hop in graph.hops(ofRecord: record) {
        graph.forEachReceiver(ofHop: hop) { entity in
          guard let known = receipts[Int(entity)], known.last != record else { return }
          receipts[Int(entity)]?.append(record)
        }
      }
    }
    return receipts
  }
}
