import GraphvizKit
import RepostGraph
import RepostRecords
import RepostTrace

/// Puts a plan on a drawing along time: an axis, a lane for each zone, a row for each shape, and an
/// upright line for every hop at its time.
///
/// All places are its own, so the drawing is made in two steps: what its texts and shapes measure is
/// asked for first.
struct TimePainter {
  let plan: MapPlan
  let wording: MapWording

  private let marks: Marks
  private let channels: ChannelTable
  private let axis: TimeAxis?
  private let chart: TimeChart
  private let unknownStart: Double

  /// - Complexity: O(*hops* + *n*²) in what is drawn.
  init(plan: MapPlan, wording: MapWording) {
    self.plan = plan
    self.wording = wording
    marks = Marks(plan.trace)
    channels = ChannelTable(plan, wording)
    var whole = TimeChart(plan)
    let lines = EdgePainter(plan: plan, wording: wording, marks: marks, channels: channels)
    whole.setBreadths { stroke in
      let attributes = lines.attributes(Self.connection(of: stroke, in: plan))
      let strands = (attributes[.color] ?? "").split(separator: ":").count
      return Double(max(1, strands)) * (attributes[.penwidth].flatMap { Double($0) } ?? 1)
    }
    var chart = whole
    var axis: TimeAxis?
    var start = 0.0
    for least in [720.0, 1000, 1400, 2000] {
      axis = Self.axis(of: whole, in: plan.trace.input.settings.timeZone, least: least)
      // Far from what has a time, until it is known how much room that takes.
      start = axis.map { $0.width + 10_000 } ?? 0
      chart = whole
      let drift = chart.put(on: axis, unknownAt: start, stepWidth: Self.stepWidth(whole))
      // A wider axis tells more of them apart.
      if drift <= 20 { break }
    }
    self.axis = axis
    unknownStart = start
    self.chart = chart
  }

  /// How far apart those are of which no time is known.
  private static func stepWidth(_ chart: TimeChart) -> Double {
    max(24, min(130, 1600 / Double(max(1, chart.places.unknownCount))))
  }

  private static func axis(
    of chart: TimeChart, in zone: CaseTimeZone, least: Double
  ) -> TimeAxis? {
    let periods = chart.rows.compactMap(\.period)
    let spans =
      chart.spans
      + periods.flatMap { period in
        [period.lowerBound, period.upperBound].map { TimeSpan(start: $0, end: $0 + 1) }
      }
    guard !spans.isEmpty else { return nil }
    let count = Set(chart.strokes.map(\.place)).count
    return TimeAxis(of: spans, in: zone, least: .least(for: chart.precision)) { length in
      var width = min(2000, max(least, 300 + 28 * Double(count)))
      // What shares most of the time is told apart by its order only, which needs room.
      for crowd in chart.places.crowds {
        let share = Double(crowd.end - crowd.start) / Double(length)
        if share > 0.15 { width = max(width, min(1600, Double(crowd.count) * 95) / share) }
      }
      return min(width, 2600)
    }
  }

  /// Everything that has text, to be measured by ``Graphviz/measure(_:)``.
  var parts: Drawing {
    Drawing { drawing in
      drawing.nodeDefaults = MapPainter.nodeDefaults
      for row in chart.rows { draw(row.shape, at: nil, on: &drawing) }
      for (id, label) in texts { drawing.node(id, label: label, MapPainter.textShape) }
    }
  }

  /// What lies between the heading and the legend, for the engine ``Graphviz/Engine/placed``.
  ///
  /// - Parameter sizes: What ``parts`` measure.
  /// - Returns: The drawing with all places, and what it takes.
  func body(sizes: [NodeID: Graphviz.Box]) -> (drawing: Drawing, frame: Frame) {
    func size(_ id: NodeID) -> TimeLayout.Size {
      TimeLayout.Size(width: sizes[id]?.width ?? 0, height: sizes[id]?.height ?? 0)
    }
    var chart = chart
    let boxes = chart.rows.map { size($0.shape.nodeID) }
    var labels: [Int: TimeLayout.Size] = [:]
    for place in chart.strokes.indices where sizes[.text(place)] != nil {
      labels[place] = size(.text(place))
    }
    var titles: [Int: Double] = [:]
    for row in chart.rows { titles[row.zone] = size(.title(row.zone)).height }
    var layout = TimeLayout(chart, sizes: boxes, labels: labels, titles: titles)
    let end = max(axis?.width ?? 0, layout.extent(isKnown: true)?.upperBound ?? 0) + 12
    if axis != nil, let unknown = layout.extent(isKnown: false) {
      let start = end + 46 + unknownStart - unknown.lowerBound
      chart.put(on: axis, unknownAt: start, stepWidth: Self.stepWidth(chart))
      layout = TimeLayout(chart, sizes: boxes, labels: labels, titles: titles)
    }
    let sheet = TimeSheet(
      painter: self, chart: chart, layout: layout, axis: axis, knownEnd: end,
      texts: Dictionary(texts) { first, _ in first }, size: size)
    return (sheet.drawing, sheet.frame)
  }

  /// Every text that is no shape, with what it is called.
  private var texts: [(id: NodeID, label: Label)] {
    var texts = labels.all
    for (place, stroke) in chart.strokes.enumerated() {
      if let label = label(ofStroke: stroke) { texts.append((.text(place), label)) }
    }
    return texts
  }

  /// The texts that belong to no shape and no stroke.
  var labels: TimeLabels {
    TimeLabels(plan: plan, wording: wording, chart: chart, axis: axis)
  }

  /// What stands beside a stroke, on a ground that hides the lines below where one is given.
  func label(ofStroke stroke: TimeChart.Stroke, ground: DrawingColor? = nil) -> Label? {
    let connection = connection(of: stroke)
    var first: [[TextRun]] = []
    var others: [[TextRun]] = []
    switch stroke.kind {
    case .hops:
      (first, others) = EdgeLabel(
        plan: plan, wording: wording, marks: marks, channels: channels
      ).lines(stroke.hops)
    case .request:
      for (word, records) in [
        (MapWord.directs, connection.directed), (.approves, connection.approved),
      ] where !records.isEmpty { others.append(lines.request(word, records)) }
    default: return nil
    }
    var rows: [[HTMLCell]] = []
    if !first.isEmpty, let color = lines.mark(connection).color {
      rows += [[HTMLCell(HTMLLabel(EdgeLabel.framed(first, color)))]]
    }
    if !others.isEmpty {
      rows.append([HTMLCell(HTMLLabel(EdgeLabel.table(others, ground: ground)), padding: 1)])
    }
    return rows.isEmpty ? nil : .html(HTMLLabel(HTMLTable(rows, cellPadding: 0)))
  }

  /// The lines that have an identity in SVG, each with the part of a connection that it stands for.
  var elements: [(id: String, connection: Connection)] {
    zip(elementIDs, chart.strokes).compactMap { id, stroke in
      id.map { ($0, connection(of: stroke)) }
    }
  }

  /// The identity of each stroke in SVG, `nil` where another has it already.
  var elementIDs: [String?] {
    var used: Set<String> = []
    return chart.strokes.map { stroke in
      let id = lines.attributes(connection(of: stroke))[.id]
      return id.flatMap { used.insert($0).inserted ? $0 : nil }
    }
  }

  /// The colours, stroke and arrowheads of a stroke.
  func attributes(of stroke: TimeChart.Stroke) -> Attributes {
    var attributes = lines.attributes(connection(of: stroke))
    attributes[.weight] = nil
    attributes[.id] = nil
    return attributes
  }

  private var lines: EdgePainter {
    EdgePainter(plan: plan, wording: wording, marks: marks, channels: channels)
  }

  private func connection(of stroke: TimeChart.Stroke) -> Connection {
    Self.connection(of: stroke, in: plan)
  }

  /// The part of a connection for which a stroke stands.
  private static func connection(of stroke: TimeChart.Stroke, in plan: MapPlan) -> Connection {
    var connection = plan.connections[stroke.connection]
    connection.hops = stroke.hops
    if stroke.kind != .request {
      connection.directed = []
      connection.approved = []
    }
    return connection
  }

  /// Draws a shape.
  func draw(_ shape: Shape, at place: Point?, on drawing: inout Drawing) {
    let nodes = NodePainter(plan: plan, wording: wording, marks: marks)
    switch shape {
    case .entity(let entity): nodes.draw(entity, at: place, on: &drawing)
    case .summary(let summary): nodes.draw(summary: summary, at: place, on: &drawing)
    case .publications(let actor): nodes.draw(publicationsOf: actor, at: place, on: &drawing)
    case .junction: break
    }
  }
}

extension MapComposer {
  /// The drawing along time, with its heading and its legend.
  func composeAlongTime() throws(GraphvizError) -> PlacedDrawing {
    let painter = TimePainter(plan: plan, wording: wording)
    let body = painter.body(sizes: try graphviz.measure(painter.parts))
    return PlacedDrawing(drawing: try framed(body.drawing, body.frame), isPlaced: true)
  }
}
