/// Where everything of a map along time is drawn, in points from the upper left of the first lane at
/// the beginning of the axis; `y` grows downwards.
struct TimeLayout {
  /// An upright rectangle.
  struct Rectangle: Hashable {
    var left: Double
    var top: Double
    var width: Double
    var height: Double

    var right: Double { left + width }
    var bottom: Double { top + height }
    var middle: (x: Double, y: Double) { (left + width / 2, top + height / 2) }

    /// Whether it covers a part of another.
    func overlaps(_ other: Self) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  /// How large something is.
  struct Size: Hashable {
    var width: Double
    var height: Double
  }

  /// The rows of one zone.
  struct Lane: Hashable {
    let zone: Int
    let rows: Range<Int>
    var top = 0.0
    var bottom = 0.0
  }

  /// Where a text is, and whether strokes run below it.
  struct Text: Hashable {
    var area: Rectangle
    let isCrossed: Bool
  }

  /// An upright line from the row of a tail to the row of a head.
  struct Upright: Hashable {
    let x: Double
    let tail: Double
    let head: Double
    /// Where it meets the box, or the way to the box, of what first got the item by it.
    let entry: Double?
  }

  private(set) var boxes: [Rectangle] = []
  private(set) var lanes: [Lane] = []
  /// The height at which each row's line of life runs.
  private(set) var middles: [Double] = []
  /// The upper and lower end of each row.
  private(set) var bounds: [(top: Double, bottom: Double)] = []
  /// The labels of strokes, by the stroke's place in the chart.
  private(set) var texts: [Int: Text] = [:]
  /// The strokes, in the order of the chart.
  private(set) var uprights: [Upright] = []
  /// Where on each row its first stroke stands, and its last.
  private(set) var reaches: [ClosedRange<Double>] = []

  private let chart: TimeChart
  private let crossings: TimeCrossings

  static let rowGap = 8.0
  static let laneGap = 10.0
  /// How far a box ends before the first stroke of its row.
  static let boxGap = 16.0
  static let lanePadding = 7.0

  /// Finds the places.
  ///
  /// - Parameters:
  ///   - chart: The rows and strokes, which are on their axis already.
  ///   - sizes: How large the box of each row is.
  ///   - labels: How large the labels of strokes are, by the stroke's place in the chart.
  ///   - titles: How high the title of each zone is.
  /// - Complexity: O(*rows* · *strokes* · log *strokes*).
  init(
    _ chart: TimeChart, sizes: [Size], labels: [Int: Size], titles: [Int: Double]
  ) {
    self.chart = chart
    crossings = TimeCrossings(chart)
    let placer = TimeRowPlacer(
      chart: chart, crossings: crossings, sizes: sizes, labels: labels)
    stack(chart.rows.indices.map(placer.placed), titles: titles)
    uprights = chart.strokes.enumerated().map { place, stroke in
      let head = chart.rowOf[stroke.head] ?? 0
      return Upright(
        x: stroke.x, tail: middles[chart.rowOf[stroke.tail] ?? 0], head: middles[head],
        entry: entry(of: place, into: head))
    }
    reaches = chart.rows.indices.map { row in
      let xs = crossings.strokesOfRow[row].map { chart.strokes[$0].x }
      let end = boxes[row].right + Self.boxGap
      return (xs.min() ?? end)...(xs.max() ?? end)
    }
  }

  /// The leftmost and the rightmost place that is taken by what has a known time, or has none.
  func extent(isKnown: Bool) -> ClosedRange<Double>? {
    var areas: [Rectangle] = []
    for (row, box) in zip(chart.rows, boxes) {
      if case .known = row.place {
        if isKnown { areas.append(box) }
      } else if !isKnown {
        areas.append(box)
      }
    }
    for (place, stroke) in chart.strokes.enumerated() where stroke.isUnknown != isKnown {
      let text = texts[place]?.area
      areas.append(text ?? Rectangle(left: stroke.x, top: 0, width: 0, height: 0))
      areas.append(Rectangle(left: stroke.x - 6, top: 0, width: 12, height: 0))
    }
    guard let left = areas.map(\.left).min(), let right = areas.map(\.right).max() else {
      return nil
    }
    return left...right
  }

  /// The lower end of the last lane.
  var height: Double { lanes.last?.bottom ?? 0 }

  /// Where a stroke goes into the box of a row: the first by which the row got anything does, unless
  /// something else happened there before.
  private func entry(of stroke: Int, into row: Int) -> Double? {
    let first = crossings.strokesOfRow[row].first { place in
      chart.rowOf[chart.strokes[place].head] == row && chart.strokes[place].kind != .request
    }
    guard first == stroke,
      let anchor = crossings.strokesOfRow[row].first.map({ chart.strokes[$0].x }),
      chart.strokes[stroke].x - anchor < 12
    else { return nil }
    return anchor - Self.boxGap
  }

  private mutating func stack(_ rows: [TimeRowPlacer.PlacedRow], titles: [Int: Double]) {
    var y = 0.0
    var start = 0
    while start < rows.count {
      let zone = chart.rows[start].zone
      var end = start
      while end < rows.count, chart.rows[end].zone == zone { end += 1 }
      var lane = Lane(zone: zone, rows: start..<end, top: y)
      y += Self.lanePadding
      for row in rows[start..<end] {
        let middle = y + Self.rowGap / 2 + row.above
        bounds.append((y, middle + row.below + Self.rowGap / 2))
        var box = row.box
        box.top += middle
        boxes.append(box)
        middles.append(middle)
        for (stroke, text) in row.texts {
          texts[stroke] = text
          texts[stroke]?.area.top += middle
        }
        y = middle + row.below + Self.rowGap / 2
      }
      y = max(y, lane.top + (titles[zone] ?? 0) + 8) + Self.lanePadding
      lane.bottom = y
      lanes.append(lane)
      y += Self.laneGap
      start = end
    }
  }
}
