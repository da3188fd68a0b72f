/// Which strokes end at each row of a map along time, and which run across it.
struct TimeCrossings {
  /// The strokes of each row by their places in the chart, from left to right.
  private(set) var strokesOfRow: [[Int]] = []
  /// The rows that each stroke joins, from upper to lower.
  private var rowsOfStroke: [ClosedRange<Int>] = []
  /// Where strokes run across each row from above to below, from left to right.
  private var passing: [[Double]] = []

  private let chart: TimeChart

  /// - Complexity: O(*rows* · *strokes* · log *strokes*).
  init(_ chart: TimeChart) {
    self.chart = chart
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
  }

  /// How many strokes run across a part of a row: through all of it, or with `half` below 0 also
  /// those that come from above, above 0 those from below.
  func count(of row: Int, _ range: ClosedRange<Double>, half: Int) -> Int {
    let through = passing[row].count(in: range)
    guard half != 0 else { return through }
    return through
      + strokesOfRow[row].count { place in
        let rows = rowsOfStroke[place]
        return range.contains(chart.strokes[place].x)
          && (half < 0 ? rows.upperBound == row : rows.lowerBound == row)
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
