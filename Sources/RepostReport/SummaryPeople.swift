import RepostGraph
import RepostRecords
import RepostTrace

/// Who is responsible by the records, and what to look at in them.
extension Summary {
  var responsible: SummarySection {
    guard trace.hasRules else { return everyone }
    let people = trace.responsible
    var section = SummarySection(say(.responsibleHeading, ["n": count(people.count)]))
    guard !people.isEmpty else {
      section.add(say(.responsibleNone))
      return section
    }
    section.add(say(.responsibleMeaning))
    for (place, entity) in people.prefix(Self.listLimit).enumerated() {
      let forwarder = trace.forwarder(entity)
      section.add(line(forwarder, number: place + 1, records: forwarder.breaches.map(\.record)))
    }
    addRest(people.count, &section)
    if let note = words.unnamedNote(people) { section.add(note) }
    return section
  }

  private var everyone: SummarySection {
    var section = SummarySection(say(.everyoneHeading, ["n": count(trace.forwarders.count)]))
    section.add(say(.nobodyResponsible))
    for (place, entity) in trace.forwarders.prefix(Self.listLimit).enumerated() {
      let forwarder = trace.forwarder(entity)
      section.add(line(forwarder, number: place + 1, records: forwarder.records))
    }
    addRest(trace.forwarders.count, &section)
    if let note = words.unnamedNote(trace.forwarders) { section.add(note) }
    return section
  }

  private func line(_ forwarder: Forwarder, number: Int, records: [Int]) -> String {
    let certainty =
      forwarder.certainty == .confirmed
      ? "" : say(.certaintyNote, ["certainty": say.word(forwarder.certainty)])
    return say(
      .responsibleLine,
      [
        "n": count(number), "who": words.name(forwarder.entity),
        "acts": words.acts(forwarder, in: records), "roles": words.roles(forwarder),
        "certainty": certainty,
      ])
  }

  var warnings: SummarySection {
    var section = SummarySection(say(.warningsHeading))
    let warnings = trace.warnings
    guard !warnings.isEmpty else {
      section.add(say(.warningsNone))
      return section
    }
    section.add(
      say(.warningsCounted, ["n": count(warnings.count), "codes": say.counts(warnings)]))
    return section
  }
}

extension CaseWords {
  /// As what records name someone: sender, director, approver.
  func acts(_ forwarder: Forwarder, in records: [Int]) -> String {
    let table = trace.input.records
    let me = Int32(forwarder.entity)
    let parts: [(Phrase, [Int])] = [
      (.asSender, records.filter { trace.graph.hops.actors[$0] == me }),
      (.asDirector, records.filter { table.directors[$0].contains(me) }),
      (.asApprover, records.filter { table.approvers[$0].contains(me) }),
    ]
    return say.list(
      parts.filter { !$0.1.isEmpty }.map { say($0.0, ["ids": ids($0.1, limit: 5)]) })
  }

  /// What a list with unnamed actors in it cannot tell, or `nil` where it has none.
  func unnamedNote(_ people: [Int]) -> String? {
    let records = people.filter { trace.graph.isUnnamed($0) }
      .map { trace.graph.record(ofUnnamed: $0) }
    return records.isEmpty ? nil : say(.unnamedNote, ["ids": ids(records, limit: 5)])
  }

  func roles(_ forwarder: Forwarder) -> String {
    say.list(
      forwarder.roles.map { role, records in
        say(.roleWithRecords, ["role": say.word(role), "ids": ids(records, limit: 5)])
      })
  }
}

extension Trace {
  /// The actors, directors and approvers of breaking hops, in the order of their first act.
  var responsible: [Int] {
    var isMeant = [Bool](repeating: false, count: graph.entityCount)
    let table = input.records
    for record in 0..<table.count where !broken(record).isEmpty {
      isMeant[Int(graph.hops.actors[record])] = true
      for entity in table.directors[record] { isMeant[Int(entity)] = true }
      for entity in table.approvers[record] { isMeant[Int(entity)] = true }
    }
    return forwarders.filter { isMeant[$0] }
  }
}
