import GraphvizKit
import RepostTrace

/// Puts a plan on a drawing: zones from inner to outer, what is in them, and the lines between.
struct MapPainter {
  let plan: MapPlan
  let wording: MapWording
  let version: String

  /// Draws the whole map.
  func draw(on drawing: inout Drawing) {
    let channels = ChannelTable(plan, wording)
    let marks = Marks(plan.trace)
    drawing.attributes = [
      .rankdir: "LR", .nodesep: "0.3", .ranksep: "0.34", .pad: "0.3", .splines: "true",
      .outputorder: "edgesfirst", .bgcolor: "white", .labelloc: "b", .labeljust: "l",
    ]
    drawing.nodeDefaults = [
      .fontsize: "14", .shape: "box", .style: "filled", .fillcolor: "white", .height: "0.4",
      .color: DrawingColor.line.description, .penwidth: "1.3", .margin: "0.12,0.06",
    ]
    drawing.edgeDefaults = [.fontsize: "11", .arrowsize: "0.85"]
    drawing.label =
      Legend(plan: plan, wording: wording, channels: channels, version: version).label
    drawing.cluster(
      "map", label: Heading(plan: plan, wording: wording).label,
      [.peripheries: "0", .labelloc: "t", .labeljust: "l", .margin: "10"]
    ) { map in
      for zone in zones { draw(zone, marks, on: &map) }
    }
    let painter = EdgePainter(
      plan: plan, wording: wording, marks: marks, channels: channels)
    for connection in plan.connections { painter.draw(connection, on: &drawing) }
  }

  /// The zones in which something is drawn, from inner to outer, the unknown one last.
  private var zones: [Int] {
    var zones = Set(plan.shown.map { plan.zone($0) })
    zones.formUnion(plan.folding.summaries.map(\.zone))
    if !publishers.isEmpty { zones.insert(plan.audienceZone) }
    return zones.sorted { ($0 < 0 ? Int.max : $0) < ($1 < 0 ? Int.max : $1) }
  }

  private var publishers: [Int] {
    plan.connections.compactMap { connection in
      if case .publications(let actor) = connection.head { actor } else { nil }
    }
  }

  private func draw(_ zone: Int, _ marks: Marks, on map: inout Drawing) {
    let style = ZoneStyle(rank: zone)
    let text = EntityText(trace: plan.trace, wording: wording)
    let title = wording(
      .zoneTitle, text.zone(zone), wording.number(plan.count(ofZone: zone)))
    let label = HTMLLabel(
      HTMLTable(
        [[HTMLCell(HTMLLabel([[TextRun(title, size: 14, color: style.ink, bold: true)]]))]],
        cellPadding: 3))
    let nodes = NodePainter(plan: plan, wording: wording, marks: marks)
    map.cluster(
      zone < 0 ? "unknown" : NodeID("z\(zone)"), label: .html(label),
      [
        .peripheries: "1", .labelloc: "t", .labeljust: "l", .penwidth: "1.5", .margin: "14",
        .style: style.isDashed ? "rounded,filled,dashed" : "rounded,filled",
        .fillcolor: style.fill.description, .color: style.border.description,
      ]
    ) { cluster in
      for actor in publishers.reversed() where plan.audienceZone == zone {
        nodes.draw(publicationsOf: actor, on: &cluster)
      }
      for place in plan.folding.summaries.indices.reversed()
      where plan.folding.summaries[place].zone == zone {
        nodes.draw(summary: place, on: &cluster)
      }
      for entity in plan.latestFirst where plan.zone(entity) == zone {
        nodes.draw(entity, on: &cluster)
      }
    }
  }
}
