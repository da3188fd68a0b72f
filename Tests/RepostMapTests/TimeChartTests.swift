import RepostGraph
import RepostRecords
import RepostTrace
import Testing

@testable import RepostMap

@Suite struct TimeChartTests {
  /// A chart on its axis.
  private static func chart(_ plan: MapPlan) -> TimeChart {
    var chart = TimeChart(plan)
    let spans = chart.spans
    let axis =
      spans.isEmpty
      ? nil : TimeAxis(of: spans, in: plan.trace.input.settings.timeZone, width: { _ in 900 })
    chart.put(on: axis, unknownAt: 5000, stepWidth: 100)
    return chart
  }

  private static func layout(_ chart: TimeChart, seed: UInt64) -> TimeLayout {
    var random = SeededGenerator(seed: seed)
    let sizes = chart.rows.map { _ in
      TimeLayout.Size(
        width: Double(Int.random(in: 30...150, using: &random)),
        height: Double(Int.random(in: 20...90, using: &random)))
    }
    var labels: [Int: TimeLayout.Size] = [:]
    for (place, stroke) in chart.strokes.enumerated() where stroke.kind <= .hops {
      labels[place] = TimeLayout.Size(
        width: Double(Int.random(in: 20...160, using: &random)),
        height: Double(Int.random(in: 12...70, using: &random)))
    }
    return TimeLayout(chart, sizes: sizes, labels: labels, titles: [:])
  }

  private static func plans() throws -> [(name: String, plan: MapPlan)] {
    let random = try (0..<24).map { seed in
      let trace = try randomTrace(seed: UInt64(seed), records: [1, 5, 40, 160][seed % 4])
      return ("seed \(seed)", MapPlan(trace, budget: [3, 20, 80][seed % 3]))
    }
    return try samples.map { ($0, MapPlan(try sample($0), budget: 40)) } + random
  }

  @Test func everyShapeHasOneRow() throws {
    for (name, plan) in try Self.plans() {
      let chart = TimeChart(plan)
      let shapes = chart.rows.map(\.shape)
      #expect(Set(shapes).count == shapes.count, "\(name)")
      #expect(
        shapes.count == plan.shown.count + plan.folding.summaries.count + plan.publishers.count,
        "\(name)")
      for stroke in chart.strokes {
        #expect(chart.rowOf[stroke.tail] != nil && chart.rowOf[stroke.head] != nil, "\(name)")
      }
    }
  }

  @Test func everyHopAndEveryLinkIsDrawnOnce() throws {
    for (name, plan) in try Self.plans() {
      let chart = Self.chart(plan)
      for (number, connection) in plan.connections.enumerated() {
        let strokes = chart.strokes.filter { $0.connection == number }
        #expect(!strokes.isEmpty, "\(name)")
        #expect(strokes.flatMap(\.hops).sorted() == connection.hops.sorted(), "\(name)")
        let isRequested = !connection.directed.isEmpty || !connection.approved.isEmpty
        #expect(strokes.count { $0.kind == .request } == (isRequested ? 1 : 0), "\(name)")
      }
    }
  }

  @Test func whatIsCertainlyBeforeStandsBefore() throws {
    for (name, plan) in try Self.plans() {
      let records = plan.trace.input.records
      let chart = Self.chart(plan)
      let drawn = chart.strokes.filter { $0.kind == .hops }.map { stroke in
        let spans = stroke.hops.map { records.time(plan.trace.graph.record(ofHop: $0)) }
        return (x: stroke.x, spans: spans)
      }
      for a in drawn {
        for b in drawn
        where a.spans.allSatisfy({ span in b.spans.allSatisfy { span.isCertainlyBefore($0) } }) {
          #expect(a.x <= b.x, "\(name)")
        }
      }
    }
  }

  @Test func nothingStandsOutsideTheTimeItStates() throws {
    for (name, plan) in try Self.plans() {
      let chart = TimeChart(plan)
      for hop in plan.connections.flatMap(\.hops) {
        let record = plan.trace.graph.record(ofHop: hop)
        let span = plan.trace.input.records.time(record)
        switch chart.places[record] {
        case .known(let instant): #expect(span.start <= instant && instant < span.end, "\(name)")
        case .unknown: #expect(span.isUnknown, "\(name)")
        }
      }
    }
  }

  @Test func recordsOfOneTimeFollowTheWayOfTheItem() throws {
    let trace = try traced(
      """
      id,time,from,to,parent
      R3,2020-02,C,D,R2
      R1,2020-02,A,B,
      R2,2020-02-10,B,C,R1
      R5,,E,F,R4
      R4,,D,E,R3
      """)
    let chart = TimeChart(MapPlan(trace, budget: 40))
    let order = ["A", "B", "C", "D", "E", "F"].compactMap { name in
      chart.rows.firstIndex { row in
        if case .entity(let entity) = row.shape { trace.id(entity) == name } else { false }
      }
    }
    #expect(order == order.sorted() && order.count == 6)
    let places = [1, 2, 0, 4, 3].map { chart.places[$0] }
    #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func recordsOfOneTimeStandInTheOrderOfTheirNumbers() throws {
    for time in ["2020-02", ""] {
      let trace = try traced(
        """
        id,time,from,to,parent
        R1,\(time),A,B,
        R2,\(time),B,C,R1
        R3,\(time),D,E,
        R4,\(time),E,F,R3
        """)
      let places = TimeChart(MapPlan(trace, budget: 40)).places
      let order = (0..<4).map { places[$0] }
      #expect(zip(order, order.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  @Test func recordsThatTellNoDifferenceAreOneStroke() throws {
    let trace = try traced(
      """
      id,from,to,item
      R1,A,B,x
      R2,A,B,y
      R3,A,C,x
      """)
    let chart = Self.chart(MapPlan(trace, budget: 40))
    #expect(chart.strokes.map { $0.hops.count } == [2, 1])
  }

  @Test func nothingCoversAnything() throws {
    for (number, (name, plan)) in try Self.plans().enumerated() {
      let chart = Self.chart(plan)
      let layout = Self.layout(chart, seed: UInt64(number))
      let areas = layout.boxes + layout.texts.values.map(\.area)
      for (place, area) in areas.enumerated() {
        for other in areas[..<place] { #expect(!area.overlaps(other), "\(name)") }
      }
      for (lane, next) in zip(layout.lanes, layout.lanes.dropFirst()) {
        #expect(lane.bottom < next.top, "\(name)")
      }
      #expect(layout.uprights.allSatisfy { $0.tail != $0.head }, "\(name)")
    }
  }

  @Test func strokesThatMeetStandSideBySide() throws {
    for (name, plan) in try Self.plans() {
      let chart = Self.chart(plan)
      let strokes = chart.strokes
      for (place, stroke) in strokes.enumerated() {
        for other in strokes[..<place]
        where other.x == stroke.x
          && (other.tail, other.rank, other.kind)
            != (stroke.tail, stroke.rank, stroke.kind)
        {
          let rows = [stroke, other].map { stroke in
            let ends = [stroke.tail, stroke.head].compactMap { chart.rowOf[$0] }
            return (ends.min() ?? 0)...(ends.max() ?? 0)
          }
          #expect(!rows[0].overlaps(rows[1]), "\(name)")
        }
      }
    }
  }

  @Test func sameCaseGivesTheSameChart() throws {
    let trace = try randomTrace(seed: 7, records: 120)
    let charts = (0..<2).map { _ in Self.chart(MapPlan(trace, budget: 60)) }
    #expect(charts[0].strokes.map(\.x) == charts[1].strokes.map(\.x))
    #expect(charts[0].rows.map(\.shape) == charts[1].rows.map(\.shape))
  }
}
