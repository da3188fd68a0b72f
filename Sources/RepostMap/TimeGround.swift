import GraphvizKit

/// What lies below the strokes: lanes, spans of time, breaks, the grid and the lines of life.
extension TimeSheet {
  /// Draws the field of each zone.
  func addLanes(to drawing: inout Drawing) {
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
  func addSpans(to drawing: inout Drawing) {
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

  /// Parts the lanes where time is left out.
  func addBreaks(to drawing: inout Drawing) {
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

  /// Draws the axis and a line below each of its ticks.
  func addGrid(to drawing: inout Drawing) {
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
  func addLines(to drawing: inout Drawing) {
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
}

extension DrawingColor {
  /// The colour with a part of another.
  fileprivate func mixed(with other: DrawingColor, _ part: Double) -> DrawingColor {
    func parts(_ color: DrawingColor) -> [Double] {
      let number = UInt32(color.description.dropFirst(), radix: 16) ?? 0
      return [16, 8, 0].map { Double(number >> $0 & 0xFF) }
    }
    let mixed = zip(parts(self), parts(other)).map { UInt32(($0 + ($1 - $0) * part).rounded()) }
    return DrawingColor(mixed[0] << 16 | mixed[1] << 8 | mixed[2])
  }
}
