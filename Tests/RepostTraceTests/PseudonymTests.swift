import RepostGraph
import Testing

@testable import RepostRecords
@testable import RepostTrace

/// Pseudonyms change what things are called and nothing else.
@Suite struct PseudonymTraceTests {
  @Test(arguments: [false, true])
  func theTraceIsTheSameButForNames(masked: Bool) {
    var key = PseudonymKey()
    var options = PseudonymOptions()
    options.masksNames = masked
    for seed in UInt64(1)...400 {
      let old = forwardingCase(randomCase(seed: seed))
      let new = old.pseudonymised(&key, options)
      let (expected, found) = (Shape(Trace(old)), Shape(Trace(new)))
      guard expected != found else { continue }
      Issue.record("seed \(seed)")
      return
    }
  }
}

/// A trace with numbers in place of all names.
private struct Shape: Equatable {
  private let figures: [[Int32]]
  private let answers: [[Int]]
  private let words: [String]

  init(_ trace: Trace) {
    let (graph, measures) = (trace.graph, trace.measures)
    figures = [
      measures.fanOut.map { Int32($0) }, measures.exposed.map { Int32($0) },
      measures.reach.map { Int32($0) }, measures.soleReach.map { Int32($0) },
      measures.depths.map { Int32($0) }, measures.breadth.map { Int32($0) },
      (0..<graph.hopCount).map { Int32(measures.hopDepths[$0]) },
    ]
    var answers = [
      trace.origins, trace.outsideOrigins, trace.receivedOnly, trace.ruleUndecided,
      trace.forwarders, trace.firstExternal.records, trace.firstExternal.hops, trace.undecided,
      trace.firstBreach.records, trace.gaps.map(\.entity), trace.gaps.map { $0.hint ?? -1 },
    ]
    answers.append((0..<graph.hopCount).map { graph.actor(ofHop: $0) })
    answers.append((0..<graph.hopCount).map { graph.recipient(ofHop: $0) ?? -1 })
    answers += trace.crossings.map(\.first.hops)
    answers += trace.families.map(\.items)
    answers += (0..<trace.input.records.count).map { graph.parents(ofRecord: $0) }
    self.answers = answers
    words =
      trace.warnings.map { "\($0.code) \($0.line ?? 0)" } + trace.gaps.map(\.reason.rawValue)
      + (0..<graph.hopCount).map {
        trace.breaks[$0].words.joined() + trace.basis(ofHop: $0).rawValue
      }
      + (0..<graph.entityCount).map { trace.zone($0) ?? "-" }
  }
}
