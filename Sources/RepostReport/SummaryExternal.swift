import RepostGraph
import RepostRecords
import RepostTrace

/// How the item first left the inside, and what the records cannot tell of it.
extension Summary {
  /// The most steps of a chain that are printed.
  private static let chainLimit = 12

  var external: SummarySection {
    var section = SummarySection(say(.externalHeading))
    let first = trace.firstExternal
    if trace.placesNobody {
      section.add(say(.zonesUnknown))
    } else {
      switch first.status {
      case .one: addOnly(first, &section)
      case .several: addSeveral(first, &section)
      case .none:
        if trace.outsideOrigins.isEmpty { section.add(say(.externalNone)) }
      }
      addOutsideOrigins(&section)
    }
    addUndecided(&section)
    if !trace.placesNobody {
      section.add(say(.outsideMeaning, ["zone": words.zone(rank: trace.boundary.rank)]))
    }
    for line in assumptions { section.add(line) }
    return section
  }

  /// Who counts as inside or outside only because of what was asked.
  var assumptions: [String] {
    let assumed = count(trace.input.settings.assumedCount)
    return switch trace.input.settings.assumedSide {
    case .outside: [say(.assumedOutside, ["n": assumed])]
    case .inside: [say(.assumedInside, ["n": assumed])]
    case nil: []
    }
  }

  private func addOnly(_ first: FirstHops, _ section: inout SummarySection) {
    guard let record = first.records.first, let hop = first.hops.first else { return }
    section.add(
      say(.externalLine, ["step": words.step(record, hops: first.hops(ofRecord: record, trace))]))
    addUnknownActor(record, &section)
    addMembers(first.hops, &section)
    let chain = trace.chain(toHop: hop)
    let isOnlyOne = chain.hops.allSatisfy { trace.hasOneSource($0) }
    let heading: Phrase =
      chain.hasGaps ? .chainHeadingAtLeast : isOnlyOne ? .chainHeading : .chainHeadingPossible
    section.add(say(heading, ["n": count(chain.hops.count)]))
    let shown = chain.hops.count > Self.chainLimit ? Self.chainLimit / 2 : chain.hops.count
    for place in chain.hops.indices {
      let fromEnd = chain.hops.count - place
      if place == shown && fromEnd > shown {
        section.add(
          say(.chainElided, ["n": count(chain.hops.count - 2 * shown)]), level: 1)
      }
      guard place < shown || fromEnd <= shown else { continue }
      section.add(chainStep(chain.hops[place], number: place + 1), level: 1)
    }
  }

  private func chainStep(_ hop: Int, number: Int) -> String {
    let record = trace.graph.record(ofHop: hop)
    let step = words.step(record, hops: [hop], ids: words.id(ofHop: hop))
    return say(
      .chainStep, ["n": count(number), "step": step, "basis": words.basis(ofRecord: record)])
  }

  private func addSeveral(_ first: FirstHops, _ section: inout SummarySection) {
    section.add(say(.severalRecords, ["n": count(first.records.count)]))
    for record in first.records.prefix(Self.listLimit) {
      let hops = first.hops(ofRecord: record, trace)
      guard let hop = hops.first else { continue }
      let step = words.step(record, hops: hops)
      let before = trace.chain(toHop: hop).hops.dropLast().map { words.id(ofHop: $0) }
      if before.isEmpty {
        section.add(step, level: 1)
      } else {
        section.add(
          say(.chainBefore, ["step": step, "ids": shortened(before)]), level: 1)
      }
      addUnknownActor(record, &section)
      addMembers(hops, &section)
    }
    if first.records.count > Self.listLimit {
      section.add(say(.moreLines, ["n": count(first.records.count - Self.listLimit)]), level: 1)
    }
  }

  private func shortened(_ ids: [String]) -> String {
    guard ids.count > Self.chainLimit else { return ids.joined(separator: " → ") }
    let half = Self.chainLimit / 2
    return
      (ids.prefix(half) + [say(.chainElided, ["n": count(ids.count - 2 * half)])]
      + ids.suffix(half)).joined(separator: " → ")
  }

  private func addUnknownActor(_ record: Int, _ section: inout SummarySection) {
    guard trace.boundary.actorRanks[record] < 0 else { return }
    section.add(
      say(
        .actorZoneUnknown,
        ["who": words.name(Int(trace.graph.hops.actors[record])), "ids": words.id(record)]),
      level: 1)
  }

  /// Says of recipients that stand outside only because of their members that they do.
  func addMembers(_ hops: [Int], _ section: inout SummarySection) {
    for hop in hops.prefix(5) where words.standsByMembers(hop) {
      section.add(
        say(
          .standsByMembers,
          [
            "who": words.recipient(hop), "zone": words.standing(hop),
            "ids": words.id(ofHop: hop),
          ]), level: 1)
    }
  }

  private func addOutsideOrigins(_ section: inout SummarySection) {
    for origin in trace.outsideOrigins.prefix(3) {
      section.add(
        say(
          trace.firstExternal.status == .none ? .externalAlreadyOutside : .externalOutsideToo,
          ["who": words.name(origin), "ids": words.ids(originRecords(origin), limit: 3)]))
    }
    if trace.outsideOrigins.count > 3 {
      section.add(say(.moreLines, ["n": count(trace.outsideOrigins.count - 3)]))
    }
  }

  private func addUndecided(_ section: inout SummarySection) {
    guard !trace.undecided.isEmpty else {
      if !trace.placesNobody { section.add(say(.undecidedNone)) }
      return
    }
    let steps = trace.undecided.prefix(5).map { record in
      words.step(
        record,
        hops: trace.graph.hops(ofRecord: record).filter { trace.boundary.recipientRanks[$0] < 0 })
    }
    section.add(
      say(
        .undecided,
        ["steps": say.list(Array(steps), outOf: trace.undecided.count, separator: .partSeparator)]))
  }
}

extension Trace {
  /// Whether the records leave no choice of whom the actor of a hop had the item from.
  fileprivate func hasOneSource(_ hop: Int) -> Bool {
    switch basis(ofHop: hop) {
    case .origin: !graph.isOpened(hop: hop)
    case .recorded: true
    case .inferred:
      graph.parentRecords(ofRecord: graph.record(ofHop: hop)).count == 1
    case .own, .originOnly: false
    }
  }
}
