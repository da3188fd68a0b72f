/// Places the box of a row of a map along time, and the texts beside its strokes.
struct TimeRowPlacer {
  /// A row by itself, with heights counted from its line of life.
  struct PlacedRow {
    var box: TimeLayout.Rectangle
    var texts: [(stroke: Int, text: TimeLayout.Text)] = []
    var above: Double
    var below: Double
  }

  let chart: TimeChart
  let crossings: TimeCrossings
  /// How large the box of each row is.
  let sizes: [TimeLayout.Size]
  /// How large the labels of strokes are, by the stroke's place in the chart.
  let labels: [Int: TimeLayout.Size]

  /// How far above or below the line of life a text is placed.
  private struct Slot {
    var height = 0.0
    var taken: [ClosedRange<Double>] = []
  }

  /// The row with its box and its texts, each where least is in its way.
  func placed(_ row: Int) -> PlacedRow {
    let size = sizes[row]
    let strokes = crossings.strokesOfRow[row]
    let anchor = strokes.first.map { chart.strokes[$0].x } ?? chart.looseX
    let heads = strokes.filter { self.row(ofLabel: $0) == row && labels[$0] != nil }
    let left = self.left(ofRow: row, anchor: anchor, heads: heads)
    let box = TimeLayout.Rectangle(
      left: left, top: -size.height / 2, width: size.width, height: size.height)
    var placed = PlacedRow(box: box, above: size.height / 2, below: size.height / 2)

    // By what it first came is told before the box; the rest stands along the line of life.
    let within = heads.filter {
      chart.strokes[$0].x <= anchor + 8 && chart.strokes[$0].kind != .request
    }
    var width = 0.0
    var height = 0.0
    for stroke in within {
      width = max(width, labels[stroke]?.width ?? 0)
      height += labels[stroke]?.height ?? 0
    }
    var top = -height / 2
    for stroke in within {
      guard let label = labels[stroke] else { continue }
      let area = TimeLayout.Rectangle(
        left: box.left - 5 - label.width, top: top, width: label.width, height: label.height)
      top += label.height
      let isCrossed = crossings.count(of: row, area.left...area.right, half: 0) > 0
      placed.texts.append((stroke, TimeLayout.Text(area: area, isCrossed: isCrossed)))
    }
    placed.above = max(placed.above, height / 2)
    placed.below = max(placed.below, height / 2)
    let taken = (box.left - width - 8)...(anchor + 1)
    addLater(heads.filter { !within.contains($0) }, row, taken: taken, to: &placed)
    return placed
  }

  /// The row at which the label of a stroke stands: that of whoever got it; or who asked for it.
  private func row(ofLabel stroke: Int) -> Int? {
    let stroke = chart.strokes[stroke]
    return chart.rowOf[stroke.kind == .request ? stroke.tail : stroke.head]
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
            let crossed = crossings.count(of: row, range, half: half == 0 ? -1 : 1)
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
          TimeLayout.Text(
            area: TimeLayout.Rectangle(
              left: best.range.lowerBound, top: best.half == 0 ? -before : before,
              width: label.width, height: Double(best.tier)),
            isCrossed: crossings.count(of: row, best.range, half: best.half == 0 ? -1 : 1) > 0)
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
    let start = anchor - TimeLayout.boxGap - sizes[row].width
    let labelWidth = heads.first.flatMap { labels[$0]?.width } ?? 0
    var best = (cost: Double.infinity, left: start)
    for slide in stride(from: 0.0, through: 420, by: 6) {
      let left = start - slide
      let below = crossings.count(of: row, left - 3...left + sizes[row].width + 3, half: 0)
      let beside = crossings.count(of: row, left - labelWidth - 6...left, half: 0)
      let cost = 4 * Double(below) + 2 * Double(beside) + 0.015 * slide
      if cost < best.cost { best = (cost, left) }
    }
    return best.left
  }
}
