import GraphvizKit

/// Moves the labels of lines that stand on one another, on a shape or on a line to a clear place beside
/// their own line.
///
/// A layout makes room for labels, and then moves them along when it straightens lines.
struct LabelPlacer {
  private var arrangement: Arrangement
  private let shapes: [Frame]
  private let paths: [SampledPath?]
  private var labels: [Frame?]

  /// - Parameter arrangement: Where everything is.
  init(_ arrangement: Arrangement) {
    self.arrangement = arrangement
    shapes = arrangement.nodes.compactMap { id, place in
      arrangement.sizes[id].map { Frame(around: place, $0) }
    }
    paths = arrangement.edges.map { $0.path.map { SampledPath($0) } }
    labels = arrangement.edges.map(\.labelFrame)
  }

  /// The arrangement with its labels in clear places, as far as there are some.
  ///
  /// - Complexity: O(*labels* × *edges*).
  mutating func placed() -> Arrangement {
    for place in arrangement.edges.indices {
      let edge = arrangement.edges[place]
      guard let size = edge.labelSize, let frame = labels[place], let path = edge.path else {
        continue
      }
      var best = frame
      var least = crowd(on: frame, of: place)
      for candidate in least > 1 ? candidates(path, size) : [] where least > 1 {
        // A place that is hardly better is not worth leaving the one that the layout chose.
        let crowd = crowd(on: candidate, of: place)
        if crowd + 1 < least { (best, least) = (candidate, crowd) }
      }
      labels[place] = best
      arrangement.edges[place].labelPlace = Point(
        x: (best.lowerLeft.x + best.upperRight.x) / 2,
        y: (best.lowerLeft.y + best.upperRight.y) / 2)
    }
    return arrangement
  }

  /// Places beside a line, the middle of it first, above before below and right before left.
  private func candidates(_ path: EdgePath, _ size: Graphviz.Box) -> [Frame] {
    var frames: [Frame] = []
    for part in stride(from: 0, through: 0.36, by: 0.06).flatMap({ [0.5 - $0, 0.5 + $0] }) {
      let point = path.point(at: part)
      for rise in [1.0, -1, 1.3, -1.3, 1.6, -1.6] {
        let middle = Point(x: point.x, y: point.y + rise * size.height / 2)
        frames.append(Frame(around: middle, size))
      }
      for side in [1.0, -1] {
        let middle = Point(x: point.x + side * (size.width / 2 + 4), y: point.y)
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
    for other in labels.indices {
      if other != place, let label = labels[other], label.overlaps(frame) { crowd += 10 }
      if let path = paths[other], path.passes(through: text) { crowd += 2 }
    }
    return crowd
  }
}
