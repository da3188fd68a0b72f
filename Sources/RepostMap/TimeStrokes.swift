import RepostGraph
import RepostTrace

/// The strokes of a map along time: which there are, and from which record each has its time.
struct TimeStrokes {
  /// The strokes from the first on.
  private(set) var strokes: [TimeChart.Stroke] = []

  private let plan: MapPlan
  private let places: TimePlaces
  private let periods: [ClosedRange<Int64>?]

  /// A time on the map, and the place of its record in canonical order.
  private struct Moment: Comparable {
    let place: TimePlaces.Place
    let rank: Int32

    static func < (a: Moment, b: Moment) -> Bool { (a.place, a.rank) < (b.place, b.rank) }
  }

  private var trace: Trace { plan.trace }
  private var receipts: [Int32] { plan.tree.receipts }

  /// Finds the strokes.
  ///
  /// - Parameters:
  ///   - plan: What is drawn.
  ///   - places: Where its records stand in time.
  ///   - periods: For each summary, the time from its first to its last receipt.
  /// - Complexity: O(*n* log *n*) in the hops that are drawn.
  init(_ plan: MapPlan, _ places: TimePlaces, periods: [ClosedRange<Int64>?]) {
    self.plan = plan
    self.places = places
    self.periods = periods
    addStrokes()
    strokes.sort { Self.key($0) < Self.key($1) }
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
      let kind: TimeChart.Stroke.Kind =
        connection.isMembership ? .member : connection.isFolded ? .folded : .link
      let moment: Moment? =
        switch kind {
        case .member: firstReceipt[tail] ?? first[tail]
        case .folded: receipt(of: head)
        default: firstAct[head]
        }
      add(kind, number, at: moment ?? first[head] ?? first[tail] ?? last)
    }
  }

  private static func key(_ stroke: TimeChart.Stroke) -> (
    TimePlaces.Place, Int32, TimeChart.Stroke.Kind, Int
  ) {
    (stroke.place, stroke.rank, stroke.kind, stroke.connection)
  }

  private mutating func add(
    _ kind: TimeChart.Stroke.Kind, _ number: Int, _ hops: [Int] = [], at moment: Moment
  ) {
    let ends = ends(of: plan.connections[number])
    strokes.append(
      TimeChart.Stroke(
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

  /// The shape in whose row a line ends: what meets a hop goes to the one who made it.
  private func ends(of connection: Connection) -> (tail: Shape, head: Shape) {
    func row(_ shape: Shape) -> Shape {
      if case .junction(let place) = shape { plan.connections[place].tail } else { shape }
    }
    return (row(connection.tail), row(connection.head))
  }
}
