import Foundation
import Testing

/// Random cases, in which the product has to agree with the reference in every figure.
///
/// With `PROVE` in the environment, so many cases are compared, from the seed `SEED` on (1 where none is
/// given), and one of ten again from files. A case that fails is made as small as may be and kept in `Found`.
@Suite struct ProofTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let count = UInt64(environment["PROVE"] ?? "") ?? 0
  private static let first = UInt64(environment["SEED"] ?? "") ?? 1

  @Test(.enabled(if: count > 0)) func agreesInRandomCases() throws {
    var counts: [String: Int] = [:]
    var (failures, files) = (0, 0)
    for seed in Self.first..<Self.first + Self.count where failures < 5 {
      let reference = randomCase(seed: seed)
      for feature in features(reference, referenceTrace(reference)) {
        counts[feature, default: 0] += 1
      }
      var problem = disagreement(reference)
      if problem != nil {
        let smallest = reference.shrunk { disagreement($0) != nil }
        try FoundCases.keep(smallest, as: "seed-\(seed).json")
        problem = disagreement(smallest)
      } else if seed % 10 == 0 {
        files += 1
        let variant = FileVariant(reference, seed: seed)
        for feature in variant.features { counts[feature, default: 0] += 1 }
        problem = disagreement(variant)
        if problem != nil {
          let smallest = reference.shrunk { disagreement(FileVariant($0, seed: seed)) != nil }
          try FoundCases.keep(smallest, as: "file-seed-\(seed).json")
          problem = disagreement(FileVariant(smallest, seed: seed))
        }
      }
      guard let problem else { continue }
      failures += 1
      Issue.record("seed \(seed):\n\(problem)")
    }
    print(
      "\(Self.count) cases from seed \(Self.first) on, \(files) of them from files too: \(failures) differ"
    )
    for feature in counts.keys.sorted() { print("  \(feature): \(counts[feature] ?? 0)") }
  }

  /// The same from files that say it otherwise: repeated ids, aliases, sides of the boundary.
  @Test func agreesInFilesThatSayItOtherwise() {
    for seed in UInt64(40_001)...40_150 {
      let variant = FileVariant(randomCase(seed: seed), seed: seed)
      guard let problem = disagreement(variant) else { continue }
      Issue.record("seed \(seed):\n\(problem)")
      return
    }
  }

  @Test func randomCasesTouchAllDefinitions() {
    var touched: Set<String> = []
    for seed in UInt64(41_001)...41_600 {
      let reference = randomCase(seed: seed)
      touched.formUnion(features(reference, referenceTrace(reference)))
      touched.formUnion(FileVariant(reference, seed: seed).features)
    }
    #expect(expectedFeatures.subtracting(touched) == [])
  }

  @Test(arguments: FoundCases.names) func staysAgreed(name: String) throws {
    let found = try FoundCases.read(name)
    #expect(disagreement(found) == nil)
    if let seed = name.firstMatch(of: /^file-seed-([0-9]+)/).flatMap({ UInt64($0.1) }) {
      #expect(disagreement(FileVariant(found, seed: seed)) == nil)
    }
  }

  /// A case that fails is worth reading only where nothing in it is beside the point.
  @Test func casesAreShrunkToWhatMatters() {
    let reference = randomCase(seed: 5)
    let smallest = reference.shrunk { $0.records.contains { $0.to.count == 2 } }
    #expect(smallest.records.count == 1)
    #expect(smallest.records.first?.to.count == 2)
    #expect(smallest.entities.isEmpty && smallest.items.count == 1)
    #expect(smallest.items.first?.derivedFrom == [])
  }
}
