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

  private(set) var strokes: [Stroke] = []
  private(set) var rows: [Row] = []
  /// The row of each shape.
  private(set) var rowOf: [Shape: Int] = [:]
  let places: TimePlaces
  /// The times of all records that are drawn, without the unknown ones.
  private(set) var spans: [TimeSpan] = []
  /// The finest precision of these times.
  private(set) var precision = TimePrecision.unknown

  /// Where rows stand to which no stroke goes.
  private(set) var looseX = 0.0

  private let plan: MapPlan
  private let receipts: [Int32]
  private var periods: [ClosedRange<Int64>?] = []

  /// A time on the map, and the place of its record in canonical order.
  private struct Moment: Comparable {
    let place: TimePlaces.Place
    let rank: Int32

    static func < (a: Moment, b: Moment) -> Bool { (a.place, a.rank) < (b.place, b.rank) }
  }

  private var trace: Trace { plan.trace }

  /// - Complexity: O(*hops* + *n* log *n*) in the hops that are drawn.
  init(_ plan: MapPlan) {
    self.plan = plan
    let graph = plan.trace.graph
    receipts = plan.tree.receipts
    var records: [Int] = []
    for connection in plan.connections {
      records += connection.hops.map { graph.record(ofHop: $0) }
      records += connection.directed + connection.approved
      if connection.isFolded, case .entity(let head) = connection.head, receipts[head] >= 0 {
        records.append(graph.record(ofHop: Int(receipts[head])))
      }
    }
    places = TimePlaces(plan.trace, records: records)
    noteTimes(of: Set(records))
    periods = Self.periods(of: plan)
    addStrokes()
    addRows()
  }

  private mutating func noteTimes(of records: Set<Int>) {
    var finest: UInt8 = 0
    for record in records.sorted() {
      let stated = trace.input.records.statedTime(record)
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

  private func moment(_ record: Int) -> Moment {
    Moment(place: places[record], rank: trace.graph.order.rank[record])
  }

  private mutating func addStrokes() {
    let graph = trace.graph
    var firstReceipt: [Shape: Moment] = [:]
    var first: [Shape: Moment] = [:]
    var firstAct: [Shape: Moment] = [:]
    func note(_ moment: Moment, _ shape: Shape, in firsts: inout [Shape: Moment]) {
      firsts[shape] = firsts[shape].map { min($0, moment) } ?? moment
    }
    for (number, connection) in plan.connections.enumerated() {
      for hops in timed(connection.hops) {
        let moment = moment(graph.record(ofHop: hops[0]))
        add(.hops, number, hops, at: moment)
        note(moment, connection.tail, in: &firstAct)
        note(moment, connection.tail, in: &first)
        note(moment, connection.head, in: &first)
        note(moment, connection.head, in: &firstReceipt)
      }
      if let record = (connection.directed + connection.approved).min(by: {
        moment($0) < moment($1)
      }) {
        let moment = moment(record)
        add(.request, number, at: moment)
        note(moment, connection.tail, in: &first)
      }
    }
    let links = plan.connections.indices.filter { number in
      let connection = plan.connections[number]
      return connection.hops.isEmpty
        && (connection.isMembership || connection.isGap || connection.namesAuthor
          || connection.isFolded)
    }
    for number in links where plan.connections[number].isFolded {
      let head = plan.connections[number].head
      guard let moment = receipt(of: head) else { continue }
      note(moment, head, in: &first)
    }
    // Members come after the collectives by which they got the item, one level down.
    for number in links where plan.connections[number].isMembership {
      let connection = plan.connections[number]
      let moment = firstReceipt[connection.tail] ?? first[connection.tail]
      if let moment { note(moment, connection.head, in: &first) }
    }
    let last = Moment(place: .unknown(0), rank: .max)
    for number in links {
      let connection = plan.connections[number]
      let (tail, head) = (connection.tail, connection.head)
      let kind: Stroke.Kind =
        connection.isMembership ? .member : connection.isFolded ? .folded : .link
      let moment: Moment? =
        switch kind {
        case .member: firstReceipt[tail] ?? first[tail]
        case .folded: receipt(of: head)
        default: firstAct[head]
        }
      add(kind, number, at: moment ?? first[head] ?? first[tail] ?? last)
    }
    strokes.sort { Self.key($0) < Self.key($1) }
  }

  private static func key(_ stroke: Stroke) -> (TimePlaces.Place, Int32, Stroke.Kind, Int) {
    (stroke.place, stroke.rank, stroke.kind, stroke.connection)
  }

  private mutating func add(
    _ kind: Stroke.Kind, _ number: Int, _ hops: [Int] = [], at moment: Moment
  ) {
    let ends = ends(of: plan.connections[number])
    strokes.append(
      Stroke(
        kind: kind, connection: number, tail: ends.tail, head: ends.head, hops: hops,
        place: moment.place, rank: moment.rank))
  }

  /// When what is not drawn one by one, or what comes from there, was first received.
  private func receipt(of shape: Shape) -> Moment? {
    switch shape {
    case .summary(let summary):
      Moment(place: periods[summary].map { .known($0.lowerBound) } ?? .unknown(0), rank: .max)
    case .entity(let entity):
      receipts[entity] < 0 ? nil : moment(trace.graph.record(ofHop: Int(receipts[entity])))
    case .publications, .junction: nil
    }
  }

  /// The hops by where they stand in time.
  private func timed(_ hops: [Int]) -> [[Int]] {
    var timed: [[Int]] = []
    var numbers: [Int: Int] = [:]
    for hop in hops {
      let unit = places.unit(trace.graph.record(ofHop: hop))
      if let number = numbers[unit] {
        timed[number].append(hop)
      } else {
        numbers[unit] = timed.count
        timed.append([hop])
      }
    }
    return timed
  }

  private mutating func addRows() {
    var first: [Shape: Stroke] = [:]
    for stroke in strokes {
      for shape in [stroke.tail, stroke.head] where first[shape] == nil { first[shape] = stroke }
    }
    // Whatever is not tied to anything stands at the end.
    func order(_ shape: Shape) -> (TimePlaces.Place, Int32, Stroke.Kind) {
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
      for shape in sorted where self.zone(of: shape) == zone {
        add(shape, zone, order(shape).0)
        for summary in below[shape] ?? [] {
          add(.summary(summary), zone, order(.summary(summary)).0)
        }
      }
    }
    noteSpans()
  }

  private mutating func add(_ shape: Shape, _ zone: Int, _ place: TimePlaces.Place) {
    var row = Row(shape: shape, zone: zone, place: place)
    if case .summary(let summary) = shape { row.period = periods[summary] }
    rowOf[shape] = rows.count
    rows.append(row)
  }

  /// Notes for each row the times of which its records do not tell where in them something was.
  private mutating func noteSpans() {
    for stroke in strokes {
      for hop in stroke.hops {
        let record = trace.graph.record(ofHop: hop)
        let stated = trace.input.records.statedTime(record)
        guard !stated.span.isUnknown, let row = rowOf[stroke.head],
          !rows[row].spans.contains(stated.span)
        else { continue }
        rows[row].spans.append(stated.span)
      }
    }
  }

  private func zone(of shape: Shape) -> Int {
    switch shape {
    case .entity(let entity): plan.zone(entity)
    case .summary(let place): plan.folding.summaries[place].zone
    case .publications: plan.audienceZone
    case .junction(let place): plan.zone(ofJunction: place)
    }
  }

  /// The shape in whose row a line ends: what meets a hop goes to the one who made it.
  private func ends(of connection: Connection) -> (tail: Shape, head: Shape) {
    func row(_ shape: Shape) -> Shape {
      if case .junction(let place) = shape { plan.connections[place].tail } else { shape }
    }
    return (row(connection.tail), row(connection.head))
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
