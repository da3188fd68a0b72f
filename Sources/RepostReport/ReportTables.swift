import RepostGraph
import RepostRecords
import RepostTrace

/// The tables of the page: forwarders, hops, warnings, inputs.
extension ReportPage {
  /// A cell of a table.
  enum Cell {
    case text(String)
    /// A sentence, which needs room.
    case long(String)
    case number(Int)
    /// A text with the number by which it is sorted.
    case keyed(String, key: Int)
    /// The same where the text is a figure.
    case figure(String, key: Int)

    var isNumber: Bool {
      switch self {
      case .text, .long, .keyed: false
      case .number, .figure: true
      }
    }
  }

  /// A row of a table: its cells, and how a script and links find it.
  struct Row {
    var cells: [Cell]
    var id: String?
    /// What the row is of, for the script: the names of attributes and their numbers.
    var data: [(name: StaticString, number: Int)] = []
    var isMarked = false

    init(_ cells: [Cell]) { self.cells = cells }
  }

  /// A table in a box of its own that scrolls, with a line that says what is not in it.
  func table(
    _ columns: [Phrase], _ rows: [Row], of total: Int, isSortable: Bool = true, name: Phrase
  ) -> HTMLText {
    guard total > 0 else { return "<p>\(say(.warningsNone))</p>\n" }
    var head: HTMLText = ""
    for (place, column) in columns.enumerated() {
      head +=
        rows.first?.cells[place].isNumber == true
        ? "<th scope=\"col\" class=\"number\">\(say(column))</th>"
        : "<th scope=\"col\">\(say(column))</th>"
    }
    var body: HTMLText = ""
    for row in rows { body += html(row) }
    let count: HTMLText =
      rows.count == total
      ? ""
      : "<p class=\"soft\">\(say(.reportShown, ["shown": String(rows.count), "total": String(total)]))</p>\n"
    let kind: HTMLText = isSortable ? " class=\"sortable\"" : ""
    return """
      \(count)<div class="scroll" tabindex="0" role="region" aria-label="\(say(name))">
      <table\(kind) aria-label="\(say(name))">
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)</tbody>
      </table>
      </div>

      """
  }

  private func html(_ row: Row) -> HTMLText {
    var html: HTMLText = "<tr"
    if let id = row.id { html += " id=\"\(id)\"" }
    for (name, number) in row.data { html += " data-\(name.description)=\"\(number)\"" }
    html += row.isMarked ? " class=\"marked\">" : ">"
    for cell in row.cells {
      switch cell {
      case .long(let text): html += "<td class=\"long\">\(text, links)</td>"
      case .text(let text): html += "<td>\(text, links)</td>"
      case .number(let number): html += "<td class=\"number\">\(number)</td>"
      case .keyed(let text, let key): html += "<td data-key=\"\(key)\">\(text, links)</td>"
      case .figure(let text, let key):
        html += "<td class=\"number\" data-key=\"\(key)\">\(text)</td>"
      }
    }
    html += "</tr>\n"
    return html
  }

  var forwarders: HTMLText {
    let columns: [Phrase] = [
      .columnOrder, .columnName, .columnResponsible, .columnRoles, .columnBroken, .columnReceived,
      .columnFanOut, .columnExposed, .columnReachRange, .columnCertainty, .columnEvidence,
    ]
    let shown = trace.forwarders.prefix(Self.rowLimit)
    let rows = shown.enumerated().map { place, entity in
      forwarderRow(trace.forwarder(entity), order: place + 1)
    }
    return """
      <p>\(say(trace.hasRules ? .responsibleMeaning : .nobodyResponsible))</p>
      \(rules)<p class="soft">\(say(.pageReachMeaning))</p>
      \(table(columns, rows, of: trace.forwarders.count, name: .reportForwarders))\(unnamedNote)
      """
  }

  /// The laws and orders behind the rules that forwarders break, each once.
  private var rules: HTMLText {
    var texts: [String] = []
    for entity in trace.forwarders.prefix(Self.rowLimit) {
      for text in words.ruleTexts(trace.forwarder(entity)) where !texts.contains(text) {
        texts.append(text)
      }
    }
    var html: HTMLText = ""
    for text in texts.prefix(20) { html += "<p>\(say(.ruleText, ["text": visible(text)]))</p>\n" }
    if texts.count > 20 {
      html += "<p>\(say(.moreLines, ["n": String(texts.count - 20)]))</p>\n"
    }
    return html
  }

  private var unnamedNote: HTMLText {
    guard let note = words.unnamedNote(trace.forwarders) else { return "" }
    return "<p class=\"soft\">\(note, links)</p>\n"
  }

  private func forwarderRow(_ forwarder: Forwarder, order: Int) -> Row {
    let entity = forwarder.entity
    let measures = trace.measures
    let evidence = forwarder.evidence.prefix(10).map { visible($0) }
    var row = Row([
      .number(order), .text(words.described(entity)),
      .text(forwarder.isResponsible.map { say($0 ? .yes : .no) } ?? ""),
      .text(words.roles(forwarder)), .text(words.broken(forwarder, limit: 10)),
      .long(words.received(forwarder, limit: 5)), .number(Int(measures.fanOut[entity])),
      .number(Int(measures.exposed[entity])), reach(of: entity),
      .text(say.word(forwarder.certainty)),
      .long(
        say.list(
          evidence, outOf: forwarder.evidence.count, separator: .partSeparator)),
    ])
    row.data = [("who", entity)]
    row.isMarked = forwarder.isResponsible == true
    return row
  }

  /// Whom someone's forwarding must have reached at least, and can have reached at most.
  func reach(of entity: Int) -> Cell {
    let sole = Int(trace.measures.soleReach[entity])
    guard let reach = trace.reach(entity) else {
      return .figure(say(.atLeast, ["n": String(sole)]), key: sole)
    }
    let text =
      sole == reach
      ? String(reach) : say(.pageRange, ["from": String(sole), "to": String(reach)])
    return .figure(text, key: reach)
  }

  var hops: HTMLText {
    let columns: [Phrase] = [
      .columnHop, .columnFrom, .columnTo, .columnTime, .columnChannel, .columnItem, .columnBasis,
      .columnLevel, .columnBroken, .columnExit, .columnCertainty, .columnEvidence, .columnNote,
      .columnPlace,
    ]
    var rows: [Row] = []
    var gaps = ChainGaps(trace)
    for record in records {
      let basis = words.basis(ofRecord: record)
      let hops = trace.graph.hops(ofRecord: record)
      for hop in hops where rows.count < Self.rowLimit {
        var row = hopRow(hop, ofRecord: record, basis: basis, hasGaps: gaps.hasGaps(hop))
        if hop == hops.lowerBound { row.id = PageLinks.id(ofRecord: record) }
        rows.append(row)
      }
    }
    return table(columns, rows, of: trace.graph.hopCount, name: .reportHops)
  }

  private func hopRow(_ hop: Int, ofRecord record: Int, basis: String, hasGaps: Bool) -> Row {
    let table = trace.input.records
    let broken = trace.breaks[hop]
    var rules: [String] = []
    if broken.contains(.channel) { rules.append(say(.brokenChannel)) }
    if broken.contains(.recipient) { rules.append(say(.brokenRecipient)) }
    let depth = Int(trace.measures.hopDepths[hop])
    let level = hasGaps ? say(.atLeast, ["n": String(depth)]) : String(depth)
    var row = Row([
      .text(visible(trace.id(ofHop: hop))), .text(words.name(trace.graph.actor(ofHop: hop))),
      .text(words.recipient(hop)),
      .keyed(words.time(record), key: Int(trace.graph.order.rank[record])),
      .text(words.channel(record)), .text(words.title(ofItem: table.item(record))),
      .long(basis), .figure(level, key: depth), .text(say.list(rules)),
      .text(trace.isExit(hop: hop) ? say(.yes) : ""), .text(say.word(table.certainty(record))),
      .long(table.evidence(record).map { visible($0) }.joined(separator: say(.partSeparator))),
      .long(visible(words.remarks(record))),
      .text(place(ofRecord: record)),
    ])
    row.data = [("hop", hop), ("record", record)]
    row.isMarked = !broken.isEmpty
    return row
  }

  /// Where a record stands: its file and line.
  private func place(ofRecord record: Int) -> String {
    let table = trace.input.records
    guard trace.input.inputs.indices.contains(table.file(record)) else { return "" }
    return visible(trace.input.inputs[table.file(record)].path) + ":" + String(table.line(record))
  }

  var warnings: HTMLText {
    let rows = trace.warnings.prefix(Self.rowLimit).map { warning in
      let record = warning.record.map { id in
        trace.input.records.find(id).map { words.id($0) } ?? visible(id)
      }
      return Row([
        .text(say.kind(warning.code)), .text(record ?? ""),
        .text(RepostReport.place(of: warning, trace.input.inputs) ?? ""),
        .long(say.message(warning)),
      ])
    }
    return table(
      [.columnCode, .columnRecords, .columnPlace, .columnMessage], rows,
      of: trace.warnings.count, name: .reportWarnings)
  }

  var inputs: HTMLText {
    let rows = trace.input.inputs.map { file in
      Row([
        .text(visible(file.path)), .text(say.format(file.format)), .text(file.encoding),
        .number(file.records), .number(file.bytes), .text(file.sha256),
      ])
    }
    var html = table(
      [.columnPath, .columnFormat, .columnEncoding, .columnRows, .columnBytes, .columnHash], rows,
      of: rows.count, isSortable: false, name: .reportInputs)
    html += "<ul>\n"
    for line in summary.files { html += "<li>\(line, links)</li>\n" }
    html += "</ul>\n"
    if !arguments.isEmpty {
      html += """
        <p>\(say(.pageRunAgain, ["version": version]))</p>
        <pre><code>repost-tracer \(arguments.map(shellWord).joined(separator: " "))</code></pre>

        """
    }
    return html
  }

  /// A word as a shell takes it.
  private func shellWord(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0)
          || "-_./=:+,@%".unicodeScalars.contains($0)
      }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
