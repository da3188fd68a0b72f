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

  /// Where the lanes begin.
  let left: Double
  /// What the lanes take where no time is known.
  let unknown: ClosedRange<Double>?

  /// How far the texts of the axis stand from the lanes.
  static let axisDistance = 14.0

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
  func point(_ x: Double, _ y: Double) -> Point { Point(x: x, y: -y) }

  func frame(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) -> Frame {
    Frame(lowerLeft: point(left, bottom), upperRight: point(right, top))
  }

  /// Whether it is so high that the axis is drawn below it too.
  var isLong: Bool { layout.height > 600 }
}
