import RepostGraph
import RepostRecords
import RepostTrace

/// How far the item went: zones, families of items, who knows, who only received.
extension Summary {
  var crossings: SummarySection {
    var section = SummarySection(say(.crossingsHeading))
    if trace.crossings.isEmpty { section.add(say(.noCrossing)) }
    for crossing in trace.crossings {
      let zone = words.zone(rank: crossing.zone)
      let first = crossing.first
      if first.status == .one, let record = first.records.first {
        let step = words.step(record, hops: first.hops(ofRecord: record, trace))
        section.add(say(.crossingOne, ["zone": zone, "step": step]))
        addMembers(first.hops, &section)
        if trace.boundary.actorRanks[record] < 0 {
          let actor = words.name(Int(trace.graph.hops.actors[record]))
          section.add(say(.zoneUnknownOf, ["who": actor, "ids": words.id(record)]), level: 1)
        }
      } else {
        section.add(
          say(
            .crossingSeveral,
            ["zone": zone, "n": count(first.records.count), "ids": words.ids(first.records)]))
      }
    }
    return section
  }

  var families: SummarySection? {
    guard !trace.families.isEmpty else { return nil }
    var section = SummarySection(say(.familiesHeading))
    section.add(say(.familiesMeaning))
    for family in trace.families.prefix(Self.listLimit) {
      let items = family.items.prefix(3).map { words.title(ofItem: $0) }
      section.add(
        say(
          .familyLine,
          [
            "items": say.list(items, outOf: family.items.count),
            "origins": origins(of: family),
            "external": external(of: family),
          ]))
    }
    addRest(trace.families.count, &section)
    return section
  }

  private func origins(of family: Family) -> String {
    guard !family.origins.isEmpty else { return say(.none) }
    let origins = family.origins.prefix(3).map { origin in
      let records = originRecords(origin)
        .filter { family.items.contains(trace.input.records.item($0)) }
      return say(
        .originOfFamily, ["who": words.name(origin), "ids": words.ids(records, limit: 3)])
    }
    return say.list(origins, outOf: family.origins.count)
  }

  private func external(of family: Family) -> String {
    let first = family.firstExternal
    var text: String
    switch first.status {
    case .none:
      text = say(.familyExternalNone)
    case .one:
      text = first.records.map { words.step($0, hops: first.hops(ofRecord: $0, trace)) }.joined()
    case .several:
      text = say(
        .familyExternalSeveral,
        ["n": count(first.records.count), "ids": words.ids(first.records, limit: 5)])
    }
    if !family.undecided.isEmpty {
      text += say(.familyUndecided, ["ids": words.ids(family.undecided, limit: 5)])
    }
    return text
  }

  var range: SummarySection {
    var section = SummarySection(say(.rangeHeading))
    let range = trace.knowledgeRange
    let known: Phrase =
      switch (range.people, range.collectives) {
      case (_, 0): .rangeKnownPeople
      case (0, _): .rangeKnownCollectives
      default: .rangeKnown
      }
    section.add(
      say(
        known,
        [
          "people": count(range.people), "collectives": count(range.collectives),
          "records": count(trace.input.records.count),
        ]))
    let undeclared = (0..<trace.input.entities.count).count {
      !trace.input.entities.isDeclared($0)
        && (trace.measures.isReached[$0] || trace.measures.isOrigin[$0])
    }
    if undeclared > 0 { section.add(say(.undeclaredAsPeople, ["n": count(undeclared)])) }
    if !trace.families.isEmpty { section.add(say(.rangeOfFamilies)) }
    addUpperBound(&section)
    let kinds = (0..<trace.input.entities.count).lazy.map { trace.input.entities.kind($0) }
    let hasReaders = kinds.contains { $0 == .account || $0 == .site }
    let readers =
      !hasReaders
      ? []
      : trace.records { hop in
        guard let recipient = trace.graph.recipient(ofHop: hop) else { return false }
        return [.account, .site].contains(trace.kind(recipient))
      }
    if !readers.isEmpty {
      section.add(say(.readersNotCounted, ["ids": words.ids(readers, limit: 5)]))
    }
    addLevels(&section)
    return section
  }

  private func addUpperBound(_ section: inout SummarySection) {
    let range = trace.knowledgeRange
    if let unnamed = range.unnamedUpTo {
      guard range.collectives > 0 else { return }
      section.add(unnamed == 0 ? say(.rangeClosed) : say(.rangeUpTo, ["n": count(unnamed)]))
      return
    }
    let broadcasts = trace.records { trace.graph.recipient(ofHop: $0) == nil }
    if !broadcasts.isEmpty {
      section.add(say(.rangeUnboundedBroadcast, ["ids": words.ids(broadcasts, limit: 5)]))
    }
    let entities = trace.input.entities
    let measures = trace.measures
    let unsized = (0..<entities.count).filter {
      entities.kind($0).isCollective && entities.size($0) == nil
        && (measures.isReached[$0] || measures.isOrigin[$0])
    }
    if !unsized.isEmpty {
      section.add(say(.rangeUnboundedCollectives, ["names": words.names(unsized)]))
    }
  }

  private func addLevels(_ section: inout SummarySection) {
    let measures = trace.measures
    let deepest = measures.maxDepth
    guard deepest > 0 else { return }
    let graph = trace.graph
    var found: Int?
    for place in 0..<graph.order.records.count where found == nil {
      for hop in graph.hops.range(Int(graph.order.records[place])) where found == nil {
        guard Int(measures.hopDepths[hop]) == deepest else { continue }
        graph.forEachReceiver(ofHop: hop) {
          if Int(measures.depths[Int($0)]) == deepest { found = hop }
        }
      }
    }
    guard let hop = found else { return }
    let hasGaps = trace.gaps.contains { $0.reason != .unexplainedOrigin }
    section.add(
      say(
        hasGaps ? .levelsAtLeast : .levels,
        ["n": count(deepest), "id": words.id(ofHop: hop)]))
  }

  /// Says of whom a record that names no recipient shows that they sent something all the same.
  private func addSendersToNobody(_ people: [Int], _ section: inout SummarySection) {
    // A key path in place of the closure would cost more than all else here.
    let withoutHop = trace.graph.hops.isOneEach ? [] : trace.recordsWithHops { $0.isEmpty }
    guard !withoutHop.isEmpty else { return }
    let received = Set(people)
    let records = withoutHop.filter { received.contains(Int(trace.graph.hops.actors[$0])) }
    guard !records.isEmpty else { return }
    let names = records.prefix(Self.listLimit).map { record in
      say(
        .receipt, ["who": words.name(Int(trace.graph.hops.actors[record])), "id": words.id(record)])
    }
    section.add(say(.sentNowhere, ["names": say.list(names, outOf: records.count)]))
  }

  var receivedOnly: SummarySection {
    let people = trace.receivedOnly
    var section = SummarySection(say(.receivedOnlyHeading, ["n": count(people.count)]))
    guard !people.isEmpty else {
      section.add(say(.receivedOnlyNone))
      return section
    }
    let shown = Array(people.prefix(Self.listLimit))
    let receipts = trace.firstReceipts(of: shown)
    let names = shown.map { person in
      say(
        .receipt,
        ["who": words.name(person), "id": receipts[person].map { words.id($0) } ?? ""])
    }
    section.add(say(.receivedOnly, ["names": say.list(names, outOf: people.count)]))
    addSendersToNobody(people, &section)
    return section
  }
}

extension Trace {
  /// The records of hops that are meant, in canonical order.
  func records(where isMeant: (Int) -> Bool) -> [Int] {
    recordsWithHops { $0.contains(where: isMeant) }
  }

  /// The records whose hops, taken together, are meant, in canonical order.
  func recordsWithHops(_ isMeant: (Range<Int>) -> Bool) -> [Int] {
    var found: [Int] = []
    let order = graph.order.records
    for place in 0..<order.count {
      let record = Int(order[place])
      if isMeant(graph.hops.range(record)) { found.append(record) }
    }
    return found
  }

  /// For each of a few entities, the canonically first record by which it received.
  func firstReceipts(of entities: [Int]) -> [Int: Int] {
    let wanted = Set(entities.map { Int32($0) })
    var found: [Int: Int] = [:]
    for place in 0..<graph.order.records.count {
      let record = Int(graph.order.records[place])
      for hop in graph.hops.range(record) {
        graph.forEachReceiver(ofHop: hop) { entity in
          if wanted.contains(entity) && found[Int(entity)] == nil { found[Int(entity)] = record }
        }
      }
      if found.count == wanted.count { break }
    }
    return found
  }
}
