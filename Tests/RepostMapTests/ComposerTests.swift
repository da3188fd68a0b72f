import GraphvizKit
import RepostTrace
import Testing

@testable import RepostMap

/// Where things stand on a map that is composed.
@Suite struct ComposerTests {
  private func composer(_ trace: Trace, _ view: MapView = MapView()) -> MapComposer {
    MapComposer(
      plan: MapPlan(trace, view), wording: MapWording(language: .english), version: "0.0.0",
      graphviz: MapDrawing(.thisProcess))
  }

  @Test(arguments: samples)
  func zonesOfASampleStandInReadingOrder(name: String) throws {
    let composer = composer(try sample(name))
    let (_, arrangement) = try composer.best()
    // Of two hops between the same two, one has to go back.
    let hops = composer.plan.connections.filter { !$0.hops.isEmpty }
    let mutual = hops.count { line in
      hops.contains { $0.tail == line.head && $0.head == line.tail }
    }
    let faults = Faults(composer.plan, arrangement)
    #expect(faults.zones == 0)
    #expect(faults.hidden == 0)
    #expect(faults.backward == mutual / 2)
  }

  @Test(arguments: 0..<8)
  func noLabelOfALineCoversAShape(seed: Int) throws {
    let trace = try randomTrace(seed: UInt64(40 + seed), records: [6, 14, 24][seed % 3])
    let composer = composer(trace)
    let (_, arrangement) = try composer.best()
    var placer = LabelPlacer(arrangement)
    let placed = placer.placed()
    func covered(_ arrangement: Arrangement) -> Int {
      let labels = arrangement.edges.compactMap(\.labelFrame)
      let shapes = arrangement.nodes.compactMap { id, place in
        arrangement.sizes[id].map { Frame(around: place, $0) }
      }
      var count = 0
      for (place, label) in labels.enumerated() {
        count += shapes.count { $0.overlaps(label) }
        count += labels[(place + 1)...].count { $0.overlaps(label) }
      }
      return count
    }
    #expect(covered(placed) <= covered(arrangement))
    #expect(placed.nodes == arrangement.nodes)
    #expect(placed.edges.map(\.path) == arrangement.edges.map(\.path))
  }

  @Test func labelsThatStandOnOneAnotherAreMovedApart() {
    func edge(_ y: Double) -> Arrangement.Edge {
      let path = EdgePath(lines: [Point(x: 0, y: y), Point(x: 200, y: y)])
      return Arrangement.Edge(
        path: path, labelPlace: Point(x: 100, y: 52),
        labelSize: Graphviz.Box(width: 40, height: 20))
    }
    let arrangement = Arrangement(
      frame: Frame(lowerLeft: Point(x: 0, y: 0), upperRight: Point(x: 200, y: 200)), nodes: [:],
      sizes: [:], clusters: [:], edges: [edge(40), edge(120)])
    var placer = LabelPlacer(arrangement)
    let frames = placer.placed().edges.compactMap(\.labelFrame)
    #expect(frames.count == 2)
    #expect(!frames[0].overlaps(frames[1]))
    for frame in frames { #expect(frame.isWithin(arrangement.frame)) }
  }

  @Test func headingAndLegendLieOutsideTheBody() throws {
    let composer = composer(try sample("fax-and-mms-en"))
    let drawing = try composer.compose().drawing
    let output = try Graphviz.shared.arrange(drawing, engine: .placed)
    let body = try #require(
      output.clusters.values.map { ($0.lowerLeft.y, $0.upperRight.y) }.reduce(nil) {
        (known: (Double, Double)?, next) in
        known.map { (min($0.0, next.0), max($0.1, next.1)) } ?? next
      })
    let heading = try #require(output.nodes["block0"]).y
    let legend = try #require(output.nodes["block1"]).y
    #expect(heading > body.1)
    #expect(legend < body.0)
  }

  @Test func onlyCirclesAreDrawnAgainstTheWayOfTheItem() throws {
    // R2 makes L an origin of another item, which is no reason to draw R1 backwards.
    let trace = try traced(
      "id,time,from,to,item\nR1,2024-03-01,A,B,x\nR2,2024-03-02,B,L,x\nR3,2024-03-03,L,C,y\n")
    let plan = MapPlan(trace, MapView())
    #expect(plan.connections.filter(plan.runsBack).isEmpty)
    let circle = try traced(
      "id,time,from,to\nR1,2024-03-01,A,B\nR2,2024-03-02,B,C\nR3,2024-03-03,C,A\n")
    let turned = MapPlan(circle, MapView())
    let backward = turned.connections.filter(turned.runsBack)
    #expect(backward.count == 1)
    #expect(backward.first?.hops == [2])
  }

  @Test func pathsThatCrossAFrameAreNoticed() {
    let path = EdgePath(lines: [Point(x: 0, y: 0), Point(x: 100, y: 100)])
    func frame(_ x: Double, _ y: Double) -> Frame {
      Frame(around: Point(x: x, y: y), Graphviz.Box(width: 20, height: 20))
    }
    #expect(path.passes(through: frame(50, 50)))
    #expect(!path.passes(through: frame(80, 20)))
    #expect(!path.passes(through: frame(300, 300)))
  }
}
