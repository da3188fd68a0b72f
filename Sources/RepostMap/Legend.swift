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

  /// The legend as a label.
  var label: Label {
    var rows = rows(of: .legendChannels, channels.channels.map { swatch($0.style) + [word($0.word)] })
    rows += self.rows(of: .legendLines, lines)
    rows += texts(wording[.legendShapes], shapes)
    rows += texts("", [wording[.legendNumbers], wording[.wording]])
    rows += texts("", footer)
    return .html(HTMLLabel(HTMLTable(rows.map { [HTMLCell(HTMLLabel($0), align: .left)] }, cellPadding: 0)))
  }

  /// Entries in rows of a few, behind the word that says what they are.
  private func rows(of title: MapWord, _ entries: [[HTMLCell]]) -> [HTMLTable] {
    stride(from: 0, to: entries.count, by: perRow).map { start in
      let part = entries[start..<min(start + perRow, entries.count)].flatMap { $0 }
      let head = start == 0 ? wording[title] : ""
      return HTMLTable(
        [[heading(head)] + part], cellPadding: 3)
    }
  }

  private var perRow: Int { plan.shown.count > 7 ? 6 : 3 }

  private func heading(_ text: String) -> HTMLCell {
    HTMLCell(
      HTMLLabel([[TextRun(text, size: 11, color: .line, bold: true)]]), align: .left, width: 64)
  }

  private func word(_ text: String) -> HTMLCell {
    HTMLCell(HTMLLabel([[TextRun(text + "\u{3000}", size: 11, color: .line)]]), align: .left)
  }

  private func texts(_ title: String, _ texts: [String]) -> [HTMLTable] {
    let text = texts.joined(separator: "\u{3000}")
    let lines = WrappedText(text, width: perRow > 3 ? 130 : 84, limit: 4, isEven: false).lines
    return lines.enumerated().map { place, line in
      HTMLTable(
        [
          [
            heading(place == 0 ? title : ""),
            HTMLCell(
              HTMLLabel([[TextRun(line, size: 11, color: .line, limit: 200)]]), align: .left),
          ]
        ], cellPadding: 3)
    }
  }

  /// A stroke and an arrowhead.
  private func swatch(
    color: DrawingColor, width: Int, line: HTMLCell.Line = .solid, isDouble: Bool = false,
    head: String
  ) -> [HTMLCell] {
    var rows = [
      [
        HTMLCell(border: width, sides: .bottom, line: line, color: color, width: 34, height: 7),
        HTMLCell(
          HTMLLabel([[TextRun(head, size: 10, color: color)]]), padding: 0,
          rows: isDouble ? 3 : 2),
      ]
    ]
    if isDouble {
      rows.append([
        HTMLCell(border: width, sides: .bottom, line: line, color: color, width: 34, height: 4)
      ])
    }
    rows.append([HTMLCell(width: 34, height: 7)])
    return [HTMLCell(HTMLLabel(HTMLTable(rows, cellPadding: 0)))]
  }

  private func swatch(_ style: ChannelStyle) -> [HTMLCell] {
    swatch(color: style.color, width: 2, isDouble: style.isDouble, head: style.head.glyph)
  }

  private var lines: [[HTMLCell]] {
    let connections = plan.connections
    var lines: [[HTMLCell]] = []
    if !plan.trace.firstExternal.hops.isEmpty {
      lines.append(
        swatch(color: .vermilion, width: 6, head: "▶") + [plain(wording[.firstExternal])])
    }
    if !plan.trace.firstBreach.hops.isEmpty {
      lines.append(swatch(color: .orange, width: 6, head: "▶") + [plain(wording[.firstBreach])])
    }
    if connections.contains(where: { $0.isOnChain }) {
      lines.append(swatch(color: .line, width: 4, head: "▶") + [word(wording[.legendChain])])
    }
    if connections.contains(where: { $0.hops.isEmpty && $0.isMembership }) {
      lines.append(
        swatch(color: .line, width: 1, line: .dotted, head: " ") + [word(wording[.legendMember])])
    }
    if connections.contains(where: { $0.hops.isEmpty && $0.isGap }) {
      lines.append(
        swatch(color: .faintLine, width: 1, line: .dashed, head: " ") + [word(wording[.legendGap])])
    }
    if connections.contains(where: { !$0.directed.isEmpty || !$0.approved.isEmpty }) {
      lines.append(
        swatch(color: .line, width: 1, line: .dashed, head: "›") + [word(wording[.legendRequest])])
    }
    if connections.contains(where: { $0.hops.isEmpty && $0.namesAuthor }) {
      lines.append(
        swatch(color: DrawingColor(0x8E4585), width: 1, line: .dashed, head: "▷")
          + [word(wording[.legendAuthor])])
    }
    if connections.contains(where: { $0.hops.contains(where: isInferred) }) {
      lines.append([
        HTMLCell(HTMLLabel([[TextRun("○──", size: 10, color: .line)]])),
        word(wording[.legendInferred]),
      ])
    }
    if connections.contains(where: { $0.isFolded }) {
      lines.append(
        swatch(color: .faintLine, width: 1, head: "›") + [word(wording[.legendFolded])])
    }
    return lines
  }

  private func plain(_ text: String) -> HTMLCell {
    word(text.split(separator: " ", maxSplits: 1).last.map(String.init) ?? text)
  }

  private func isInferred(_ hop: Int) -> Bool {
    let graph = plan.trace.graph
    return graph.rules[graph.record(ofHop: hop)] == .inferred && !graph.isOrigin(hop: hop)
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
    return shapes
  }

  private var footer: [String] {
    let input = plan.trace.input
    var parts = [
      wording(.footerShown, wording.number(plan.shown.count), wording.number(plan.total))
    ]
    let counts: [(count: Int, word: MapWord)] = [
      (plan.folded, .footerFolded), (plan.members, .footerMembers),
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
