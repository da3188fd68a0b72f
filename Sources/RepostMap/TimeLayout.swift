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
  private let sizes: [Size]
  private let labels: [Int: Size]
  /// The strokes of each row by their places in the chart, from left to right.
  private var strokesOfRow: [[Int]] = []
  /// The rows that each stroke joins, from upper to lower.
  private var rowsOfStroke: [ClosedRange<Int>] = []
  /// Where strokes run across each row from above to below, from left to right.
  private var passing: [[Double]] = []

  /// How far above or below the line of life a text is placed.
  private struct Slot {
    var height = 0.0
    var taken: [ClosedRange<Double>] = []
  }

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
    self.sizes = sizes
    self.labels = labels
    strokesOfRow = [[Int]](repeating: [], count: chart.rows.count)
    for (place, stroke) in chart.strokes.enumerated() {
      let tail = chart.rowOf[stroke.tail] ?? 0
      let head = chart.rowOf[stroke.head] ?? 0
      rowsOfStroke.append(min(tail, head)...max(tail, head))
      strokesOfRow[tail].append(place)
      strokesOfRow[head].append(place)
    }
    passing = [[Double]](repeating: [], count: chart.rows.count)
    for (place, rows) in rowsOfStroke.enumerated() where rows.count > 2 {
      for row in rows.dropFirst().dropLast() { passing[row].append(chart.strokes[place].x) }
    }
    for row in passing.indices { passing[row].sort() }
    let rows = chart.rows.indices.map { placed($0) }
    stack(rows, titles: titles)
    uprights = chart.strokes.enumerated().map { place, stroke in
      let head = chart.rowOf[stroke.head] ?? 0
      return Upright(
        x: stroke.x, tail: middles[chart.rowOf[stroke.tail] ?? 0], head: middles[head],
        entry: entry(of: place, into: head))
    }
    reaches = chart.rows.indices.map { row in
      let xs = strokesOfRow[row].map { chart.strokes[$0].x }
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
    let first = strokesOfRow[row].first { place in
      chart.rowOf[chart.strokes[place].head] == row && chart.strokes[place].kind != .request
    }
    guard first == stroke, let anchor = strokesOfRow[row].first.map({ chart.strokes[$0].x }),
      chart.strokes[stroke].x - anchor < 12
    else { return nil }
    return anchor - Self.boxGap
  }

  /// A row by itself, with heights counted from its line of life.
  private struct PlacedRow {
    var box: Rectangle
    var texts: [(stroke: Int, text: Text)] = []
    var above: Double
    var below: Double
  }

  private func placed(_ row: Int) -> PlacedRow {
    let size = sizes[row]
    let strokes = strokesOfRow[row]
    let anchor = strokes.first.map { chart.strokes[$0].x } ?? chart.looseX
    let heads = strokes.filter { chart.rowOf[chart.strokes[$0].head] == row && labels[$0] != nil }
    let left = self.left(ofRow: row, anchor: anchor, heads: heads)
    let box = Rectangle(
      left: left, top: -size.height / 2, width: size.width, height: size.height)
    var placed = PlacedRow(box: box, above: size.height / 2, below: size.height / 2)

    // By what it first came is told before the box; the rest stands along the line of life.
    let within = heads.filter { chart.strokes[$0].x <= anchor + 8 }
    var width = 0.0
    var height = 0.0
    for stroke in within {
      width = max(width, labels[stroke]?.width ?? 0)
      height += labels[stroke]?.height ?? 0
    }
    var top = -height / 2
    for stroke in within {
      guard let label = labels[stroke] else { continue }
      let area = Rectangle(
        left: box.left - 5 - label.width, top: top, width: label.width, height: label.height)
      top += label.height
      let isCrossed = crossings(of: row, area.left...area.right, half: 0) > 0
      placed.texts.append((stroke, Text(area: area, isCrossed: isCrossed)))
    }
    placed.above = max(placed.above, height / 2)
    placed.below = max(placed.below, height / 2)
    let taken = (box.left - width - 8)...(anchor + 1)
    addLater(heads.filter { !within.contains($0) }, row, taken: taken, to: &placed)
    return placed
  }

  /// Puts labels above and below the line of life, each where least is in its way.
  private func addLater(
    _ strokes: [Int], _ row: Int, taken: ClosedRange<Double>, to placed: inout PlacedRow
  ) {
    var slots: [[Slot]] = [[], []]
    for stroke in strokes {
      guard let label = labels[stroke] else { continue }
      let x = chart.strokes[stroke].x
      var best: (cost: Double, half: Int, tier: Int, range: ClosedRange<Double>)?
      for tier in 0...max(slots[0].count, slots[1].count) {
        for half in 0...1 {
          for range in [x + 6...x + 6 + label.width, x - 6 - label.width...x - 6] {
            let isFree =
              slots[half].count <= tier
              || !slots[half][tier].taken.contains { $0.overlaps(range) }
            guard isFree, slots[half].count >= tier, !taken.overlaps(range) else { continue }
            let crossed = crossings(of: row, range, half: half == 0 ? -1 : 1)
            let cost =
              Double(tier) * 5 + Double(crossed) * 6 + (range.lowerBound < x ? 0.6 : 0)
              + (half == 1 ? 0.3 : 0)
            if cost < best?.cost ?? .infinity { best = (cost, half, tier, range) }
          }
        }
      }
      guard let best else { continue }
      if slots[best.half].count == best.tier { slots[best.half].append(Slot()) }
      let before = slots[best.half].prefix(best.tier).reduce(3) { $0 + $1.height }
      slots[best.half][best.tier].height = max(
        slots[best.half][best.tier].height, label.height)
      slots[best.half][best.tier].taken.append(best.range)
      // A tier below another begins where the highest label of that one ends, which may grow yet.
      placed.texts.append(
        (
          stroke,
          Text(
            area: Rectangle(
              left: best.range.lowerBound, top: best.half == 0 ? -before : before,
              width: label.width, height: Double(best.tier)),
            isCrossed: crossings(of: row, best.range, half: best.half == 0 ? -1 : 1) > 0)
        ))
    }
    for index in placed.texts.indices.suffix(strokes.count) {
      guard let label = labels[placed.texts[index].stroke] else { continue }
      let isAbove = placed.texts[index].text.area.top < 0
      let tier = Int(placed.texts[index].text.area.height)
      let before = slots[isAbove ? 0 : 1].prefix(tier).reduce(3) { $0 + $1.height }
      placed.texts[index].text.area.top = isAbove ? -before - label.height : before
      placed.texts[index].text.area.height = label.height
    }
    placed.above = max(placed.above, slots[0].reduce(4) { $0 + $1.height })
    placed.below = max(placed.below, slots[1].reduce(4) { $0 + $1.height })
  }

  /// Where a box begins: before the first stroke of its row, where the fewest others run below it.
  private func left(ofRow row: Int, anchor: Double, heads: [Int]) -> Double {
    let start = anchor - Self.boxGap - sizes[row].width
    let labelWidth = heads.first.flatMap { labels[$0]?.width } ?? 0
    var best = (cost: Double.infinity, left: start)
    for slide in stride(from: 0.0, through: 420, by: 6) {
      let left = start - slide
      let below = crossings(of: row, left - 3...left + sizes[row].width + 3, half: 0)
      let beside = crossings(of: row, left - labelWidth - 6...left, half: 0)
      let cost = 4 * Double(below) + 2 * Double(beside) + 0.015 * slide
      if cost < best.cost { best = (cost, left) }
    }
    return best.left
  }

  /// How many strokes run across a part of a row: through all of it, or with `half` below 0 also
  /// those that come from above, above 0 those from below.
  private func crossings(of row: Int, _ range: ClosedRange<Double>, half: Int) -> Int {
    let through = passing[row].count(in: range)
    guard half != 0 else { return through }
    return through
      + strokesOfRow[row].count { place in
        let rows = rowsOfStroke[place]
        return range.contains(chart.strokes[place].x)
          && (half < 0 ? rows.upperBound == row : rows.lowerBound == row)
      }
  }

  private mutating func stack(_ rows: [PlacedRow], titles: [Int: Double]) {
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

extension [Double] {
  /// How many of the sorted numbers lie in a range.
  fileprivate func count(in range: ClosedRange<Double>) -> Int {
    place { $0 > range.upperBound } - place { $0 >= range.lowerBound }
  }

  /// The first place at which something holds that holds for all later ones too.
  private func place(where holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
