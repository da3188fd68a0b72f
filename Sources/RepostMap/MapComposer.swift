import GraphvizKit
import RepostTrace

/// Puts a map together: its body as the layout has arranged it, the heading above, the legend below.
struct MapComposer {
  let plan: MapPlan
  let wording: MapWording
  let version: String
  let graphviz: MapDrawing
  /// Whether only what Graphviz is least likely to fail on is asked of it.
  var isPlain = false

  /// The space between the parts, in points.
  private static let gap = 14.0

  /// The drawing with all its places.
  func compose() throws(GraphvizError) -> PlacedDrawing {
    if plan.view.layout == .time { return try composeAlongTime() }
    var (best, arrangement) = try best()
    // Where a line has no path, the engine that places things as they are would find one of its own.
    guard arrangement.isWhole else { return try described() }
    var placer = LabelPlacer(arrangement)
    arrangement = placer.placed()
    best.titleSides = ZoneTitles(plan: plan, wording: wording, isOnTop: best.isMirrored)
      .sides(in: arrangement)
    let body = Drawing { best.drawBody(on: &$0) }.placed(as: arrangement)
    return PlacedDrawing(drawing: try framed(body, arrangement.frame), isPlaced: true)
  }

  /// The drawing for DOT: without places, where an engine is to find them.
  func described() throws(GraphvizError) -> PlacedDrawing {
    if plan.view.layout == .time { return try composeAlongTime() }
    let painter = MapPainter(plan: plan, wording: wording, version: version, isPlain: isPlain)
    return PlacedDrawing(drawing: Drawing { painter.draw(on: &$0) }, isPlaced: false)
  }

  /// The way of drawing that is nearest to reading order, the plain one among equals.
  func best() throws(GraphvizError) -> (MapPainter, Arrangement) {
    var best: (painter: MapPainter, arrangement: Arrangement, faults: Faults)?
    for painter in ways {
      var arrangement = try graphviz.arrange(Drawing { painter.drawBody(on: &$0) })
      if painter.isMirrored { arrangement = arrangement.mirrored }
      let faults = Faults(plan, arrangement)
      if best.map({ faults < $0.faults }) ?? true { best = (painter, arrangement, faults) }
      if faults.isNone { break }
    }
    guard let best else { throw .drawing("there is no way to draw the map") }
    return (best.painter, best.arrangement)
  }

  /// The ways in which the body can be drawn, of which each is laid out otherwise.
  private var ways: [MapPainter] {
    let plain = MapPainter(plan: plan, wording: wording, version: version, isPlain: isPlain)
    let zones = plan.zones
    // The layout of a dense map takes too long to be tried in every way.
    guard !isPlain, plan.view.layout != .tree, plan.connections.count <= 200 else { return [plain] }
    var orders = [zones]
    if zones.count > 1, plan.connections.count <= 100 {
      orders.append(zones.reversed())
      if zones.count > 2 {
        orders += [
          Array(zones.dropFirst() + zones.prefix(1)), [zones[1], zones[0]] + zones.dropFirst(2),
        ]
      }
    }
    var ways: [MapPainter] = []
    for order in orders {
      for way in 0..<4 {
        var painter = plain
        painter.zoneOrder = order
        painter.isMirrored = way % 2 == 1
        painter.earliestFirst = way == 1 || way == 2
        ways.append(painter)
      }
    }
    return ways
  }

  /// Puts the heading above a body that has places, and the legend below it.
  func framed(
    _ body: Drawing, _ frame: Frame
  ) throws(GraphvizError) -> Drawing {
    let width = frame.upperRight.x - frame.lowerLeft.x
    // A wide map is seen from further away.
    let scale = min(max(width / 1500, 1), 2.2)
    let heading = Heading(plan: plan, wording: wording, scale: scale, room: width).label
    let legend = Legend(
      plan: plan, wording: wording, channels: ChannelTable(plan, wording), version: version,
      scale: min(scale, 1.6), width: width
    ).rows
    let blocks = [heading] + legend
    let sizes = try graphviz.measure(
      Drawing { drawing in
        for (place, block) in blocks.enumerated() {
          drawing.node(NodeID("block\(place)"), label: block, MapPainter.textShape)
        }
      })
    var drawing = body
    func add(_ place: Int, below top: Double) -> Double {
      let id = NodeID("block\(place)")
      let size = sizes[id] ?? Graphviz.Box(width: 0, height: 0)
      let middle = Point(x: frame.lowerLeft.x + size.width / 2, y: top - size.height / 2)
      drawing.node(id, label: blocks[place], at: middle, MapPainter.textShape)
      return top - size.height
    }
    let height = sizes["block0"]?.height ?? 0
    _ = add(0, below: frame.upperRight.y + Self.gap + height)
    var top = frame.lowerLeft.y - Self.gap
    for place in blocks.indices.dropFirst() { top = add(place, below: top) }
    return drawing
  }
}
