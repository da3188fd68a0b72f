import GraphvizKit

/// A map along time with all its places found, on its way to a drawing.
struct TimeSheet {
  let painter: TimePainter
  let chart: TimeChart
  let layout: TimeLayout
  let axis: TimeAxis?
  /// Where what has a known time ends.
  let knownEnd: Double
  let texts: [NodeID: Label]
  let size: (NodeID) -> TimeLayout.Size

  private let left: Double
  private let unknown: ClosedRange<Double>?

  /// How far the texts of the axis stand from the lanes.
  private static let axisDistance = 14.0

  init(
    painter: TimePainter, chart: TimeChart, layout: TimeLayout, axis: TimeAxis?, knownEnd: Double,
    texts: [NodeID: Label], size: @escaping (NodeID) -> TimeLayout.Size
  ) {
    self.painter = painter
    self.chart = chart
    self.layout = layout
    self.axis = axis
    self.knownEnd = knownEnd
    self.texts = texts
    self.size = size
    let known = layout.extent(isKnown: true)
    let unknown = layout.extent(isKnown: false)
    let titles = chart.rows.map { size(.title($0.zone)).width }.max() ?? 0
    let first = axis == nil ? unknown?.lowerBound ?? 0 : min(0, known?.lowerBound ?? 0)
    let left = first - titles - 24
    self.left = left
    self.unknown = unknown.map { found in
      let start = axis == nil ? left : found.lowerBound - 12
      return start...max(found.upperBound + 12, start + size(.unknownTime).width + 12)
    }
  }

  /// The drawing.
  var drawing: Drawing {
    Drawing { drawing in
      drawing.attributes = [.outputorder: "edgesfirst", .pad: "0.3", .bgcolor: "white"]
      drawing.nodeDefaults = MapPainter.nodeDefaults
      drawing.edgeDefaults = MapPainter.edgeDefaults
      addLanes(to: &drawing)
      addSpans(to: &drawing)
      addBreaks(to: &drawing)
      drawing.node(
        .grid, label: .text(" "), at: point(left + 20, 20),
        MapPainter.textShape.merging([.style: "invis"]) { $1 })
      addGrid(to: &drawing)
      addLines(to: &drawing)
      addStrokes(to: &drawing)
      for (row, box) in zip(chart.rows, layout.boxes) {
        painter.draw(row.shape, at: point(box.middle.x, box.middle.y), on: &drawing)
      }
      addTexts(to: &drawing)
      addAxisTexts(to: &drawing)
      put(.notes, nil, left: left, top: notesTop, on: &drawing)
    }
  }

  /// What the drawing takes.
  var frame: Frame {
    let right = max(axis == nil ? 0 : knownEnd, unknown?.upperBound ?? 0, left + size(.notes).width)
    return frame(left, top, right, notesTop + size(.notes).height)
  }

  /// The upper end of the axis and its texts.
  private var top: Double {
    guard let axis else { return -size(.unknownTime).height - 6 }
    let clock = axis.ticks.indices.map { size(.tick($0)).height }.max() ?? 0
    let date = axis.ticks.indices.map { size(.date($0)).height }.max() ?? 0
    return -Self.axisDistance - 6 - clock - date
  }

  private var notesTop: Double {
    guard isLong, axis != nil else { return layout.height + 14 }
    return layout.height + Self.axisDistance + 16 + (-top - Self.axisDistance - 6)
  }

  /// A place in Graphviz, where `y` grows upwards.
  private func point(_ x: Double, _ y: Double) -> Point { Point(x: x, y: -y) }

  private func frame(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) -> Frame {
    Frame(lowerLeft: point(left, bottom), upperRight: point(right, top))
  }

  private func addLanes(to drawing: inout Drawing) {
    for lane in layout.lanes {
      let style = ZoneStyle(rank: lane.zone)
      let name = NodeID.title(lane.zone)
      var attributes: Attributes = [
        .id: ElementID(trace: painter.plan.trace).zone(lane.zone),
        .style: style.isDashed ? "rounded,filled,dashed" : "rounded,filled", .penwidth: "1.3",
        .fillcolor: style.fill.description, .color: style.border.description,
      ]
      if axis != nil {
        drawing.cluster(
          NodeID("\(name)_known"), in: frame(left, lane.top, knownEnd, lane.bottom), attributes)
        attributes[.id] = nil
      }
      if let unknown {
        drawing.cluster(
          NodeID("\(name)_unknown"),
          in: frame(unknown.lowerBound, lane.top, unknown.upperBound, lane.bottom),
          attributes.merging([.style: "rounded,filled,dashed"]) { $1 })
      }
    }
  }

  /// Draws the times within which the records do not tell when something was.
  private func addSpans(to drawing: inout Drawing) {
    guard let axis else { return }
    for (place, row) in chart.rows.enumerated() {
      let style = ZoneStyle(rank: row.zone)
      let bounds = layout.bounds[place]
      for (number, span) in row.wideSpans(on: axis).enumerated() {
        drawing.cluster(
          NodeID("span\(place)_\(number)"),
          in: frame(span.lowerBound, bounds.top + 2, span.upperBound, bounds.bottom - 2),
          [
            .style: "filled", .penwidth: "0.6",
            .fillcolor: style.fill.mixed(with: style.border, 0.1).description,
            .color: style.fill.mixed(with: style.border, 0.4).description,
          ])
      }
      if let period = row.period, axis.x(period.upperBound) - axis.x(period.lowerBound) > 2 {
        let middle = layout.middles[place]
        drawing.cluster(
          NodeID("period\(place)"),
          in: frame(
            axis.x(period.lowerBound), middle - 4, axis.x(period.upperBound), middle + 4),
          [
            .style: "filled", .penwidth: "0.8", .fillcolor: "#DDDDDD",
            .color: DrawingColor.faintLine.description,
          ])
      }
    }
  }

  private func addBreaks(to drawing: inout Drawing) {
    for (number, gap) in (axis?.breaks ?? []).enumerated() {
      let middle = gap.x + TimeAxis.breakWidth / 2
      drawing.cluster(
        NodeID("break\(number)"), in: frame(middle - 9, -5, middle + 9, layout.height + 5),
        [.style: "filled", .fillcolor: "white", .color: "white"])
    }
  }

  private func line(
    _ points: [Point], _ color: DrawingColor, _ width: String, _ style: String = "solid",
    on drawing: inout Drawing
  ) {
    drawing.edge(
      from: .grid, to: .grid, along: EdgePath(lines: points),
      [.color: color.description, .penwidth: width, .style: style, .arrowhead: "none"])
  }

  private var isLong: Bool { layout.height > 600 }

  private func addGrid(to drawing: inout Drawing) {
    guard let axis else { return }
    let (top, bottom) = (-Self.axisDistance, layout.height + (isLong ? Self.axisDistance : 6))
    for tick in axis.ticks {
      line(
        [point(tick.x, top), point(tick.x, bottom)], DrawingColor(0xC4C4C4), "0.6",
        on: &drawing)
    }
    for stretch in axis.stretches {
      let (start, end) = (stretch.x, axis.x(stretch.end))
      for y in isLong ? [top, bottom] : [top] {
        line([point(start, y), point(end, y)], .line, "1.4", on: &drawing)
      }
    }
    for gap in axis.breaks {
      for y in isLong ? [top, bottom] : [top] {
        for x in [gap.x, gap.x + TimeAxis.breakWidth] {
          line([point(x - 3, y + 5), point(x + 3, y - 5)], .line, "1.4", on: &drawing)
        }
      }
      let middle = gap.x + TimeAxis.breakWidth / 2
      for x in [middle - 9, middle + 9] {
        line(
          [point(x, -5), point(x, layout.height + 5)], .faintLine, "0.8", "dashed", on: &drawing)
      }
    }
  }

  /// Draws the line of life of each row.
  private func addLines(to drawing: inout Drawing) {
    for (place, row) in chart.rows.enumerated() {
      let style = ZoneStyle(rank: row.zone)
      let color = style.border.mixed(with: style.fill, 0.35)
      let y = layout.middles[place]
      let reach = layout.reaches[place]
      let start = layout.boxes[place].right
      if reach.lowerBound > start + 0.5 {
        let isNear = reach.lowerBound - start < TimeLayout.boxGap + 4
        line(
          [point(start, y), point(reach.lowerBound, y)], color, "0.9",
          isNear ? "solid" : "dotted", on: &drawing)
      }
      var end = reach.upperBound
      if case .known = row.place {
        end = max(end, knownEnd - 6)
      } else if let unknown {
        end = max(end, unknown.upperBound - 6)
      }
      if end > reach.lowerBound + 0.5 {
        line([point(reach.lowerBound, y), point(end, y)], color, "0.9", on: &drawing)
      }
    }
  }

  private func addStrokes(to drawing: inout Drawing) {
    let ids = painter.elementIDs
    // The longer first, so that the arrowheads of the shorter lie on them where they share a way.
    let places = chart.strokes.indices.sorted { a, b in
      let (x, y) = (layout.uprights[a], layout.uprights[b])
      return (-abs(x.head - x.tail), a) < (-abs(y.head - y.tail), b)
    }
    for place in places {
      let (stroke, upright) = (chart.strokes[place], layout.uprights[place])
      var attributes = painter.attributes(of: stroke)
      attributes[.id] = ids[place]
      drawing.edge(
        from: stroke.tail.nodeID, to: stroke.head.nodeID, along: path(upright, attributes),
        attributes)
    }
  }

  /// The way of a stroke: straight to the line of life, or round a corner into the box.
  private func path(_ upright: TimeLayout.Upright, _ attributes: Attributes) -> EdgePath {
    let sign: Double = upright.head > upright.tail ? 1 : -1
    let size = attributes[.arrowsize].flatMap { Double($0) } ?? 0.85
    let length = abs(upright.head - upright.tail)
    let head = min(Self.arrowLength(attributes[.arrowhead]) * size, length / 2 - 1)
    let isBoth = attributes[.dir] == "both"
    let tail = isBoth ? min(Self.arrowLength(attributes[.arrowtail]) * size, length / 2 - 1) : 0
    let (x, y) = (upright.x, upright.head)
    let start = point(x, upright.tail + sign * tail)
    let tailTip = isBoth ? point(x, upright.tail) : nil
    guard let tip = upright.entry else {
      return EdgePath(
        lines: [start, point(x, y - sign * head)], tailTip: tailTip,
        headTip: head > 0 ? point(x, y) : nil)
    }
    let (bend, end) = (y - sign * 6, min(x - 5, tip + head))
    let straight = EdgePath(lines: [start, point(x, bend)]).points
    let corner = [point(x, y - sign), point(x - 1, y), point(end, y)]
    return EdgePath(
      curves: straight + corner, tailTip: tailTip, headTip: head > 0 ? point(tip, y) : nil)
  }

  /// How long an arrowhead of size 1 is, in points.
  private static func arrowLength(_ name: String?) -> Double {
    switch name {
    case "none": 0
    case "diamond", "odiamond": 12
    case "dot", "odot": 8
    case "box", "obox": 7.5
    default: 10
    }
  }

  private func put(
    _ id: NodeID, _ label: Label?, left: Double, top: Double, on drawing: inout Drawing
  ) {
    guard let label = label ?? texts[id] else { return }
    let size = size(id)
    drawing.node(
      id, label: label, at: point(left + size.width / 2, top + size.height / 2),
      MapPainter.textShape)
  }

  private func addTexts(to drawing: inout Drawing) {
    for (place, stroke) in chart.strokes.enumerated() {
      guard let text = layout.texts[place] else { continue }
      let zone = chart.rows[chart.rowOf[stroke.head] ?? 0].zone
      let label =
        text.isCrossed
        ? painter.label(ofStroke: stroke, ground: ZoneStyle(rank: zone).fill) : nil
      put(.text(place), label, left: text.area.left, top: text.area.top, on: &drawing)
    }
    for lane in layout.lanes {
      put(.title(lane.zone), nil, left: left + 10, top: lane.top + 6, on: &drawing)
    }
  }

  private func addAxisTexts(to drawing: inout Drawing) {
    let top = -Self.axisDistance - 6
    if let unknown {
      let size = size(.unknownTime)
      let middle = (unknown.lowerBound + unknown.upperBound) / 2
      put(.unknownTime, nil, left: middle - size.width / 2, top: -size.height - 6, on: &drawing)
    }
    guard let axis else { return }
    let dates = axis.ticks.indices.filter { texts[.date($0)] != nil }
    for (place, tick) in axis.ticks.enumerated() {
      let clock = size(.tick(place))
      put(.tick(place), nil, left: tick.x - clock.width / 2, top: top - clock.height, on: &drawing)
      guard texts[.date(place)] != nil else { continue }
      let date = size(.date(place))
      var left = tick.x - clock.width / 2
      // The next date stands where it begins; this one makes way.
      if let next = dates.first(where: { $0 > place }),
        axis.ticks[next].x - size(.tick(next)).width / 2 < left + date.width + 4
      {
        left = tick.x + clock.width / 2 - date.width
      }
      put(.date(place), nil, left: left, top: top - clock.height - date.height, on: &drawing)
    }
    for (place, gap) in axis.breaks.enumerated() {
      let text = size(.pause(place))
      put(
        .pause(place), nil, left: gap.x + TimeAxis.breakWidth / 2 - text.width / 2,
        top: -Self.axisDistance - text.height / 2, on: &drawing)
    }
    guard isLong else { return }
    let bottom = layout.height + Self.axisDistance + 6
    for (place, tick) in axis.ticks.enumerated() {
      for (id, copy, row) in [(NodeID.tick(place), "low", 0.0), (.date(place), "low", 1.0)] {
        guard let label = texts[id] else { continue }
        let text = size(id)
        let clock = size(.tick(place))
        drawing.node(
          NodeID("\(copy)_\(id)"), label: label,
          at: point(
            tick.x - clock.width / 2 + text.width / 2,
            bottom + text.height / 2 + row * clock.height),
          MapPainter.textShape)
      }
    }
  }
}

extension DrawingColor {
  /// The colour with a part of another.
  func mixed(with other: DrawingColor, _ part: Double) -> DrawingColor {
    func parts(_ color: DrawingColor) -> [Double] {
      let number = UInt32(color.description.dropFirst(), radix: 16) ?? 0
      return [16, 8, 0].map { Double(number >> $0 & 0xFF) }
    }
    let mixed = zip(parts(self), parts(other)).map { UInt32(($0 + ($1 - $0) * part).rounded()) }
    return DrawingColor(mixed[0] << 16 | mixed[1] << 8 | mixed[2])
  }
}
