import Foundation
import RepostRecords
import RepostTrace
import Testing

@testable import RepostFormats
@testable import RepostReport

@Test(arguments: Language.allCases)
func theWorkbookHasTheCellsOfTheTable(language: Language) throws {
  let trace = try sample("fax-and-mms")
  let book = try Workbook(try bytes(trace, language))
  let rows = try table(of: book, 0)
  let words = CaseWords(trace, language)
  let cells = trace.forwarders.enumerated().map { place, entity in
    ForwarderRow(trace.forwarder(entity), order: place + 1, words).cells
  }
  #expect(rows[0] == ForwarderRow.columns.map { words.say($0) })
  #expect(rows.count == 8)
  for (row, cells) in zip(rows.dropFirst(), cells) {
    #expect(row + [String](repeating: "", count: cells.count - row.count) == cells)
  }
  let notes = try table(of: book, 1).flatMap { $0 }
  #expect(notes.contains(trace.input.settings.title))
  #expect(notes.contains(words.say(.responsibleMeaning)))
  #expect(notes.contains { $0.contains("repost-tracer 0.0.0") })
}

@Test(arguments: Language.allCases)
func everyHeaderOfTheWorkbookExplainsItsColumn(language: Language) throws {
  let trace = try sample("fax-and-mms")
  let notes = try part("xl/comments1.xml", of: bytes(trace, language))
  for column in 0..<ForwarderRow.columns.count {
    let cell = String(UnicodeScalar(UInt8(65 + column))) + "1"
    let note = try #require(
      notes.components(separatedBy: "<comment ref=\"\(cell)\"").dropFirst().first)
    let text = note.prefix { $0 != "/" }.components(separatedBy: "<t").last ?? ""
    #expect(text.count > 8, "\(cell)")
  }
  #expect(notes.contains(Wording(language: language)(.responsibleMeaning)))
}

@Test func theSameListIsTheSameWorkbook() throws {
  let trace = try sample("hunter-money")
  #expect(try bytes(trace, .chinese) == bytes(trace, .chinese))
}

@Test func aWorkbookHoldsTextAndNeverAFormulaOrALink() throws {
  let trace = try trace(
    "id,from,to\nR1,\"=HYPERLINK(\"\"x\"\")\",@b\nR2,@b,http://example.org/\nR3,http://example.org/,_x0041_\n"
      + "R4,_x0041_,\"a\u{1}\u{202E}b\"\nR5,\"a\u{1}\u{202E}b\",c\n")
  let bytes = try bytes(trace, .english)
  let sheet = try part("xl/worksheets/sheet1.xml", of: bytes)
  #expect(!sheet.contains("<f>"))
  #expect(!sheet.contains("hyperlink"))
  let ids = try table(of: Workbook(bytes), 0).dropFirst().map { $0[1] }
  #expect(
    ids == ["=HYPERLINK(\"x\")", "@b", "http://example.org/", "_x005F_x0041_", "a\\u{1}\\u{202e}b"])
  // Numbers can be added up.
  #expect(sheet.contains("<c r=\"P2\" s=\"2\"><v>1</v></c>"))
}

@Test func aCellIsCutWhereExcelHasNoRoomAndSaysHowMuch() {
  let rest = { (count: Int) in "… and \(count) more" }
  let long = String(repeating: "长", count: 40_000)
  let cut = WorkbookText(long, rest: rest).text
  #expect(cut.utf16.count <= WorkbookText.limit)
  let shown = cut.prefix { $0 == "长" }.count
  #expect(cut.hasSuffix("… and \(40_000 - shown) more"))
  #expect(shown > 32_700)
  let pairs = WorkbookText(String(repeating: "😀", count: 16_384), rest: rest).text
  #expect(pairs.utf16.count <= WorkbookText.limit)
  let full = String(repeating: "a", count: WorkbookText.limit)
  #expect(WorkbookText(full, rest: rest).text == full)
  #expect(WorkbookText("a\r\nb\rc\td", rest: rest).text == "a\nb\\u{d}c\td")
  #expect(
    WorkbookText("_x0041_x0042_ _x00_ _X0041_", rest: rest).text
      == "_x005F_x0041_x005F_x0042_ _x00_ _X0041_")
}

@Test func whatASheetHasNoRoomForIsOnTheNext() throws {
  let trace = try trace("id,from,to\nR1,A,B\nR2,B,C\nR3,C,D\nR4,D,E\nR5,E,F\n")
  try withFolder { folder in
    let list = ForwardersWorkbook(
      words: CaseWords(trace, .english), version: "0", limit: nil, path: folder, linesOfSheet: 2)
    try list.write(to: folder + "/f.xlsx", workingIn: folder)
    let book = try Workbook(path: folder + "/f.xlsx")
    #expect(book.sheets.map(\.name) == ["Forwarders", "Forwarders 2", "Forwarders 3", "Notes"])
    let ids = try (0..<3).map { try table(of: book, $0).map { $0[1] } }
    #expect(ids == [["ID", "A", "B"], ["ID", "C", "D"], ["ID", "E"]])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["f.xlsx"])
  }
}

@Test func aWorkbookThatIsCutSaysHowManyMoreThereAreAndWhere() throws {
  let trace = try trace("id,from,to\nR1,A,B\nR2,B,C\nR3,C,D\n")
  let limit = LineLimit(lines: 2, file: "forwarders.csv")
  let book = try Workbook(try bytes(trace, .english, limit: limit))
  let said = "… and 1 more, which are all in forwarders.csv"
  #expect(try table(of: book, 0).map { $0[1] } == ["ID", "A", "B", said])
  #expect(try table(of: book, 1).contains(["", said]))
  #expect(
    try table(of: book, 1).contains(["", Wording(language: .english)(.nobodyResponsible)]))
}

/// A full disk makes the library leave rows out and say nothing.
@Test func rowsThatAreNotInTheFileAreNoticed() throws {
  try withFolder { folder in
    for (isWritten, isSame) in [(true, true), (false, false)] {
      let file = folder + "/\(isWritten).xlsx"
      let digest = WorkbookDigest()
      guard let book = WorkbookWriter(path: file, workingIn: folder),
        let sheet = book.sheet("S", widths: [10])
      else {
        Issue.record("no workbook")
        return
      }
      digest.beginSheet()
      for (row, cell) in ["  a\n\tb ", "", "7", "末"].enumerated() {
        digest.add([cell, ""], row: row)
        guard isWritten || row < 3 else { continue }
        let isTaken = book.write([.text(cell), .text("")], row: row, .text, to: sheet)
        #expect(isTaken)
      }
      let problem = book.finish()
      #expect(problem == nil)
      #expect(digest.isOf(file) == isSame)
    }
    #expect(!WorkbookDigest().isOf(folder + "/none.xlsx"))
  }
}

@Test func aWorkbookIsPutTogetherBesideItsPlaceAlone() throws {
  let trace = try trace("id,from,to\nR1,A,B\n")
  try withFolder { folder in
    var names: [String] = []
    try ScratchPlace.beside(folder: folder + "/a/out").make("f.xlsx", to: { _ in }) { file, place in
      names = try FileManager.default.contentsOfDirectory(atPath: folder + "/a")
      let mode = try FileManager.default.attributesOfItem(atPath: place)[.posixPermissions]
      #expect(mode as? Int == 0o700)
      #expect(
        try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
      #expect(file == place + "/f.xlsx")
      #expect(place.hasPrefix(folder + "/a/.out.repost-tracer-"))
    }
    #expect(names.count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/a") == [])
    #expect(throws: ResultError.self) {
      try forwardersWorkbook(
        trace, language: .english, version: "0", in: .beside(file: folder + "/none/f.xlsx")
      ) { _ in }
    }
  }
}

private func bytes(
  _ trace: Trace, _ language: Language, limit: LineLimit? = nil
) throws -> [UInt8] {
  var bytes: [UInt8] = []
  try forwardersWorkbook(
    trace, language: language, version: "0.0.0", limit: limit, in: .temporary
  ) { bytes += $0 }
  return bytes
}

private func table(of book: Workbook, _ sheet: Int) throws -> [[String]] {
  final class Rows: Sendable { nonisolated(unsafe) var cells: [[String]] = [] }
  let rows = Rows()
  try book.forEachRow(of: book.sheets[sheet]) { row throws(FormatProblem) in
    rows.cells.append(row.cells)
    return true
  }
  return rows.cells
}

/// A file within a workbook.
private func part(_ name: String, of workbook: [UInt8]) throws -> String {
  let entry = try ZipArchive(workbook).entry(name)
  var bytes: [UInt8] = []
  while case let block = try entry.ahead(), !block.isEmpty {
    bytes += block
    entry.skip(block.count)
  }
  return text(bytes)
}
