import RepostGraph
public import RepostMap
import RepostRecords
public import RepostTrace

/// The whole case on one page of HTML that needs nothing else, no network least of all.
///
/// What was asked comes first, then the answer in sentences that cite records, what these cannot tell, the
/// map and the tables. Everything from the input is escaped, and unseen characters are written out. All
/// of it can be read without the script, which adds cards, filters and the course of time.
///
/// - Parameters:
///   - trace: What the records show.
///   - language: The language to write in.
///   - svg: The map as an SVG file; the page says so where it is empty or none.
///   - mapState: What became of the map.
///   - elements: What the elements of that file stand for.
///   - version: The version of the program.
///   - arguments: What the program was called with, for whoever wants to make the page again.
/// - Returns: UTF-8 text that ends with a line break.
public func reportHTML(
  _ trace: Trace, language: Language, svg: [UInt8], mapState: MapState = .drawn,
  elements: [MapElement] = [], version: String, arguments: [String] = []
) -> [UInt8] {
  let page = ReportPage(
    trace, language, HTMLText.Drawing(svg: svg), mapState, elements, version: version,
    arguments: arguments)
  return Array(page.html.markup.utf8)
}

/// The parts of the page in their order.
struct ReportPage {
  /// The most rows that a table has.
  static let rowLimit = 2_000

  let summary: Summary
  let map: HTMLText.Drawing?
  let mapState: MapState
  let elements: [MapElement]
  let version: String
  let arguments: [String]
  /// The records with a row among the hops, in canonical order.
  let records: [Int]
  /// Who has a row among the people: those with an act, then the others, each in their order.
  let people: [Int]
  let links: PageLinks

  var words: CaseWords { summary.words }
  var say: Wording { words.say }
  var trace: Trace { words.trace }

  init(
    _ trace: Trace, _ language: Language, _ map: HTMLText.Drawing?, _ mapState: MapState,
    _ elements: [MapElement], version: String, arguments: [String]
  ) {
    summary = Summary(trace, language, isMarked: true)
    self.map = map
    self.mapState = mapState
    self.elements = elements
    self.version = version
    self.arguments = arguments
    records = Self.records(trace)
    people = Self.people(trace)
    links = PageLinks(records: Set(records), people: Set(people))
  }

  private static func records(_ trace: Trace) -> [Int] {
    var records: [Int] = []
    var hops = 0
    for record in trace.graph.order.records.map(Int.init) where hops < rowLimit {
      let count = trace.graph.hops(ofRecord: record).count
      hops += count
      if count > 0 { records.append(record) }
    }
    return records
  }

  private static func people(_ trace: Trace) -> [Int] {
    var people = Array(trace.forwarders.prefix(rowLimit))
    let listed = Set(people)
    for entity in 0..<trace.graph.entityCount where people.count < rowLimit {
      if !listed.contains(entity) { people.append(entity) }
    }
    return people
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
      <nav aria-label="\(say(.pageContents))">\(contents)</nav>
      </header>
      <main>
      \(parts)</main>
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

  /// The parts of the page that its contents name, in their order.
  private enum Part: String, CaseIterable {
    case question, answer, unknown, map, forwarders, received, timeline, hops, people, warnings,
      inputs, figures

    var heading: Phrase {
      switch self {
      case .question: .pageQuestion
      case .answer: .pageAnswer
      case .unknown: .pageUnknown
      case .map: .reportMap
      case .forwarders: .reportForwarders
      case .received: .pageReceivedOnly
      case .timeline: .pageTimeline
      case .hops: .reportHops
      case .people: .pagePeople
      case .warnings: .reportWarnings
      case .inputs: .reportInputs
      case .figures: .reportFigures
      }
    }
  }

  private func html(_ part: Part) -> HTMLText {
    switch part {
    case .question: question
    case .answer: answer
    case .unknown: unknown
    case .map: mapPart
    case .forwarders: forwarders
    case .received: receivedOnly
    case .timeline: timeline
    case .hops: hops
    case .people: everyone
    case .warnings: warnings
    case .inputs: inputs
    case .figures: figures
    }
  }

  private var contents: HTMLText {
    var html: HTMLText = ""
    for part in Part.allCases {
      html += "<a href=\"#\(part.rawValue)\">\(say(part.heading))</a>"
    }
    return html
  }

  private var parts: HTMLText {
    var html: HTMLText = ""
    for part in Part.allCases {
      let id = part.rawValue
      html += """
        <section class="part-\(id)" aria-labelledby="\(id)">
        <h2 id="\(id)">\(say(part.heading))</h2>
        \(self.html(part))</section>

        """
    }
    return html
  }

  /// Sentences, those that belong to one before them set in.
  func list(_ lines: [SummarySection.Line]) -> HTMLText {
    var html: HTMLText = "<ul>\n"
    for line in lines {
      html +=
        line.level == 0
        ? "<li>\(line.text, links)</li>\n" : "<li class=\"inner\">\(line.text, links)</li>\n"
    }
    html += "</ul>\n"
    return html
  }

  private var figures: HTMLText {
    var html: HTMLText = "<ul>\n"
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
