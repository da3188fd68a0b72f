import GraphvizKit
import Testing

extension GraphvizKitTests {
  @Suite struct RenderTests {
    @Test(arguments: [Graphviz.Engine.dot, .neato, .twopi, .circo, .sfdp])
    func drawsTheSameEveryTime(engine: Graphviz.Engine) throws {
      let first = try Graphviz.shared.render([.svg], engine: engine, build: cascade)
      for _ in 0..<9 {
        let again = try Graphviz.shared.render(
          [.svg, .png], engine: engine, dpi: 20, build: cascade)
        #expect(again.dot == first.dot)
        #expect(again.files[.svg] == first.files[.svg])
      }
    }

    @Test func drawsTheSameInAnotherProcess() async throws {
      let here = try Graphviz.shared.render([.svg], build: cascade)
      let other = await #expect(
        processExitsWith: .success, observing: [\.standardOutputContent]
      ) {
        let there = try Graphviz.shared.render([.svg], build: cascade)
        print(there.dot, String(decoding: there.files[.svg] ?? [], as: UTF8.self))
      }
      let text = here.dot + " " + String(decoding: here.files[.svg] ?? [], as: UTF8.self)
      let printed = String(decoding: try #require(other).standardOutputContent, as: UTF8.self)
      #expect(printed.contains(text))
    }

    @Test func drawsFromManyTasksAtOnce() async throws {
      let first = try Graphviz.shared.render([.svg], build: cascade)
      try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
        for _ in 0..<200 {
          group.addTask {
            try Graphviz.shared.render([.svg, .png], dpi: 20, build: cascade).files[.svg]
          }
        }
        for try await svg in group {
          #expect(svg == first.files[.svg])
        }
      }
    }

    @Test func writesDOTThatSaysWhatWasDescribed() throws {
      let output = try Graphviz.shared.render([]) { drawing in
        drawing.label = .text("title")
        drawing.attributes = [.rankdir: "LR", .bgcolor: "#fafafa", .splines: ""]
        drawing.nodeDefaults = [.shape: "box"]
        drawing.cluster("zone", label: .text("区"), [.style: "rounded"]) { zone in
          zone.node("n1", label: .text("甲"), [.penwidth: "2", .class: "leak origin"])
          zone.cluster("inner") { $0.node("n2", label: .html(HTMLLabel([[TextRun("乙")]]))) }
          zone.edge(from: "n2", to: "n1", label: .text("a & b"), [.style: "dashed"])
        }
      }
      #expect(output.files.isEmpty)
      #expect(
        output.dot.replacing(FontFamily.names, with: "FONTS") == """
          digraph drawing {
          	graph [bgcolor="#fafafa",
          		fontname="FONTS",
          		label=title,
          		newrank=true,
          		rankdir=LR
          	];
          	node [fontname="FONTS",
          		label="\\N",
          		shape=box
          	];
          	edge [fontname="FONTS"];
          	subgraph cluster_zone {
          		graph [bgcolor="",
          			label=区,
          			rankdir="",
          			splines="",
          			style=rounded
          		];
          		subgraph cluster_inner {
          			graph [label="",
          				style=""
          			];
          			n2	[label=<乙>];
          		}
          		n1	[class="leak origin",
          			label=甲,
          			penwidth=2];
          	}
          	n2 -> n1	[label="a &amp; b",
          		style=dashed];
          }

          """)
    }

    @Test func keepsTitleAndAttributesOutOfClusters() throws {
      let output = try Graphviz.shared.render([.svg]) { drawing in
        drawing.label = .text("title")
        drawing.attributes = [.bgcolor: "#123456"]
        drawing.cluster("outer", label: .text("outer"), [.fillcolor: "#654321", .style: "filled"]) {
          $0.cluster("inner") { $0.node("n1", label: .text("x")) }
        }
      }
      #expect(try ShownText(output.files[.svg]).texts["cluster_inner"] == "")
      let svg = String(decoding: output.files[.svg] ?? [], as: UTF8.self)
      #expect(svg.ranges(of: "#123456").count == 1)
      #expect(svg.ranges(of: "fill=\"#654321\"").count == 1)
    }

    @Test func writesSVGThatRefersToNothingOutside() throws {
      let output = try Graphviz.shared.render([.svg]) { drawing in
        drawing.node("n1", label: .text("x"), [.id: "person_1", .class: "leak"])
      }
      let svg = String(decoding: output.files[.svg] ?? [], as: UTF8.self)
      #expect(svg.hasPrefix("<?xml") && svg.contains("<title>n1</title>"))
      #expect(svg.contains(#"id="person_1" class="node leak""#))
      #expect(!svg.contains("DOCTYPE") && !svg.contains(".dtd"))
    }

    @Test(arguments: AttributeName.allCases)
    func neverWritesMarkupFromAValue(name: AttributeName) throws {
      let hostile = #""/><script>alert(1)</script><a href="javascript:x"#
      let output = try? Graphviz.shared.render([.svg]) { drawing in
        drawing.attributes = [name: hostile]
        drawing.node("n1", label: .text("x"), [name: hostile])
      }
      #expect((output == nil) == (name != .tooltip))
      #expect(try output.map { try ShownText($0.files[.svg]).elements.contains("script") } != true)
    }
  }
}

/// Three clusters, one within another, with labels of both kinds.
@Sendable private func cascade(_ drawing: inout Drawing) {
  drawing.attributes = [.rankdir: "LR", .nodesep: "0.34"]
  drawing.label = .html(HTMLLabel(HTMLTable([[HTMLCell(HTMLLabel([[TextRun("图例")]]))]])))
  for zone in 0..<2 {
    drawing.cluster(NodeID("zone\(zone)"), label: .text("区 \(zone)")) { content in
      for index in 0..<12 {
        content.node(NodeID("n\(zone)_\(index)"), label: .text("人 \(index)"), [.shape: "box"])
      }
      content.cluster(NodeID("group\(zone)"), label: .text("群")) { group in
        group.node(NodeID("g\(zone)"), label: .html(HTMLLabel([[TextRun("群", bold: true)]])))
      }
    }
  }
  for zone in 0..<2 {
    for index in 1..<12 {
      drawing.edge(
        from: NodeID("n\(zone)_\(index / 3)"), to: NodeID("n\(1 - zone)_\(index)"),
        label: .text("① 09:0\(index)"))
    }
    drawing.edge(from: "n0_1", to: NodeID("g\(zone)"))
  }
}
