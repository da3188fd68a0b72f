import Foundation
import Testing

extension BrowserTests {
  /// Each page speaks one language, but for what the case itself says in another.
  @Suite struct LanguageTests {
    @Test func theChinesePageHasNoEnglishWords() async throws {
      let page = try await Browser.open(try await Sample.both[0].report().path)
      let words = Set(
        try await Self.texts(page).flatMap {
          $0.matches(of: /[A-Za-z][A-Za-z-]+/).map { String($0.0) }
        })
      let allowed: Set = [
        // The program and its files, and what this case says itself.
        "repost-tracer", "trace", "lang", "zh", "SHA-", "CSV", "YAML", "utf-", "courier", "csv",
        "yaml", "entities",
        "records", "case",
        "samples",
        "fax-and-mms",
      ]
      #expect(words.subtracting(allowed) == [])
    }

    @Test func theEnglishPageHasNoChinese() async throws {
      let page = try await Browser.open(try await Sample.both[1].report().path)
      let texts = try await Self.texts(page)
      #expect(texts.count > 100)
      #expect(texts.filter { $0.contains(/\p{Han}|[\u{3001}-\u{303F}\u{FF01}-\u{FF5E}]/) } == [])
    }

    /// All that is read or heard of a page; hashes and what is marked as another language aside.
    private static func texts(_ page: Page) async throws -> [String] {
      let texts = try await page.script(
        """
        const texts = [], lang = document.documentElement.lang;
        const skipped = e => { const l = e.closest('[lang]');
          return l && l.lang && l.lang !== lang || e.closest('script, style') };
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode())
          if (!skipped(walker.currentNode.parentElement)) texts.push(walker.currentNode.data);
        for (const e of document.querySelectorAll('*'))
          for (const name of ['aria-label', 'title', 'placeholder', 'aria-roledescription', 'aria-valuetext', 'alt'])
            if (e.getAttribute(name) && !skipped(e)) texts.push(e.getAttribute(name));
        return texts.map(t => t.trim()).filter(t => t && !/^[0-9a-f]{64}$/.test(t));
        """)
      return texts.strings
    }
  }
}
