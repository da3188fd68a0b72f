import GraphvizKit
import RepostTrace

/// Puts a plan on a drawing: zones from inner to outer, what is in them, and the lines between.
struct MapPainter {
  let plan: MapPlan
  let wording: MapWording
  let version: String
  /// Whether only what Graphviz is least likely to fail on is asked of it.
  var isPlain = false
  /// Whether the drawing is turned upside down once it is laid out.
  var isMirrored = false
  /// Whether what is first in time is drawn first rather than last.
  var earliestFirst = false
  /// The order in which the zones are drawn, from inner to outer where nothing is said.
  var zoneOrder: [Int]?
  /// Where the titles of zones stand, by rank; where nothing is said, at the side where lines are few.
  var titleSides: [Int: String] = [:]

  /// What shapes have whatever the layout.
  static let nodeDefaults: Attributes = [
    .fontsize: "14", .shape: "box", .style: "filled", .fillcolor: "white", .height: "0.4",
    .color: DrawingColor.line.description, .penwidth: "1.3", .margin: "0.12,0.06",
  ]
  /// What text has that has no shape around it.
  static let textShape: Attributes = [
    .shape: "plain", .style: "solid", .height: "0.01", .width: "0.01", .margin: "0",
  ]
  /// What lines have whatever the layout.
  static let edgeDefaults: Attributes = [.fontsize: "11", .arrowsize: "0.85"]

  private var channels: ChannelTable { ChannelTable(plan, wording) }
  private var isTree: Bool { plan.view.layout == .tree }

  /// Draws the whole map, with its heading and its legend, for a layout that finds all places.
  func draw(on drawing: inout Drawing) {
    setManner(of: &drawing)
    let legend = Legend(plan: plan, wording: wording, channels: channels, version: version)
    draw(legend.rows[...], on: &drawing) { inner in
      inner.cluster(
        "map", label: Heading(plan: plan, wording: wording).label,
        [.peripheries: "0", .labelloc: "t", .labeljust: "l", .margin: "8"]
      ) { drawZones(on: &$0) }
    }
    drawLines(on: &drawing)
  }

  /// Draws what lies between the heading and the legend.
  func drawBody(on drawing: inout Drawing) {
    setManner(of: &drawing)
    drawZones(on: &drawing)
    drawLines(on: &drawing)
  }

  /// Sets what holds for the whole drawing.
  func setManner(of drawing: inout Drawing) {
    drawing.attributes = [
      .rankdir: isTree ? "TB" : "LR", .nodesep: "0.3", .ranksep: isTree ? "0.22" : "0.26",
      .pad: "0.3", .splines: "true", .outputorder: "edgesfirst", .bgcolor: "white",
    ]
    if isPlain {
      drawing.attributes[.splines] = "line"
      for name in [AttributeName.nslimit, .nslimit1, .mclimit] { drawing.attributes[name] = "0.1" }
    }
    // The layout of a dense map would go on for minutes.
    else if plan.connections.count > 60 {
      let limit = plan.connections.count > 120 ? "0.2" : "1"
      for name in [AttributeName.nslimit, .nslimit1, .mclimit] { drawing.attributes[name] = limit }
    }
    drawing.nodeDefaults = Self.nodeDefaults
    drawing.edgeDefaults = Self.edgeDefaults
  }

  private var lines: EdgePainter {
    EdgePainter(
      plan: plan, wording: wording, marks: Marks(plan.trace), channels: channels,
      isMirrored: isMirrored)
  }

  private func drawZones(on map: inout Drawing) {
    let marks = Marks(plan.trace)
    let lines = self.lines
    guard isTree else {
      for zone in zoneOrder ?? plan.zones { draw(zone, marks, lines, on: &map) }
      return
    }
    let nodes = NodePainter(plan: plan, wording: wording, marks: marks)
    drawShapes(of: nil, nodes, on: &map)
    for place in plan.connections.indices where plan.connections[place].hasJunction {
      lines.draw(junction: place, on: &map)
    }
  }

  private func drawLines(on drawing: inout Drawing) {
    let lines = self.lines
    for place in plan.connections.indices { lines.draw(place, on: &drawing) }
  }

  /// Draws rows of text below a content, each the label of an unseen box around all above it.
  private func draw(
    _ rows: ArraySlice<Label>, on drawing: inout Drawing, above content: (inout Drawing) -> Void
  ) {
    guard let last = rows.last else { return content(&drawing) }
    drawing.cluster(
      NodeID("row\(rows.count)"), label: last,
      [.peripheries: "0", .labelloc: "b", .labeljust: "l", .margin: "0"]
    ) { inner in
      draw(rows.dropLast(), on: &inner, above: content)
    }
  }

  private func drawJunctions(of zone: Int, _ lines: EdgePainter, on cluster: inout Drawing) {
    for place in plan.connections.indices
    where plan.connections[place].hasJunction && plan.zone(ofJunction: place) == zone {
      lines.draw(junction: place, on: &cluster)
    }
  }

  /// What the box of a zone is called in the drawing.
  static func name(ofZone zone: Int) -> NodeID { zone < 0 ? "unknown" : NodeID("z\(zone)") }

  private func draw(_ zone: Int, _ marks: Marks, _ lines: EdgePainter, on map: inout Drawing) {
    let style = ZoneStyle(rank: zone)
    let name = Self.name(ofZone: zone)
    let text = EntityText(plan, wording)
    let title = text.title(ofZone: zone, count: plan.count(ofZone: zone))
    let label = HTMLLabel(
      HTMLTable(
        [[HTMLCell(HTMLLabel([[TextRun(title, size: 14, color: style.ink, bold: true)]]))]],
        cellPadding: 3))
    let nodes = NodePainter(plan: plan, wording: wording, marks: marks)
    map.cluster(
      name, label: .html(label),
      [
        .peripheries: "1", .penwidth: "1.5", .margin: "10",
        // What stands on lines stands above them, so at the bottom nothing gets in the way.
        // Lines leave the first zone on the right and come to the others from the left.
        .labelloc: isMirrored ? "t" : "b",
        .labeljust: titleSides[zone] ?? (zone == plan.zones.first ? "l" : "r"),
        .style: style.isDashed ? "rounded,filled,dashed" : "rounded,filled",
        .fillcolor: style.fill.description, .color: style.border.description,
        .id: ElementID(trace: plan.trace).zone(zone),
      ]
    ) { box in
      // A label on a slanted line reaches further up than the layout makes room for.
      let room = HTMLLabel(HTMLTable([[HTMLCell(height: 14)]], cellPadding: 0))
      box.cluster(
        NodeID("\(name)_in"), label: .html(room),
        [.peripheries: "0", .labelloc: isMirrored ? "b" : "t", .margin: "0"]
      ) { cluster in
        drawShapes(of: zone, nodes, on: &cluster)
        drawJunctions(of: zone, lines, on: &cluster)
      }
    }
  }

  /// Draws the shapes of a zone, or of all zones.
  private func drawShapes(of zone: Int?, _ nodes: NodePainter, on cluster: inout Drawing) {
    func isDrawn(_ other: Int) -> Bool { zone.map { $0 == other } ?? true }
    // The layout follows lines from what comes first; what is beside it, it stacks from the bottom or
    // from the top.
    var shapes = plan.publishers.reversed().map(Shape.publications)
    shapes += plan.folding.summaries.indices.reversed().map(Shape.summary)
    let entities = plan.latestFirst
    if earliestFirst || isTree {
      let origins = entities.prefix { plan.trace.measures.isOrigin[$0] }
      shapes =
        (origins.reversed() + entities.dropFirst(origins.count).reversed()).map(Shape.entity)
        + shapes.reversed()
    } else {
      shapes += entities.map(Shape.entity)
    }
    for shape in shapes {
      switch shape {
      case .publications(let actor) where isDrawn(plan.audienceZone):
        nodes.draw(publicationsOf: actor, on: &cluster)
      case .summary(let place) where isDrawn(plan.folding.summaries[place].zone):
        nodes.draw(summary: place, on: &cluster)
      case .entity(let entity) where isDrawn(plan.zone(entity)):
        nodes.draw(entity, on: &cluster)
      default: break
      }
    }
  }
}
