import RepostFormats
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

/// What `trace` says after it has written the folder of results.
///
/// - Parameters:
///   - folder: The folder, as it was given.
///   - map: What became of the map.
///   - language: The language to write in.
/// - Returns: Lines of text, the last ended by a line break.
public func writtenText(
  folder: String, map: MapState = .drawn, language: Language
) -> String {
  let wording = Wording(language: language)
  let written = wording(.writtenWithMap, ["folder": visible(folder)]) + "\n"
  switch map {
  case .drawn: return written
  case .reduced(let problem):
    return written + wording(.writtenReducedMap, ["problem": visible(problem)]) + "\n"
  case .withoutPicture(let problem), .missing(let problem):
    return wording(
      .writtenWithoutMap, ["folder": visible(folder), "problem": visible(problem)]) + "\n"
  }
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

  /// Puts a trace into statements; for a page, with marks where records and people are named.
  init(_ trace: Trace, _ language: Language, isMarked: Bool = false) {
    words = CaseWords(trace, language, isMarked: isMarked)
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
    for line in read + files { section.add(line) }
    return section
  }

  /// How much was read, of which times, and what of it is left out here.
  var read: [String] {
    var section = SummarySection("")
    let table = trace.input.records
    section.add(
      say(.counts, ["records": count(table.count), "hops": count(trace.graph.hopCount)]))
    addTimes(&section)
    if let narrowing = trace.input.narrowing {
      section.add(
        say(
          .narrowed,
          ["item": words.title(ofItem: narrowing.item), "n": count(narrowing.leftOut)]))
    }
    if trace.input.skippedRows > 0 {
      section.add(say(.rowsSkipped, ["n": count(trace.input.skippedRows)]))
    }
    return section.lines.map(\.text)
  }

  /// What was read in which files, and what stands there that is no record.
  var files: [String] {
    var lines: [String] = []
    let files = trace.input.inputs.map { file in
      if ForeignFormat(rawValue: file.format) != nil {
        return say(
          .fileWithFormat, ["path": visible(file.path), "format": say.format(file.format)])
      }
      return file.encoding == "utf-8"
        ? visible(file.path)
        : say(.fileWithEncoding, ["path": visible(file.path), "encoding": file.encoding])
    }
    if !files.isEmpty {
      lines.append(say(.timeZone, ["zone": trace.input.settings.timeZone.text]))
      lines.append(say(.filesRead, ["files": say.list(files, limit: 5)]))
    }
    for file in trace.input.inputs.filter({ !$0.leftOut.isEmpty }).prefix(5) {
      lines.append(leftOutLine(file, say))
    }
    if !trace.input.unreadFiles.isEmpty {
      let names = trace.input.unreadFiles.prefix(10).map { visible($0) }
      lines.append(
        say(.unreadFiles, ["names": say.list(names, outOf: trace.input.unreadFiles.count)]))
    }
    let columns = trace.input.records.extraColumns
    if !columns.isEmpty {
      let names = columns.prefix(10).map { visible($0) }
      lines.append(say(.extraColumns, ["names": say.list(names, outOf: columns.count)]))
    }
    return lines
  }

  private func addTimes(_ section: inout SummarySection) {
    let table = trace.input.records
    let (order, starts) = (trace.graph.order.records, table.starts)
    var (first, last): (Int?, Int?) = (nil, nil)
    var isOne = true
    var unknown: [Int] = []
    var latest = Int64.min
    for place in 0..<order.count {
      let record = Int(order[place])
      let end = table.end(record)
      if starts[record] == .min && end == .max {
        if !table.isTimeUnreadable(record) { unknown.append(record) }
        continue
      }
      if first == nil { first = record }
      if let first, starts[record] != starts[first] || end != table.end(first) { isOne = false }
      if last == nil || end > latest { (last, latest) = (record, end) }
    }
    let unreadable = table.recordsWithUnreadableTimes
    if let first, let last {
      addRange(from: first, to: last, isOne: isOne, &section)
    } else if table.count > 0 {
      section.add(say(.noTimes))
    }
    if !unreadable.isEmpty {
      section.add(
        say(.timesUnreadable, ["n": count(unreadable.count), "ids": words.ids(unreadable)]))
    }
    if first != nil && !unknown.isEmpty {
      section.add(
        say(.someTimesUnknown, ["n": count(unknown.count), "ids": words.ids(unknown)]))
    }
  }

  private func addRange(
    from first: Int, to last: Int, isOne: Bool, _ section: inout SummarySection
  ) {
    guard isOne else {
      return section.add(
        say(
          .timeRange,
          [
            "first": words.time(first), "firstID": words.id(first), "last": words.time(last),
            "lastID": words.id(last),
          ]))
    }
    let table = trace.input.records
    let known = trace.graph.order.records.map(Int.init).filter { !table.time($0).isUnknown }
    section.add(say(.oneTime, ["time": words.time(first), "ids": words.ids(known)]))
  }
}
