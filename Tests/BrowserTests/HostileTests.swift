import Foundation
import Testing

extension BrowserTests {
  /// What people have written into their records stays text, whatever it says.
  @Suite struct HostileTests {
    @Test(arguments: ["en", "zh"])
    func nothingOfTheInputRuns(language: String) async throws {
      var viewing = Browser.Viewing.screen
      viewing.before = HostileCase.watch
      let page = try await Browser.open(try await Self.report(language).path, viewing)
      #expect(try await page.script("return window.pwned") == [])
      let log = try await page.takeLog()
      #expect(log.messages == [])
      #expect(log.requests.count == 1, "\(log.requests)")
      let isText = "return document.body.textContent.includes(\"<script>alert('ran')</script>\")"
      #expect(try await page.script(isText) == true)
    }

    @Test func theWatchSeesWhatRuns() async throws {
      let file = try await Browser.folder.appending(path: "ran.html")
      try Data("<!DOCTYPE html><img src=x onerror=alert('ran')>".utf8).write(to: file)
      var viewing = Browser.Viewing.screen
      viewing.before = HostileCase.watch
      let page = try await Browser.open(file.path, viewing)
      try await page.wait(until: "return window.pwned.join() === 'alert ran'")
    }

    @Test(arguments: [true, false]) func noElementComesFromTheInput(hasScript: Bool) async throws {
      let known = try await Browser.open(try await Sample.both[1].report().path).script(
        """
        return [[...new Set([...document.querySelectorAll('*')].map(e => e.localName))],
          document.scripts.length, document.styleSheets.length, document.head.children.length]
        """)
      let page = try await Browser.open(
        try await Self.report("en").path, hasScript ? .screen : .withoutScript)
      // The script may move what it shows; the page as it is written has no style of its own anywhere.
      let found = try await page.script(
        """
        const found = [];
        const known = new Set(arguments[0].concat('polyline', 'ellipse', 'polygon', 'rect', 'circle'));
        for (const e of document.querySelectorAll('*')) {
          if (!known.has(e.localName)) found.push('<' + e.localName + '>');
          for (const a of e.attributes) {
            if (/^on|^src|^action$|^formaction$/i.test(a.name) || a.name === 'style' && !arguments[1]) found.push(a.name);
            if (/href$/i.test(a.name) && !a.value.startsWith('#')) found.push(a.name + '=' + a.value);
          }
        }
        return [...new Set(found)];
        """, known[0], .bool(hasScript))
      #expect(found.strings == [])
      let parts = try await page.script(
        "return [document.scripts.length, document.styleSheets.length, document.head.children.length]"
      )
      #expect(parts == .array([known[1], known[2], known[3]]))
      // An end tag in a name would let what follows fall out of its table, section or main part.
      let fallen = try await page.script(
        """
        return [document.querySelectorAll('h1').length, document.querySelectorAll('main').length,
          [...document.querySelectorAll('h2, table')].filter(e => !e.closest('main')).length,
          [...document.querySelectorAll('tbody tr')]
            .filter(r => r.cells.length !== r.closest('table').tHead.rows[0].cells.length).length]
        """)
      #expect(fallen == [1, 1, 0, 0])
    }

    @Test func thePageIsNoWiderForIt() async throws {
      for viewing in [Browser.Viewing.screen, .phone] {
        let page = try await Browser.open(try await Self.report("en").path, viewing)
        let width = try await page.script("return document.documentElement.scrollWidth")
        #expect((width.number ?? .infinity) <= Double(viewing.width))
      }
    }

    @Test func whatCannotBeSeenIsWrittenOut() async throws {
      let page = try await Browser.open(try await Self.report("en").path)
      let text = try await page.script("return document.body.textContent").description
      let unseen: [Unicode.Scalar] = [
        "\u{202E}", "\u{2066}", "\u{200F}", "\u{2028}", "\u{7}", "\u{1B}", "\u{FEFF}",
      ]
      let found = unseen.filter(text.unicodeScalars.contains).map { String($0.value, radix: 16) }
      #expect(found == [])
      let isWritten = text.contains("\\u{202e}gnp.exe")
      #expect(isWritten)
    }

    private static func report(_ language: String) async throws -> Report {
      try await Report.written(
        "hostile-\(language)", HostileCase.files, language, in: HostileCase.folder)
    }
  }
}
