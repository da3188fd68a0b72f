import GraphvizKit
import Testing

extension GraphvizKitTests {
  @Suite struct LabelTests {
    @Test(arguments: [
      ("张三", "张三"),
      ("<b>bold</b>", "<b>bold</b>"),
      ("<<table><tr><td>x</td></tr></table>>", "<<table><tr><td>x</td></tr></table>>"),
      (#"\N \G \E \T \H \L"#, #"\N \G \E \T \H \L"#),
      (#"C:\new\list\right"#, #"C:\new\list\right"#),
      (#"ends in \"#, #"ends in \"#),
      ("&lt;script&gt; &copy; &amp;lt;", "&lt;script&gt; &copy; &amp;lt;"),
      ("&#1; &#8; &#xFFFF; &#xD800; &#x1F600;", "&#1; &#8; &#xFFFF; &#xD800; &#x1F600;"),
      ("a\u{1}b\u{8}c\u{1F}d\u{7F}e\u{9F}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e\u{FFFD}"),
      ("\u{FFFE}\u{FFFF}\u{1FFFE}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ("before\u{0}after", "before\u{FFFD}after"),
      ("张\u{202E}gnp.exe", "张gnp.exe"),
      ("\u{2066}a\u{2069}\u{200F}b\u{61C}", "ab"),
      ("two\nlines\tand\r\nmore\u{2028}", "two lines and  more "),
      ("  spaces   kept ", "  spaces   kept "),
      ("%s%n%d \"quoted\" 'too' ]]> -->", "%s%n%d \"quoted\" 'too' ]]> -->"),
      ("{a|<b> c}", "{a|<b> c}"),
      ("👩‍👩‍👧‍👦 𠮷 㐂", "👩‍👩‍👧‍👦 𠮷 㐂"),
    ])
    func showsHostileTextAsItIs(text: String, shown: String) throws {
      #expect(DrawnText(text).description == shown)
      let output = try Graphviz.shared.render([.svg]) { drawing in
        drawing.node("plain", label: .text(text), [.tooltip: text])
        drawing.node("html", label: .html(HTMLLabel([[TextRun(text, bold: true)]])))
        drawing.node(
          "cell", label: .html(HTMLLabel(HTMLTable([[HTMLCell(.init([[.init(text)]]))]]))))
        drawing.edge(from: "plain", to: "html", label: .text(text), [.tooltip: text])
        drawing.cluster("cluster", label: .text(text), [.tooltip: text]) {
          $0.node("inside", label: .text(""))
        }
        drawing.label = .text(text)
      }
      let svg = try ShownText(output.files[.svg])
      let texts = svg.texts
      for title in ["plain", "plain->html", "cluster_cluster"] {
        #expect(svg.tooltips[title] == shown, "\(title)")
      }
      for title in ["plain", "html", "cell", "plain->html", "cluster_cluster", "drawing"] {
        #expect(texts[title] == shown, "\(title)")
      }
      #expect(output.reports.isEmpty)
    }

    @Test func cutsLongTexts() {
      #expect(DrawnText("一二三四五", limit: 5).description == "一二三四五")
      #expect(DrawnText("一二三四五六", limit: 5).description == "一二三四…")
      #expect(DrawnText(String(repeating: "x", count: 100_000)).description.count == 60)
    }

    @Test func capsWhatOneCharacterCarries() {
      let marks = String(repeating: "\u{301}", count: 50)
      #expect(DrawnText("e\(marks)x").description.unicodeScalars.count == 10)
      let joined = String(repeating: "👩\u{200D}", count: 10_000)
      #expect(DrawnText(joined, limit: 20).description.unicodeScalars.count <= 201)
    }

    @Test func drawsLabelsWithoutText() throws {
      let output = try Graphviz.shared.render([.svg]) { drawing in
        drawing.node("n1", label: .text(""))
        drawing.node("n2", label: .html(HTMLLabel([])))
        drawing.node("n3", label: .html(HTMLLabel([[TextRun("", bold: true, italic: true)]])))
        drawing.node("n4", label: .html(HTMLLabel(HTMLTable([]))))
        drawing.node("n5", label: .html(HTMLLabel(HTMLTable([[], [HTMLCell(sides: [])]]))))
        drawing.node("n6", label: .html(HTMLLabel([[], [TextRun("x")], []], align: .left)))
      }
      #expect(output.reports.isEmpty)
      let texts = try ShownText(output.files[.svg]).texts
      #expect(
        ["n1", "n2", "n3", "n4", "n5", "n6"].map { texts[$0]?.trimmed } == [
          "", "", "", "", "", "x",
        ])
    }

    @Test func putsStylesIntoTheMarkup() throws {
      let vermilion = DrawingColor(0xD55E00)
      let legend = HTMLTable(
        [
          [
            HTMLCell(border: 3, sides: .bottom, line: .dashed, color: vermilion, width: 30),
            HTMLCell(
              HTMLLabel([[TextRun("短信 ", size: 11), TextRun("1", bold: true)]]), align: .left),
          ],
          [HTMLCell(HTMLLabel(HTMLTable([[HTMLCell()]])), background: DrawingColor(1), columns: 2)],
        ], color: DrawingColor(0x0072B2), isRounded: true)
      let output = try Graphviz.shared.render([.svg]) { drawing in
        drawing.node("n1", label: .html(HTMLLabel(legend)), [.shape: "plain"])
      }
      #expect(output.reports.isEmpty)
      #expect(output.dot.contains(##"SIDES="B" STYLE="DASHED" COLOR="#d55e00""##))
      #expect(output.dot.contains(##"BGCOLOR="#000001""##))
      #expect(output.dot.contains(##"<FONT POINT-SIZE="11">短信&#160;</FONT><B>1</B>"##))
    }

    @Test func showsTenThousandRandomLabels() throws {
      var random = SeededGenerator(seed: 1)
      for round in 0..<50 {
        let texts = (0..<200).map { _ in hostileText(using: &random) }
        let output = try Graphviz.shared.render([.svg]) { drawing in
          for (index, text) in texts.enumerated() {
            let half = text.unicodeScalars.count / 2
            let first = TextRun(String(String.UnicodeScalarView(text.unicodeScalars.prefix(half))))
            let rest = String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(half)))
            let html = HTMLLabel([[first, TextRun(rest, size: 9, bold: index % 3 == 0)]])
            drawing.node(NodeID("p\(index)"), label: .text(text), [.tooltip: text])
            drawing.node(NodeID("h\(index)"), label: .html(html))
          }
        }
        let svg = try ShownText(output.files[.svg])
        let shown = svg.texts
        for (index, text) in texts.enumerated() {
          let expected = DrawnText(text).description.withPlainSpaces
          #expect(svg.tooltips["p\(index)", default: ""] == expected, "round \(round), \(text)")
          let plain = shown["p\(index)"]
          #expect(plain == expected || expected.isEmpty && plain == " ", "round \(round), \(text)")
          let html = shown["h\(index)"]
          #expect(html == expected || expected.isEmpty && html == " ", "round \(round), \(text)")
        }
        #expect(output.reports.isEmpty, "round \(round)")
      }
    }

    private func hostileText(using random: inout SeededGenerator) -> String {
      let pieces = [
        #"\N"#, #"\n"#, #"\"#, "&", "&lt;", "&#1;", "&#x41", ";", "<", ">", "<b>", "</", "<!--",
        "]]>",
        "\"", "'", "\0", "\u{1}", "\u{B}", "\u{FFFE}", "\u{202E}", "\u{2067}", "\u{301}",
        "\u{200D}",
        "\u{FE0F}", "👩", "市", "办", "é", "𠮷", " ", "  ", "\t", "\r\n", "|", "{", "}", "%s", "=",
        "--",
        "<TABLE>", "<BR/>", "\u{A0}", "\u{AD}", "\u{FEFF}", "한", "ا", "x", "0",
      ]
      var text = ""
      for _ in 0..<Int.random(in: 0...14, using: &random) {
        if Int.random(in: 0..<5, using: &random) == 0,
          let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random))
        {
          text.unicodeScalars.append(scalar)
        } else {
          text += pieces.randomElement(using: &random) ?? ""
        }
      }
      return text
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
