import Foundation
import GraphvizKit
import Testing

extension GraphvizKitTests {
  @Suite struct ArrangementTests {
    private let drawing = Drawing { drawing in
      drawing.attributes = [.rankdir: "LR"]
      drawing.cluster("inside", label: .text("inside")) { zone in
        zone.node("a", label: .text("first"))
        zone.node("b", label: .text("second"))
        zone.edge(from: "a", to: "b", label: .text("①"))
      }
      drawing.node("c", label: .text("third"))
      drawing.edge(from: "b", to: "c", label: .text("②"), [.dir: "both", .arrowtail: "odot"])
    }

    @Test func whatIsPlacedAsArrangedLooksTheSame() throws {
      let arrangement = try Graphviz.shared.arrange(drawing)
      #expect(arrangement.isWhole)
      #expect(arrangement.edges.allSatisfy { $0.labelPlace != nil && $0.labelSize != nil })
      let direct = try Graphviz.shared.render(drawing, as: [.svg])
      let placed = try Graphviz.shared.render(
        drawing.placed(as: arrangement), as: [.svg], engine: .placed)
      let texts = try [direct, placed].map { try ShownText($0.files[.svg]).texts }
      #expect(texts[0] == texts[1])
      #expect(abs(direct.box.width - placed.box.width) < 20)
      #expect(abs(direct.box.height - placed.box.height) < 20)
      #expect(placed.messages == [])
    }

    @Test func mirroringTwiceChangesNothing() throws {
      let arrangement = try Graphviz.shared.arrange(drawing)
      let mirrored = arrangement.mirrored
      #expect(mirrored != arrangement)
      for (id, place) in arrangement.nodes {
        let other = try #require(mirrored.nodes[id])
        #expect(other.x == place.x)
        let height = arrangement.frame.lowerLeft.y + arrangement.frame.upperRight.y
        #expect(abs(other.y + place.y - height) < 0.001)
      }
      let again = mirrored.mirrored
      for (id, place) in arrangement.nodes {
        #expect(abs(try #require(again.nodes[id]).y - place.y) < 0.001)
      }
      #expect(arrangement.clusters.values.allSatisfy { $0.lowerLeft.y <= $0.upperRight.y })
      #expect(mirrored.clusters.values.allSatisfy { $0.lowerLeft.y <= $0.upperRight.y })
    }

    @Test func childArrangesTheSame() throws {
      let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "repost-tracer").path
      let child = DrawingProcess(executable: program)
      #expect(try child.arrange(drawing) == Graphviz.shared.arrange(drawing))
    }
  }
}
