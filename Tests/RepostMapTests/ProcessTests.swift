import Foundation
import GraphvizKit
import RepostTrace
import Testing

@testable import RepostMap

/// Maps that are drawn in a child process, and what becomes of them when it fails.
@Suite struct ProcessTests {
  /// The program lies beside the bundle of tests.
  static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "repost-tracer").path

  private static func shell(_ script: String, seconds: Double = 20) -> MapProcess {
    .child(of: "/bin/sh", arguments: ["-c", script, "sh"], time: .seconds(seconds))
  }

  @Test(arguments: MapLayout.allCases)
  func childDrawsTheSameAsThisProcess(layout: MapLayout) throws {
    var view = MapView()
    view.layout = layout
    let map = SpreadMap(try sample("fax-and-mms"), language: .chinese, view: view)
    let child = MapProcess.child(of: Self.program, time: .seconds(60))
    let formats: Set<MapFormat> = [.svg, .png, .dot]
    let (here, there) = (
      try map.render(formats, in: .thisProcess), try map.render(formats, in: child)
    )
    for format in formats { #expect(here.files[format] == there.files[format], "\(format)") }
    #expect(there.warnings == [])
  }

  @Test(arguments: [
    ("kill -SEGV $$", "SIGSEGV"), ("echo 'lost a b edge' >&2; kill -ABRT $$", "lost a b edge"),
    ("exit 3", "exit code 3"), ("echo nonsense", "not a drawing"),
  ])
  func drawingThatFailsTwiceIsAnErrorThatSaysWhy(script: String, word: String) throws {
    let map = SpreadMap(try sample("fax-and-mms-en"), language: .english)
    let error = #expect(throws: MapError.self) {
      try map.render([.svg], in: Self.shell(script))
    }
    #expect(error?.kind == .drawing)
    #expect(error?.description.contains(word) == true)
    #expect(error?.description.contains("with fewer shapes") == true)
  }

  @Test func drawingThatHangsIsEndedInTime() throws {
    let map = SpreadMap(try sample("fax-and-mms-en"), language: .english)
    let start = ContinuousClock.now
    let error = #expect(throws: MapError.self) {
      try map.render([.svg], in: Self.shell("sleep 600", seconds: 0.3))
    }
    #expect(error?.description.contains("not finished after 0.3 s") == true)
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test func drawingThatFailsOnceIsMadeSmaller() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let mark = folder.appending(path: "failed").path
    let script =
      "if [ -e '\(mark)' ]; then exec '\(Self.program)' __draw; fi; : > '\(mark)'; kill -ABRT $$"
    let trace = try randomTrace(seed: 5, records: 120)
    let map = try SpreadMap(trace, language: .english).render(
      [.svg], in: Self.shell(script, seconds: 60))
    #expect(map.warnings.contains { $0.contains("fewer shapes") && $0.contains("SIGABRT") })
    #expect(map.files[.svg]?.isEmpty == false)
    let whole = try SpreadMap(trace, language: .english).render([.svg], in: .thisProcess)
    #expect(map.shown <= whole.shown)
  }

  @Test func programThatCannotBeStartedIsNamed() throws {
    let map = SpreadMap(try sample("fax-and-mms-en"), language: .english)
    let error = #expect(throws: MapError.self) {
      try map.render([.svg], in: .child(of: "/nowhere/to/be/found", time: .seconds(5)))
    }
    #expect(error?.description.contains("/nowhere/to/be/found") == true)
  }

  @Test func fontsAreNamedForWhatIsMissing() {
    #expect(
      FontAdvice.packages(for: ["张", "转", "\u{20BB7}"]) == [
        "fonts-noto-cjk", "fonts-noto-cjk-extra",
      ])
    #expect(
      FontAdvice.packages(for: ["\u{1F600}", "\u{0F40}"]) == [
        "fonts-noto-color-emoji", "fonts-noto-core",
      ])
  }
}
