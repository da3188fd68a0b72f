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
  private func id(_ shape: Shape) -> String {
    ElementID(trace: trace).shape(shape, in: plan.folding)
  }
  private var text: EntityText { EntityText(plan, wording) }

  /// Whether shapes say in which zone they are, where no boxes around them do.
  private var saysZones: Bool { plan.view.layout == .tree }

  /// Draws an entity.
  func draw(_ entity: Int, at place: Point? = nil, on drawing: inout Drawing) {
    var attributes = Self.style(kind: trace.kind(entity))
    let isSite = trace.kind(entity) == .site
    if trace.graph.isUnnamed(entity) { attributes[.style] = "rounded,dashed,filled" }
    if saysZones, !isSite { attributes.merge(ZoneStyle(rank: plan.zone(entity)).ground) { $1 } }
    let mark = marks.entity(entity)
    if let color = mark.color {
      attributes[.color] = color.description
      attributes[.penwidth] = "3.2"
    }
    attributes[.id] = id(.entity(entity))
    let ink: DrawingColor = isSite ? .white : .ink
    var rows = nameLines(entity).map { line in
      [HTMLCell(HTMLLabel([[TextRun(line, size: 14, color: ink, bold: true)]]))]
    }
    for line in smallLines(entity) {
      rows.append([
        HTMLCell(HTMLLabel([[TextRun(line, size: 10, color: isSite ? .pale : .faintInk)]]))
      ])
    }
    if saysZones {
      let color = isSite ? DrawingColor.pale : ZoneStyle(rank: plan.zone(entity)).ink
      let zone = TextRun(text.heading(ofZone: plan.zone(entity)), size: 10, color: color)
      rows.append([HTMLCell(HTMLLabel([[zone]]))])
    }
    for badge in badges(entity, mark) {
      rows.append([HTMLCell(HTMLLabel(badge.table), padding: 2)])
    }
    // Letters stand high in their lines: some space above them puts them in the middle.
    rows.insert([HTMLCell(height: 3)], at: 0)
    drawing.node(
      NodeID("n\(entity)"), label: .html(HTMLLabel(HTMLTable(rows, cellPadding: 0))), at: place,
      attributes)
  }

  /// Draws a summary.
  func draw(summary number: Int, at place: Point? = nil, on drawing: inout Drawing) {
    let summary = plan.folding.summaries[number]
    drawing.node(
      NodeID("s\(number)"), label: .html(HTMLLabel(EdgeLabel.table(summaryLines(summary)))),
      at: place,
      [
        .shape: "box", .style: "filled", .fillcolor: DrawingColor.pale.description,
        .color: DrawingColor.faintLine.description, .penwidth: "1", .id: id(.summary(number)),
      ])
  }

  /// What stands in a summary: the branches, then those below whom there is nobody.
  private func summaryLines(_ summary: Folding.Summary) -> [[TextRun]] {
    func strong(_ text: String) -> [[TextRun]] {
      WrappedText(text, width: 26).lines.map { [TextRun($0, size: 12, color: .ink, bold: true)] }
    }
    func faint(_ text: String) -> [[TextRun]] {
      WrappedText(text, width: 30).lines.map { [TextRun($0, size: 11, color: .faintInk)] }
    }
    var lines = summary.owner == nil ? faint(wording[.summaryRest]) : []
    if saysZones { lines += faint(text.heading(ofZone: summary.zone)) }
    if summary.branches > 0 {
      let counts = text.counts(zip(summary.counts, summary.ends).map { $0 - $1 })
      let word: MapWord = summary.branches == 1 ? .summaryBranch : .summaryBranches
      lines += strong(wording(word, wording.number(summary.branches), wording.list(counts)))
      if summary.forwarders > 0 {
        lines += faint(wording(.summarySome, wording.number(summary.forwarders)))
      }
    }
    if summary.ends.contains(where: { $0 > 0 }) {
      lines += strong(wording(.summaryNone, wording.list(text.counts(summary.ends))))
    }
    if summary.origins > 0 {
      let word: MapWord = summary.origins == 1 ? .summaryOrigin : .summaryOrigins
      lines += faint(wording(word, wording.number(summary.origins)))
    }
    return lines
  }

  /// Draws what an actor published, where nobody is recorded to have taken it up.
  func draw(publicationsOf actor: Int, at place: Point? = nil, on drawing: inout Drawing) {
    let lines = WrappedText(wording[.publication], width: 18).lines
    drawing.node(
      NodeID("p\(actor)"),
      label: .html(HTMLLabel(lines.map { [TextRun($0, size: 11, color: .faintInk)] })), at: place,
      [.shape: "note", .style: "filled", .id: id(.publications(actor))])
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
    if trace.graph.isUnnamed(entity) { return [wording.language == .chinese ? "？" : "?"] }
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
    var lines = text.id(besides: entity).map { ["[" + $0 + "]"] } ?? []
    lines += text.office(entity).map { WrappedText($0, width: 24).lines } ?? []
    if let size = trace.input.entities.size(entity) {
      lines.append(wording(.headCount, wording.number(size)))
    }
    if let silent = silentMembers(entity) {
      lines += WrappedText(wording(silent.word, wording.number(silent.count)), width: 24).lines
    }
    if let rank = outermostMember(entity) {
      lines.append(wording(.membersFurtherOut, text.zone(rank)))
    }
    if plan.folded > 0, trace.measures.reach[entity] > 0 {
      lines.append(wording(.reach, wording.number(Int(trace.measures.reach[entity]))))
    }
    return lines
  }

  /// How many of a collective's members are in no record that is drawn and in none as having passed it on.
  private func silentMembers(_ entity: Int) -> (word: MapWord, count: Int)? {
    guard trace.kind(entity).isCollective else { return nil }
    let members = trace.graph.membership[Int32(entity)].map(Int.init)
    let silent = members.count {
      !plan.presence.isRecorded[$0] && trace.measures.fanOut[$0] == 0
    }
    if let size = trace.input.entities.size(entity) {
      let rest = size - (members.count - silent)
      return rest > 0 ? (members.count == silent ? .membersSilent : .membersMore, rest) : nil
    }
    return silent > 0 ? (.membersKnown, silent) : nil
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

  /// The badge of an origin: with the records where the case has several items, and for what it is
  /// where only the order of times that are not precise makes it one.
  private func originBadges(_ entity: Int) -> [Badge] {
    guard trace.measures.isOrigin[entity] else { return [] }
    let records = trace.records(by: entity)
    let hops = records.flatMap { trace.graph.hops(ofRecord: $0) }.filter(trace.graph.isOrigin)
    if hops.allSatisfy({ trace.graph.isOpened(hop: $0) }) {
      return [Badge(wording[.badgeTakenAsOrigin], .outline)]
    }
    guard plan.hasSeveralItems else { return [Badge(wording[.badgeOrigin], .origin)] }
    let numbers = RecordText(trace: trace, wording: wording)
      .numbers(hops.map { trace.graph.record(ofHop: $0) }, limit: 3)
    return [Badge(wording[.badgeOrigin] + " " + numbers, .origin)]
  }

  private func badges(_ entity: Int, _ mark: Mark) -> [Badge] {
    var badges: [Badge] = []
    badges += originBadges(entity)
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
