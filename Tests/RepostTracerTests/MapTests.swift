import Foundation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What the options of maps do for a user who types them.
@Suite struct MapTests {
  private func svg(_ arguments: [String]) throws -> String {
    let outcome = try Tool.run(["map"] + arguments)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return outcome.output
  }

  @Test(arguments: ["chain", "time", "tree"], ["en", "zh"])
  func everyLayoutIsValidAndSelfContained(layout: String, language: String) throws {
    let text = try svg(["samples/fax-and-mms", "--layout", layout, "--lang", language])
    #expect(XMLParser(data: Data(text.utf8)).parse())
    for word in ["<script", "<!DOCTYPE", "href=", "url(", "<image", "file:"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.contains("role=\"img\""))
    #expect(text.contains("<title id=\"map-title\">"))
    #expect(text.contains("<desc id=\"map-description\">"))
    // Text is text: names can be searched for and copied.
    #expect(text.contains(">张某乙</text>"))
    // Everyone and every hop keeps its identity in every layout.
    #expect(text.contains("id=\"entity-_5f20__67d0__4e59_\""))
    #expect(text.contains("id=\"hop-R8\""))
    // The evidence stands beside the pointer.
    #expect(text.contains(language == "zh" ? "证据：" : "evidence: "))
  }

  @Test func narrowedMapsSayWhatTheyShow() throws {
    let sample = "samples/fax-and-mms-en"
    let focus = try svg([sample, "--focus", "Tao", "--lang", "en"])
    #expect(focus.contains("what can have led to Tao"))
    #expect(!focus.contains(">12 counties (districts)</text>"))
    let paths = try svg([sample, "--paths-only", "--lang", "en"])
    #expect(paths.contains("only the chains to the first breach"))
    #expect(!paths.contains(">12 counties (districts)</text>"))
    let zone = try svg([sample, "--zone", "overseas", "--lang", "en"])
    #expect(zone.contains(">Overseas social site</text>") || zone.contains("Overseas social"))
    #expect(!zone.contains(">Xu</text>"))
    let until = try svg([sample, "--until", "2017-06", "--lang", "en"])
    #expect(until.contains("8 of 9 records are not shown"))
    #expect(!until.contains(">Xu</text>"))
  }

  @Test(arguments: [
    (["--focus", "Zhang C"], "'Zhang A', 'Zhang B'"),
    (["--zone", "cellar"], "one of 'authorised'"),
    (["--until", "yesterday"], "is no time"),
    (["--budget", "0"], "budget"),
    (["--dpi", "10"], "--dpi is 10"),
    (["--map-timeout", "0"], "--map-timeout is 0"),
    (["--layout", "circle"], "layout"),
  ])
  func whatIsNotOfTheCaseIs64(options: [String], words: String) throws {
    for command in ["map", "trace"] {
      let folder = try Folder()
      let outcome = try Tool.run(
        [command, "samples/fax-and-mms-en", "-o", folder.url.path + "/out.svg"] + options)
      #expect(outcome.code == 64, "\(command)")
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
      #expect(try folder.names() == [])
    }
  }

  @Test func resolutionIsTheOneAskedFor() throws {
    let folder = try Folder()
    var widths: [Int] = []
    for dpi in ["72", "144"] {
      let file = folder.url.path + "/\(dpi).png"
      #expect(
        try Tool.run(["map", "samples/report-to-leader", "-o", file, "--dpi", dpi]).code == 0)
      let header = try Data(contentsOf: URL(filePath: file)).dropFirst(16).prefix(4)
      widths.append(header.reduce(0) { $0 << 8 | Int($1) })
    }
    #expect(abs(widths[1] - 2 * widths[0]) <= 2)
  }

  @Test func charactersWithoutAFontAreNamed() throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", "id,from,to\nR1,A,B\u{F8FFE}\n")
    let file = folder.url.path + "/map.png"
    let warned = try Tool.run(["map", records, "-o", file, "--lang", "en"])
    #expect(warned.code == 0)
    #expect(warned.errors.contains("U+F8FFE"))
    try FileManager.default.removeItem(atPath: file)
    let strict = try Tool.run(["map", records, "-o", file, "--lang", "en", "--strict-fonts"])
    #expect(strict.code == 69)
    #expect(strict.errors.contains("U+F8FFE"))
    #expect(try folder.names() == ["r.csv"])
  }

  @Test func mapThatTakesTooLongIsFoldedAndTheRestIsWritten() throws {
    let folder = try Folder()
    var text = "id,time,from,to\n"
    var state: UInt64 = 7
    func next(_ count: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % count
    }
    for record in 0..<4000 {
      text += "R\(record),2024-03-0\(1 + record / 500),E\(next(700)),E\(next(700))\n"
    }
    let records = try folder.file("r.csv", text)
    let output = folder.url.path + "/out"
    let outcome = try Tool.run([
      "trace", records, "-o", output, "--budget", "all", "--map-timeout", "1", "--lang", "en",
    ])
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("not finished after 1 s"))
    let names = try FileManager.default.contentsOfDirectory(atPath: output)
    #expect(names.contains("trace.json") && names.contains("report.html"))
    // A slow machine may not draw the small one in time either, and then says so.
    #expect(names.contains("map.png") || outcome.output.contains("without map.png"))
  }

  @Test func theHiddenArgumentIsForProgramsAlone() throws {
    let outcome = try Tool.run(["__draw"])
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("for programs alone"))
  }
}
