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
    let channel = Int32(table.channelNames.intern("email"))
    for record in 0..<count {
      let id = Int32(table.idNames.intern("r\(record)"))
      let actor = entities.intern("e\(record)")
      let recipient = entities.intern("e\(isClosed && record == count - 1 ? 0 : record + 1)")
      table.ids.append(id)
      table.recordOfID.append(Int32(record))
      let isFirst = record == 0
      let parent = isFirst ? (isClosed ? Int32(count - 1) : -1) : id - 1
      table.parentIDs.append(namesParents ? parent : -1)
      table.starts.append(Int64(record) * 1_000_000)
      table.ends.append(Int64(record + 1) * 1_000_000)
      table.precisions.append(.second)
      table.actors.append(actor)
      table.recipients.append([recipient])
      table.channels.append(channel)
      table.items.append(item)
      table.originals.append(RecordTable.none)
      table.directors.close()
      table.approvers.close()
      table.certainties.append(.confirmed)
      table.evidence.append(UnsafeRawBufferPointer(start: nil, count: 0))
      table.notes.append(UnsafeRawBufferPointer(start: nil, count: 0))
      table.files.append(0)
      table.lines.append(Int32(record + 2))
    }
    return ForwardingCase(
      name: "chain", settings: CaseSettings(title: "chain"), entities: entities, items: items,
      records: table, inputs: [], warnings: [], skippedRows: 0)
  }
}
