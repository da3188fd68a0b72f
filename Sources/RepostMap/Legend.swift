import GraphvizKit
import RepostGraph
import RepostRecords
import RepostTrace

/// What the lines and shapes of the map mean, and where it comes from: only what occurs on it.
struct Legend {
  let plan: MapPlan
  let wording: MapWording
  let channels: ChannelTable
  let version: String
  /// How much larger than usual its letters and strokes are.
  var scale = 1.0
  /// The width that there is for it, in points.
  var width: Double?

  /// The rows of the legend, from top to bottom, each a label of its own.
  ///
  /// Tables in one label would all be as wide as the widest.
  var rows: [Label] {
    let entries = channels.channels.map { Entry(swatch($0.style), $0.word) }
    return rows(.legendChannels, entries) + rows(.legendLines, lines) + rows(.legendZones, zones)
      + [notes]
  }

  /// The shapes that occur, how numbers are given, and where the map comes from.
  private var notes: Label {
    let blocks = [
      wording(
        .colon, wording[.legendShapes],
        (shapes + (hasLaterBreach ? [wording[.legendBreach]] : [])).joined(separator: "\u{3000}")),
      [wording[.legendNumbers], wording[.wording]].joined(separator: "\u{3000}"),
      footer.joined(separator: "\u{3000}"),
    ]
    let lines = blocks.flatMap {
      WrappedText($0, width: Int(room / 7.2), limit: 4, manner: .clauses).lines
    }
    let text = HTMLLabel(
      lines.map { [TextRun($0, size: points(11), color: .line, limit: 200)] }, align: .left)
    return .html(HTMLLabel(HTMLTable([[HTMLCell(text, align: .left)]], cellPadding: 3)))
  }

  /// Entries in rows, behind the word that says what they are.
  private func rows(_ title: MapWord, _ entries: [Entry]) -> [Label] {
    var rows: [[Entry]] = []
    var used = Int.max
    for entry in entries {
      // The rough width of an entry in points.
      let width = 62 + 6 * entry.text.reduce(0) { $0 + WrappedText.width($1) }
      used = used == .max ? .max : used + width
      if Double(used) > room {
        rows.append([])
        used = width
      }
      rows[rows.count - 1].append(entry)
    }
    return rows.enumerated().map { place, entries in
      let head = HTMLLabel([[TextRun(wording[title], size: points(11), color: .line, bold: true)]])
      let cells =
        [HTMLCell(place == 0 ? head : nil, align: .left, width: points(44))]
        + entries.flatMap { [$0.swatch, word($0.text)] }
      return .html(HTMLLabel(HTMLTable([cells], cellPadding: 2)))
    }
  }

  /// The width that there is, in points of the usual size.
  private var room: Double {
    min(max(width.map { $0 / scale } ?? (plan.shown.count > 7 ? 1000 : 0), 660), 1600)
  }

  private func points(_ size: Int) -> Int { Int((Double(size) * scale).rounded()) }

  /// A stroke and what it means.
  private struct Entry {
    let swatch: HTMLCell
    let text: String

    init(_ swatch: HTMLCell, _ text: String) {
      self.swatch = swatch
      self.text = text
    }
  }

  private func word(_ text: String) -> HTMLCell {
    HTMLCell(
      HTMLLabel([[TextRun(text + "\u{3000}", size: points(11), color: .line)]]), align: .left)
  }

  /// A stroke and an arrowhead.
  private func swatch(
    color: DrawingColor, width: Int, line: HTMLCell.Line = .solid, isDouble: Bool = false,
    head: String
  ) -> HTMLCell {
    var rows = [
      [
        HTMLCell(
          border: width, sides: .bottom, line: line, color: color, width: points(34),
          height: points(7)),
        HTMLCell(
          HTMLLabel([[TextRun(head, size: points(10), color: color)]]), padding: 0,
          rows: isDouble ? 3 : 2),
      ]
    ]
    if isDouble {
      rows.append([
        HTMLCell(
          border: width, sides: .bottom, line: line, color: color, width: points(34),
          height: points(4))
      ])
    }
    rows.append([HTMLCell(width: points(34), height: points(7))])
    return HTMLCell(HTMLLabel(HTMLTable(rows, cellPadding: 0)))
  }

  private func swatch(_ style: ChannelStyle) -> HTMLCell {
    swatch(color: style.color, width: 2, isDouble: style.isDouble, head: style.head.glyph)
  }

  private var lines: [Entry] {
    let connections = plan.connections
    let links = connections.filter(\.hops.isEmpty)
    var lines: [Entry] = []
    func add(_ isUsed: Bool, _ swatch: @autoclosure () -> HTMLCell, _ word: MapWord) {
      if isUsed { lines.append(Entry(swatch(), wording[word])) }
    }
    add(
      isDrawn(plan.trace.firstExternal), swatch(color: .vermilion, width: 6, head: "▶"),
      .badgeFirstExternal)
    add(
      isDrawn(plan.trace.firstBreach), swatch(color: .orange, width: 6, head: "▶"),
      .badgeFirstBreach)
    add(
      connections.contains { $0.isOnChain }, swatch(color: .line, width: 4, head: "▶"),
      .legendChain)
    add(
      links.contains { $0.isMembership },
      swatch(color: .line, width: 1, line: .dotted, head: " "), .legendMember)
    add(
      links.contains { $0.isGap && !$0.isRequest },
      swatch(color: .faintLine, width: 1, line: .dashed, head: " "), .legendGap)
    add(
      connections.contains { !$0.directed.isEmpty || !$0.approved.isEmpty },
      swatch(color: .line, width: 1, line: .dashed, head: "›"), .legendRequest)
    add(
      links.contains { $0.namesAuthor },
      swatch(color: DrawingColor(0x8E4585), width: 1, line: .dashed, head: "▷"), .legendAuthor)
    add(
      connections.contains { $0.hops.contains(where: plan.isInferred) },
      HTMLCell(HTMLLabel([[TextRun("○──", size: points(10), color: .line)]])), .legendInferred)
    add(
      connections.contains { !$0.hops.isEmpty && $0.hops.allSatisfy(plan.isAlleged) },
      swatch(color: .line, width: 2, line: .dashed, head: "▶"), .legendAlleged)
    add(
      connections.contains { $0.isFolded }, swatch(color: .faintLine, width: 1, head: "›"),
      .legendFolded)
    add(
      plan.folded > 0 && plan.mostPeople > 1,
      swatch(color: .faintLine, width: 5, head: " "), .legendWidth)
    return lines
  }

  /// Whether a hop of an answer is drawn.
  private func isDrawn(_ first: FirstHops) -> Bool {
    let hops = Set(first.hops)
    return plan.connections.contains { $0.hops.contains(where: hops.contains) }
  }

  /// Whether a hop that is drawn breaks a rule and is not marked as the first.
  private var hasLaterBreach: Bool {
    let first = Set(plan.trace.firstBreach.hops)
    return plan.connections.contains { connection in
      connection.hops.contains { !plan.trace.breaks[$0].isEmpty && !first.contains($0) }
    }
  }

  /// The zones by colour, where no boxes show them.
  private var zones: [Entry] {
    guard plan.view.layout == .tree else { return [] }
    let text = EntityText(plan, wording)
    return plan.zones.map { zone in
      let style = ZoneStyle(rank: zone)
      let swatch = HTMLCell(
        border: 1, color: style.border, background: style.fill, width: points(24),
        height: points(10))
      return Entry(
        HTMLCell(HTMLLabel(HTMLTable([[swatch]]))),
        text.title(ofZone: zone, count: plan.count(ofZone: zone)))
    }
  }

  private var shapes: [String] {
    let trace = plan.trace
    let kinds = Set(plan.shown.filter { !trace.graph.isUnnamed($0) }.map { trace.kind($0) })
    let words: [(kind: EntityKind, word: MapWord)] = [
      (.person, .shapePerson), (.organisation, .shapeOrganisation), (.group, .shapeGroup),
      (.account, .shapeAccount), (.site, .shapeSite),
    ]
    var shapes = words.filter { kinds.contains($0.kind) }.map { wording[$0.word] }
    if plan.shown.contains(where: { trace.graph.isUnnamed($0) }) {
      shapes.append(wording[.shapeUnnamed])
    }
    if !plan.folding.summaries.isEmpty { shapes.append(wording[.shapeSummary]) }
    if !plan.publishers.isEmpty { shapes.append(wording[.shapePublication]) }
    return shapes
  }

  private var footer: [String] {
    let input = plan.trace.input
    var parts = [
      wording(.footerShown, wording.number(plan.shown.count), wording.number(plan.total))
    ]
    let counts: [(count: Int, word: MapWord)] = [
      (plan.folded, .footerFolded), (plan.elsewhere, .footerElsewhere),
      (plan.members, .footerMembers),
      (plan.unrecorded, .footerUnrecorded),
    ]
    for (count, word) in counts where count > 0 {
      parts.append(wording(word, wording.number(count)))
    }
    var footer = [input.name, "repost-tracer \(version)"]
    if let first = input.inputs.first {
      footer.append(wording(.footerInput, String(first.sha256.prefix(8))))
    }
    footer.append(parts.joined(separator: wording[.clause]))
    footer.append(wording(.footerTimeZone, input.settings.timeZone.text))
    return footer
  }
}
