import Foundation
import GraphvizKit
import RepostTrace
import Testing

@testable import RepostMap

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct TimePainterTests {
  private static func output(
    _ trace: Trace, _ language: Language, budget: Int = 40
  ) throws -> Graphviz.Output {
    var view = MapView()
    view.budget = .shapes(budget)
    view.layout = .time
    let plan = MapPlan(trace, view)
    let wording = MapWording(language: language)
    let graphviz = MapDrawing(.thisProcess)
    let composer = MapComposer(plan: plan, wording: wording, version: "0", graphviz: graphviz)
    return try graphviz.render(try composer.composeAlongTime(), [.svg], 144)
  }

  @Test(arguments: samples, Language.allCases)
  func sampleIsDrawn(name: String, language: Language) throws {
    let output = try Self.output(try sample(name), language)
    #expect(XMLParser(data: Data(try #require(output.files[.svg]))).parse())
    #expect(output.messages.map(\.text) == [])
  }

  @Test func randomCasesAreDrawnTheSameEveryTime() throws {
    for seed in UInt64(0)..<12 {
      let trace = try randomTrace(seed: seed, records: [1, 12, 90][Int(seed) % 3])
      let outputs = try (0..<2).map { _ in try Self.output(trace, .english, budget: 60) }
      #expect(outputs[0].files[.svg] == outputs[1].files[.svg], "seed \(seed)")
      #expect(outputs[0].messages.map(\.text) == [], "seed \(seed)")
    }
  }

  @Test func everyHopHasItsNumberOnTheMap() throws {
    let output = try Self.output(try sample("fax-and-mms"), .chinese)
    let svg = String(decoding: try #require(output.files[.svg]), as: UTF8.self)
    for number in "①②③④⑤⑥⑦⑧⑨" { #expect(svg.contains(number)) }
    #expect(svg.contains("2017年") && svg.contains("时间无记载"))
  }

  @Test func hostileNamesAreDrawnAsText() throws {
    let output = try Self.output(
      try traced("id,time,from,to\nR1,2024-01-01,<b>\\N,\"a\"\"><script>\"\n"), .english)
    let svg = String(decoding: try #require(output.files[.svg]), as: UTF8.self)
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(!svg.contains("<script>") && svg.contains("&lt;script&gt;"))
  }

  @Test func aCaseOfOneHopIsDrawn() throws {
    for time in ["", "2024", "2024-05-06T10:00:05.123456Z", "2024-05-06/2025-01-01"] {
      let output = try Self.output(try traced("id,time,from,to\nR1,\(time),A,B\n"), .english)
      #expect(output.messages.map(\.text) == [], "\(time)")
    }
  }

  @Test(arguments: Language.allCases)
  func linesAreSaidToStandAsideOnlyWhereTheyDo(language: Language) throws {
    let wording = MapWording(language: language)
    func isSaid(_ times: [String]) throws -> Bool {
      let rows = times.enumerated().map { "R\($0),\($1),A,B\($0)\n" }.joined()
      let plan = MapPlan(try traced("id,time,from,to\n" + rows), budget: 40)
      let notes = TimePainter(plan: plan, wording: wording).labels.notes
      return notes.contains(wording[.legendSideBySide])
    }
    let instant = "2024-05-06T10:00:00Z"
    let days = (1...8).map { "2024-05-0\($0)" }
    #expect(try isSaid([String](repeating: instant, count: 8) + ["2024-05-09T10:00:00Z"]))
    #expect(try !isSaid([instant, "2024-05-09T10:00:00Z"]))
    #expect(try !isSaid(days))
    #expect(try !isSaid([String](repeating: "", count: 8)))
  }

  @Test func eachLineHasAnIdentityOfItsOwn() throws {
    for name in samples {
      let plan = MapPlan(try sample(name), budget: 40)
      let painter = TimePainter(plan: plan, wording: MapWording(language: .english))
      let ids = painter.elements.map(\.id)
      #expect(Set(ids).count == ids.count)
      let hops = painter.elements.flatMap(\.connection.hops)
      #expect(hops.sorted() == plan.connections.flatMap(\.hops).sorted(), "\(name)")
    }
  }
}
