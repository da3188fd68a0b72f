import Foundation
import RepostRecords
import RepostReport
import RepostTrace
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

private let drawing = Array(
  "<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>\n"
    .utf8)

@Test(arguments: Language.allCases)
func everySampleGivesWellFormedHTML(language: Language) throws {
  for name in sampleNames {
    let html = reportHTML(try sample(name), language: language, svg: drawing, version: "0")
    let page = try page(html)
    #expect(page.contains("<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>"), "\(name)")
    #expect(!page.contains("<?xml"), "\(name)")
    #expect(page.ranges(of: "<script").count == 2, "\(name)")
    #expect(page.contains("lang=\"\(language == .chinese ? "zh-CN" : "en")\""))
    #expect(page.contains("content=\"default-src &#39;none&#39;; style-src &#39;sha256-"))
    #expect(!page.contains("unsafe-inline") && !page.contains("style=\""), "\(name)")
  }
}

@Test func hostileNamesStayText() throws {
  let names = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a'b&lt&c]]>", "--><!--",
    "rtl\u{202E}name", "bell\u{7}\u{1B}[31m", "</td></tr></table>", "\u{FFFE}\u{0}",
  ]
  var records = "id,from,to,channel,evidence,item\n"
  for (place, name) in names.enumerated() {
    let cell = "\"" + name.replacing("\"", with: "\"\"").replacing("\u{0}", with: "") + "\""
    records += "\"R\(place)<b>\",\(cell),Next,\(cell),\(cell),\(cell)\n"
  }
  let trace = try trace(records)
  for language in Language.allCases {
    let page = try page(reportHTML(trace, language: language, svg: [], version: "<v>"))
    for piece in ["<script>alert", "<img", "onerror=alert(1)>", "<b>", "<v>", "\u{202E}", "\u{7}"] {
      #expect(!page.contains(piece), "\(piece)")
    }
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(page.contains("rtl\\u{202e}name"))
  }
}

@Test func withoutAMapThePageSaysSo() throws {
  let trace = try trace("from,to\nA,B\n")
  for svg in [[], Array("no drawing".utf8), [0xFF, 0xFE]] {
    let page = try page(reportHTML(trace, language: .english, svg: svg, version: "0"))
    #expect(page.contains("No map was drawn for this report."))
  }
}

@Test func longTablesAreCutAndSaySo() throws {
  var records = "from,to\n"
  for record in 0..<2_005 { records += "A,P\(record)\n" }
  let page = try page(
    reportHTML(try trace(records), language: .english, svg: [], version: "0"))
  #expect(page.contains("2000 of 2005 shown."))
}

@Test func levelsThroughUnrecordedHandsAreAtLeast() throws {
  let page = try page(
    reportHTML(
      try sample("public-account-draft"), language: .english, svg: [], version: "0"))
  #expect(page.contains("<td class=\"number\">2</td>"))
  #expect(page.contains("<td class=\"number\" data-key=\"3\">at least 3</td>"))
  #expect(page.contains("<td class=\"number\" data-key=\"4\">at least 4</td>"))
}

@Test func theReportOfASampleIsAsRecorded() throws {
  let html = reportHTML(
    try sample("fax-and-mms"), language: .chinese, svg: drawing, version: "0.0.0")
  // Style and script are files of their own; here they would bury the page.
  let page = text(html)
    .replacing(#/<style>.*<\/style>/#.dotMatchesNewlines(), with: "<style/>")
    .replacing(#/<script.*<\/script>/#.dotMatchesNewlines(), with: "<script/>")
    .replacing(#/content="default-src[^"]*"/#, with: "content=\"…\"")
  try expectGolden(page, "fax-and-mms.report.zh.html")
}

/// The page, after it was read as XML.
private func page(_ html: [UInt8]) throws -> String {
  let page = text(html)
  _ = try XMLDocument(xmlString: page)
  return page
}
