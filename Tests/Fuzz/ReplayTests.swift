import Foundation
import RepostFormats
import Testing

/// What fuzzing found, and the samples from which it begins, given to the targets again.
@Suite struct ReplayTests {
  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Corpus")

  /// The kept inputs as `TARGET/NAME`.
  private static let inputs: [String] = {
    let names = FileManager.default.enumerator(atPath: corpus.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.contains("/") }.sorted()
  }()

  @Test(arguments: inputs) func holds(input: String) throws {
    let name = try #require(input.split(separator: "/").first.map(String.init))
    let target = try #require(FuzzTarget.named(name), "no target \(name)")
    try target.check(Array(try Data(contentsOf: Self.corpus.appending(path: input))))
  }

  @Test(arguments: FuzzTarget.all.map(\.name)) func holdsForSamples(name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    #expect(!target.seeds.isEmpty)
    for seed in target.seeds { try target.check(seed) }
  }

  /// A format without a place in the list would never be fuzzed.
  @Test func everyFormatIsFuzzed() {
    #expect(Set(FuzzTarget.formats + [.workbook]) == Set(ForeignFormat.allCases))
  }
}
