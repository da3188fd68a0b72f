import RepostGraph
import RepostRecords
import Testing

@testable import RepostTrace

@Suite struct ReachWalkTests {
  /// Whoever has little downstream is walked alone, the others share passes: both ways find the same.
  @Test func walkingAloneFindsWhatPassesFind() {
    for seed in UInt64(1)...1_500 {
      let input = forwardingCase(randomCase(seed: seed))
      let graph = ForwardingGraph(input)
      let measures = Trace(input).measures
      let reach = Reach(
        graph, Informing(input, graph), recordsOfActor: graph.recordsOfActor,
        items: input.records.items)
      let walked = reach.counts(
        fanOut: measures.fanOut, isReached: measures.isReached, fewCount: 0)
      #expect(walked.reach == measures.reach, "seed \(seed)")
      #expect(walked.basis == nil)
    }
  }
}
