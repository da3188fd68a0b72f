import RepostGraph
import RepostRecords
import RepostTrace

/// Puts the entities, records and hops of one trace into words that are safe to show.
struct CaseWords {
  let trace: Trace
  let say: Wording
  private let sharedNames: Set<String>

  init(_ trace: Trace, _ language: Language) {
    self.trace = trace
    say = Wording(language: language)
    var seen: Set<String> = []
    var shared: Set<String> = []
    for (entity, name) in trace.input.entities.names {
      let other = trace.input.entities.find(name)
      if !seen.insert(name).inserted || other.map({ $0 != Int(entity) }) == true {
        shared.insert(name)
      }
    }
    sharedNames = shared
  }

  /// What lists show of an entity; with its id where others have the same name.
  func name(_ entity: Int) -> String {
    let id = visible(trace.id(entity))
    if trace.graph.isUnnamed(entity) { return say(.unnamed, ["id": id]) }
    let name = trace.input.entities.name(entity)
    guard sharedNames.contains(name) else { return visible(name) }
    return say(.nameWithID, ["name": visible(name), "id": id])
  }

  func names(_ entities: [Int], limit: Int = 5) -> String {
    say.list(entities.prefix(limit).map { name($0) }, outOf: entities.count)
  }

  func id(_ record: Int) -> String { visible(trace.input.records.id(record)) }

  func ids(_ records: [Int], limit: Int = 10) -> String {
    say.list(records.prefix(limit).map { id($0) }, outOf: records.count)
  }

  func time(_ record: Int) -> String { trace.timeText(record) ?? say(.timeUnknown) }

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

  /// How the actor of a record got the item.
  func basis(ofRecord record: Int) -> String {
    guard let hop = trace.graph.hops(ofRecord: record).first else { return "" }
    if trace.graph.isOpenedHop[hop] { return say(.basisOpened) }
    let rank = trace.graph.order.rank
    let sources = Set(trace.graph.parents(ofRecord: record).map { trace.graph.record(ofHop: $0) })
      .sorted { rank[$0] < rank[$1] }
    return basis(trace.basis(ofHop: hop), ofRecord: record, sources: sources, limit: 5)
  }

  /// The same where the basis and the records by which the actor got it are known.
  func basis(_ basis: Basis, ofRecord record: Int, sources: [Int], limit: Int) -> String {
    let ids = ids(sources, limit: limit)
    switch basis {
    case .origin: return say(.basisOrigin)
    case .recorded: return say(.basisRecorded, ["ids": ids])
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

  /// How someone got the item before the first of their own records.
  func received(_ forwarder: Forwarder, limit: Int) -> String {
    guard let received = forwarder.received, let record = firstRecordAsActor(forwarder) else {
      return say(.listReceivedNot)
    }
    let hops = trace.graph.hops(ofRecord: record)
    if hops.contains(where: { trace.graph.isOpenedHop[$0] }) { return say(.basisOpened) }
    return basis(received.basis, ofRecord: record, sources: received.records, limit: limit)
  }

  func firstRecordAsActor(_ forwarder: Forwarder) -> Int? {
    forwarder.records.first { Int(trace.graph.hops.actors[$0]) == forwarder.entity }
  }
}
