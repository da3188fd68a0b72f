import RepostGraph
import RepostRecords
import RepostTrace
import Testing

@Suite struct ReceiptTimesTests {
  /// Every receipt looked at one by one, for all who are no origin, whom every receipt informs.
  @Test func agreeWithLookingAtEveryReceipt() {
    for seed in UInt64(1)...1_500 {
      let trace = Trace(forwardingCase(randomCase(seed: seed)))
      let graph = trace.graph
      var earliest = [Int64](repeating: .max, count: graph.entityCount)
      var latest = earliest
      for hop in 0..<graph.hopCount where trace.measures.hopDepths[hop] > 0 {
        let time = trace.input.records.time(graph.record(ofHop: hop))
        graph.forEachReceiver(ofHop: hop) { entity in
          earliest[Int(entity)] = min(earliest[Int(entity)], time.start)
          latest[Int(entity)] = min(latest[Int(entity)], time.end)
        }
      }
      let times = ReceiptTimes(trace)
      for entity in 0..<graph.entityCount {
        #expect((times.earliest[entity] != .max) == trace.measures.isReached[entity], "\(seed)")
        guard !trace.measures.isOrigin[entity] else { continue }
        #expect(times.earliest[entity] == earliest[entity], "seed \(seed), entity \(entity)")
        #expect(times.latest[entity] == latest[entity], "seed \(seed), entity \(entity)")
      }
    }
  }
}
