import RepostGraph
import RepostRecords
import RepostTrace

/// The rows of a map along time: one for each shape, zone by zone, from the first to appear on.
struct TimeRows {
  private(set) var rows: [TimeChart.Row] = []
  /// The row of each shape.
  private(set) var rowOf: [Shape: Int] = [:]

  private let plan: MapPlan
  private let periods: [ClosedRange<Int64>?]

  /// Finds the rows.
  ///
  /// - Parameters:
  ///   - plan: What is drawn.
  ///   - strokes: What stands between the rows, from the first on.
  ///   - periods: For each summary, the time from its first to its last receipt.
  /// - Complexity: O(*hops* + *n* log *n*) in the shapes that are drawn.
  init(_ plan: MapPlan, _ strokes: [TimeChart.Stroke], periods: [ClosedRange<Int64>?]) {
    self.plan = plan
    self.periods = periods
    addRows(strokes)
    noteSpans(strokes)
  }

  private mutating func addRows(_ strokes: [TimeChart.Stroke]) {
    var first: [Shape: TimeChart.Stroke] = [:]
    for stroke in strokes {
      for shape in [stroke.tail, stroke.head] where first[shape] == nil { first[shape] = stroke }
    }
    // Whatever is not tied to anything stands at the end.
    func order(_ shape: Shape) -> (TimePlaces.Place, Int32, TimeChart.Stroke.Kind) {
      first[shape].map { ($0.place, $0.rank, $0.kind) } ?? (.unknown(0), .max, .link)
    }
    var below: [Shape: [Int]] = [:]
    var loose: [Shape] = plan.shown.map { .entity($0) } + plan.publishers.map { .publications($0) }
    for (place, summary) in plan.folding.summaries.enumerated() {
      if let owner = summary.owner, plan.zone(owner) == summary.zone {
        below[.entity(owner), default: []].append(place)
      } else {
        loose.append(.summary(place))
      }
    }
    let sorted = loose.enumerated().sorted { a, b in
      let (x, y) = (order(a.element), order(b.element))
      // The ends of one stroke stand in the order of the stroke.
      let isHead = (first[a.element]?.head == a.element, first[b.element]?.head == b.element)
      return (x.0, x.1, x.2, isHead.0 ? 1 : 0, a.offset) < (
        y.0, y.1, y.2, isHead.1 ? 1 : 0, b.offset
      )
    }.map(\.element)
    for zone in plan.zones {
      for shape in sorted where plan.zone(of: shape) == zone {
        add(shape, zone, order(shape).0)
        for summary in below[shape] ?? [] {
          add(.summary(summary), zone, order(.summary(summary)).0)
        }
      }
    }
  }

  private mutating func add(_ shape: Shape, _ zone: Int, _ place: TimePlaces.Place) {
    var row = TimeChart.Row(shape: shape, zone: zone, place: place)
    if case .summary(let summary) = shape { row.period = periods[summary] }
    rowOf[shape] = rows.count
    rows.append(row)
  }

  /// Notes for each row the times of which its records do not tell where in them something was.
  private mutating func noteSpans(_ strokes: [TimeChart.Stroke]) {
    for stroke in strokes {
      for hop in stroke.hops {
        let record = plan.trace.graph.record(ofHop: hop)
        let stated = plan.trace.input.records.statedTime(record)
        guard !stated.span.isUnknown, let row = rowOf[stroke.head],
          !rows[row].spans.contains(stated.span)
        else { continue }
        rows[row].spans.append(stated.span)
      }
    }
  }
}
