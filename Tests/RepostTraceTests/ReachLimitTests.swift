import RepostGraph
import RepostRecords
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
    let informing = Informing(input, graph)
    let reach = Reach(
      graph, informing, recordsOfActor: graph.recordsOfActor, items: input.records.items)
    func counts(always: Int) -> (reach: [Int32], basis: String?) {
      reach.counts(
        fanOut: measures.fanOut, isReached: measures.isReached, alwaysCount: always, workLimit: 0)
    }
    #expect(counts(always: 3).reach == [3, 1, 1, 0])
    #expect(counts(always: 3).basis == nil)
    let limited = counts(always: 1)
    #expect(limited.reach == [3, -1, -1, 0])
    #expect(
      limited.basis
        == "computed for the 1 with the largest fan_out and for whoever it could be had in little time; "
        + "left out for 2 of 3")
  }
}
