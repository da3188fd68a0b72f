import RepostGraph
import RepostRecords
import RepostTrace

/// The tables of the page: forwarders, hops, gaps, warnings, inputs.
extension ReportPage {
  /// The most rows that a table has.
  private static let rowLimit = 2_000

  var tables: HTMLText { "\(forwarders)\(hops)\(gaps)\(warnings)\(inputs)" }

  private func table(_ columns: [Phrase], _ rows: HTMLText, shown: Int, of total: Int) -> HTMLText {
    guard total > 0 else { return "<p>\(say(.none))</p>\n" }
    var head: HTMLText = ""
    for column in columns { head += "<th scope=\"col\">\(say(column))</th>" }
    let count =
      shown == total
      ? HTMLText("")
      : "<p class=\"soft\">\(say(.reportShown, ["shown": String(shown), "total": String(total)]))</p>\n"
    return """
      \(count)<div class="scroll">
      <table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>
      </div>

      """
  }

  private func row(_ cells: [String], numbers: Set<Int> = [], isMarked: Bool = false) -> HTMLText {
    var html: HTMLText = isMarked ? "<tr class=\"marked\">" : "<tr>"
    for (column, cell) in cells.enumerated() {
      html += numbers.contains(column) ? "<td class=\"number\">\(cell)</td>" : "<td>\(cell)</td>"
    }
    html += "</tr>\n"
    return html
  }

  private var forwarders: HTMLText {
    let columns: [Phrase] = [
      .columnOrder, .columnName, .columnResponsible, .columnRoles, .columnBroken, .columnReceived,
      .columnFanOut, .columnExposed, .columnReach, .columnSoleReach, .columnCertainty,
      .columnEvidence,
    ]
    var rows: HTMLText = ""
    let shown = trace.forwarders.prefix(Self.rowLimit)
    for (place, entity) in shown.enumerated() {
      let forwarder = trace.forwarder(entity)
      let measures = trace.measures
      rows += row(
        [
          String(place + 1), words.described(entity),
          forwarder.isResponsible.map { say($0 ? .yes : .no) } ?? "", words.roles(forwarder),
          words.broken(forwarder, limit: 10), words.received(forwarder, limit: 5),
          String(measures.fanOut[entity]), String(measures.exposed[entity]),
          trace.reach(entity).map { String($0) } ?? say(.reachNotComputed),
          String(measures.soleReach[entity]), say.word(forwarder.certainty),
          say.list(
            forwarder.evidence.prefix(10).map { $0 }, outOf: forwarder.evidence.count,
            separator: .partSeparator),
        ], numbers: [0, 6, 7, 8, 9], isMarked: forwarder.isResponsible == true)
    }
    return heading("forwarders")
      + "<p class=\"soft\">\(say(trace.hasRules ? .responsibleMeaning : .nobodyResponsible))</p>\n"
      + table(columns, rows, shown: shown.count, of: trace.forwarders.count)
  }

  private var hops: HTMLText {
    let columns: [Phrase] = [
      .columnHop, .columnFrom, .columnTo, .columnTime, .columnChannel, .columnItem, .columnBasis,
      .columnLevel, .columnBroken, .columnExit, .columnCertainty, .columnEvidence, .columnNote,
    ]
    var rows: HTMLText = ""
    var shown = 0
    var gaps = ChainGaps(trace)
    for record in trace.graph.order.records.map(Int.init) where shown < Self.rowLimit {
      let hops = trace.graph.hops(ofRecord: record)
      guard !hops.isEmpty else { continue }
      let basis = words.basis(ofRecord: record)
      for hop in hops where shown < Self.rowLimit {
        rows += hopRow(hop, ofRecord: record, basis: basis, hasGaps: gaps.hasGaps(hop))
        shown += 1
      }
    }
    return heading("hops") + table(columns, rows, shown: shown, of: trace.graph.hopCount)
  }

  private func hopRow(_ hop: Int, ofRecord record: Int, basis: String, hasGaps: Bool) -> HTMLText {
    let broken = trace.breaks[hop]
    var rules: [String] = []
    if broken.contains(.channel) { rules.append(say(.columnChannel)) }
    if broken.contains(.recipient) { rules.append(say(.columnTo)) }
    let depth = String(trace.measures.hopDepths[hop])
    return row(
      [
        trace.id(ofHop: hop), words.name(trace.graph.actor(ofHop: hop)), words.recipient(hop),
        words.time(record), words.channel(record),
        words.title(ofItem: trace.input.records.item(record)), basis,
        hasGaps ? say(.atLeast, ["n": depth]) : depth, say.list(rules),
        trace.isExit(hop: hop) ? say(.yes) : "",
        say.word(trace.input.records.certainty(record)),
        trace.input.records.evidence(record).joined(separator: say(.partSeparator)),
        words.remarks(record),
      ], numbers: [7], isMarked: !broken.isEmpty)
  }

  private var gaps: HTMLText {
    var items: HTMLText = ""
    for gap in trace.gaps.prefix(Self.rowLimit) {
      items += "<li>\(summary.statement(of: gap))</li>\n"
    }
    let rest = trace.gaps.count - Self.rowLimit
    if rest > 0 { items += "<li>\(say(.moreLines, ["n": String(rest)]))</li>\n" }
    return heading("gaps")
      + (trace.gaps.isEmpty ? "<p>\(say(.gapsNone))</p>\n" : "<ul>\n\(items)</ul>\n")
  }

  private var warnings: HTMLText {
    var rows: HTMLText = ""
    for warning in trace.warnings.prefix(Self.rowLimit) {
      rows += row([
        warning.code.rawValue, warning.record ?? "", place(of: warning, trace.input.inputs) ?? "",
        warning.message,
      ])
    }
    return heading("warnings")
      + table(
        [.columnCode, .columnRecords, .columnPlace, .columnMessage], rows,
        shown: min(trace.warnings.count, Self.rowLimit), of: trace.warnings.count)
  }

  private var inputs: HTMLText {
    var rows: HTMLText = ""
    for file in trace.input.inputs {
      rows += row(
        [
          file.path, file.format, file.encoding, String(file.records), String(file.bytes),
          file.sha256,
        ], numbers: [3, 4])
    }
    let count = trace.input.inputs.count
    return heading("inputs")
      + table(
        [.columnPath, .columnFormat, .columnEncoding, .columnRows, .columnBytes, .columnHash], rows,
        shown: count, of: count)
  }
}

extension HTMLText {
  fileprivate static func + (a: HTMLText, b: HTMLText) -> HTMLText {
    var sum = a
    sum += b
    return sum
  }
}
