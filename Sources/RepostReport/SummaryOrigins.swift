import RepostGraph
import RepostRecords
import RepostTrace

/// Where the item enters the records, and what is missing of those who had it.
extension Summary {
  var origins: SummarySection {
    var section = SummarySection(say(.originsHeading))
    if trace.origins.isEmpty { section.add(say(.noOrigins)) }
    let gapOf = Dictionary(trace.gaps.map { ($0.entity, $0) }) { first, _ in first }
    for origin in trace.origins.prefix(Self.listLimit) {
      section.add(
        say(
          .originLine,
          [
            "who": words.name(origin), "ids": citation(ofOrigin: origin),
            "why": explanation(of: origin, gap: gapOf[origin]),
          ]))
    }
    addRest(trace.origins.count, &section)
    return section
  }

  /// The records with origin hops of an entity.
  func originRecords(_ entity: Int) -> [Int] {
    trace.forwarder(entity).roles.first { $0.role == .origin }?.records ?? []
  }

  /// The records of an origin, with their items where the case has separate ones.
  private func citation(ofOrigin origin: Int) -> String {
    let records = originRecords(origin)
    let ids = words.ids(records, limit: 5)
    guard !trace.families.isEmpty else { return ids }
    var items: [Int] = []
    for item in records.map({ trace.input.records.item($0) }) where !items.contains(item) {
      items.append(item)
    }
    let titles = items.prefix(3).map { words.title(ofItem: $0) }
    return ids + say(.partSeparator) + say.list(titles, outOf: items.count)
  }

  private func explanation(of origin: Int, gap: Gap?) -> String {
    let records = originRecords(origin)
    var parts = records.contains { trace.isOpened($0) } ? [say(.originOpened)] : []
    if let gap, gap.reason != .unrecordedPath {
      let phrase: Phrase =
        switch gap.reason {
        case .unnamed: .originUnnamed
        default: isOutside(origin) ? .originOutside : .originUnexplained
        }
      parts.append(say(phrase) + (gap.hint.map { say(.gapHint, ["who": words.name($0)]) } ?? ""))
    }
    let unsent = records.compactMap { record -> Int? in
      guard let parent = trace.input.records.parent(record) else { return nil }
      return trace.graph.hops(ofRecord: parent).isEmpty ? parent : nil
    }
    if !unsent.isEmpty { parts.append(say(.originParentWithoutHop, ["ids": words.ids(unsent)])) }
    let leftOut = records.filter { trace.input.narrowing?.withoutParent.contains($0) == true }
    if !leftOut.isEmpty { parts.append(say(.originParentLeftOut, ["ids": words.ids(leftOut)])) }
    let isEarly = records.contains { earlySenders.contains($0) }
    if isEarly { parts.append(say(.originReceivedLater)) }
    guard parts.isEmpty else { return parts.joined(separator: say(.partSeparator)) }
    let issued = records.filter { record in
      trace.graph.lineage.selfAndAncestors(trace.input.records.item(record))
        .contains { trace.input.items[$0].issuer != nil }
    }
    if issued.isEmpty { return say(.originNoIssuer) }
    return issued.count == records.count
      ? say(.originIssuer) : say(.originIssuerOfSome, ["ids": words.ids(issued, limit: 5)])
  }

  func isOutside(_ entity: Int) -> Bool {
    Int(trace.boundary.shownZones[entity]) >= trace.boundary.rank
  }

  func addRest(_ total: Int, _ section: inout SummarySection) {
    guard total > Self.listLimit else { return }
    section.add(say(.moreLines, ["n": count(total - Self.listLimit)]))
  }

  var gaps: SummarySection { gaps(limit: Self.listLimit) }

  /// The gaps, of which so many are listed.
  func gaps(limit: Int) -> SummarySection {
    var section = SummarySection(say(.gapsHeading, ["n": count(trace.gaps.count)]))
    if trace.gaps.isEmpty { section.add(say(.gapsNone)) }
    for gap in trace.gaps.prefix(limit) { section.add(statement(of: gap)) }
    if trace.gaps.count > limit {
      section.add(say(.moreLines, ["n": count(trace.gaps.count - limit)]))
    }
    return section
  }

  func statement(of gap: Gap) -> String {
    let phrase: Phrase =
      switch gap.reason {
      case .unnamed: .gapUnnamed
      case .unexplainedOrigin: isOutside(gap.entity) ? .gapOutside : .gapUnexplained
      case .unrecordedPath: .gapUnrecorded
      }
    return say(
      phrase,
      [
        "who": words.name(gap.entity), "ids": words.ids(gap.records, limit: 5),
        "hint": gap.hint.map { say(.gapHint, ["who": words.name($0)]) } ?? "",
      ])
  }
}
