import Foundation
import GraphvizKit
import GraphvizShim
import Testing

extension GraphvizKitTests {
  @Suite struct FailureTests {
    @Test func collectsMessagesAndKeepsStandardErrorClean() async throws {
      let result = await #expect(
        processExitsWith: .success, observing: [\.standardErrorContent]
      ) {
        let output = try Graphviz.shared.render([.svg]) { drawing in
          drawing.node("n1", label: .text("x"), [.color: "nosuchcolor", .shape: "nosuchshape"])
        }
        #expect(output.messages.map(\.level) == [.warning, .warning])
        #expect(output.messages.first?.text == "using box for unknown shape nosuchshape")
        #expect(output.messages.last?.text.contains("nosuchcolor is not a known color") == true)
        let huge = try Graphviz.shared.render([.svg]) { drawing in
          drawing.node("n1", label: .text("x"), [.fontsize: "100000"])
        }
        #expect(huge.messages.contains { $0.origin == .standardError && $0.text.contains("Pango") })
        FileHandle.standardError.write(Data("still there".utf8))
      }
      let written = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
      #expect(written == "still there")
    }

    @Test func keepsTheLastWordsOfAProcess() async throws {
      let aborted = await #expect(
        processExitsWith: .signal(SIGABRT), observing: [\.standardErrorContent]
      ) {
        gvs_collect_begin(true)
        FileHandle.standardError.write(Data("assertion failed".utf8))
        abort()
      }
      let left = await #expect(
        processExitsWith: .exitCode(3), observing: [\.standardErrorContent]
      ) {
        gvs_collect_begin(true)
        FileHandle.standardError.write(Data("no memory".utf8))
        exit(3)
      }
      let words = [aborted, left].map {
        String(decoding: $0?.standardErrorContent ?? [], as: UTF8.self)
      }
      #expect(words[0].contains("assertion failed"))
      #expect(words[1] == "no memory")
    }

    @Test func reportsAnUnknownEngine() throws {
      let error = #expect(throws: GraphvizError.self) {
        try Graphviz.shared.render([.svg], engine: .init("nosuch")) {
          $0.node("n1", label: .text("x"))
        }
      }
      guard case .unavailable("nosuch", let messages) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(messages.first?.level == .error)
      #expect(try Graphviz.shared.render([.svg]) { $0.node("n1", label: .text("x")) }.reports == [])
    }

    @Test func reportsThatThereAreNoPlugins() async {
      await #expect(processExitsWith: .success) {
        setenv("GVBINDIR", NSTemporaryDirectory(), 1)
        for _ in 0..<2 {
          let error = #expect(throws: GraphvizError.self) {
            try Graphviz.shared.render([.svg]) { $0.node("n1", label: .text("x")) }
          }
          guard case .unavailable("dot", let messages) = error else {
            Issue.record("\(String(describing: error))")
            return
          }
          #expect(messages.contains { $0.level == .error })
        }
      }
    }

    @Test(arguments: [
      Mistake("node n1 is drawn twice") { drawing in
        drawing.node("n1", label: .text("x"))
        drawing.cluster("c") { $0.node("n1", label: .text("y")) }
      },
      Mistake("cluster c is drawn twice") { drawing in
        drawing.cluster("c") { $0.cluster("c") { _ in } }
      },
      Mistake("edge n1 -> n2 has an end that is no node") { drawing in
        drawing.node("n1", label: .text("x"))
        drawing.edge(from: "n1", to: "n2")
      },
      Mistake("edge n1 -> n1 is drawn twice; merge the two") { drawing in
        drawing.node("n1", label: .text("x"))
        drawing.edge(from: "n1", to: "n1")
        drawing.edge(from: "n1", to: "n1")
      },
      Mistake("'Ortho' is no value for splines of the drawing") { drawing in
        drawing.attributes = [.splines: "Ortho"]
      },
      Mistake("'0' is no value for minlen of edges") { drawing in
        drawing.edgeDefaults = [.minlen: "0"]
      },
      Mistake("'a\"b' is no value for color of node n1") { drawing in
        drawing.node("n1", label: .text("x"), [.color: "a\"b"])
      },
    ])
    func refusesWhatCannotBeDrawn(mistake: Mistake) {
      let error = #expect(throws: GraphvizError.self) {
        try Graphviz.shared.render([.svg], build: mistake.build)
      }
      #expect(error?.description == mistake.message)
    }

    struct Mistake: Sendable {
      let message: String
      let build: @Sendable (inout Drawing) -> Void

      init(_ message: String, build: @escaping @Sendable (inout Drawing) -> Void) {
        self.message = message
        self.build = build
      }
    }

    @Test func passesOnWhatTheClosureThrows() {
      struct Refusal: Error {}
      let error = #expect(throws: GraphvizError.self) {
        try Graphviz.shared.render([.svg]) { drawing in
          try drawing.cluster("c") { _ in throw Refusal() }
        }
      }
      guard case .build(let cause) = error, cause is Refusal else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }
}
