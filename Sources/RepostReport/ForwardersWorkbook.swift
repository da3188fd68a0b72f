import RepostRecords
public import RepostTrace

/// The list of forwarders as an Excel workbook: one line for each actor, director and approver, in the
/// order of their first act, with the columns of ``forwardersCSV(_:language:)``.
///
/// Each header explains its column in a note, lines of responsible forwarders are marked, and a sheet of
/// notes says what "responsible" means. What does not go on one sheet goes on further ones.
///
/// - Parameters:
///   - trace: What the records show.
///   - language: The language of headers, words and notes.
///   - version: The version of the program.
///   - limit: Where the list is cut, if anywhere.
///   - scratch: Where the file is put together.
///   - sink: Takes the bytes, in order.
/// - Throws: ``ResultError`` where the file cannot be made, and what `sink` throws.
public func forwardersWorkbook(
  _ trace: Trace, language: Language, version: String, limit: LineLimit? = nil,
  in scratch: ScratchPlace, to sink: Sink
) throws {
  let name = "forwarders.xlsx"
  let book = ForwardersWorkbook(
    words: CaseWords(trace, language), version: version, limit: limit, path: scratch.path(of: name))
  try scratch.make(name, to: sink) { file, folder in
    try book.write(to: file, workingIn: folder)
  }
}

/// The most lines of a list, all of which another file has.
public struct LineLimit: Sendable {
  /// The most lines.
  public let lines: Int
  /// The name of the file that has them all.
  public let file: String

  /// Makes a limit.
  public init(lines: Int, file: String) {
    self.lines = lines
    self.file = file
  }
}

/// The list of forwarders and how it is spread over sheets.
// A class: closures over a structure of this size copy it for each line of the list.
final class ForwardersWorkbook: Sendable {
  let words: CaseWords
  let version: String
  let limit: LineLimit?
  /// What errors name.
  let path: String
  /// The most lines of people on a sheet: Excel has 1,048,576, one for the headers and one for what is cut.
  let linesOfSheet: Int

  private let say: Wording
  private let trace: Trace

  init(
    words: CaseWords, version: String, limit: LineLimit?, path: String,
    linesOfSheet: Int = 1_048_574
  ) {
    self.words = words
    self.version = version
    self.limit = limit
    self.path = path
    self.linesOfSheet = linesOfSheet
    say = words.say
    trace = words.trace
  }

  /// Which columns hold numbers.
  private static let numbers = Set(
    ForwarderRow.columns.indices.filter {
      [.columnOrder, .columnFanOut, .columnExposed, .columnReach, .columnSoleReach]
        .contains(ForwarderRow.columns[$0])
    })

  func write(to file: String, workingIn folder: String) throws(ResultError) {
    guard let book = WorkbookWriter(path: file, workingIn: folder) else { throw failure(nil) }
    let digest = WorkbookDigest()
    let shown = min(trace.forwarders.count, limit?.lines ?? .max)
    var start = 0
    var number = 1
    repeat {
      let end = min(start + linesOfSheet, shown)
      try write(start..<end, ofSheet: number, isLast: end == shown, to: book, digest)
      start = end
      number += 1
    } while start < shown
    guard writeNotes(to: book, digest) else { throw failure(nil) }
    if let problem = book.finish() { throw failure(problem) }
    guard digest.isOf(file) else { throw failure("the file has not all that was written to it") }
  }

  private func write(
    _ places: Range<Int>, ofSheet number: Int, isLast: Bool, to book: borrowing WorkbookWriter,
    _ digest: WorkbookDigest
  ) throws(ResultError) {
    let name = say(.workbookSheet) + (number > 1 ? " \(number)" : "")
    guard let sheet = book.sheet(name, columns, fixed: 3, footer: say(meaning)) else {
      throw failure(nil)
    }
    digest.beginSheet()
    digest.add(columns.map(\.header), row: 0)
    var row = 1
    for place in places {
      let forwarder = trace.forwarder(trace.forwarders[place])
      let cells = ForwarderRow(forwarder, order: place + 1, words).cells.map(fit)
      digest.add(cells, row: row)
      guard
        book.write(
          cells.enumerated().map(cell), row: row,
          forwarder.isResponsible == true ? .marked : .text, to: sheet)
      else { throw failure("a cell could not be taken") }
      row += 1
    }
    book.filter(sheet, rows: places.count, columns: columns.count)
    guard isLast, let rest else { return }
    digest.add(["", rest], row: row)
    guard book.write([.text(""), .text(rest)], row: row, .text, to: sheet) else {
      throw failure(nil)
    }
  }

  private func failure(_ problem: String?) -> ResultError {
    ResultError(
      kind: .writeFailed, path: path,
      found: "cannot be written" + (problem.map { ": " + $0 } ?? ""),
      advice: "see whether the disk is full")
  }

  private func cell(_ place: Int, _ text: String) -> WorkbookWriter.Cell {
    if Self.numbers.contains(place), let number = Int(text) { return .number(number) }
    return .text(text)
  }

  private func fit(_ text: String) -> String {
    WorkbookText(text) { say(.moreCharacters, ["n": String($0)]) }.text
  }

  private var meaning: Phrase { trace.hasRules ? .responsibleMeaning : .nobodyResponsible }

  /// What is said of the people who are not listed.
  private var rest: String? {
    guard let limit, trace.forwarders.count > limit.lines else { return nil }
    return say(
      .workbookMore, ["n": String(trace.forwarders.count - limit.lines), "file": limit.file])
  }

  private var columns: [WorkbookWriter.Column] {
    ForwarderRow.columns.map {
      WorkbookWriter.Column(header: say($0), width: width(of: $0), note: note(on: $0))
    }
  }

  /// Writes what the list is of and what its words and columns mean.
  private func writeNotes(
    to book: borrowing WorkbookWriter, _ digest: WorkbookDigest
  ) -> Bool {
    guard let sheet = book.sheet(say(.workbookNotes), widths: [26, 110]) else { return false }
    digest.beginSheet()
    var row = 0
    func add(_ cells: [String], _ look: WorkbookWriter.Look = .text) -> Bool {
      defer { row += 1 }
      let cells = cells.map(fit)
      digest.add(cells, row: row)
      return book.write(cells.map { .text($0) }, row: row, look, to: sheet)
    }
    let isTitled =
      add(["", trace.input.settings.title], .title)
      && add(["", say(.workbookMadeBy, ["version": version])])
    guard isTitled else { return false }
    var notes = [rest, say(meaning), words.unnamedNote(trace.forwarders)].compactMap(\.self)
    if !trace.ruleUndecided.isEmpty {
      notes.append(
        say(
          .ruleOpen,
          [
            "n": String(trace.ruleUndecided.count), "ids": words.ids(trace.ruleUndecided),
          ]))
    }
    notes.append(say(.workbookUnseen))
    for note in notes where !add(["", note]) { return false }
    guard add([say(.workbookColumn), say(.workbookMeaning)], .header) else { return false }
    return columns.allSatisfy { add([$0.header, $0.note]) }
  }
}

extension ForwardersWorkbook {
  /// What explains a column.
  private func note(on column: Phrase) -> String {
    let limit = String(ForwarderRow.sourceLimit)
    switch column {
    case .columnOrder: return say(.explainOrder)
    case .columnID: return say(.explainID)
    case .columnName: return say(.explainName)
    case .columnKind: return say(.explainKind)
    case .columnZone: return say(.explainZone)
    case .columnOrganisation: return say(.explainOrganisation)
    case .columnTitle: return say(.explainTitle)
    case .columnResponsible:
      let values: KeyValuePairs = ["yes": say(.yes), "no": say(.no)]
      return say(meaning) + "\n" + say(.explainResponsible, values)
    case .columnRoles: return say(.explainRoles)
    case .columnBroken: return say(.explainBroken)
    case .columnRuleText: return say(.explainRuleText)
    case .columnFirstAct: return say(.explainFirstAct)
    case .columnReceived: return say(.figureReceived)
    case .columnSources: return say(.explainSources, ["n": limit])
    case .columnSourceRecords: return say(.explainSourceRecords, ["n": limit])
    case .columnFanOut: return say(.figureFanOut)
    case .columnExposed: return say(.figureExposed)
    case .columnReach: return say(.figureReach) + "\n" + say(.explainReach)
    case .columnSoleReach: return say(.figureSoleReach)
    case .columnCertainty: return say(.figureCertainty)
    case .columnRecords: return say(.explainRecords)
    case .columnEvidence: return say(.explainEvidence)
    default: return ""
    }
  }

  /// About how many digits a column is wide.
  private func width(of column: Phrase) -> Double {
    switch column {
    case .columnOrder: 7
    case .columnKind, .columnFanOut, .columnExposed, .columnReach, .columnSoleReach: 10
    case .columnZone, .columnResponsible, .columnCertainty: 13
    case .columnRoles, .columnBroken, .columnRuleText, .columnReceived: 36
    case .columnRecords, .columnEvidence, .columnSources, .columnSourceRecords: 24
    default: 18
    }
  }
}
