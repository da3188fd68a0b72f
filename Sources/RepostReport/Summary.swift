import RepostGraph
import RepostRecords
public import RepostTrace

/// What `trace` prints: what an investigator wants to read first, each statement with its records.
///
/// Names of the input are made safe for a terminal; long lists are cut and say so.
///
/// - Parameters:
///   - trace: What the records show.
///   - language: The language to write in.
/// - Returns: Lines of text, the last ended by a line break.
public func summaryText(_ trace: Trace, language: Language) -> String {
  let summary = Summary(trace, language)
  var text = summary.title + "\n"
  for section in summary.sections {
    text += "\n" + section.heading + "\n"
    for line in section.lines {
      text += String(repeating: "  ", count: line.level + 1) + line.text + "\n"
    }
  }
  return text
}

/// A heading and what stands under it.
struct SummarySection {
  /// One statement, set in from the one that it belongs to.
  struct Line {
    let level: Int
    let text: String
  }

  let heading: String
  private(set) var lines: [Line] = []

  init(_ heading: String) { self.heading = heading }

  mutating func add(_ text: String, level: Int = 0) { lines.append(Line(level: level, text: text)) }
}

/// The statements that answer what an investigator asks first.
struct Summary {
  /// The most entries that a list in the summary has.
  static let listLimit = 10

  let words: CaseWords
  var trace: Trace { words.trace }
  var say: Wording { words.say }

  /// The records whose actor is on record as having received the item only later.
  let earlySenders: Set<Int>

  init(_ trace: Trace, _ language: Language) {
    words = CaseWords(trace, language)
    earlySenders = Set(
      trace.warnings.filter { $0.code == .sentBeforeReceived }
        .compactMap { $0.record.flatMap { trace.input.records.find($0) } })
  }

  var title: String { visible(trace.input.settings.title) }

  var sections: [SummarySection] {
    [
      inputs, origins, breach, external, crossings, families, range, responsible, receivedOnly,
      gaps,
      openRules, warnings,
    ].compactMap { $0 }
  }

  func count(_ number: Int) -> String { String(number) }
}

extension Summary {
  private var inputs: SummarySection {
    var section = SummarySection(say(.inputsHeading))
    let table = trace.input.records
    section.add(
      say(.counts, ["records": count(table.count), "hops": count(trace.graph.hopCount)]))
    addTimes(&section)
    let files = trace.input.inputs.map { visible($0.path) }
    if !files.isEmpty {
      section.add(say(.timeZone, ["zone": trace.input.settings.timeZone.text]))
      section.add(say(.filesRead, ["files": say.list(files, limit: 5)]))
    }
    if trace.input.skippedRows > 0 {
      section.add(say(.rowsSkipped, ["n": count(trace.input.skippedRows)]))
    }
    return section
  }

  private func addTimes(_ section: inout SummarySection) {
    let table = trace.input.records
    let order = trace.graph.order.records.map(Int.init)
    let known = order.filter { !table.time($0).isUnknown }
    guard let first = known.first, let last = known.max(by: { table.ends[$0] < table.ends[$1] })
    else {
      if table.count > 0 { section.add(say(.noTimes)) }
      return
    }
    if known.allSatisfy({ table.time($0) == table.time(first) }) {
      section.add(say(.oneTime, ["time": words.time(first), "ids": words.ids(known)]))
    } else {
      section.add(
        say(
          .timeRange,
          [
            "first": words.time(first), "firstID": words.id(first), "last": words.time(last),
            "lastID": words.id(last),
          ]))
    }
    let unknown = order.filter { table.time($0).isUnknown }
    if !unknown.isEmpty {
      section.add(
        say(.someTimesUnknown, ["n": count(unknown.count), "ids": words.ids(unknown)]))
    }
  }
}
