import GraphvizKit

/// The texts beside strokes, on lanes and along the axis.
extension TimeSheet {
  /// Draws a text, by its upper left end; where no other is given, the one that was measured.
  func put(
    _ id: NodeID, _ label: Label?, left: Double, top: Double, on drawing: inout Drawing
  ) {
    guard let label = label ?? texts[id] else { return }
    let size = size(id)
    drawing.node(
      id, label: label, at: point(left + size.width / 2, top + size.height / 2),
      MapPainter.textShape)
  }

  /// Draws what stands beside strokes and the titles of the zones.
  func addTexts(to drawing: inout Drawing) {
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

  /// Draws what the ticks and breaks of the axis say.
  func addAxisTexts(to drawing: inout Drawing) {
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
