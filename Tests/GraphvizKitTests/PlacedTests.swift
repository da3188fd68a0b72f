import Foundation
import GraphvizKit
import Testing

extension GraphvizKitTests {
  @Suite struct PlacedTests {
    @Test func drawsNodesAndEdgesWhereTheyArePut() throws {
      let output = try Graphviz.shared.render(placed, as: Graphviz.Format.allCases, engine: .placed)
      #expect(output.messages == [])
      let svg = String(decoding: try #require(output.files[.svg]), as: UTF8.self)
      // The lower left corner of the lane is the origin, and SVG counts downwards.
      #expect(try numbers("points", of: "lane", in: svg).corners == [0, -200, 500, 0])
      #expect(try numbers("points", of: "n1", in: svg).corners == [20.25, -120, 80.25, -80])
      #expect(try numbers("points", of: "n2", in: svg).corners == [400, -150, 460, -110])
      #expect(try numbers("points", of: "cluster_zone", in: svg).corners == [10, -190, 490, -10])
      #expect(
        try numbers("d", of: "n1->n2", in: svg) == [
          80.25, -100, 200, -100, 300, -130, 390, -130,
        ])
      // The tip of the arrowhead touches the node.
      #expect(try numbers("points", of: "n1->n2", in: svg).corners[2] == 400)
      #expect(try numbers("x", of: "n1->n2", in: svg) == [240])
      #expect(try ShownText(Array(svg.utf8)).texts["n1->n2"] == "① 09:00")
      #expect(output.box == Graphviz.Box(width: 500, height: 200))
      #expect(try !Picture(output.files[.png]).isBlank)
      #expect(output.files[.pdf]?.starts(with: "%PDF-".utf8) == true)
    }

    @Test func drawsInTheOrderInWhichNodesAreAdded() throws {
      for (order, titles) in [
        "nodesfirst": ["cluster_zone", "lane", "n1", "n2", "n1->n2"],
        "edgesfirst": ["cluster_zone", "n1->n2", "lane", "n1", "n2"],
      ] {
        var drawing = placed
        drawing.attributes[.outputorder] = order
        let output = try Graphviz.shared.render(drawing, as: [.svg], engine: .placed)
        let svg = String(decoding: try #require(output.files[.svg]), as: UTF8.self)
        let found = svg.matches(of: /<title>([^<]*)<\/title>/).map { match in
          String(match.1).replacing("&#45;&gt;", with: "->")
        }
        #expect(found.dropFirst() == titles[...], "\(order)")
      }
    }

    @Test func cutsNothingOff() throws {
      let drawing = Drawing { drawing in
        drawing.node("n1", label: .text("x"), at: Point(x: 0, y: 0))
        drawing.node("n2", label: .text("y"), at: Point(x: 100, y: 0))
        let (low, high) = (Point(x: 0, y: 0), Point(x: 100, y: 90))
        drawing.edge(
          from: "n1", to: "n2", label: .text("a long label at the side"),
          labelAt: Point(x: 100, y: -80),
          along: EdgePath(
            lines: [low, high], tailTip: Point(x: -200, y: -60), headTip: Point(x: 300, y: 200)),
          [.dir: "both", .arrowsize: "2"])
        drawing.cluster(
          "c", label: .text("a title that is wider than the box"),
          in: Frame(lowerLeft: Point(x: -80, y: -10), upperRight: Point(x: -70, y: 10)))
      }
      let output = try Graphviz.shared.render(drawing, as: [.svg], engine: .placed)
      let svg = String(decoding: try #require(output.files[.svg]), as: UTF8.self)
      let view = try #require(svg.firstMatch(of: /polygon fill="white"[^>]*points="([^"]*)"/)).1
      let corners = Self.numbers(in: view).corners
      let tips = svg.matches(of: /polygon fill="black"[^>]*points="([^"]*)"/)
      #expect(tips.count == 2)
      for tip in tips {
        let drawn = Self.numbers(in: tip.1).corners
        #expect(corners[0] < drawn[0] && corners[1] < drawn[1])
        #expect(corners[2] > drawn[2] && corners[3] > drawn[3])
      }
      #expect(output.box.width > 500 && output.box.height > 299)
    }

    @Test func cutsNothingOffOfRandomDrawings() throws {
      for seed in UInt64(0)..<200 {
        var random = SeededGenerator(seed: seed)
        let drawing = Drawing.random(using: &random)
        let output = try Graphviz.shared.render(drawing, as: [.svg], engine: .placed)
        let svg = String(decoding: try #require(output.files[.svg]), as: UTF8.self)
        _ = try ShownText(Array(svg.utf8))
        let shapes = svg.matches(of: /\b(?:points|d)="([^"]*)"/).map {
          Self.numbers(in: $0.1).corners
        }
        // The first is the background.
        let page = try #require(shapes.first)
        for shape in shapes {
          #expect(page[0] <= shape[0] && page[1] <= shape[1], "seed \(seed)")
          #expect(page[2] >= shape[2] && page[3] >= shape[3], "seed \(seed)")
        }
      }
    }

    @Test func labelsOfPathsWithoutAPlaceAreInTheMiddle() throws {
      let corners = [Point(x: 0, y: 0), Point(x: 50, y: 20), Point(x: 150, y: 20)]
      let (straight, bent) = (EdgePath(lines: Array(corners.suffix(2))), EdgePath(lines: corners))
      let output = try Graphviz.shared.render([.svg], engine: .placed) { drawing in
        drawing.node("a", label: .text("a"), at: corners[0])
        drawing.node("b", label: .text("b"), at: corners[2])
        drawing.edge(from: "a", to: "b", label: .text("bent"), along: bent)
        drawing.edge(from: "b", to: "b", label: .text("straight"), along: straight)
      }
      let svg = String(decoding: try #require(output.files[.svg]), as: UTF8.self)
      let middle = try numbers("cx", of: "a", in: svg)[0]
      #expect(try numbers("x", of: "a->b", in: svg) == [middle + 50])
      #expect(try numbers("x", of: "b->b", in: svg) == [middle + 100])
    }

    @Test func findsTheWayOfAnEdgeWithoutAPath() throws {
      let output = try Graphviz.shared.render([.svg], engine: .placed) { drawing in
        drawing.node("a", label: .text("a"), at: Point(x: 0, y: 0))
        drawing.node("b", label: .text("b"), at: Point(x: 200, y: 0))
        drawing.edge(from: "a", to: "b", label: .text("first"))
        drawing.edge(from: "a", to: "b", label: .text("second"))
      }
      #expect(try ShownText(output.files[.svg]).texts["a->b"]?.contains("second") == true)
    }

    @Test func measuresWhatNodesWillBe() throws {
      let drawing = Drawing { drawing in
        drawing.nodeDefaults = [.shape: "box", .margin: "0.1,0.05"]
        drawing.node("short", label: .text("x"))
        drawing.cluster("zone") { zone in
          zone.node("long", label: .text("a label of some length"))
          zone.node("high", label: .plain(PlainLabel(lines: ["1", "2", "3", "4"])))
          zone.node("bare", label: .html(HTMLLabel([[TextRun("bare")]])), [.shape: "plain"])
          zone.node("fixed", label: .text("x"), size: Graphviz.Box(width: 123.4, height: 50))
          zone.edge(from: "long", to: "high")
        }
      }
      let sizes = try Graphviz.shared.measure(drawing)
      #expect(sizes.count == 5)
      #expect(sizes["short"] == Graphviz.Box(width: 54, height: 36))
      #expect(try #require(sizes["long"]).width > 100)
      #expect(try #require(sizes["high"]).height > 60)
      #expect(try #require(sizes["bare"]).height < 30)
      #expect(sizes["fixed"] == Graphviz.Box(width: 123, height: 50))
      // What is measured is what is drawn.
      let output = try Graphviz.shared.render([.svg], engine: .placed) {
        $0.node(
          "long", label: .text("a label of some length"), at: Point(x: 7, y: 7),
          [.shape: "box", .margin: "0.1,0.05"])
      }
      let svg = String(decoding: try #require(output.files[.svg]), as: UTF8.self)
      let corners = try numbers("points", of: "long", in: svg).corners
      #expect(abs(corners[2] - corners[0] - (sizes["long"]?.width ?? 0)) < 0.02)
    }

    @Test func measuringRefusesWhatCannotBeDrawn() {
      let error = #expect(throws: GraphvizError.self) {
        try Graphviz.shared.measure(
          Drawing { $0.node("n1", label: .text("x"), [.shape: "record"]) })
      }
      #expect(error?.description == "'record' is no value for shape of node n1")
    }

    @Test(arguments: [
      Mistake("node n1 has no place that can be drawn") { $0.node("n1", label: .text("x")) },
      Mistake("node n1 has no place that can be drawn") {
        $0.node("n1", label: .text("x"), at: Point(x: .nan, y: 0))
      },
      Mistake("node n1 has no place that can be drawn") {
        $0.node("n1", label: .text("x"), at: Point(x: 0, y: -.infinity))
      },
      Mistake("node n1 has a height that cannot be drawn: 0.0") {
        $0.node("n1", label: .text("x"), size: Graphviz.Box(width: 1, height: 0))
      },
      Mistake("cluster c has no place that can be drawn") {
        let place = Point(x: 0, y: .infinity)
        $0.cluster("c", in: Frame(lowerLeft: place, upperRight: place))
      },
      Mistake("cluster c has no place that can be drawn") { $0.cluster("c") { _ in } },
      Mistake("the path of edge n1 -> n1 has 3 points, not 4, 7, 10 …") {
        let place = Point(x: 0, y: 0)
        $0.node("n1", label: .text("x"), at: place)
        $0.edge(from: "n1", to: "n1", along: EdgePath(curves: [place, place, place]))
      },
      Mistake("edge n1 -> n1 has no place that can be drawn") {
        let place = Point(x: 0, y: 0)
        $0.node("n1", label: .text("x"), at: place)
        $0.edge(
          from: "n1", to: "n1",
          along: EdgePath(lines: [place, place], headTip: Point(x: 1e300, y: 0)))
      },
    ])
    func refusesPlacesThatCannotBeDrawn(mistake: Mistake) {
      let error = #expect(throws: GraphvizError.self) {
        try Graphviz.shared.render([.svg], engine: .placed, build: mistake.build)
      }
      #expect(error?.description == mistake.message)
    }

    @Test func otherEnginesFindPlacesOfTheirOwn() throws {
      let free = try Graphviz.shared.render([.svg]) { $0.node("n1", label: .text("x")) }
      let given = try Graphviz.shared.render([.svg]) {
        $0.node("n1", label: .text("x"), at: Point(x: .nan, y: 5))
      }
      #expect(given.dot == free.dot && given.files[.svg] == free.files[.svg])
    }

    @Test func writesNumbersThatEveryMachineReads() throws {
      let output = try Graphviz.shared.render([], engine: .placed) { drawing in
        drawing.node("a", label: .text("a"), at: Point(x: -0.5, y: 1234.000_014))
        drawing.node("b", label: .text("b"), at: Point(x: -0.000_001, y: 1e-9))
      }
      #expect(output.dot.contains(#"pos="-0.5,1234.00001""#))
      #expect(output.dot.contains(#"pos="0,0""#))
      #expect(output.dot.contains("layout=nop2"))
    }

    struct Mistake: Sendable {
      let message: String
      let build: @Sendable (inout Drawing) -> Void

      init(_ message: String, build: @escaping @Sendable (inout Drawing) -> Void) {
        self.message = message
        self.build = build
      }
    }

    /// A lane, a zone over it, and two nodes with an edge.
    private var placed: Drawing {
      Drawing { drawing in
        let corner = Point(x: -100, y: -50)
        func point(_ x: Double, _ y: Double) -> Point { Point(x: corner.x + x, y: corner.y + y) }
        func node(_ id: NodeID, at place: Point, _ width: Double, _ height: Double) {
          drawing.node(
            id, label: .text("张"), at: place, size: Graphviz.Box(width: width, height: height),
            [.shape: "box"])
        }
        drawing.cluster(
          "zone", label: .text("zone"),
          in: Frame(lowerLeft: point(10, 10), upperRight: point(490, 190)))
        node("lane", at: point(250, 100), 500, 200)
        node("n1", at: point(50.25, 100), 60, 40)
        node("n2", at: point(430, 130), 60, 40)
        drawing.edge(
          from: "n1", to: "n2", label: .text("① 09:00"), labelAt: point(240, 140),
          along: EdgePath(
            curves: [point(80.25, 100), point(200, 100), point(300, 130), point(390, 130)],
            headTip: point(400, 130)))
      }
    }

    /// The numbers in an attribute of the first element that has it within a part of an SVG.
    private func numbers(_ attribute: String, of title: String, in svg: String) throws -> [Double] {
      let name = title.replacing("->", with: "&#45;&gt;")
      let start = try #require(svg.firstRange(of: "<title>\(name)</title>")).upperBound
      let part = svg[start...].prefix(
        upTo: svg[start...].firstRange(of: "</g>")?.lowerBound ?? start)
      let value = try #require(part.firstRange(of: " \(attribute)=\"")).upperBound
      return Self.numbers(in: part[value...].prefix { $0 != "\"" })
    }

    private static func numbers(in text: Substring) -> [Double] {
      text.matches(of: /-?[0-9.]+/).compactMap { Double($0.0) }
    }
  }
}

extension Drawing {
  /// Nodes and boxes anywhere, and edges with paths and arrowheads of all kinds.
  fileprivate static func random(using random: inout SeededGenerator) -> Self {
    let nodes = (0..<Int.random(in: 1...20, using: &random)).map { NodeID("n\($0)") }
    let arrows = ["", "diamond", "odot", "crow", "inv", "tee", "box", "crowdiamond"]
    var drawing = Drawing()
    drawing.label = Bool.random(using: &random) ? .text("title") : nil
    for node in nodes {
      let size = Graphviz.Box(
        width: .random(in: 0.1...300, using: &random), height: .random(in: 0.1...90, using: &random)
      )
      drawing.node(
        node, label: .text("张"), at: .random(using: &random),
        size: Bool.random(using: &random) ? size : nil, [.shape: "box"])
    }
    for index in 0..<Int.random(in: 0...3, using: &random) {
      drawing.cluster(
        NodeID("c\(index)"), label: .text("a title"),
        in: Frame(lowerLeft: .random(using: &random), upperRight: .random(using: &random)))
    }
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      let curves = Int.random(in: 1...3, using: &random)
      let path = EdgePath(
        curves: (0..<1 + 3 * curves).map { _ in .random(using: &random) },
        tailTip: Bool.random(using: &random) ? .random(using: &random) : nil,
        headTip: Bool.random(using: &random) ? .random(using: &random) : nil)
      drawing.edge(
        from: nodes.randomElement(using: &random) ?? "n0",
        to: nodes.randomElement(using: &random) ?? "n0", label: .text("09:00"), along: path,
        [
          .dir: "both", .arrowhead: arrows.randomElement(using: &random) ?? "",
          .arrowtail: arrows.randomElement(using: &random) ?? "",
          .arrowsize: ["", "2"].randomElement(using: &random) ?? "",
        ])
    }
    return drawing
  }
}

extension Point {
  fileprivate static func random(using random: inout SeededGenerator) -> Self {
    func number() -> Double {
      Bool.random(using: &random) ? .random(in: -900...900, using: &random) : 100
    }
    return Self(x: number(), y: number())
  }
}

extension [Double] {
  /// The least and the greatest x and y of pairs of numbers.
  fileprivate var corners: [Double] {
    let across = indices.filter { $0.isMultiple(of: 2) }.map { self[$0] }
    let down = indices.filter { !$0.isMultiple(of: 2) }.map { self[$0] }
    return [across.min() ?? 0, down.min() ?? 0, across.max() ?? 0, down.max() ?? 0]
  }
}
