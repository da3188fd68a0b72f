import Testing

@Suite struct ReferenceAgreementTests {
  /// A slow, obvious reading of the definitions, in which the counterfactuals are really carried out.
  @Test func agreesWithTheReferenceInEveryFigure() {
    for seed in UInt64(1)...6_000 {
      guard let problem = disagreement(randomCase(seed: seed)) else { continue }
      Issue.record("seed \(seed):\n\(problem)")
      return
    }
  }

  /// The same from files as a user writes them: spelt times, lists, the case file.
  @Test func agreesWithTheReferenceWhenTheCaseIsReadFromFiles() throws {
    for seed in UInt64(10_001)...10_300 {
      let reference = randomCase(seed: seed)
      // What reading finds beside what the reference knows of.
      let trace = try WrittenCase(reference).answers().without("undeclared-entity", "similar-name")
      let (found, expected) = (dump(trace), dump(referenceTrace(reference)))
      guard found != expected else { continue }
      Issue.record("seed \(seed):\n\(differences(found: found, expected: expected))")
      return
    }
  }
}
