import GraphvizKit
import RepostGraph
import RepostRecords
import RepostTrace

/// What a map along time says beside its shapes and strokes: the titles of its zones, the texts of its
/// axis, and what is to be known of both.
struct TimeLabels {
  let plan: MapPlan
  let wording: MapWording
  let chart: TimeChart
  let axis: TimeAxis?

  /// Every text, with what it is called.
  var all: [(id: NodeID, label: Label)] { [(.notes, notesLabel)] + titles + axisTexts }

  private var titles: [(id: NodeID, label: Label)] {
    var texts: [(id: NodeID, label: Label)] = []
    let names = EntityText(plan, wording)
    for zone in Set(chart.rows.map(\.zone)).sorted() {
      let title = names.title(ofZone: zone, count: plan.count(ofZone: zone))
      let lines = WrappedText(title, width: 16, limit: 3).lines
      let ink = ZoneStyle(rank: zone).ink
      texts.append(
        (
          .title(zone),
          .html(
            HTMLLabel(
              lines.map { [TextRun($0, size: points(14), color: ink, bold: true)] }, align: .left))
        ))
    }
    return texts
  }

  private var axisTexts: [(id: NodeID, label: Label)] {
    func plain(_ text: String, size: Int, bold: Bool = false) -> Label {
      .html(HTMLLabel([[TextRun(text, size: points(size), color: .line, bold: bold)]]))
    }
    var texts: [(id: NodeID, label: Label)] = []
    let unknown = wording.vocabulary.timeUnknown
    texts.append(
      (
        .unknownTime,
        plain(unknown.prefix(1).uppercased() + unknown.dropFirst(), size: 12, bold: true)
      )
    )
    guard let axis else { return texts }
    let text = TimeText(wording: wording, zone: plan.trace.input.settings.timeZone)
    for (place, tick) in axis.ticks.enumerated() {
      let label = text.tick(tick.instant, axis.step)
      texts.append((.tick(place), plain(label.text, size: 11)))
      let isFirst = axis.stretches.contains { $0.start == tick.instant }
      let isLast = axis.stretches.dropLast().contains { $0.end == tick.instant }
      let before = place == 0 ? nil : text.tick(axis.ticks[place - 1].instant, axis.step).whole
      if let whole = label.whole, isFirst || (whole != before && !isLast) {
        texts.append((.date(place), plain(whole, size: 11, bold: true)))
      }
    }
    for (place, gap) in axis.breaks.enumerated() {
      texts.append((.pause(place), plain(text.duration(gap.duration), size: 10)))
    }
    return texts
  }

  /// What is to be known of the axis.
  var notes: [String] {
    var notes = axis == nil ? [] : [wording[.legendUpright]]
    if standsAside { notes.append(wording[.legendSideBySide]) }
    if let axis, chart.rows.contains(where: { !$0.wideSpans(on: axis).isEmpty }) {
      notes.append(wording[.legendSpan])
    }
    if !plan.folding.summaries.isEmpty { notes.append(wording[.legendPeriod]) }
    if axis?.breaks.isEmpty == false { notes.append(wording[.legendBreak]) }
    if chart.strokes.contains(where: \.isUnknown) { notes.append(wording[.legendUnknownTime]) }
    return notes
  }

  /// Whether lines stand so far to the right of what their records state that it can be seen.
  private var standsAside: Bool {
    guard let axis else { return false }
    return chart.strokes.contains { stroke in
      guard stroke.kind == .hops, !stroke.isUnknown, let hop = stroke.hops.first else {
        return false
      }
      let stated = plan.trace.input.records.time(plan.trace.graph.record(ofHop: hop))
      return stroke.x - axis.x(stated.end) > 6
    }
  }

  private var notesLabel: Label {
    let lines = WrappedText(
      wording(.colon, wording[.legendTimes], notes.joined(separator: wording[.stop])),
      width: Int(roughWidth / Double(points(11)) * 1.5), limit: 6, manner: .clauses
    ).lines
    return .html(
      HTMLLabel(
        lines.map { [TextRun($0, size: points(11), color: .line, limit: 400)] }, align: .left))
  }

  /// About how wide the map becomes, in points.
  private var roughWidth: Double { 400 + (axis?.width ?? 300) }

  /// A size of letters that grows with the map, as those of the legend do.
  private func points(_ size: Int) -> Int {
    Int((Double(size) * min(max(roughWidth / 1500, 1), 1.6)).rounded())
  }
}

extension NodeID {
  static let notes: NodeID = "notes"
  static let unknownTime: NodeID = "unknown"
  /// A node that nobody sees, from which the lines go that belong to no shape.
  static let grid: NodeID = "grid"

  static func text(_ place: Int) -> NodeID { NodeID("t\(place)") }
  static func title(_ zone: Int) -> NodeID { NodeID(zone < 0 ? "zu" : "z\(zone)") }
  static func tick(_ place: Int) -> NodeID { NodeID("k\(place)") }
  static func date(_ place: Int) -> NodeID { NodeID("d\(place)") }
  static func pause(_ place: Int) -> NodeID { NodeID("b\(place)") }
}
