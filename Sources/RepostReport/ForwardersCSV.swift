import RepostGraph
import RepostRecords
public import RepostTrace

/// The list of forwarders as CSV: one line for each actor, director and approver, in the order of their
/// first act.
///
/// - Parameters:
///   - trace: What the records show.
///   - language: The language of headers and words.
/// - Returns: UTF-8 text with a byte order mark and CR LF.
public func forwardersCSV(_ trace: Trace, language: Language) -> [UInt8] {
  var bytes: [UInt8] = []
  forwardersCSV(trace, language: language, jobs: 1) { bytes += $0 }
  return bytes
}

/// The same, piece by piece, so that a list of a million people need not be held in memory.
///
/// - Parameters:
///   - trace: What the records show.
///   - language: The language of headers and words.
///   - jobs: How many processors may work at once; the bytes are the same.
///   - sink: Takes the bytes, in order.
public func forwardersCSV(_ trace: Trace, language: Language, jobs: Int, to sink: Sink) rethrows {
  let words = CaseWords(trace, language)
  var head = CSVText()
  head.add(ForwarderRow.columns.map { words.say($0) })
  try sink(head.bytes)
  let people = trace.forwarders
  try Rows(count: people.count, jobs: jobs).write(to: sink) { places in
    var csv = CSVText(isContinued: true)
    for place in places {
      csv.add(
        ForwarderRow(words.trace.forwarder(people[place]), order: place + 1, words).cells)
    }
    return csv.bytes
  }
}

/// One line of the list of forwarders, as tables and workbooks have it.
struct ForwarderRow {
  static let columns: [Phrase] = [
    .columnOrder, .columnID, .columnName, .columnKind, .columnZone, .columnOrganisation,
    .columnTitle, .columnResponsible, .columnRoles, .columnBroken, .columnRuleText,
    .columnFirstAct, .columnReceived, .columnSources, .columnSourceRecords, .columnFanOut,
    .columnExposed, .columnReach, .columnSoleReach, .columnCertainty, .columnRecords,
    .columnEvidence,
  ]

  /// The most sources in a cell: spreadsheets cut what is longer than 32,767 characters, in silence.
  static let sourceLimit = 100

  let cells: [String]

  init(_ forwarder: Forwarder, order: Int, _ words: CaseWords) {
    let (trace, say) = (words.trace, words.say)
    let (entity, entities) = (forwarder.entity, trace.input.entities)
    let isNamed = !trace.graph.isUnnamed(entity)
    let measures = trace.measures
    func list(_ records: [Int]) -> String {
      records.map { trace.input.records.id($0) }.joined(separator: "; ")
    }
    let limit = Self.sourceLimit
    func firstOf(_ all: [Int], _ id: (Int) -> String) -> String {
      var entries = all.prefix(limit).map(id)
      if all.count > limit {
        entries.append(say(.moreLines, ["n": String(all.count - limit)]))
      }
      return entries.joined(separator: "; ")
    }
    cells = [
      String(order), trace.id(entity), isNamed ? entities.name(entity) : "",
      say.word(trace.kind(entity)), say.zone(trace.zone(entity)),
      isNamed ? entities.organisation(entity) ?? "" : "",
      isNamed ? entities.title(entity) ?? "" : "",
      forwarder.isResponsible.map { say($0 ? .yes : .no) } ?? "",
      forwarder.roles.map { "\(say.word($0.role)): \(list($0.records))" }.joined(separator: " | "),
      words.broken(forwarder, limit: .max), words.ruleTexts(forwarder).joined(separator: " | "),
      forwarder.records.first.flatMap { trace.timeText($0) } ?? "",
      words.received(forwarder, limit: limit),
      firstOf(forwarder.received?.sources ?? []) { trace.id($0) },
      firstOf(forwarder.received?.records ?? []) { trace.input.records.id($0) },
      String(measures.fanOut[entity]),
      String(measures.exposed[entity]), trace.reach(entity).map { String($0) } ?? "",
      String(measures.soleReach[entity]), say.word(forwarder.certainty), list(forwarder.records),
      forwarder.evidence.joined(separator: "; "),
    ]
  }
}

extension CaseWords {
  /// Which rules the records of someone break, with these records.
  func broken(_ forwarder: Forwarder, limit: Int) -> String {
    let parts: [(Phrase, BrokenRules)] = [
      (.brokenChannelIn, .channel), (.brokenRecipientIn, .recipient),
    ]
    return say.list(
      parts.compactMap { phrase, rule in
        let records = forwarder.breaches.filter { $0.broken.contains(rule) }.map(\.record)
        return records.isEmpty ? nil : say(phrase, ["ids": ids(records, limit: limit)])
      })
  }

  /// The laws or orders behind the rules that someone's records break, each once, as the case gives them.
  func ruleTexts(_ forwarder: Forwarder) -> [String] {
    var texts: [String] = []
    guard ruleBook.hasTexts else { return texts }
    for (record, broken) in forwarder.breaches {
      for text in ruleBook.texts(ofRecord: record, broken: broken, trace)
      where !texts.contains(text) {
        texts.append(text)
      }
    }
    return texts
  }
}
