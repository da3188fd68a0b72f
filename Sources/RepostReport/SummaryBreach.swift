import RepostGraph
import RepostRecords
import RepostTrace

/// Which rule was broken first, and what the rules leave open.
extension Summary {
  var breach: SummarySection {
    var section = SummarySection(say(.breachHeading))
    let first = trace.firstBreach
    switch first.status {
    case .none:
      section.add(say(trace.hasRules ? .noBreach : .noRule))
      addUndecided(&section)
      return section
    case .one:
      section.add(statements(of: first).joined())
      for record in first.records { addNamed(record, &section) }
    case .several:
      section.add(say(.severalRecords, ["n": count(first.records.count)]))
      for statement in statements(of: first) { section.add(statement, level: 1) }
      if first.records.count > Self.listLimit {
        section.add(
          say(.moreLines, ["n": count(first.records.count - Self.listLimit)]), level: 1)
      }
    }
    addUndecided(&section)
    if let origin = trace.outsideOrigins.first(where: canPrecedeFirstBreach) {
      section.add(
        say(
          .breachFirstOnRecord,
          ["who": words.name(origin), "ids": words.ids(originRecords(origin), limit: 3)]))
    }
    for text in ruleTexts(ofRecords: Array(first.records.prefix(Self.listLimit))) {
      section.add(say(.ruleText, ["text": visible(text)]))
    }
    return section
  }

  private func statements(of first: FirstHops) -> [String] {
    first.records.prefix(Self.listLimit).map { record in
      let hops = first.hops(ofRecord: record, trace)
      return say(
        .breachLine,
        ["step": words.step(record, hops: hops), "what": breaks(record, hops: hops)])
    }
  }

  /// The records of which the rules leave open whether they are breaches, and so perhaps the first.
  private func addUndecided(_ section: inout SummarySection) {
    guard !trace.ruleUndecided.isEmpty else { return }
    let table = trace.input.records
    let open = trace.ruleUndecided.filter { record in
      trace.broken(record).isEmpty
        && !trace.firstBreach.records.contains {
          table.time($0).isCertainlyBefore(table.time(record))
        }
    }
    guard !open.isEmpty else { return }
    section.add(say(.breachUndecided, ["n": count(open.count), "ids": words.ids(open)]))
  }

  /// Whether an origin is on record before the first breach is certainly over.
  private func canPrecedeFirstBreach(_ origin: Int) -> Bool {
    let table = trace.input.records
    return originRecords(origin).contains { record in
      trace.firstBreach.records.contains { breach in
        breach == record || !table.time(breach).isCertainlyBefore(table.time(record))
      }
    }
  }

  /// Who is on record as having asked for a record or signed it off.
  private func addNamed(_ record: Int, _ section: inout SummarySection) {
    let table = trace.input.records
    let named: [(Phrase, ArraySlice<Int32>)] = [
      (.directedBy, table.directors[record]), (.approvedBy, table.approvers[record]),
    ]
    for (phrase, people) in named where !people.isEmpty {
      section.add(
        say(phrase, ["names": words.names(people.map(Int.init)), "ids": words.id(record)]),
        level: 1)
    }
  }

  /// What hops of a record break, in words.
  func breaks(_ record: Int, hops: [Int]) -> String {
    let item = trace.input.records.item(record)
    let rule = RuleInForce(item: item, trace.input.items)
    var parts: [String] = []
    if hops.contains(where: { trace.breaks[$0].contains(.channel) }) {
      let approved = rule.approvedChannels ?? []
      parts.append(
        say(
          .breakChannel,
          [
            "channel": words.channel(record), "item": words.title(ofItem: item),
            "approved": approved.isEmpty
              ? say(.none) : say.list(approved.map { say.channel($0) }),
          ]))
    }
    let beyond = hops.filter { trace.breaks[$0].contains(.recipient) }
    var zones: [String] = []
    for zone in beyond.map({ words.standing($0) }) where !zones.contains(zone) {
      zones.append(zone)
    }
    for zone in zones {
      let there = beyond.filter { words.standing($0) == zone }
      parts.append(
        say(
          .breakRecipient,
          [
            "to": say.list(there.prefix(3).map { words.recipient($0) }, outOf: there.count),
            "zone": zone, "item": words.title(ofItem: item),
            "permitted": words.zone(rank: rule.permittedZone),
          ]))
    }
    return parts.joined(separator: say(.partSeparator))
  }

  private func ruleTexts(ofRecords records: [Int]) -> [String] {
    var texts: [String] = []
    for text in records.flatMap({
      words.ruleBook.texts(ofRecord: $0, broken: trace.broken($0), trace)
    }) where !texts.contains(text) {
      texts.append(text)
    }
    return texts
  }

  var openRules: SummarySection? {
    guard !trace.ruleUndecided.isEmpty else { return nil }
    var section = SummarySection(say(.ruleOpenHeading))
    section.add(
      say(
        .ruleOpen,
        ["n": count(trace.ruleUndecided.count), "ids": words.ids(trace.ruleUndecided)]))
    return section
  }
}

extension FirstHops {
  /// The hops among these of one record.
  func hops(ofRecord record: Int, _ trace: Trace) -> [Int] {
    // The hops of a record stand together, at the record's place.
    hops.filter { trace.graph.record(ofHop: $0) == record }
  }
}

extension Trace {
  /// What the hops of a record break between them.
  func broken(_ record: Int) -> BrokenRules {
    graph.hops(ofRecord: record).reduce(BrokenRules()) { $0.union(breaks[$1]) }
  }
}
