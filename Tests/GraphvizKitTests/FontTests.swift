import GraphvizKit
import Testing

extension GraphvizKitTests {
  @Suite struct FontTests {
    @Test func whatEveryMachineCanShowIsNotMissing() {
      #expect(Graphviz.shared.missingCharacters(in: "map 12:30\n") == [])
    }

    @Test func charactersThatNoFontHasAreListedOnce() {
      let unassigned: Unicode.Scalar = "\u{EFFFD}"
      let text = "a\(unassigned)\u{202E}\u{200D}b\(unassigned)"
      #expect(Graphviz.shared.missingCharacters(in: text) == [unassigned])
    }
  }
}
