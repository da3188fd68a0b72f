import Foundation
import Testing

extension BrowserTests {
  /// What comes out of the printer.
  @Suite struct PrintTests {
    @Test(arguments: Sample.both)
    func printsAllOfItOnA4(sample: Sample) async throws {
      let page = try await Browser.open(try await sample.report().path)
      let file = try await Browser.folder.appending(path: "\(sample.name).pdf")
      let pdf = try await page.pdf()
      try pdf.write(to: file)
      #expect(pdf.starts(with: Data("%PDF".utf8)))
      let sheets = try Self.sheets(of: file)
      #expect((2...20).contains(sheets.count), "\(sheets.count)")
      let sizes = String(decoding: pdf, as: UTF8.self).matches(
        of: /\/MediaBox \[0 0 (\d+)[.\d]* (\d+)/)
      #expect(sizes.count >= sheets.count)
      // Chromium rounds to whole points: 210 mm are 595.3, 297 mm 841.9; the map and the hops lie across.
      let shapes = Set(sizes.map { [Int($0.1) ?? 0, Int($0.2) ?? 0] })
      #expect(
        shapes.allSatisfy { shape in
          zip(shape.sorted(), [595, 842]).allSatisfy { abs($0 - $1) <= 1 }
        })
      let first = try await page.script(
        "return [...document.querySelectorAll('h1, main h2')].slice(0, 2).map(e => e.textContent)")
      let absent = first.strings.filter { sheets.first?.contains(Self.bare($0)) != true }
      #expect(absent == [])
      let numbers = try Self.text(of: file, isPlaced: true).matches(of: /(\d+) *\/ *(\d+)\s*\f/)
        .map { "\($0.1)/\($0.2)" }
      #expect(numbers == (1...sheets.count).map { "\($0)/\(sheets.count)" })
      let all = sheets.joined()
      let printed = try await Browser.open(try await sample.report().path, .printed)
      let texts = try await printed.script(
        """
        return [...document.querySelectorAll('main h2, main h3, main li, main p')]
          .filter(e => e.checkVisibility() && !e.closest('[hidden]')).map(e => e.innerText).filter(t => t.trim())
        """)
      #expect(texts.strings.count > 20)
      // A sentence may go on overleaf, so its beginning is looked for.
      let missing = texts.strings.filter { !all.contains(Self.bare($0).prefix(12)) }
      #expect(missing == [])
    }

    @Test func headersStandOnEachSheetOfATable() async throws {
      var records = "id,from,to,evidence\n"
      for record in 1...40 { records += "R\(record),A,P\(record),Exhibit \(record)\n" }
      let page = try await Browser.open(
        try await Report.written("forty", ["records.csv": records]).path)
      let file = try await Browser.folder.appending(path: "forty.pdf")
      try await page.pdf().write(to: file)
      let sheets = try Self.text(of: file).split(separator: "\u{C}")
        .filter { $0.contains(/Exhibit \d/) }
      #expect(sheets.count > 2)
      #expect(sheets.allSatisfy { $0.contains("Evidence") && $0.contains("Certainty") })
    }

    @Test(arguments: Sample.both)
    func nothingIsCutAtTheEdge(sample: Sample) async throws {
      let page = try await Browser.open(try await sample.report().path, .printed)
      let wide = try await page.script(
        """
        const most = document.documentElement.clientWidth + 1;
        return [...document.querySelectorAll('body *')].filter(e => e.checkVisibility()
          && !e.parentElement.closest('svg') && e.getBoundingClientRect().right > most)
          .map(e => e.localName + ' ' + e.getBoundingClientRect().right + ' ' + e.textContent.slice(0, 40))
        """)
      #expect(wide.strings == [])
      let cut = try await page.script(
        """
        return [...document.querySelectorAll('body *')].filter(e => e.checkVisibility()
          && !e.closest('svg') && getComputedStyle(e).overflowX !== 'visible'
          && e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 60))
        """)
      #expect(cut.strings == [])
    }

    @Test func toolsAreNotPrinted() async throws {
      let page = try await Browser.open(try await Sample.both[1].report().path, .printed)
      let tools = try await page.script(
        """
        return [...document.querySelectorAll('nav, button, input, select, [role=button], [role=slider]')]
          .filter(e => e.checkVisibility() && !e.closest('svg, th')).map(e => e.outerHTML.slice(0, 60))
        """)
      #expect(tools.strings == [])
    }

    /// The letters of each sheet.
    private static func sheets(of file: URL) throws -> [String] {
      try text(of: file).split(separator: "\u{C}").map { bare(String($0)) }
    }

    private static func text(of file: URL, isPlaced: Bool = false) throws -> String {
      let process = Process()
      process.executableURL = URL(filePath: try ChromeDriver.program("pdftotext"))
      process.arguments =
        (isPlaced ? ["-layout"] : []) + ["-enc", "UTF-8", file.path, file.path + ".txt"]
      try process.run()
      process.waitUntilExit()
      return String(
        decoding: try Data(contentsOf: URL(filePath: file.path + ".txt")), as: UTF8.self)
    }

    // Digits, signs and white space are not always read where they stand.
    private static func bare(_ text: String) -> String {
      text.precomposedStringWithCompatibilityMapping.filter(\.isLetter)
    }
  }
}
