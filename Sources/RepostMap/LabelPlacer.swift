import GraphvizKit

/// Moves the labels of lines that stand on one another, on a shape or on a line to a clear place beside
/// their own line.
///
/// A layout makes room for labels, and then moves them along when it straightens lines.
struct LabelPlacer {
  private var arrangement: Arrangement
  private let shapes: [Frame]

  /// - Parameter arrangement: Where everything is.
  init(_ arrangement: Arrangement) {
    self.arrangement = arrangement
    shapes = arrangement.nodes.compactMap { id, place in
      arrangement.sizes[id].map { Frame(around: place, $0) }
    }
  }

  /// The arrangement with its labels in clear places, as far as there are some.
  ///
  /// - Complexity: O(*labels* × *edges*).
  mutating func placed() -> Arrangement {
    for place in arrangement.edges.indices {
      let edge = arrangement.edges[place]
      guard let size = edge.labelSize, let frame = edge.labelFrame, let path = edge.path else {
        continue
      }
      var best = frame
      var least = crowd(on: frame, of: place)
      for candidate in candidates(path, size) where least > 1 {
        // A place that is hardly better is not worth leaving the one that the layout chose.
        let crowd = crowd(on: candidate, of: place)
        if crowd + 1 < least { (best, least) = (candidate, crowd) }
      }
      arrangement.edges[place].labelPlace = Point(
        x: (best.lowerLeft.x + best.upperRight.x) / 2,
        y: (best.lowerLeft.y + best.upperRight.y) / 2)
    }
    return arrangement
  }

  /// Places beside a line, the middle of it first, above before below.
  private func candidates(_ path: EdgePath, _ size: Graphviz.Box) -> [Frame] {
    var frames: [Frame] = []
    for part in [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74] {
      let point = path.point(at: part)
      for rise in [1.0, -1, 1.3, -1.3, 1.6, -1.6] {
        let middle = Point(x: point.x, y: point.y + rise * size.height / 2)
        frames.append(Frame(around: middle, size))
      }
    }
    return frames
  }

  /// How much a label in a frame would stand on.
  private func crowd(on frame: Frame, of place: Int) -> Int {
    var crowd = 10 * shapes.count { $0.overlaps(frame) }
    if !frame.isWithin(arrangement.frame) { crowd += 10 }
    for box in arrangement.clusters.values where box.overlaps(frame) && !frame.isWithin(box) {
      crowd += 3
    }
    // The ends of a label are empty, and a line may touch them.
    let text = frame.inset(by: min(6, (frame.upperRight.y - frame.lowerLeft.y) / 4))
    for (other, edge) in arrangement.edges.enumerated() {
      if other != place, let label = edge.labelFrame, label.overlaps(frame) { crowd += 10 }
      if edge.path?.passes(through: text) == true { crowd += 2 }
    }
    return crowd
  }
}
