import RepostGraph
import RepostRecords
import RepostTrace

/// What the records of a case cannot tell: gaps, what is undecided, ambiguous or not confirmed.
extension Summary {
  /// Everything that is open, in that order; what is open of nothing is left out.
  var unknown: [SummarySection] {
    [
      trace.gaps.isEmpty ? SummarySection("") : gaps(limit: 50), undecidedPart, ambiguousPart,
      unsurePart, timesPart, elsewherePart,
    ].filter {
      !$0.lines.isEmpty
    }
  }

  private var undecidedPart: SummarySection {
    var section = SummarySection(say(.pageUndecided))
    if trace.placesNobody { section.add(say(.zonesUnknown)) }
    if !trace.undecided.isEmpty {
      section.add(
        say(
          .pageUndecidedExternal,
          ["n": count(trace.undecided.count), "ids": words.ids(trace.undecided)]))
    }
    if !trace.ruleUndecided.isEmpty {
      section.add(
        say(
          .ruleOpen,
          ["n": count(trace.ruleUndecided.count), "ids": words.ids(trace.ruleUndecided)]))
    }
    return section
  }

  private var ambiguousPart: SummarySection {
    var section = SummarySection(say(.pageAmbiguous))
    let firsts: [(Phrase, FirstHops)] = [
      (.pageWhichBreach, trace.firstBreach), (.pageWhichExternal, trace.firstExternal),
    ]
    for (phrase, first) in firsts where first.status == .several {
      section.add(say(phrase, ["ids": words.ids(first.records)]))
    }
    for crossing in trace.crossings where crossing.first.status == .several {
      section.add(
        say(
          .pageWhichCrossing,
          ["zone": words.zone(rank: crossing.zone), "ids": words.ids(crossing.first.records)]))
    }
    var (opened, inferred, own) = ([Int](), [Int](), [Int]())
    for record in trace.graph.order.records.map(Int.init) {
      guard let hop = trace.graph.hops(ofRecord: record).first else { continue }
      if trace.isOpened(record) {
        opened.append(record)
        continue
      }
      switch trace.basis(ofHop: hop) {
      case .inferred: inferred.append(record)
      case .own: own.append(record)
      default: break
      }
    }
    let kinds: [(Phrase, [Int])] = [
      (.pageOpened, opened), (.pageSourceInferred, inferred), (.pageSourceOwn, own),
    ]
    for (phrase, records) in kinds where !records.isEmpty {
      section.add(say(phrase, ["n": count(records.count), "ids": words.ids(records)]))
    }
    return section
  }

  private var unsurePart: SummarySection {
    var section = SummarySection(say(.pageUnsure))
    let table = trace.input.records
    for (certainty, phrase) in [
      (Certainty.alleged, Phrase.pageAlleged), (.probable, .pageProbable),
    ] {
      let records = trace.graph.order.records.map(Int.init)
        .filter { table.certainty($0) == certainty }
      if !records.isEmpty {
        section.add(say(phrase, ["n": count(records.count), "ids": words.ids(records)]))
      }
    }
    return section
  }

  private var timesPart: SummarySection {
    var section = SummarySection(say(.pageTimesOpen))
    let table = trace.input.records
    let unreadable = table.recordsWithUnreadableTimes
    let unknown = trace.graph.order.records.map(Int.init)
      .filter { table.time($0).isUnknown && !table.isTimeUnreadable($0) }
    if unknown.count == table.count, table.count > 0 {
      section.add(say(.noTimes))
    } else if !unknown.isEmpty {
      section.add(say(.someTimesUnknown, ["n": count(unknown.count), "ids": words.ids(unknown)]))
    }
    if !unreadable.isEmpty {
      section.add(
        say(.timesUnreadable, ["n": count(unreadable.count), "ids": words.ids(unreadable)]))
    }
    return section
  }

  /// What no record can tell, whatever the case.
  private var elsewherePart: SummarySection {
    var section = SummarySection(say(.pageElsewhere))
    if trace.input.skippedRows > 0 {
      section.add(say(.rowsSkipped, ["n": count(trace.input.skippedRows)]))
    }
    section.add(say(.pageElsewhereMeaning))
    return section
  }
}
