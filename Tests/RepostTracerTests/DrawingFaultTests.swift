#if os(Linux)
import Foundation
import GraphvizShim
import Testing

/// A layout that breaks down, hangs or eats memory ends the drawing and not the case.
@Suite struct DrawingFaultTests {
  // Under a sanitizer nothing limits memory.
  private static let faults =
    [("crash", "SIGSEGV"), ("hang", "not finished after 1 s")]
    + (gvs_limits_memory() ? [("memory", "MB of memory")] : [])

  @Test(arguments: faults, ["en", "zh"])
  func everythingElseIsWrittenAndSaysWhy(fault: (String, String), language: String) throws {
    let folder = try Folder()
    let out = folder.url.path + "/out"
    let outcome = try trace(
      out, language, ["FAULT_LAYOUT": fault.0], seconds: fault.0 == "hang" ? 1 : 60)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let words = language == "en" ? "without map.png: " : "但没有 map.png："
    #expect(outcome.output.contains(words) && outcome.output.contains(fault.1), "\(outcome.output)")
    #expect(outcome.errors.contains("everything else is written"))
    let contents = try EarlierRun.contents(out)
    #expect(
      contents.keys.sorted() == [
        "forwarders.csv", "forwarders.xlsx", "manifest.json", "report.html", "trace.json",
      ])
    let page = String(decoding: contents["report.html"] ?? Data(), as: UTF8.self)
    let said = language == "en" ? "The map could not be drawn: " : "传播图未能绘制："
    #expect(page.contains(said) && page.contains(fault.1))
    #expect(try folder.names() == ["out"])
  }

  @Test(arguments: faults, ["en", "zh"])
  func theMapIsDrawnSmallerAndSaysSo(fault: (String, String), language: String) throws {
    let folder = try Folder()
    let out = folder.url.path + "/out"
    let mark = folder.url.path + "/failed"
    // Where a layout hangs, the second attempt needs time of its own on a slow machine.
    let outcome = try trace(
      out, language, ["FAULT_LAYOUT": fault.0, "FAULT_ONCE": mark],
      seconds: fault.0 == "hang" ? 10 : 60)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let words = language == "en" ? "The map has fewer shapes" : "传播图已改用较少的图形"
    let why = fault.0 == "hang" ? "not finished after 10 s" : fault.1
    #expect(outcome.output.contains(words) && outcome.output.contains(why), "\(outcome.output)")
    let contents = try EarlierRun.contents(out)
    #expect(contents["map.svg"] != nil && contents["map.png"] != nil)
    let page = String(decoding: contents["report.html"] ?? Data(), as: UTF8.self)
    let said = language == "en" ? "This map has fewer shapes" : "本图的图形比要求的少"
    #expect(page.contains(said) && page.contains(why))
  }

  private func trace(
    _ out: String, _ language: String, _ faults: [String: String], seconds: Int
  ) throws -> Tool.Outcome {
    try Tool.run(
      [
        "trace", "samples/fax-and-mms-en", "-o", out, "--lang", language, "--map-timeout",
        "\(seconds)",
      ], environment: try Preload.environment(faults))
  }
}
#endif
