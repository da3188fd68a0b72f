import RepostGraph
import RepostRecords
import RepostTrace
import Testing

@testable import RepostMap

@Suite struct ViewTests {
  @Test(arguments: 0..<24)
  func surroundingsAreWhatParentsLeadTo(seed: Int) throws {
    let trace = try randomTrace(seed: UInt64(100 + seed), records: [5, 30, 80][seed % 3])
    let graph = trace.graph
    let parents = (0..<trace.input.records.count).map { Set(graph.parents(ofRecord: $0)) }
    for entity in stride(from: 0, to: graph.entityCount, by: 3) {
      var leads: Set<Int> = []
      for hop in 0..<graph.hopCount {
        graph.forEachReceiver(ofHop: hop) { if Int($0) == entity { leads.insert(hop) } }
        if graph.actor(ofHop: hop) == entity { leads.formUnion(parents[graph.record(ofHop: hop)]) }
      }
      var follows = Set(
        (0..<graph.hopCount).filter { hop in
          let record = graph.record(ofHop: hop)
          let table = trace.input.records
          return graph.actor(ofHop: hop) == entity
            || table.directors[record].contains(Int32(entity))
            || table.approvers[record].contains(Int32(entity))
            || trace.kind(entity).isCollective
              && parents[record].contains { graph.recipient(ofHop: $0) == entity }
        })
      var isGrowing = true
      while isGrowing {
        let before = leads.count + follows.count
        for hop in leads { leads.formUnion(parents[graph.record(ofHop: hop)]) }
        for hop in 0..<graph.hopCount
        where !parents[graph.record(ofHop: hop)].isDisjoint(with: follows) { follows.insert(hop) }
        isGrowing = leads.count + follows.count > before
      }
      let around = trace.surroundings(of: entity)
      #expect(Set(around.leads.indices.filter { around.leads[$0] }) == leads)
      #expect(Set(around.follows.indices.filter { around.follows[$0] }) == follows)
    }
  }

  @Test(arguments: 0..<12)
  func everybodyIsCountedInANarrowedMap(seed: Int) throws {
    let trace = try randomTrace(seed: UInt64(200 + seed), records: 60)
    var views = [MapView(), MapView(), MapView(), MapView()]
    views[0].focus = [seed % trace.graph.entityCount]
    views[1].zones = [seed % trace.input.settings.zones.count]
    views[2].pathsOnly = true
    views[3].until = try trace.input.time(stated: "2024-01-01T03:00", option: "--until")
    for var view in views {
      for budget in [MapBudget.shapes(5), .standard, .all] {
        view.budget = budget
        let plan = MapPlan(trace, view)
        let counted =
          plan.shown.count + plan.folded + plan.members + plan.elsewhere + plan.unrecorded
        #expect(counted == trace.graph.entityCount)
        #expect(plan.unrecorded >= 0)
        for connection in plan.connections {
          for hop in connection.hops { #expect(plan.filter.shows(hop)) }
        }
        for entity in view.focus { #expect(plan.shown.contains(entity)) }
      }
    }
  }

  @Test func allDrawsEveryoneOnRecord() throws {
    let trace = try randomTrace(seed: 7, records: 160)
    var view = MapView()
    view.budget = .all
    let plan = MapPlan(trace, view)
    #expect(plan.folded == 0)
    #expect(plan.shown.count == plan.presence.isRecorded.count(where: { $0 }))
    #expect(plan.shown.count > 60)
  }

  @Test func largerBudgetShowsMore() throws {
    let trace = try randomTrace(seed: 3, records: 600)
    let shown = [70, 140, 400].map { MapPlan(trace, budget: $0).shown.count }
    #expect(shown[0] < shown[1] && shown[1] < shown[2])
  }

  @Test func untilKeepsWhatCanHaveBeen() throws {
    let records = """
      id,time,from,to
      R1,2024-03-01,A,B
      R2,2024-03,B,C
      R3,,C,D
      R4,2024-03-09T10:00,D,E
      """
    let trace = try traced(records)
    var view = MapView()
    view.until = try trace.input.time(stated: "2024-03-02", option: "--until")
    let plan = MapPlan(trace, view)
    #expect(plan.shown.map { trace.id($0) } == ["A", "B", "C", "D"])
    #expect(plan.filter.hiddenRecords == 1)
    #expect(plan.elsewhere == 1)
  }

  @Test func focusKeepsWhatLeadsThereAndWhatFollows() throws {
    let records = """
      id,time,from,to
      R1,2024-03-01T10:00,A,B
      R2,2024-03-01T11:00,B,C
      R3,2024-03-01T11:30,A,X
      R4,2024-03-01T12:00,C,D
      R5,2024-03-01T12:00,X,Y
      """
    let trace = try traced(records)
    var view = MapView()
    view.focus = [try trace.entity(named: "C", option: "--focus")]
    let plan = MapPlan(trace, view)
    #expect(plan.shown.map { trace.id($0) } == ["A", "B", "C", "D"])
    let scope = Scope(plan: plan, wording: MapWording(language: .english)).answer
    let sentence = try #require(scope?.sentences.first)
    #expect(sentence.contains("C"))
    #expect(scope?.sentences.last == "2 of 5 records are not shown")
  }

  @Test func zonesAreFoundByTheirChineseWords() throws {
    let trace = try traced("id,from,to\nR1,A,B\n")
    #expect(try trace.input.zone(named: "单位外部", option: "--zone") == 2)
    #expect(throws: RecordsError.self) {
      try trace.input.zone(named: "cellar", option: "--zone")
    }
  }

  @Test func namesThatSeveralHaveAreAskedFor() throws {
    let entities = "id,name\nP1,Li\nP2,Li\nP3,Wang\n"
    let trace = try traced("id,from,to\nR1,P1,P2\nR2,P2,P3\nR3,,P3\n", entities: entities)
    #expect(try trace.entity(named: "Wang", option: "--focus") == 2)
    #expect(try trace.entity(named: "P2", option: "--focus") == 1)
    #expect(try trace.entity(named: "?R3", option: "--focus") == 3)
    let error = #expect(throws: RecordsError.self) {
      try trace.entity(named: "Li", option: "--focus")
    }
    #expect(error?.description.contains("'P1', 'P2'") == true)
    let near = #expect(throws: RecordsError.self) {
      try trace.entity(named: "Wangg", option: "--focus")
    }
    #expect(near?.description.contains("'Wang'") == true)
  }

  @Test func dateThatAllShareIsSaidOnce() throws {
    let records = """
      id,time,from,to
      R1,2024-03-01T10:00,A,B
      R2,2024-03-01T11:00,B,C
      R3,,C,D
      """
    let trace = try traced(records)
    let plan = MapPlan(trace, MapView())
    #expect(plan.dates.shared == .day)
    let chinese = RecordText(trace: trace, wording: MapWording(language: .chinese))
    #expect(chinese.shared(plan.dates) == "2024年3月1日")
    #expect((0..<3).map { chinese.time($0, besides: plan.dates) } == ["10:00", "11:00", "时间无记载"])
    #expect(chinese.time(0) == "2024年3月1日 10:00")
  }

  @Test(arguments: [
    ("2024-03-01", "2024-03-09", "1日", "03-01", MapDates.Shared.month),
    ("2024-03-01", "2024-05", "3月1日", "03-01", .year),
    ("2024-05", "2024-03-01", "5月", "2024-05", .year),
    ("2024-03", "2024-03", "", "", .month),
    ("2024-03", "2023-03", "2024年3月", "2024-03", .nothing),
    ("2024-03-01/2024-03-05", "2024-03-02", "1日–5日", "03-01–03-05", .month),
  ])
  func sharedPartIsLeftOut(
    first: String, second: String, chinese: String, english: String, shared: MapDates.Shared
  ) throws {
    let trace = try traced("id,time,from,to\nR1,\(first),A,B\nR2,\(second),B,C\n")
    let plan = MapPlan(trace, MapView())
    #expect(plan.dates.shared == shared)
    for (language, text) in [(Language.chinese, chinese), (.english, english)] {
      let records = RecordText(trace: trace, wording: MapWording(language: language))
      #expect(records.time(0, besides: plan.dates) ?? "" == text)
    }
  }

  @Test func identitiesComeFromIdsAndAreTokens() {
    #expect(ElementID.token("P-7") == "P-7")
    #expect(ElementID.token("张 a_") == "_5f20__20_a_5f_")
    let long = String(repeating: "长", count: 5000)
    #expect(ElementID.token(long).utf8.count < 120)
    #expect(ElementID.token(long) != ElementID.token(long + "x"))
  }
}
