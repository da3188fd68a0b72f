import RepostTrace
import Testing

@Suite struct ManyItemsTests {
  /// Whoever is an origin of many items is informed of none of these, nor of what derives from one.
  @Test func agreesWithTheReferenceWhereSomebodyIsTheOriginOfManyItems() {
    let items = (0..<20).map { ReferenceItem(id: "item \($0)", derivedFrom: []) }
    var records: [ReferenceRecord] = []
    func add(_ from: String, _ to: String, _ item: String) {
      let at = records.count
      records.append(
        ReferenceRecord(
          id: "R\(at)", start: at, end: at + 1, from: from, to: [to], channel: "unknown",
          item: item, directedBy: [], approvedBy: [], certainty: "confirmed"))
    }
    for number in 0..<20 where number != 7 { add("A", "B", "item \(number)") }
    add("C", "A", "item 7")
    add("B", "A", "from 3")
    add("B", "C", "from 3")
    add("C", "A", "from 7")
    let reference = ReferenceCase(
      zones: ["inside", "outside"], boundary: "outside",
      items: items + [
        ReferenceItem(id: "from 3", derivedFrom: ["item 3"]),
        ReferenceItem(id: "from 7", derivedFrom: ["item 7"]),
      ], entities: [], records: records)
    let found = dump(referenceResult(Trace(forwardingCase(reference))))
    #expect(found == dump(referenceTrace(reference)))
  }

  /// Members of two chats get what is posted there but for their own posts and what they are an origin of.
  @Test(arguments: 1...60)
  func agreesWithTheReferenceInChatsOfManyItems(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let people = (0..<7).map { "P\($0)" }
    let chats = ["chat", "channel"]
    let items = (0..<24).map { number in
      ReferenceItem(
        id: "item \(number)",
        derivedFrom: number > 0 && random.chance(25) ? ["item \(random.below(number))"] : [])
    }
    let records = (0..<60).map { place in
      let start = random.chance(80) ? place : 0
      let from = random.chance(95) ? random.pick(people) : nil
      let to = random.chance(70) ? random.pick(chats) : random.pick(people.filter { $0 != from })
      let parent = place > 0 && random.chance(20) ? "R\(random.below(place))" : nil
      return ReferenceRecord(
        id: "R\(place)", start: start, end: random.chance(80) ? start + 1 : 60, from: from,
        to: [to], channel: "unknown", item: random.pick(items).id, parent: parent, directedBy: [],
        approvedBy: [], certainty: "confirmed")
    }
    let entities = chats.map {
      ReferenceEntity(
        id: $0, kind: "group", zone: nil, members: Array(people.prefix(4)), size: nil)
    }
    let reference = ReferenceCase(
      zones: ["inside", "outside"], boundary: "outside", items: items, entities: entities,
      records: records)
    if let problem = disagreement(reference) { Issue.record("\(problem)") }
  }
}
