import Foundation
import RepostGraph
import RepostMap
import RepostRecords
import RepostTrace
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct SampleTests {
  @Test(arguments: samples, Language.allCases)
  func sampleIsDrawn(name: String, language: Language) throws {
    let trace = try sample(name)
    let map = try SpreadMap(trace, language: language).render([.svg, .png], in: .thisProcess)
    let svg = try #require(map.files[.svg])
    #expect(XMLParser(data: Data(svg)).parse())
    #expect(try #require(map.files[.png]).starts(with: [0x89, 0x50, 0x4e, 0x47]))
    #expect(map.warnings == [])
    #expect(map.total == trace.graph.entityCount)
  }

  @Test func sameCaseGivesTheSameBytes() throws {
    let formats: Set<MapFormat> = [.svg, .png, .dot]
    let first = try SpreadMap(try sample("fax-and-mms"), language: .chinese).render(
      formats, in: .thisProcess)
    let second = try SpreadMap(try sample("fax-and-mms"), language: .chinese).render(
      formats, in: .thisProcess)
    for format in formats { #expect(first.files[format] == second.files[format], "\(format)") }
  }

  @Test func pdfIsMade() throws {
    let map = try SpreadMap(try sample("report-to-leader"), language: .english).render(
      [.pdf], in: .thisProcess)
    #expect(try #require(map.files[.pdf]).starts(with: Array("%PDF".utf8)))
  }

  @Test func formatFollowsTheEnding() {
    #expect(MapFormat(fileName: "a/b.map/spread.SVG") == .svg)
    #expect(MapFormat(fileName: "spread.pdf") == .pdf)
    #expect(MapFormat(fileName: "spread.jpeg") == nil)
    #expect(MapFormat(fileName: "svg") == nil)
  }
}
