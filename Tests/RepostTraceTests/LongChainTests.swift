import RepostTrace
import Testing

@testable import RepostRecords

@Suite struct LongChainTests {
  /// A case of a million hops in a row; recursion anywhere, or a set a hop, would end the process.
  @Test(arguments: [true, false])
  func aChainOfAMillionHopsGoesThrough(namesParents: Bool) throws {
    let count = 1_000_000
    let trace = Trace(chain(of: count, namesParents: namesParents))
    #expect(trace.origins == [0])
    #expect(trace.measures.maxDepth == count)
    #expect(trace.measures.soleReach[0] == Int32(count))
    #expect(trace.measures.soleReach[count / 2] == Int32(count - count / 2))
    #expect(trace.measures.reach[0] == Int32(count))
    #expect(trace.measures.reach[count / 2] == Int32(count - count / 2))
    #expect(trace.measures.reachBasis == nil)
    #expect(trace.warnings.isEmpty)
    // The mean distance on a path of n nodes is (n + 1) / 3.
    let virality = try #require(trace.measures.structuralVirality)
    #expect(abs(virality - Double(count + 2) / 3) < 1e-3)
  }

  @Test func aLongCircleOfRecordedParentsIsBrokenOnce() {
    let trace = Trace(chain(of: 100_000, namesParents: true, isClosed: true))
    // The first actor is also the last recipient, so it is seen to send before it receives.
    #expect(trace.warnings.map(\.code) == [.parentCycle, .sentBeforeReceived])
    #expect(trace.origins == [0])
  }

  private func chain(
    of count: Int, namesParents: Bool, isClosed: Bool = false
  ) -> ForwardingCase {
    var entities = EntityTable()
    var items = ItemTable()
    var table = RecordTable()
    let item = items.intern("item")
    for record in 0..<count {
      var values = RecordValues(id: "r\(record)")
      let isFirst = record == 0
      if namesParents, !isFirst || isClosed {
        values.parent = "r\(isFirst ? count - 1 : record - 1)"
      }
      values.actor = entities.intern("e\(record)")
      values.recipients = [
        entities.intern("e\(isClosed && record == count - 1 ? 0 : record + 1)")
      ]
      values.time = StatedTime(
        span: TimeSpan(start: Int64(record) * 1_000_000, end: Int64(record + 1) * 1_000_000),
        precision: .second)
      values.channel = "email"
      values.item = item
      values.line = record + 2
      table.append(values)
    }
    table.resolveParents()
    return ForwardingCase(
      name: "chain", settings: CaseSettings(title: "chain"), entities: entities, items: items,
      records: table, inputs: [], warnings: [], skippedRows: 0)
  }
}
