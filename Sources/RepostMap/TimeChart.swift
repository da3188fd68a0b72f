import RepostGraph
import RepostRecords
import RepostTrace

/// What a map along time draws: a row for each shape, and upright strokes between rows, each at its
/// time.
struct TimeChart {
  /// Hops, requests or a link from one shape to another, at one place in time.
  struct Stroke {
    /// What a stroke stands for.
    enum Kind: Int, Comparable {
      /// A link of which no time of its own is known; it stands before what its head did.
      case link
      /// What was asked for or signed off.
      case request
      /// Hops.
      case hops
      /// A receipt as a member, after the hop to the collective.
      case member
      /// A line to entities that are not drawn one by one.
      case folded

      static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
    }

    let kind: Kind
    /// The place of the connection in the plan.
    let connection: Int
    let tail: Shape
    let head: Shape
    /// The hops that it stands for, in canonical order.
    var hops: [Int] = []
    var place: TimePlaces.Place
    /// The number in canonical order of the record that gives it its place.
    let rank: Int32
    /// How broad it is drawn, in points.
    var breadth = 1.5
    /// Where it stands, in points from the beginning of the axis.
    var x = 0.0
  }

  /// A shape with a row of its own.
  struct Row {
    let shape: Shape
    /// The rank of the zone, or -1 where it is unknown.
    let zone: Int
    let place: TimePlaces.Place
    /// The times of imprecise records by which it got the item or acted first.
    var spans: [TimeSpan] = []
    /// The time from the first to the last receipt of a summary.
    var period: ClosedRange<Int64>?
  }

  private(set) var strokes: [Stroke]
  let rows: [Row]
  /// The row of each shape.
  let rowOf: [Shape: Int]
  let places: TimePlaces
  /// The times of all records that are drawn, without the unknown ones.
  private(set) var spans: [TimeSpan] = []
  /// The finest precision of these times.
  private(set) var precision = TimePrecision.unknown

  /// Where rows stand to which no stroke goes.
  private(set) var looseX = 0.0

  /// - Complexity: O(*hops* + *n* log *n*) in the hops that are drawn.
  init(_ plan: MapPlan) {
    let graph = plan.trace.graph
    let receipts = plan.tree.receipts
    var records: [Int] = []
    for connection in plan.connections {
      records += connection.hops.map { graph.record(ofHop: $0) }
      records += connection.directed + connection.approved
      if connection.isFolded, case .entity(let head) = connection.head, receipts[head] >= 0 {
        records.append(graph.record(ofHop: Int(receipts[head])))
      }
    }
    places = TimePlaces(plan.trace, records: records)
    let periods = Self.periods(of: plan)
    strokes = TimeStrokes(plan, places, periods: periods).strokes
    let rows = TimeRows(plan, strokes, periods: periods)
    self.rows = rows.rows
    rowOf = rows.rowOf
    noteTimes(of: Set(records), in: plan.trace.input.records)
  }

  private mutating func noteTimes(of records: Set<Int>, in table: RecordTable) {
    var finest: UInt8 = 0
    for record in records.sorted() {
      let stated = table.statedTime(record)
      guard !stated.span.isUnknown else { continue }
      spans.append(stated.span)
      finest = max(finest, stated.precision.start.rawValue, stated.precision.end.rawValue)
    }
    precision = TimePrecision(rawValue: finest)
  }

  /// For each summary, the time from its first to its last receipt.
  private static func periods(of plan: MapPlan) -> [ClosedRange<Int64>?] {
    var periods = [ClosedRange<Int64>?](repeating: nil, count: plan.folding.summaries.count)
    guard !periods.isEmpty else { return [] }
    let graph = plan.trace.graph
    for hop in 0..<graph.hopCount where plan.filter.shows(hop) {
      guard let recipient = graph.recipient(ofHop: hop) else { continue }
      let summary = Int(plan.folding.summaryOf[recipient])
      let span = plan.trace.input.records.time(graph.record(ofHop: hop))
      guard summary >= 0, !span.isUnknown else { continue }
      let known = periods[summary] ?? span.start...span.start
      periods[summary] =
        min(known.lowerBound, span.start)...max(known.upperBound, span.end - 1)
    }
    return periods
  }

  /// Says of every stroke how broad it is drawn.
  mutating func setBreadths(_ breadth: (Stroke) -> Double) {
    for place in strokes.indices { strokes[place].breadth = breadth(strokes[place]) }
  }

  /// Puts strokes on an axis: those of one line that come close to each other become one, and those
  /// that would lie on each other stand side by side.
  ///
  /// - Returns: How far a stroke had to move at most.
  @discardableResult
  mutating func put(
    on axis: TimeAxis?, unknownAt start: Double, stepWidth: Double
  ) -> Double {
    looseX = start
    for place in strokes.indices {
      switch strokes[place].place {
      case .known(let instant): strokes[place].x = axis?.x(instant) ?? 0
      case .unknown(let step): strokes[place].x = start + step * stepWidth
      }
    }
    merge()
    return TimeTracks.spread(&strokes, rowOf: rowOf)
  }

  private mutating func merge() {
    var distance = 5.0
    // So many strokes could not be told apart anyhow.
    repeat {
      merge(closerThan: distance)
      distance *= 2
    } while strokes.count { $0.kind == .hops } > 1500 && distance < 5000
  }

  private mutating func merge(closerThan distance: Double) {
    var last: [Int: Int] = [:]
    var merged: [Stroke] = []
    for stroke in strokes {
      if stroke.kind == .hops, let place = last[stroke.connection],
        stroke.x - merged[place].x < distance
      {
        merged[place].hops += stroke.hops
      } else {
        if stroke.kind == .hops { last[stroke.connection] = merged.count }
        merged.append(stroke)
      }
    }
    strokes = merged
  }
}

extension TimeChart.Stroke {
  /// Whether no time of it is known.
  var isUnknown: Bool {
    if case .unknown = place { true } else { false }
  }
}

extension TimeChart.Row {
  /// The times of its records that can be seen to last, as places on an axis.
  func wideSpans(on axis: TimeAxis) -> [ClosedRange<Double>] {
    spans.map { axis.x($0.start)...axis.x($0.end) }.filter { $0.upperBound - $0.lowerBound > 14 }
  }
}
