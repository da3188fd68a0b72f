import GraphvizKit

/// Finds the side of its box on which the title of each zone stands clear of labels and lines.
struct ZoneTitles {
  let plan: MapPlan
  let wording: MapWording
  /// Whether titles stand at the top of their boxes, or else at the bottom.
  let isOnTop: Bool

  /// The side for each zone, as `labeljust` has it.
  func sides(in arrangement: Arrangement) -> [Int: String] {
    var sides: [Int: String] = [:]
    let text = EntityText(plan, wording)
    for zone in plan.zones {
      guard let box = arrangement.clusters[MapPainter.name(ofZone: zone)] else { continue }
      let title = text.title(ofZone: zone, count: plan.count(ofZone: zone))
      let width = 8.0 * Double(title.reduce(0) { $0 + WrappedText.width($1) }) + 6
      let usual = zone == plan.zones.first ? ["l", "r", "c"] : ["r", "l", "c"]
      let crowds = usual.map { crowd(on: frame(of: box, width, $0), arrangement) }
      let least = crowds.min() ?? 0
      sides[zone] = crowds.firstIndex(of: least).map { usual[$0] }
    }
    return sides
  }

  private func frame(of box: Frame, _ width: Double, _ side: String) -> Frame {
    let (left, right) = (box.lowerLeft.x + 8, box.upperRight.x - 8)
    let start =
      switch side {
      case "l": left
      case "r": right - width
      default: (left + right - width) / 2
      }
    let bottom = isOnTop ? box.upperRight.y - 34 : box.lowerLeft.y + 6
    return Frame(
      lowerLeft: Point(x: start, y: bottom), upperRight: Point(x: start + width, y: bottom + 28))
  }

  /// How much stands in a frame: labels, and lines through it.
  private func crowd(on frame: Frame, _ arrangement: Arrangement) -> Int {
    var crowd = 0
    for edge in arrangement.edges {
      if let label = edge.labelFrame, label.overlaps(frame) { crowd += 4 }
      if edge.path?.passes(through: frame) == true { crowd += 1 }
    }
    return crowd
  }
}
