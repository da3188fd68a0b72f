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
  let words = CaseWords(trace, language)
  var csv = CSVText()
  csv.add(ForwarderRow.columns.map { words.say($0) })
  for (place, entity) in trace.forwarders.enumerated() {
    csv.add(ForwarderRow(trace.forwarder(entity), order: place + 1, words).cells)
  }
  return csv.bytes
}

/// One line of the list of forwarders.
private struct ForwarderRow {
  static let columns: [Phrase] = [
    .columnOrder, .columnID, .columnName, .columnKind, .columnZone, .columnOrganisation,
    .columnTitle, .columnResponsible, .columnRoles, .columnBroken, .columnRuleText,
    .columnFirstAct, .columnReceived, .columnSources, .columnSourceRecords, .columnFanOut,
    .columnExposed, .columnReach, .columnSoleReach, .columnCertainty, .columnRecords,
    .columnEvidence,
  ]

  let cells: [String]

  init(_ forwarder: Forwarder, order: Int, _ words: CaseWords) {
    let (trace, say) = (words.trace, words.say)
    let (entity, entities) = (forwarder.entity, trace.input.entities)
    let isNamed = !trace.graph.isUnnamed(entity)
    let measures = trace.measures
    func list(_ records: [Int]) -> String {
      records.map { trace.input.records.id($0) }.joined(separator: "; ")
    }
    let sources = forwarder.received?.sources ?? []
    cells = [
      String(order), trace.id(entity), isNamed ? entities.name(entity) : "",
      say.word(trace.kind(entity)), say.zone(trace.zone(entity)),
      isNamed ? entities.organisation(entity) ?? "" : "",
      isNamed ? entities.title(entity) ?? "" : "",
      forwarder.isResponsible.map { say($0 ? .yes : .no) } ?? "",
      forwarder.roles.map { "\(say.word($0.role)): \(list($0.records))" }.joined(separator: " | "),
      words.broken(forwarder, limit: .max), words.ruleTexts(forwarder).joined(separator: " | "),
      forwarder.records.first.flatMap { trace.timeText($0) } ?? "",
      words.received(forwarder, limit: .max),
      sources.map { trace.id($0) }.joined(separator: "; "),
      list(forwarder.received?.records ?? []), String(measures.fanOut[entity]),
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
    for text in forwarder.breaches.flatMap({ trace.ruleTexts(ofRecord: $0.record) })
    where !texts.contains(text) {
      texts.append(text)
    }
    return texts
  }
}
