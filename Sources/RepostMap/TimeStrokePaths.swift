import GraphvizKit

/// The ways of the strokes and what stands at their ends.
extension TimeSheet {
  /// Draws every stroke.
  func addStrokes(to drawing: inout Drawing) {
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
}
