import RepostGraph
import Testing

@testable import RepostTrace

@Suite struct ReachLimitTests {
  /// What would take too long is left out and said to be, never guessed.
  @Test func reachPastTheStepLimitIsLeftOutAndSaidToBe() throws {
    // B and C both pass it to D, so the spread is no tree and every actor is walked.
    let input = forwardingCase(
      ReferenceCase(
        zones: ["inside", "outside"], boundary: "outside",
        items: [ReferenceItem(id: "item", derivedFrom: [])], entities: [],
        records: [("A", "B", 1), ("A", "C", 2), ("B", "D", 3), ("C", "D", 4)].map { from, to, at in
          ReferenceRecord(
            id: from + to, start: at, end: at + 1, from: from, to: [to], channel: "unknown",
            item: "item", directedBy: [], approvedBy: [], certainty: "confirmed")
        }))
    let graph = ForwardingGraph(input)
    let measures = Trace(input).measures
    func counts(stepLimit: Int) -> (reach: [Int32], basis: String?) {
      Reach.counts(
        graph, Informing(input, graph), Downstream(graph), fanOut: measures.fanOut,
        isReached: measures.isReached, stepLimit: stepLimit)
    }
    #expect(counts(stepLimit: .max).reach == [3, 1, 1, 0])
    #expect(counts(stepLimit: .max).basis == nil)
    let limited = counts(stepLimit: 1)
    #expect(limited.reach == [3, -1, -1, 0])
    #expect(
      limited.basis
        == "computed from the largest fan_out down as far as the limit of work goes: 1 computed, "
        + "2 left out")
  }
}
