import RepostTrace
import Testing

@Suite struct ReferenceAgreementTests {
  /// A slow, obvious reading of the definitions, in which the counterfactuals are really carried out.
  @Test func agreesWithTheReferenceInEveryFigure() {
    for seed in UInt64(1)...6_000 {
      let reference = randomCase(seed: seed)
      // Finding pasted rows belongs to reading, which these tables have not gone through.
      let expected = dump(referenceTrace(reference))
        .filter { !$0.hasPrefix("warning duplicate-record") }
      let found = dump(referenceResult(Trace(forwardingCase(reference))))
      guard found != expected else { continue }
      let differences = found.difference(from: expected).map { change in
        switch change {
        case .remove(_, let line, _): "expected \(line)"
        case .insert(_, let line, _): "found    \(line)"
        }
      }
      Issue.record("seed \(seed):\n\(differences.joined(separator: "\n"))")
      return
    }
  }
}
