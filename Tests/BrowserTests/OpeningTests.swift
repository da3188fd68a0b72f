import Foundation
import Testing

extension BrowserTests {
  @Suite struct OpeningTests {
    @Test(arguments: Sample.both)
    func opensWithoutErrorOrNetwork(sample: Sample) async throws {
      let page = try await Browser.open(try await sample.report().path)
      #expect(try await page.title() == sample.title)
      #expect(
        try await page.script("return document.documentElement.lang") == .string(sample.language))
      #expect(try await page.script("return document.compatMode") == "CSS1Compat")
      let log = try await page.takeLog()
      #expect(log.messages == [])
      #expect(log.requests.filter { !$0.hasPrefix("file:") && !$0.hasPrefix("data:") } == [])
      #expect(log.requests.contains { $0.hasSuffix("/report.html") })
    }

    @Test(arguments: Sample.both)
    func theScriptRuns(sample: Sample) async throws {
      let page = try await Browser.open(try await sample.report().path)
      #expect(
        try await page.script("return document.documentElement.classList.contains('scripted')")
          == true)
    }

    @Test(arguments: Sample.both)
    func withoutScriptAnswerMapAndTablesAreThere(sample: Sample) async throws {
      let page = try await Browser.open(try await sample.report().path, .withoutScript)
      #expect(
        try await page.script("return document.documentElement.classList.contains('scripted')")
          == false)
      for selector in ["h1", "main ul li", ".map svg", ".map svg text", "table"] {
        let elements = try await page.all(selector)
        #expect(!elements.isEmpty, "\(selector)")
        #expect(try await elements.first?.isShown() == true, "\(selector)")
      }
      // Whatever cannot be seen without the script would be lost to this reader.
      let hidden = try await page.script(
        """
        return [...document.querySelectorAll('main h2, main h3, main li, main p, main td, main th')]
          .filter(e => !e.closest('[hidden]') && !e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))
        """)
      #expect(hidden.strings == [])
      let tools = try await page.script(
        """
        return [...document.querySelectorAll('button, input, select, textarea, [role=button]')]
          .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))
        """)
      #expect(tools.strings == [])
    }

    @Test func thePageIsTheSameTwice() async throws {
      let again = try await Report.trace("samples/fax-and-mms", "zh")
      #expect(try await Report.sample("fax-and-mms", "zh").html == again.html)
    }

    @Test func aPageThatMisbehavesIsFound() async throws {
      let file = try await Browser.folder.appending(path: "misbehaves.html")
      let text = """
        <!DOCTYPE html><title>t</title>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-a'; connect-src *">
        <p id="a" onclick="this.id='b'">text</p>
        <script>window.ran = true</script>
        <script nonce="a">fetch('http://192.0.2.1/x').catch(() => {}); console.error('said')</script>
        """
      try Data(text.utf8).write(to: file)
      let page = try await Browser.open(file.path)
      #expect(try await page.script("return window.ran === undefined") == true)
      let log = try await page.takeLog()
      #expect(log.requests.contains("http://192.0.2.1/x"))
      #expect(log.messages.contains { $0.contains("said") })
      #expect(log.messages.contains { $0.contains("Content Security Policy") })
    }
  }
}
