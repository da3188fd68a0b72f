/// A place in a drawing, in points of 1/72 inch; `y` grows upwards.
public struct Point: Hashable, Sendable {
  public var x: Double
  public var y: Double

  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// The place as Graphviz reads it, or `nil` where it cannot be drawn.
  var text: String? {
    guard let x = decimal(x), let y = decimal(y) else { return nil }
    return "\(x),\(y)"
  }
}

/// The box of a cluster that has a place.
public struct Frame: Hashable, Sendable {
  public var lowerLeft: Point
  public var upperRight: Point

  public init(lowerLeft: Point, upperRight: Point) {
    self.lowerLeft = lowerLeft
    self.upperRight = upperRight
  }

  var text: String? {
    // Graphviz would leave a box whose corners are the wrong way round out of the page.
    let low = Point(x: min(lowerLeft.x, upperRight.x), y: min(lowerLeft.y, upperRight.y))
    let high = Point(x: max(lowerLeft.x, upperRight.x), y: max(lowerLeft.y, upperRight.y))
    guard let low = low.text, let high = high.text else { return nil }
    return "\(low),\(high)"
  }
}

/// The way of an edge that has a place: cubic Bézier curves, each of which begins where the one
/// before it ends.
public struct EdgePath: Hashable, Sendable {
  /// The first point, and three more for each curve: two that it bends to and its end.
  public let points: [Point]

  /// The tip of the arrowhead at the tail, which reaches there from the first point.
  public let tailTip: Point?

  /// The tip of the arrowhead at the head, which reaches there from the last point.
  public let headTip: Point?

  /// Makes a path of curves.
  ///
  /// The shapes of the arrowheads are those of the edge: without a tip none is drawn, and one at
  /// the tail also needs `dir`.
  public init(curves points: [Point], tailTip: Point? = nil, headTip: Point? = nil) {
    self.points = points
    self.tailTip = tailTip
    self.headTip = headTip
  }

  /// Makes a path of straight lines.
  public init(lines corners: [Point], tailTip: Point? = nil, headTip: Point? = nil) {
    let curves = zip(corners, corners.dropFirst()).flatMap { start, end in
      [start.moved(1 / 3, to: end), start.moved(2 / 3, to: end), end]
    }
    self.init(curves: corners.prefix(1) + curves, tailTip: tailTip, headTip: headTip)
  }

  /// Whether the points make up at least one curve, and no part of one.
  var isWhole: Bool {
    points.count >= 4 && points.count % 3 == 1
  }

  /// The place in the middle of the curve in the middle, or where the two in the middle meet.
  var middle: Point {
    let curves = points.count / 3
    let start = curves / 2 * 3
    guard curves % 2 == 1 else { return points[start] }
    let bends = (start..<start + 3).map { points[$0].moved(1 / 2, to: points[$0 + 1]) }
    let (first, last) = (bends[0].moved(1 / 2, to: bends[1]), bends[1].moved(1 / 2, to: bends[2]))
    return first.moved(1 / 2, to: last)
  }

  var text: String? {
    var words: [String] = []
    for (letter, tip) in [("s", tailTip), ("e", headTip)] {
      guard let tip else { continue }
      guard let place = tip.text else { return nil }
      words.append("\(letter),\(place)")
    }
    for point in points {
      guard let place = point.text else { return nil }
      words.append(place)
    }
    return words.joined(separator: " ")
  }
}

extension Point {
  fileprivate func moved(_ part: Double, to end: Point) -> Point {
    Point(x: x + (end.x - x) * part, y: y + (end.y - y) * part)
  }
}

/// A number with up to five decimals and a point between, whatever the language of the machine is;
/// `nil` where it is none, or more than Graphviz can draw.
func decimal(_ number: Double) -> String? {
  guard abs(number) <= 1_000_000 else { return nil }
  let parts = Int((abs(number) * 100_000).rounded())
  var decimals = String(parts % 100_000 + 100_000).dropFirst()
  while decimals.last == "0" { decimals.removeLast() }
  let sign = number < 0 && parts > 0 ? "-" : ""
  return "\(sign)\(parts / 100_000)" + (decimals.isEmpty ? "" : ".\(decimals)")
}
