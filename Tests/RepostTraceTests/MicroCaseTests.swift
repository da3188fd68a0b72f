import RepostRecords
import RepostTrace
import Testing

/// Six records, worked by hand: A>B@1, B>C@2, C>X@3, A>C@5, C>D@6, B>Y@7, with A, B, C, D inside.
@Suite struct MicroCaseTests {
  private let trace = Trace(
    forwardingCase(
      ReferenceCase(
        zones: ["inside", "outside"], boundary: "outside",
        items: [ReferenceItem(id: "item", derivedFrom: [])],
        entities: ["A", "B", "C", "D"].map { entity($0, zone: "inside") }
          + ["X", "Y"].map { entity($0, zone: "outside") },
        records: [
          hop("A", "B", at: 1), hop("B", "C", at: 2), hop("C", "X", at: 3), hop("A", "C", at: 5),
          hop("C", "D", at: 6), hop("B", "Y", at: 7),
        ])))

  @Test func theOriginIsWhoNeverReceived() {
    #expect(trace.origins.map { trace.id($0) } == ["A"])
  }

  @Test func depthsCountTheFewestHops() {
    // C also has it from A directly, but only after passing it to X: X stays three hops away.
    #expect(trace.measures.breadth == [1, 2, 2, 1])
    #expect(trace.measures.size == 6)
  }

  @Test(arguments: [("A", 2, 5, 5), ("B", 2, 4, 2), ("C", 2, 2, 2), ("D", 0, 0, 0)])
  func figures(id: String, fanOut: Int, reach: Int, soleReach: Int) throws {
    let entity = try #require(trace.input.entities.find(id))
    #expect(Int(trace.measures.fanOut[entity]) == fanOut)
    #expect(Int(trace.measures.reach[entity]) == reach)
    #expect(Int(trace.measures.soleReach[entity]) == soleReach)
  }

  @Test func theFirstExternalHopIsTheEarliestThatLeaves() {
    #expect(trace.firstExternal.status == .one)
    #expect(trace.firstExternal.records.map { trace.input.records.id($0) } == ["C>X"])
  }
}

private func entity(_ id: String, zone: String) -> ReferenceEntity {
  ReferenceEntity(id: id, kind: "person", zone: zone, members: [])
}

private func hop(_ from: String, _ to: String, at second: Int) -> ReferenceRecord {
  ReferenceRecord(
    id: "\(from)>\(to)", start: second * 1_000_000, end: (second + 1) * 1_000_000, from: from,
    to: [to], channel: "unknown", item: "item", directedBy: [], approvedBy: [],
    certainty: "confirmed")
}
