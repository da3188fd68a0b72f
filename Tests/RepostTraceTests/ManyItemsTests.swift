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
}
