import RepostGraph
import RepostRecords
public import RepostTrace

/// The list of responsible forwarders for a terminal; of all forwarders where the case has no rule.
///
/// It says first what "responsible" means in it. Names of the input are made safe for a terminal.
///
/// - Parameters:
///   - trace: What the records show.
///   - language: The language to write in.
/// - Returns: Lines of text, the last ended by a line break.
public func forwardersText(_ trace: Trace, language: Language) -> String {
  var bytes: [UInt8] = []
  forwardersText(trace, language: language, jobs: 1) { bytes += $0 }
  return String(decoding: bytes, as: UTF8.self)
}

/// The same, piece by piece, so that a list of a million people need not be held in memory.
///
/// - Parameters:
///   - trace: What the records show.
///   - language: The language to write in.
///   - jobs: How many processors may work at once; the bytes are the same.
///   - sink: Takes the bytes, in order.
public func forwardersText(
  _ trace: Trace, language: Language, jobs: Int, to sink: Sink
) rethrows {
  let words = CaseWords(trace, language)
  let say = words.say
  let people = trace.hasRules ? trace.responsible : trace.forwarders
  var head =
    say(trace.hasRules ? .responsibleHeading : .everyoneHeading, ["n": String(people.count)])
    + "\n" + say(trace.hasRules ? .responsibleMeaning : .nobodyResponsible) + "\n"
  if let note = words.unnamedNote(people) { head += note + "\n" }
  if people.isEmpty { head += say(trace.hasRules ? .responsibleNone : .noOrigins) + "\n" }
  try sink(Array(head.utf8))
  try Rows(count: people.count, jobs: jobs).write(to: sink) { places in
    var bytes: [UInt8] = []
    for place in places {
      bytes += "\n\(place + 1). ".utf8
      bytes += words.described(people[place]).utf8
      bytes.append(0x0A)
      for line in words.lines(words.trace.forwarder(people[place])) {
        bytes += "   ".utf8
        bytes += line.utf8
        bytes.append(0x0A)
      }
    }
    return bytes
  }
  guard !trace.ruleUndecided.isEmpty else { return }
  let open = say(
    .ruleOpen,
    ["n": String(trace.ruleUndecided.count), "ids": words.ids(trace.ruleUndecided)])
  try sink(Array("\n\(open)\n".utf8))
}

extension CaseWords {
  /// An entity with what the entities file says of it.
  func described(_ entity: Int) -> String {
    guard !trace.graph.isUnnamed(entity) else { return name(entity) }
    let entities = trace.input.entities
    var parts = [name(entity)]
    if entities.name(entity) != trace.id(entity),
      !plainName(entity).contains(visible(trace.id(entity)))
    {
      parts[0] = say(.nameWithID, ["name": parts[0], "id": visible(trace.id(entity))])
    }
    parts.append(say.word(trace.kind(entity)))
    parts.append(say(.inZone, ["zone": say.zone(trace.zone(entity))]))
    for text in [entities.organisation(entity), entities.title(entity)] {
      if let text, !text.isEmpty { parts.append(visible(text)) }
    }
    return parts.joined(separator: say(.comma))
  }

  /// What the records say of a forwarder, a statement a line.
  fileprivate func lines(_ forwarder: Forwarder) -> [String] {
    var lines: [String] = []
    let breaking = forwarder.breaches.map(\.record)
    if breaking.isEmpty {
      lines.append(say(.listActs, ["acts": acts(forwarder, in: forwarder.records)]))
    } else {
      lines.append(say(.listRecordedAs, ["acts": acts(forwarder, in: breaking)]))
      lines.append(say(.listBroken, ["what": broken(forwarder, limit: 10)]))
      for text in ruleTexts(forwarder) {
        lines.append(say(.listRuleText, ["text": visible(text)]))
      }
    }
    lines.append(say(.listRoles, ["roles": roles(forwarder)]))
    if let first = forwarder.records.first {
      lines.append(say(.listFirstAct, ["time": time(first), "id": id(first)]))
    }
    lines.append(receivedLine(forwarder))
    lines.append(figures(forwarder.entity))
    lines.append(
      say(
        .listCertainty,
        ["certainty": say.word(forwarder.certainty), "ids": ids(leastSure(forwarder), limit: 5)]))
    if !forwarder.evidence.isEmpty {
      let shown = forwarder.evidence.prefix(5).map { visible($0) }
      lines.append(
        say(
          .listEvidence,
          ["evidence": say.list(shown, outOf: forwarder.evidence.count, separator: .partSeparator)])
      )
    }
    for record in forwarder.records.prefix(10) {
      let remarks = remarks(record)
      if !remarks.isEmpty {
        lines.append(say(.listNote, ["id": id(record), "text": visible(remarks)]))
      }
    }
    return lines
  }

  private func receivedLine(_ forwarder: Forwarder) -> String {
    guard let received = forwarder.received, let record = firstRecordAsActor(forwarder) else {
      return say(.listReceivedNot)
    }
    let names =
      received.sources.isEmpty || trace.isOpened(record)
      ? "" : say(.sources, ["names": names(received.sources)])
    return say(
      .listReceived,
      ["id": id(record), "basis": self.received(forwarder, limit: 5), "names": names])
  }

  private func figures(_ entity: Int) -> String {
    let measures = trace.measures
    return say(
      .listFigures,
      [
        "fanOut": String(measures.fanOut[entity]), "exposed": String(measures.exposed[entity]),
        "reach": trace.reach(entity).map { String($0) } ?? say(.reachNotComputed),
        "soleReach": String(measures.soleReach[entity]),
      ])
  }

  private func leastSure(_ forwarder: Forwarder) -> [Int] {
    forwarder.records.filter { trace.input.records.certainty($0) == forwarder.certainty }
  }
}
