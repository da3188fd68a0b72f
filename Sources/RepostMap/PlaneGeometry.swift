import GraphvizKit

extension Frame {
  /// The frame of a size around a point.
  init(around middle: Point, _ size: Graphviz.Box) {
    self.init(
      lowerLeft: Point(x: middle.x - size.width / 2, y: middle.y - size.height / 2),
      upperRight: Point(x: middle.x + size.width / 2, y: middle.y + size.height / 2))
  }

  /// Whether two frames have an area in common.
  func overlaps(_ other: Frame) -> Bool {
    lowerLeft.x < other.upperRight.x && other.lowerLeft.x < upperRight.x
      && lowerLeft.y < other.upperRight.y && other.lowerLeft.y < upperRight.y
  }

  /// Whether the frame lies in another.
  func isWithin(_ other: Frame) -> Bool {
    other.holds(lowerLeft) && other.holds(upperRight)
  }

  /// The frame without a margin on each side.
  func inset(by margin: Double) -> Frame {
    Frame(
      lowerLeft: Point(x: lowerLeft.x + margin, y: lowerLeft.y + margin),
      upperRight: Point(x: upperRight.x - margin, y: upperRight.y - margin))
  }

  /// Whether a point lies in the frame.
  func holds(_ point: Point) -> Bool {
    lowerLeft.x <= point.x && point.x <= upperRight.x && lowerLeft.y <= point.y
      && point.y <= upperRight.y
  }
}

extension EdgePath {
  /// The point at a part of the way, from 0 to 1, each curve taking an equal part.
  func point(at part: Double) -> Point {
    let curves = points.count / 3
    let curve = min(max(Int(part * Double(curves)), 0), curves - 1)
    let t = part * Double(curves) - Double(curve)
    let s = 1 - t
    let (a, b, c, d) = (
      points[3 * curve], points[3 * curve + 1], points[3 * curve + 2], points[3 * curve + 3]
    )
    func mix(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
      s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d
    }
    return Point(x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y))
  }

  /// Whether the path comes through a frame.
  func passes(through frame: Frame) -> Bool { SampledPath(self).passes(through: frame) }
}

/// A path as points along its way, close enough together for what is drawn beside it.
struct SampledPath {
  private let points: [Point]
  private let bounds: Frame

  init(_ path: EdgePath) {
    let count = 16 * (path.points.count / 3)
    points = (0...count).map { path.point(at: Double($0) / Double(count)) }
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    bounds = Frame(
      lowerLeft: Point(x: xs.min() ?? 0, y: ys.min() ?? 0),
      upperRight: Point(x: xs.max() ?? 0, y: ys.max() ?? 0))
  }

  /// Whether the path comes through a frame.
  func passes(through frame: Frame) -> Bool {
    bounds.lowerLeft.x <= frame.upperRight.x && frame.lowerLeft.x <= bounds.upperRight.x
      && bounds.lowerLeft.y <= frame.upperRight.y && frame.lowerLeft.y <= bounds.upperRight.y
      && points.contains(where: frame.holds)
  }
}

extension Arrangement.Edge {
  /// The box of the label, or `nil` where it has none.
  var labelFrame: Frame? {
    guard let labelPlace, let labelSize else { return nil }
    return Frame(around: labelPlace, labelSize)
  }
}
