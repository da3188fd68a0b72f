import RepostGraph
import RepostRecords
import RepostTrace

/// The answers of a case in words: what stands below the title of its map.
struct Verdict {
  let plan: MapPlan
  let wording: MapWording

  /// An answer: what it is about, and the sentences that give it.
  struct Answer {
    let label: String
    let sentences: [String]
  }

  private var trace: Trace { plan.trace }
  private var text: RecordText { RecordText(trace: trace, wording: wording) }
  private var names: EntityText { EntityText(plan, wording) }

  /// The answer to where the item first left the inside.
  var firstExternal: Answer {
    let first = trace.firstExternal
    var sentences: [String]
    switch first.status {
    case .one:
      let word: MapWord =
        trace.outsideOrigins.isEmpty ? .verdictExternal : .verdictExternalOnRecord
      sentences = [wording(word, hops(first))]
    case .several:
      sentences = [wording(.verdictExternalSeveral, hops(first))]
      let families = trace.families.filter { $0.firstExternal.status != .none }
      if families.count > 1, families.allSatisfy({ $0.firstExternal.status == .one }) {
        sentences.append(wording[.verdictEachItem])
      }
    case .none:
      let none: MapWord = trace.placesNobody ? .verdictExternalUntold : .verdictExternalNone
      sentences = [wording[trace.outsideOrigins.isEmpty ? none : .verdictExternalNone]]
    }
    if !trace.outsideOrigins.isEmpty {
      sentences.append(wording(.verdictExternalOutside, outsideOrigins))
    }
    if isElsewhere(first) { sentences.append(wording[.verdictElsewhere]) }
    if !trace.undecided.isEmpty {
      sentences.append(wording(.verdictUndecided, text.numbers(trace.undecided)))
    }
    return Answer(label: wording[.labelExternal], sentences: sentences)
  }

  /// The origins who are outside, the one with the largest reach among those that are named.
  private var outsideOrigins: String {
    var origins = trace.outsideOrigins
    let reach = trace.measures.reach
    if let largest = origins.indices.max(by: { reach[origins[$0]] < reach[origins[$1]] }),
      largest > 2
    {
      origins.insert(origins.remove(at: largest), at: 2)
    }
    return shortened(origins.map { names.name($0) })
  }

  /// Whether the map leaves out all hops of an answer by what was asked of it.
  private func isElsewhere(_ first: FirstHops) -> Bool {
    !first.hops.isEmpty && !first.hops.contains(where: plan.filter.shows)
  }

  /// The answer to which hop broke a rule first.
  var firstBreach: Answer {
    let first = trace.firstBreach
    var sentences: [String]
    switch first.status {
    case .one:
      let word: MapWord =
        trace.outsideOrigins.isEmpty ? .verdictBreach : .verdictBreachOnRecord
      sentences = [wording(word, hops(first))]
    case .several: sentences = [wording(.verdictBreachSeveral, hops(first))]
    case .none:
      sentences = [wording[trace.hasRules ? .verdictBreachNone : .verdictNoRules]]
    }
    if isElsewhere(first) { sentences.append(wording[.verdictElsewhere]) }
    if !trace.ruleUndecided.isEmpty {
      sentences.append(wording(.verdictRuleUndecided, text.numbers(trace.ruleUndecided)))
    }
    return Answer(label: wording[.labelBreach], sentences: sentences)
  }

  /// What the records do not show, or `nil` where they show it all.
  var unknown: Answer? {
    guard !trace.gaps.isEmpty else { return nil }
    var sentences: [String] = []
    let unnamed = trace.gaps.filter { $0.reason == .unnamed }.flatMap(\.records)
    if !unnamed.isEmpty { sentences.append(wording(.gapUnnamed, text.numbers(unnamed))) }
    for (reason, word) in [
      (Gap.Reason.unexplainedOrigin, MapWord.gapUnexplained),
      (.unrecordedPath, .gapUnrecordedPath),
    ] {
      let entities = trace.gaps.filter { $0.reason == reason }.map { names.name($0.entity) }
      if !entities.isEmpty { sentences.append(wording(word, shortened(entities))) }
    }
    return Answer(label: wording[.labelUnknown], sentences: sentences)
  }

  /// Hops in words: those of one actor and record together.
  private func hops(_ first: FirstHops) -> String {
    struct Group {
      let actor: Int
      let recipients: String
      let channel: String
      let time: String
      var records: [Int]
    }
    var groups: [Group] = []
    for record in first.records.prefix(200) {
      let range = trace.graph.hops.range(record)
      let hops = first.hops.filter(range.contains)
      let recipients = shortened(
        hops.map {
          trace.graph.recipient(ofHop: $0).map(names.name) ?? names.zone(plan.audienceZone)
        })
      let actor = Int(trace.graph.hops.actors[record])
      let channel = text.channel(record) + (text.certainty(record) ?? "")
      let time = text.time(record)
      if let place = groups.firstIndex(where: {
        $0.actor == actor && $0.recipients == recipients && $0.channel == channel
          && $0.time == time
      }) {
        groups[place].records.append(record)
      } else {
        groups.append(
          Group(
            actor: actor, recipients: recipients, channel: channel, time: time, records: [record]))
      }
    }
    let texts = groups.map { group in
      let hop = wording(
        .verdictHop, text.cited(group.records), names.name(group.actor), group.recipients)
      return [hop, group.channel, group.time].joined(separator: wording[.clause])
    }
    return shortened(texts, limit: 4, separator: wording[.stop], total: first.records.count)
  }

  private func shortened(
    _ texts: [String], limit: Int = 3, separator: String? = nil, total: Int? = nil
  ) -> String {
    let listed = texts.prefix(limit).joined(separator: separator ?? wording[.comma])
    let isWhole = texts.count <= limit && (total ?? 0) <= 200
    let rest = isWhole ? 0 : max(texts.count, total ?? 0) - limit
    return rest > 0 ? wording(.andMore, listed, wording.number(rest)) : listed
  }
}
