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

    @Test func aDrawingTellsWhichCharactersOfItsLabelsAreMissing() throws {
      let output = try Graphviz.shared.render([]) { drawing in
        drawing.label = .text("title \u{EFFF0}")
        drawing.cluster("c", label: .text("\u{EFFF1}")) { cluster in
          cluster.node("n1", label: .plain(PlainLabel(lines: ["a", "\u{EFFF2}"])))
        }
        let table = HTMLTable([[HTMLCell(HTMLLabel([[TextRun("\u{EFFF3}", bold: true)]]))]])
        drawing.node("n2", label: .html(HTMLLabel(table)), [.tooltip: "\u{EFFF4}"])
        drawing.edge(from: "n1", to: "n2", label: .text("\u{EFFF5}\u{EFFF2}"))
      }
      #expect(
        output.missingCharacters == [
          "\u{EFFF0}", "\u{EFFF1}", "\u{EFFF2}", "\u{EFFF3}", "\u{EFFF5}",
        ])
    }
  }
}
