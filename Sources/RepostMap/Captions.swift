import RepostGraph
import RepostRecords
import RepostTrace

/// What a picture says in words: its title, its description, and a text for each shape and line.
struct Captions {
  let plan: MapPlan
  let wording: MapWording

  /// How many hops, or records of one entity, are listed one by one.
  private static let limit = 40

  private var trace: Trace { plan.trace }
  private var records: RecordText { RecordText(trace: trace, wording: wording) }
  private var names: EntityText { EntityText(plan, wording) }

  /// The title of the picture.
  var title: String {
    wording(.colon, wording[.spreadMap], trace.input.settings.title)
  }

  /// The answers of the case, then every hop that is drawn.
  var description: String {
    let verdict = Verdict(plan: plan, wording: wording)
    let scope = Scope(plan: plan, wording: wording).answer
    let answers = [verdict.firstExternal, verdict.firstBreach, verdict.unknown, scope]
    var lines = answers.compactMap { $0 }.map { answer in
      wording(.colon, answer.label, answer.sentences.joined(separator: wording[.stop]))
    }
    lines.append(
      wording(.footerShown, wording.number(plan.shown.count), wording.number(plan.total)))
    let rank = trace.graph.order.rank
    let hops = Set(plan.connections.flatMap(\.hops))
      .sorted {
        (rank[trace.graph.record(ofHop: $0)], $0) < (rank[trace.graph.record(ofHop: $1)], $1)
      }
    lines += listed(hops, limit: 200) { hop(in: $0) }
    return lines.joined(separator: "\n")
  }

  /// The text for each shape, line and zone, by the identity of its element.
  var texts: [String: String] {
    let id = ElementID(trace: trace)
    var texts: [String: String] = [:]
    for entity in plan.shown {
      texts[id.shape(.entity(entity), in: plan.folding)] = text(of: entity)
    }
    for (place, summary) in plan.folding.summaries.enumerated() {
      let counts = wording.list(names.counts(summary.counts))
      texts[id.shape(.summary(place), in: plan.folding)] =
        wording(.zoneTitle, names.heading(ofZone: summary.zone), counts)
    }
    for actor in plan.publishers {
      texts[id.shape(.publications(actor), in: plan.folding)] = names.name(actor)
    }
    if plan.view.layout == .time {
      for (id, connection) in TimePainter(plan: plan, wording: wording).elements {
        texts[id] = text(of: connection)
      }
    }
    for connection in plan.connections where plan.view.layout != .time {
      let line = id.line(connection, in: plan.folding)
      let text = text(of: connection)
      texts[line] = text
      if connection.hasJunction { texts[line + "-end"] = text }
    }
    for zone in Set(plan.shown.map { plan.zone($0) } + plan.folding.summaries.map(\.zone)) {
      texts[id.zone(zone)] = names.heading(ofZone: zone)
    }
    return texts
  }

  private func text(of entity: Int) -> String {
    var lines = [names.name(entity)]
    let id = trace.id(entity)
    if id != lines[0] { lines[0] += " (\(id))" }
    if let office = names.office(entity) { lines.append(office) }
    let zone = names.heading(ofZone: plan.zone(entity))
    lines.append(wording(.zoneTitle, zone, wording.vocabulary.word(trace.kind(entity))))
    lines += listed(trace.records(by: entity), limit: Self.limit) { record in
      wording.list(trace.graph.hops(ofRecord: record).map { hop(in: $0) })
    }
    return lines.joined(separator: "\n")
  }

  private func text(of connection: Connection) -> String {
    var lines = listed(connection.hops, limit: Self.limit) { hop(in: $0, withEvidence: true) }
    for (word, requests) in [
      (MapWord.directs, connection.directed), (.approves, connection.approved),
    ] where !requests.isEmpty {
      lines.append(
        wording(.colon, names(of: connection.tail), wording(word, records.cited(requests))))
    }
    if lines.isEmpty { lines.append(ends(connection)) }
    return lines.joined(separator: "\n")
  }

  private func ends(_ connection: Connection) -> String {
    let ends = "\(names(of: connection.tail)) → \(names(of: connection.head))"
    return link(connection).map { wording(.colon, ends, wording[$0]) } ?? ends
  }

  /// What a line stands for that is no hop.
  private func link(_ connection: Connection) -> MapWord? {
    if connection.namesAuthor { return .legendAuthor }
    if connection.isGap { return .legendGap }
    if connection.isMembership { return .legendMember }
    return connection.isFolded ? .legendFolded : nil
  }

  private func names(of shape: Shape) -> String {
    switch shape {
    case .entity(let entity), .publications(let entity): names.name(entity)
    case .junction(let place):
      records.numbers(plan.connections[place].hops.map { trace.graph.record(ofHop: $0) })
    case .summary(let place):
      wording.list(names.counts(plan.folding.summaries[place].counts))
    }
  }

  /// A hop in one line, by its record, with what the record states.
  private func hop(in hop: Int, withEvidence: Bool = false) -> String {
    let record = trace.graph.record(ofHop: hop)
    let recipient =
      trace.graph.recipient(ofHop: hop).map(names.name) ?? names.zone(plan.audienceZone)
    let id = wording.vocabulary.citation(ofRecord: trace.id(ofHop: hop))
    let head = wording(
      .verdictHop, "\(records.number(record)) \(id)", names.name(trace.graph.actor(ofHop: hop)),
      recipient)
    var parts = [
      head, records.channel(record) + (records.certainty(record) ?? ""), records.time(record),
    ]
    let evidence = trace.input.records.evidence(record)
    if withEvidence, !evidence.isEmpty {
      parts.append(wording(.captionEvidence, evidence.joined(separator: wording[.stop])))
    }
    return parts.joined(separator: wording[.clause])
  }

  private func listed(_ all: [Int], limit: Int, _ text: (Int) -> String) -> [String] {
    let lines = all.prefix(limit).map(text)
    guard all.count > limit else { return lines }
    return lines + [wording(.moreRecords, wording.number(all.count - limit))]
  }
}
