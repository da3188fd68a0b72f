import GraphvizKit
import RepostGraph
import RepostRecords
import RepostTrace

/// Puts entities into shapes, each with its name, office and badges.
struct NodePainter {
  let plan: MapPlan
  let wording: MapWording
  let marks: Marks

  private var trace: Trace { plan.trace }
  private var text: EntityText { EntityText(trace: trace, wording: wording) }

  /// Draws an entity.
  func draw(_ entity: Int, on drawing: inout Drawing) {
    var attributes = Self.style(kind: trace.kind(entity))
    let isSite = trace.kind(entity) == .site
    if trace.graph.isUnnamed(entity) { attributes[.style] = "rounded,dashed,filled" }
    let mark = marks.entity(entity)
    if let color = mark.color {
      attributes[.color] = color.description
      attributes[.penwidth] = "3.2"
    }
    attributes[.id] = "n\(entity)"
    attributes[.tooltip] = trace.id(entity)
    let ink: DrawingColor = isSite ? .white : .ink
    var rows = nameLines(entity).map { line in
      [HTMLCell(HTMLLabel([[TextRun(line, size: 14, color: ink, bold: true)]]))]
    }
    for line in smallLines(entity) {
      rows.append([
        HTMLCell(HTMLLabel([[TextRun(line, size: 10, color: isSite ? .pale : .faintInk)]]))
      ])
    }
    for badge in badges(entity, mark) {
      rows.append([HTMLCell(HTMLLabel(badge.table), padding: 2)])
    }
    // Letters stand high in their lines: some space above them puts them in the middle.
    rows.insert([HTMLCell(height: 3)], at: 0)
    drawing.node(
      NodeID("n\(entity)"), label: .html(HTMLLabel(HTMLTable(rows, cellPadding: 0))), attributes)
  }

  /// Draws a summary.
  func draw(summary place: Int, on drawing: inout Drawing) {
    let summary = plan.folding.summaries[place]
    var lines = text.counts(summary.counts).map { line in
      [TextRun(line, size: 12, color: .ink, bold: true)]
    }
    if summary.owner == nil {
      lines.insert([TextRun(wording[.summaryRest], size: 11, color: .faintInk)], at: 0)
    }
    let activity =
      summary.forwarders == 0
      ? wording[.summaryNone] : wording(.summarySome, wording.number(summary.forwarders))
    lines.append([TextRun(activity, size: 11, color: .faintInk)])
    drawing.node(
      NodeID("s\(place)"), label: .html(HTMLLabel(lines)),
      [
        .shape: "box", .style: "filled", .fillcolor: DrawingColor.pale.description,
        .color: DrawingColor.faintLine.description, .penwidth: "1", .id: "s\(place)",
        .tooltip: text.zone(summary.zone),
      ])
  }

  /// Draws what an actor published, where nobody is recorded to have taken it up.
  func draw(publicationsOf actor: Int, on drawing: inout Drawing) {
    let lines = WrappedText(wording[.publication], width: 18).lines
    drawing.node(
      NodeID("p\(actor)"),
      label: .html(HTMLLabel(lines.map { [TextRun($0, size: 11, color: .faintInk)] })),
      [.shape: "note", .style: "filled", .id: "p\(actor)", .tooltip: trace.id(actor)])
  }

  private static func style(kind: EntityKind) -> Attributes {
    switch kind {
    case .person: [.shape: "box", .style: "rounded,filled"]
    case .organisation: [.shape: "box", .style: "filled", .peripheries: "2"]
    case .group: [.shape: "tab", .style: "filled"]
    case .account: [.shape: "octagon", .style: "filled", .margin: "0.02,0.02"]
    case .site:
      [
        .shape: "hexagon", .style: "filled", .fillcolor: "#333333", .color: "#333333",
        .margin: "0.02,0.05",
      ]
    }
  }

  private func nameLines(_ entity: Int) -> [String] {
    if trace.graph.isUnnamed(entity) { return ["？"] }
    // The wider a shape with corners, the more of it is empty.
    let width =
      switch trace.kind(entity) {
      case .site: 12
      case .account: 14
      default: 18
      }
    return WrappedText(trace.input.entities.name(entity), width: width).lines
  }

  private func smallLines(_ entity: Int) -> [String] {
    if trace.graph.isUnnamed(entity) { return [wording.vocabulary.unnamed] }
    var lines = text.office(entity).map { WrappedText($0, width: 24).lines } ?? []
    if let size = trace.input.entities.size(entity) {
      lines.append(wording(.headCount, wording.number(size)))
    }
    let members = plan.presence.collectives.count { $0 == Int32(entity) }
    if members > 0 { lines.append(wording(.knownMembers, wording.number(members))) }
    if let rank = outermostMember(entity) {
      lines.append(wording(.membersFurtherOut, text.zone(rank)))
    }
    if plan.folded > 0, trace.measures.reach[entity] > 0 {
      lines.append(wording(.reach, wording.number(Int(trace.measures.reach[entity]))))
    }
    return lines
  }

  /// The zone of a collective's outermost declared member, where it lies further out than its own.
  private func outermostMember(_ entity: Int) -> Int? {
    guard !trace.graph.isUnnamed(entity), trace.kind(entity).isCollective else { return nil }
    let zones = trace.input.entities.declaredMembers(entity)
      .compactMap { trace.input.entities.zone(Int($0)) }
    guard let outermost = zones.max(), outermost > plan.zone(entity),
      plan.zone(entity) >= 0 || outermost >= trace.boundary.rank
    else { return nil }
    return outermost
  }

  private func badges(_ entity: Int, _ mark: Mark) -> [Badge] {
    var badges: [Badge] = []
    if trace.measures.isOrigin[entity] { badges.append(Badge(wording[.badgeOrigin], .origin)) }
    if trace.outsideOrigins.contains(entity) {
      badges.append(Badge(wording[.badgeOutside], .outline))
    } else if trace.gaps.contains(where: {
      $0.entity == entity && $0.reason == .unexplainedOrigin
    }) {
      badges.append(Badge(wording[.badgeUnexplained], .outline))
    }
    if mark.contains(.firstBreach) {
      let isOne = trace.firstBreach.status == .one
      badges.append(
        Badge(wording[isOne ? .badgeFirstBreach : .badgePossibleFirstBreach], .breach))
    }
    if mark.contains(.firstExternal) {
      let isOne = trace.firstExternal.status == .one
      badges.append(
        Badge(wording[isOne ? .badgeFirstExporter : .badgePossibleFirstExporter], .exporter))
    }
    if plan.presence.isDirector[entity] {
      badges.append(Badge(wording[.badgeDirector], .outline))
    }
    if plan.presence.isApprover[entity] {
      badges.append(Badge(wording[.badgeApprover], .outline))
    }
    return badges
  }
}
