import RepostGraph
import RepostMap
import RepostRecords
import RepostTrace

/// What the script says, and the words of the case that it puts in.
extension CaseData {
  /// The templates that the script fills in, under the names that it knows them by.
  private static let phrases: [Phrase] = [
    .listSeparator, .partSeparator, .andMore, .moreLines, .comma, .none, .yes, .no, .audience,
    .extraField,
    .directedBy, .approvedBy, .responsibleMeaning, .reachNotComputed, .atLeast, .basisOrigin,
    .figureFanOut, .figureExposed, .figureReach, .figureSoleReach, .figureLevel,
    .columnOrganisation, .columnTitle, .columnRoles, .columnFanOut, .columnExposed, .columnReach,
    .columnSoleReach, .columnLevel, .columnFrom, .columnTo, .columnTime, .columnChannel,
    .columnItem, .columnCertainty, .columnEvidence, .columnNote, .columnBroken, .columnRuleText,
    .columnExit, .columnPlace, .columnZone, .columnResponsible,
    .reportHops, .reportForwarders, .reportMap,
    .mapKeys, .mapHits, .mapNoHit, .filterCount, .filterKept, .filterAll, .coursePlay,
    .coursePause, .courseUpTo, .coursePossible, .courseLater, .courseNoTime, .courseOneTime,
    .courseLevel, .courseLevelNote, .courseNone, .showOnMap,
    .cardClose, .cardHop, .cardHops, .cardEntity, .cardAliases, .cardNotDrawn, .cardMembers,
    .cardMemberOf, .cardResponsible, .cardNotResponsible, .cardReceivedOnly, .cardFigures,
    .cardHad, .cardHadNone, .cardAsMember, .cardReadThere, .cardPassed, .cardPassedNone,
    .cardAsked, .cardApproved, .cardRecord, .cardRecords, .cardHow, .cardRecipients, .cardAskedBy,
    .cardApprovedBy, .cardPlace, .cardRows, .cardNoRule, .cardRuleOpen, .cardCannot,
    .cardZoneUnknown, .cardUnnamed, .cardReachUnknown, .cardTimeUnknown, .cardSeveralSources,
    .cardFirstExternal, .cardFirstBreach, .cardPerhapsExternal, .cardPerhapsBreach, .cardMore,
    .cardNoReader, .chainTitle, .chainSteps, .chainAtLeast, .chainPossible, .chainOthers,
    .chainOrigin, .chainNone, .chainOwn,
  ]

  func writeWords(_ json: inout JSONText) {
    json.key("words")
    json.array { json in
      for phrase in Self.phrases {
        json.array(.line) { json in
          json.string("\(phrase)")
          json.string(say.language == .chinese ? phrase.chinese : phrase.english)
        }
      }
    }
  }

  /// The words that rows name by their places.
  func writeNames(_ json: inout JSONText) {
    let (input, settings) = (trace.input, trace.input.settings)
    json.key("zones")
    json.strings(settings.zones.map { say.zone($0) })
    json.key("zoneUnknown")
    json.string(say.zone(nil))
    json.key("boundary")
    json.number(trace.boundary.rank)
    json.key("channels")
    json.strings(
      (0..<input.records.channelCount).map { say.channel(input.records.channel(number: $0)) })
    json.key("items")
    json.strings((0..<input.items.count).map { words.title(ofItem: $0) })
    json.key("kinds")
    json.strings(EntityKind.allCases.map { say.word($0) })
    json.key("certainties")
    json.strings(Certainty.allCases.map { say.word($0) })
    json.key("roles")
    json.strings(Role.allCases.map { say.word($0) })
    json.key("files")
    json.strings(input.inputs.map { visible($0.path) })
  }

  /// The records that the answers rest on.
  func writeAnswers(_ json: inout JSONText) {
    for (isExternal, first) in [(true, trace.firstExternal), (false, trace.firstBreach)] {
      if isExternal { json.key("firstExternal") } else { json.key("firstBreach") }
      json.array(.line) { json in for record in first.records { json.number(record) } }
    }
    json.key("answer")
    json.array(.line) { json in for hop in answer { json.number(hop) } }
    json.key("hasRules")
    json.bool(trace.hasRules)
    json.key("hopCount")
    json.number(trace.graph.hopCount)
  }

  /// The hops of the first breach and the first external hop, with the chains to these.
  private var answer: [Int] {
    var hops = Set(trace.firstBreach.hops)
    for hop in trace.firstExternal.hops.prefix(100) { hops.formUnion(trace.chain(toHop: hop).hops) }
    return hops.sorted()
  }
}
