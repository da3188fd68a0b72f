import Foundation
import GraphvizKit
import RepostGraph
import RepostRecords
import RepostTrace

/// Puts connections into lines and labels.
struct EdgePainter {
  let plan: MapPlan
  let wording: MapWording
  let marks: Marks
  let channels: ChannelTable
  /// Whether the drawing is turned upside down once it is laid out.
  var isMirrored = false

  private var trace: Trace { plan.trace }
  private var text: RecordText { RecordText(trace: trace, wording: wording) }

  /// Draws a connection.
  func draw(_ place: Int, on drawing: inout Drawing) {
    let connection = plan.connections[place]
    let label = label(of: connection)
    var attributes = attributes(connection)
    if connection.hasJunction {
      var first = attributes
      first[.arrowhead] = "none"
      let junction = Shape.junction(place).nodeID
      drawing.edge(from: connection.tail.nodeID, to: junction, label: label, first)
      if attributes[.dir] == "both" { attributes[.dir] = "forward" }
      attributes[.id] = attributes[.id].map { $0 + "-end" }
      drawing.edge(from: junction, to: connection.head.nodeID, attributes)
      return
    }
    guard plan.runsBack(connection) else {
      drawing.edge(
        from: connection.tail.nodeID, to: connection.head.nodeID, label: label, attributes)
      return
    }
    // Drawn from its head, so that the layout need not turn a hop round instead.
    attributes[.dir] = "back"
    attributes[.arrowtail] = attributes.removeValue(forKey: .arrowhead)
    drawing.edge(
      from: connection.head.nodeID, to: connection.tail.nodeID, label: label, attributes)
  }

  /// Draws the point at which others meet a line.
  func draw(junction place: Int, on drawing: inout Drawing) {
    let styles = channels.styles(of: plan.connections[place].hops)
    drawing.node(
      Shape.junction(place).nodeID, label: .text(""),
      [
        .shape: "point", .style: "filled", .fillcolor: styles[0].color.description,
        .color: styles[0].color.description, .width: "0.07", .height: "0.07",
      ])
  }

  /// A label that keeps clear of the line beside it; what is first in something stands in a frame.
  private func label(of connection: Connection) -> Label? {
    var (first, others) = EdgeLabel(
      plan: plan, wording: wording, marks: marks, channels: channels
    ).lines(connection.hops)
    others += linkLines(connection)
    guard !first.isEmpty || !others.isEmpty else { return nil }
    var rows: [[HTMLCell]] = []
    if !first.isEmpty, let color = mark(connection).color {
      let frame = EdgeLabel.framed(first, color)
      rows += [[HTMLCell(HTMLLabel(frame))], [HTMLCell(height: others.isEmpty ? 0 : 4)]]
    }
    if !others.isEmpty {
      // On a crowded map the ground of the zone hides the lines that run below the label.
      let ground =
        plan.connections.count < 30
        ? nil : plan.commonZone(connection).map { ZoneStyle(rank: $0).fill } ?? .white
      let text = EdgeLabel.table(others, ground: ground)
      rows.append([HTMLCell(HTMLLabel(text))])
    }
    if plan.view.layout == .tree {
      // The layout puts labels to the right of lines as if these had no breadth.
      let label = HTMLCell(HTMLLabel(HTMLTable(rows, cellPadding: 0)))
      return .html(HTMLLabel(HTMLTable([[HTMLCell(width: 9), label]], cellPadding: 0)))
    }
    let clearance = [[HTMLCell(height: 5)]]
    return .html(
      HTMLLabel(HTMLTable(isMirrored ? clearance + rows : rows + clearance, cellPadding: 0)))
  }

  /// What the hops of a connection are first in.
  func mark(_ connection: Connection) -> Mark {
    connection.hops.reduce(into: Mark()) { $0.formUnion(marks.hop($1)) }
  }

  /// The colours, strokes and arrowheads of a connection.
  func attributes(_ connection: Connection) -> Attributes {
    var attributes: Attributes = connection.hops.isEmpty ? link(connection) : hop(connection)
    if connection.isOnChain {
      attributes[.weight] = "4"
    }
    attributes[.id] = ElementID(trace: trace).line(connection, in: plan.folding)
    return attributes
  }

  private func hop(_ connection: Connection) -> Attributes {
    let styles = channels.styles(of: connection.hops)
    let mark = mark(connection)
    var attributes: Attributes = [
      // One behind the other, so that none of the channels of a joined line is lost.
      .arrowhead: styles.prefix(3).map(\.head.rawValue).joined()
    ]
    let colors = styles.map(\.color.description)
    if let color = mark.color?.description {
      // The colour of the mark on both sides of that of the channel.
      let second = mark == [.firstExternal, .firstBreach] ? DrawingColor.orange.description : color
      attributes[.color] = "\(color):\(colors[0]):\(second)"
      attributes[.penwidth] = "2.6"
      attributes[.arrowsize] = "0.9"
      attributes[.fillcolor] = color
    } else {
      let width = lineWidth(of: connection)
      if styles.count > 1 {
        attributes[.color] = colors.prefix(3).joined(separator: ":white:")
        attributes[.penwidth] = Self.points(max(1.4, width * 0.66))
      } else if styles[0].isDouble {
        attributes[.color] = "\(colors[0]):white:\(colors[0])"
        attributes[.penwidth] = Self.points(max(1.4, width * 0.66))
      } else {
        attributes[.color] = colors[0]
        attributes[.penwidth] = Self.points(width)
        // A hollow arrowhead would fill up with its own outline.
        if width > 2.5 { attributes[.arrowsize] = Self.points(0.85 * width / 2.5) }
      }
    }
    if connection.hops.allSatisfy(plan.isAlleged) { attributes[.style] = "dashed" }
    if connection.hops.contains(where: plan.isInferred) {
      attributes[.dir] = "both"
      attributes[.arrowtail] = "odot"
    }
    return attributes
  }

  /// The width of a line: on a map with summaries the wider, the more got it that way.
  private func lineWidth(of connection: Connection) -> Double {
    let plain = connection.isOnChain ? 3 : 1.5
    guard plan.folded > 0, plan.mostPeople > 1 else { return plain }
    // By the order of magnitude: next to the widest, a line in proportion could not be seen.
    let share = log2(Double(max(1, connection.people))) / log2(Double(plan.mostPeople))
    return plain + 3 * share
  }

  private static func points(_ width: Double) -> String {
    let tenths = Int((width * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private func link(_ connection: Connection) -> Attributes {
    if !connection.directed.isEmpty || !connection.approved.isEmpty {
      return [
        .style: "dashed", .color: DrawingColor.line.description,
        .penwidth: connection.isOnChain ? "2.6" : "1.1",
        .arrowhead: "vee", .arrowsize: "0.7",
      ]
    }
    let width = connection.isOnChain ? "2.6" : "1.3"
    if connection.namesAuthor {
      return [
        .style: "dashed", .color: "#8E4585", .penwidth: width, .arrowhead: "onormal",
        .arrowsize: "0.7",
      ]
    }
    if connection.isGap {
      return [
        .style: "dashed", .color: DrawingColor.faintLine.description, .penwidth: width,
        .arrowhead: "none",
      ]
    }
    if connection.isMembership {
      return [
        .style: "dotted", .color: DrawingColor.line.description, .penwidth: width,
        .arrowhead: "none", .weight: "3",
      ]
    }
    return [
      .color: DrawingColor.faintLine.description, .arrowsize: "0.6", .arrowhead: "vee",
      .penwidth: Self.points(max(1, lineWidth(of: connection) - 0.5)),
    ]
  }

  /// What a label says beside the hops.
  private func linkLines(_ connection: Connection) -> [[TextRun]] {
    var lines: [[TextRun]] = []
    for (word, records) in [
      (MapWord.directs, connection.directed), (.approves, connection.approved),
    ] where !records.isEmpty {
      lines.append(request(word, records))
      if let all = recipients(ofRequests: connection, records) { lines.append(all) }
    }
    guard lines.isEmpty, connection.hops.isEmpty else { return lines }
    var word: MapWord?
    if connection.namesAuthor {
      word = .author
    } else if connection.isMembership, !connection.isGap, case .entity(let tail) = connection.tail {
      word = trace.kind(tail) == .organisation ? .memberOfOrganisation : .memberOfGroup
    }
    return word.map { [[TextRun(wording[$0], size: 10, color: .faintInk)]] } ?? []
  }

  /// To how many the records went, where the line of a request ends at one hop of several.
  private func recipients(ofRequests connection: Connection, _ records: [Int]) -> [TextRun]? {
    guard case .junction = connection.head else { return nil }
    let most = records.map { trace.graph.hops(ofRecord: $0).count }.max() ?? 0
    guard most > 1 else { return nil }
    return [TextRun(wording(.requestRecipients, wording.number(most)), size: 10, color: .faintInk)]
  }

  /// What was asked for or signed off, by the numbers of the records.
  func request(_ word: MapWord, _ records: [Int]) -> [TextRun] {
    [TextRun(wording(word, text.numbers(records)), size: 11, color: .ink, italic: true)]
  }
}

extension Shape {
  /// What the shape is called in the drawing.
  var nodeID: NodeID {
    switch self {
    case .entity(let entity): NodeID("n\(entity)")
    case .summary(let place): NodeID("s\(place)")
    case .publications(let actor): NodeID("p\(actor)")
    case .junction(let place): NodeID("j\(place)")
    }
  }
}
