import RepostGraph
import RepostRecords
import RepostTrace
import Testing

@testable import RepostMap

@Suite struct FoldingTests {
  @Test(arguments: 0..<24)
  func everybodyIsCountedOnce(seed: Int) throws {
    let trace = try randomTrace(seed: UInt64(seed), records: [5, 40, 160][seed % 3])
    for budget in [0, 3, 12, 40] {
      let plan = MapPlan(trace, budget: budget)
      let summarised = plan.folding.summaries.reduce(0) { $0 + $1.total }
      #expect(
        plan.shown.count + summarised + plan.members + plan.unrecorded == trace.graph.entityCount)
      #expect(plan.elsewhere == 0)
      for zone in -1..<trace.input.settings.zones.count {
        let drawn = plan.shown.count { plan.zone($0) == zone }
        let folded = plan.folding.summaries.filter { $0.zone == zone }.reduce(0) { $0 + $1.total }
        #expect(drawn + folded == plan.count(ofZone: zone))
      }
      for summary in plan.folding.summaries {
        let ends = summary.ends.reduce(0, +)
        #expect(ends <= summary.total && (summary.branches > 0) == (ends < summary.total))
        #expect(summary.branches + ends <= summary.total)
        #expect(summary.forwarders <= summary.total - ends)
      }
      #expect(Set(plan.shown).count == plan.shown.count)
      for entity in plan.shown { #expect(plan.folding.summaryOf[entity] < 0) }
      for (entity, summary) in plan.folding.summaryOf.enumerated() where summary >= 0 {
        #expect(plan.folding.summaries[Int(summary)].zone == plan.zone(entity))
        #expect(plan.presence.isRecorded[entity])
      }
      #expect(
        plan.unrecorded
          == (0..<trace.graph.entityCount).count {
            !plan.presence.isRecorded[$0] && plan.presence.collectives[$0] < 0
          })
    }
  }

  @Test(arguments: 0..<24)
  func noTwoLinesJoinTheSamePair(seed: Int) throws {
    let trace = try randomTrace(seed: UInt64(seed), records: [5, 40, 160][seed % 3])
    let plan = MapPlan(trace, budget: 30)
    var pairs: Set<[Shape]> = []
    for (place, connection) in plan.connections.enumerated() {
      #expect(connection.tail != connection.head)
      if connection.hasJunction {
        #expect(pairs.insert([connection.tail, .junction(place)]).inserted)
        #expect(pairs.insert([.junction(place), connection.head]).inserted)
        continue
      }
      let ends =
        plan.runsBack(connection)
        ? [connection.head, connection.tail] : [connection.tail, connection.head]
      #expect(pairs.insert(ends).inserted)
    }
  }

  @Test func firstHopsAndTheirChainsAreDrawnWhateverTheBudget() throws {
    for name in samples {
      let trace = try sample(name)
      let plan = MapPlan(trace, budget: 0)
      for hop in trace.firstExternal.hops + trace.firstBreach.hops {
        #expect(plan.shown.contains(trace.graph.actor(ofHop: hop)), "\(name)")
        #expect(plan.shown.contains(try #require(trace.graph.recipient(ofHop: hop))), "\(name)")
        for step in trace.chain(toHop: hop).hops {
          #expect(plan.shown.contains(trace.graph.actor(ofHop: step)), "\(name)")
        }
      }
      for origin in trace.origins { #expect(plan.shown.contains(origin), "\(name)") }
    }
  }

  @Test func longChainIsCutInTheMiddle() throws {
    var records = "id,time,from,to,parent\n"
    var entities = "id,zone\n"
    for step in 0..<400 {
      records += "R\(step),,E\(step),E\(step + 1),\(step > 0 ? "R\(step - 1)" : "")\n"
      entities += "E\(step),internal\n"
    }
    entities += "E400,external\n"
    let plan = MapPlan(try traced(records, entities: entities), budget: 10)
    #expect(plan.isCut)
    #expect(plan.shown.count < 60)
    #expect(plan.shown.contains(0) && plan.shown.contains(400))
    #expect(plan.folded + plan.shown.count == 401)
    let reached = plan.connections.map(\.head)
    for entity in plan.shown where entity != 0 { #expect(reached.contains(.entity(entity))) }
  }
}
