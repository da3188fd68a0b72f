public import RepostMap
import RepostRecords
public import RepostTrace

/// The whole case on one page of HTML that needs nothing else, no network least of all.
///
/// It begins with the statements of the summary, then come the map and the tables. Everything from the
/// input is escaped, and unseen characters are written out. All of it can be read without the script,
/// which adds cards, filters and the course of time.
///
/// - Parameters:
///   - trace: What the records show.
///   - language: The language to write in.
///   - svg: The map as an SVG file; the page says so where it is empty or none.
///   - elements: What the elements of that file stand for.
///   - version: The version of the program.
/// - Returns: UTF-8 text that ends with a line break.
public func reportHTML(
  _ trace: Trace, language: Language, svg: [UInt8], elements: [MapElement] = [], version: String
) -> [UInt8] {
  let page = ReportPage(trace, language, HTMLText.Drawing(svg: svg), elements, version)
  return Array(page.html.markup.utf8)
}

/// The parts of the page in their order.
struct ReportPage {
  let summary: Summary
  let map: HTMLText.Drawing?
  let elements: [MapElement]
  let version: String

  var words: CaseWords { summary.words }
  var say: Wording { words.say }
  var trace: Trace { words.trace }

  init(
    _ trace: Trace, _ language: Language, _ map: HTMLText.Drawing?, _ elements: [MapElement],
    _ version: String
  ) {
    summary = Summary(trace, language)
    self.map = map
    self.elements = elements
    self.version = version
  }

  var html: HTMLText {
    let language = say.language == .chinese ? "zh-CN" : "en"
    return """
      <!DOCTYPE html>
      <html xmlns="http://www.w3.org/1999/xhtml" lang="\(language)">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="\(policy)"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="referrer" content="no-referrer"/>
      <title>\(trace.input.settings.title)</title>
      <style>\(PagePart.style.text)</style>
      </head>
      <body>
      <header>
      <h1>\(trace.input.settings.title)</h1>
      <p class="soft">\(say(.reportMadeBy, ["version": version]))</p>
      <p class="soft">\(say(.reportEvery))</p>
      <nav>\(links)</nav>
      </header>
      <main>
      \(summaryPart)\(mapPart)\(tables)\(figures)</main>
      \(dataPart)<script>\(PagePart.script.text)</script>
      </body>
      </html>

      """
  }

  /// What the page may load and run: itself, and nothing that anyone put into it.
  private var policy: String {
    "default-src 'none'; style-src \(PagePart.style.source); script-src \(PagePart.script.source); "
      + "img-src data:; base-uri 'none'; form-action 'none'"
  }

  private static let parts: [(id: String, heading: Phrase)] = [
    ("summary", .reportSummary), ("map", .reportMap), ("forwarders", .reportForwarders),
    ("hops", .reportHops), ("gaps", .reportGaps), ("warnings", .reportWarnings),
    ("inputs", .reportInputs), ("figures", .reportFigures),
  ]

  private var links: HTMLText {
    var html: HTMLText = ""
    for part in Self.parts { html += "<a href=\"#\(part.id)\">\(say(part.heading))</a>" }
    return html
  }

  func heading(_ id: String) -> HTMLText {
    let phrase = Self.parts.first { $0.id == id }?.heading ?? .reportSummary
    return "<h2 id=\"\(id)\">\(say(phrase))</h2>\n"
  }

  private var summaryPart: HTMLText {
    var html = heading("summary")
    for section in summary.sections {
      html += "<section\(emphasis(section))>\n<h3>\(section.heading)</h3>\n<ul>\n"
      for line in section.lines {
        html +=
          line.level == 0 ? "<li>\(line.text)</li>\n" : "<li class=\"inner\">\(line.text)</li>\n"
      }
      html += "</ul>\n</section>\n"
    }
    return html
  }

  /// The two answers that are looked for first stand out.
  private func emphasis(_ section: SummarySection) -> HTMLText {
    [say(.breachHeading), say(.externalHeading)].contains(section.heading) ? " class=\"key\"" : ""
  }

  private var figures: HTMLText {
    var html = heading("figures")
    html += "<ul>\n"
    let phrases: [Phrase] = [
      .responsibleMeaning, .figureHop, .figureFanOut, .figureExposed, .figureReach,
      .figureSoleReach, .figureLevel, .figureReceived, .figureCertainty, .figureOutside,
      .figureRange,
    ]
    for phrase in phrases {
      html += "<li>\(say(phrase, ["zone": words.zone(rank: trace.boundary.rank)]))</li>\n"
    }
    html += "</ul>\n"
    return html
  }
}
