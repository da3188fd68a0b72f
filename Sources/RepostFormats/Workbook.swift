/// A workbook of Excel or LibreOffice (`.xlsx`, ECMA-376), whose sheets are read row by row.
public final class Workbook {
  /// A sheet by its name.
  public struct Sheet: Sendable {
    /// What its tab says.
    public let name: String
    let entry: String
  }

  /// One row that is not blank.
  public struct Row: Sendable {
    /// Its number as the program shows it, from 1.
    public var number: Int
    /// The text of each cell up to the last that is not blank.
    public var cells: [String] = []
    /// The cells that hold a time of day without a date.
    public var clockCells: Set<Int> = []
    /// The cells in which a number has lost digits: Excel keeps fifteen.
    public var shortenedCells: Set<Int> = []
  }

  /// The sheets in the order of their tabs.
  public let sheets: [Sheet]
  private let archive: ZipArchive
  private let strings: [String]
  private let formats: [CellFormat]
  private let startsIn1904: Bool

  /// Opens a workbook at a path.
  ///
  /// - Throws: ``FormatProblem`` where it is none, or damaged.
  public convenience init(path: String) throws(FormatProblem) {
    try self.init(try ZipArchive(path: path))
  }

  /// Opens a workbook at hand.
  public convenience init(_ bytes: [UInt8]) throws(FormatProblem) {
    try self.init(try ZipArchive(bytes))
  }

  private init(_ archive: ZipArchive) throws(FormatProblem) {
    self.archive = archive
    guard archive.has("xl/workbook.xml") else {
      throw FormatProblem(
        found: "an archive without a workbook in it", expected: "an Excel workbook (.xlsx)",
        advice: "an old workbook (.xls) has to be saved as .xlsx first")
    }
    let book = BookHandler()
    try Self.read(archive.entry("xl/workbook.xml"), book)
    let relations = RelationHandler()
    if archive.has("xl/_rels/workbook.xml.rels") {
      try Self.read(archive.entry("xl/_rels/workbook.xml.rels"), relations)
    }
    startsIn1904 = book.startsIn1904
    sheets = book.sheets.compactMap { name, relation in
      guard let target = relations.targets[relation] else { return nil }
      let entry = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
      return archive.has(entry) ? Sheet(name: name, entry: entry) : nil
    }
    let shared = SharedStringHandler()
    if archive.has("xl/sharedStrings.xml") {
      try Self.read(archive.entry("xl/sharedStrings.xml"), shared)
    }
    strings = shared.strings
    let styles = StyleHandler()
    if archive.has("xl/styles.xml") { try Self.read(archive.entry("xl/styles.xml"), styles) }
    formats = styles.formats
  }

  /// Reads a sheet row by row.
  ///
  /// - Parameters:
  ///   - sheet: The sheet.
  ///   - body: Is given each row that is not blank, and returns whether to go on.
  /// - Throws: ``FormatProblem`` where the sheet is damaged, and whatever `body` throws.
  public func forEachRow(
    of sheet: Sheet, _ body: @escaping (Row) throws(FormatProblem) -> Bool
  ) throws(FormatProblem) {
    let handler = SheetHandler(
      strings: strings, formats: formats, startsIn1904: startsIn1904, body)
    do throws(FormatProblem) {
      try Self.read(try archive.entry(sheet.entry), handler)
    } catch {
      guard handler.hasStopped else { throw error }
    }
  }

  private static func read(
    _ input: ByteInput, _ handler: any XMLHandler
  ) throws(FormatProblem) {
    let ending = CutSheet()
    try XMLInput.read(input, handler: handler, into: ending)
    if let found = ending.found {
      throw FormatProblem(
        found: "a damaged part of the workbook (\(found))", expected: "a whole workbook",
        advice: "open it in Excel or LibreOffice and save it again")
    }
  }
}

/// The texts of cells that are at hand at once.
enum CellText {
  /// A text of a cell may have so many bytes; Excel keeps 32,767 characters of one.
  static let limit = 1 << 20
  /// All texts that cells share may have so many.
  static let sharedLimit = 1 << 30

  static func check(_ count: Int, line: Int) throws(FormatProblem) {
    guard count <= limit else {
      throw FormatProblem(
        line: line, found: "a text of more than \(limit) bytes in a cell",
        expected: "texts as Excel keeps them, of 32767 characters at most")
    }
  }
}

/// Is told where a part of a workbook ends too early.
private final class CutSheet: ImportSink {
  private(set) var found: String?

  func take(_ record: ImportedRecord) {}
  func describe(entity id: String, name: String, kind: ImportedKind?) {}
  func describe(item id: String, title: String) {}
  func leaveOut(_ reason: LeftOut, line: Int) {}
  func skip(_ problem: FormatProblem) {}
  func remark(_ message: FileMessage, line: Int) {}
  func endsEarly(line: Int, byte: Int, found: FileMessage) { self.found = found.description }
}

private final class BookHandler: XMLHandler {
  private(set) var sheets: [(name: String, relation: String)] = []
  private(set) var startsIn1904 = false

  func begin(_ name: String, _ attributes: XMLAttributes, line: Int) {
    if name == "sheet", let title = attributes["name"], let relation = attributes["id"] {
      sheets.append((title, relation))
    }
    if name == "workbookPr", let value = attributes["date1904"] {
      startsIn1904 = value == "1" || value == "true"
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
  func end(_ name: String, line: Int) {}
}

private final class RelationHandler: XMLHandler {
  private(set) var targets: [String: String] = [:]

  func begin(_ name: String, _ attributes: XMLAttributes, line: Int) {
    if name == "Relationship", let id = attributes["Id"] { targets[id] = attributes["Target"] }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
  func end(_ name: String, line: Int) {}
}

private final class SharedStringHandler: XMLHandler {
  private(set) var strings: [String] = []
  private var bytes: [UInt8] = []
  private var total = 0
  private var isText = false
  // Readings of East Asian characters stand beside the text.
  private var isReading = false

  func begin(_ name: String, _ attributes: XMLAttributes, line: Int) {
    switch name {
    case "si": bytes.removeAll(keepingCapacity: true)
    case "rPh": isReading = true
    case "t": isText = !isReading
    default: break
    }
  }

  func text(_ more: UnsafeBufferPointer<UInt8>) throws(FormatProblem) {
    guard isText else { return }
    bytes.append(contentsOf: more)
    try CellText.check(bytes.count, line: 1)
  }

  func end(_ name: String, line: Int) throws(FormatProblem) {
    switch name {
    case "si":
      // A string takes room of its own besides its bytes.
      total += bytes.count + 16
      guard total <= CellText.sharedLimit else {
        throw FormatProblem(
          found: "a workbook with more than \(CellText.sharedLimit) bytes of text",
          expected: "no more", advice: "save its sheets as CSV, which may be longer")
      }
      strings.append(String(decoding: bytes, as: UTF8.self))
    case "rPh": isReading = false
    case "t": isText = false
    default: break
    }
  }
}

/// What the format of a cell makes of a number.
enum CellFormat {
  case number
  /// A date, or a date and a time, to the minute or the second.
  case date(hasClock: Bool, hasSeconds: Bool)
  /// A time of day, or a duration.
  case clock(hasSeconds: Bool)

  /// The format that a code means, such as `yyyy/m/d h:mm`.
  init(code: String) {
    var letters = ""
    var isQuoted = false
    var isBracketed = false
    var isEscaped = false
    // Of several sections the first is for positive numbers.
    for character in code.prefix(while: { $0 != ";" }) {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" || character == "_" || character == "*" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if isQuoted {
        continue
      } else if character == "[" {
        isBracketed = true
      } else if character == "]" {
        isBracketed = false
      } else if !isBracketed {
        letters += character.lowercased()
      }
    }
    if letters.contains("general") {
      self = .number
      return
    }
    let hasDay = letters.contains("y") || letters.contains("d")
    let hasClock = letters.contains("h") || letters.contains("s") || letters.contains("上午")
    let hasSeconds = letters.contains("s")
    if hasDay || (letters.contains("m") && !hasClock) {
      self = .date(hasClock: hasClock, hasSeconds: hasSeconds)
    } else if hasClock {
      self = .clock(hasSeconds: hasSeconds)
    } else {
      self = .number
    }
  }

  /// The format that a number of the built-in ones means (ECMA-376 18.8.30).
  init(builtIn: Int) {
    switch builtIn {
    case 14...17, 27...31, 36, 50...54, 57, 58:
      self = .date(hasClock: false, hasSeconds: false)
    case 22: self = .date(hasClock: true, hasSeconds: false)
    case 18, 20, 32, 34, 55, 56: self = .clock(hasSeconds: false)
    case 19, 21, 33, 35, 45...47: self = .clock(hasSeconds: true)
    default: self = .number
    }
  }
}

private final class StyleHandler: XMLHandler {
  private(set) var formats: [CellFormat] = []
  private var codes: [Int: String] = [:]
  private var isCell = false

  func begin(_ name: String, _ attributes: XMLAttributes, line: Int) {
    switch name {
    case "numFmt":
      if let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] {
        codes[id] = code
      }
    case "cellXfs": isCell = true
    case "xf" where isCell:
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      formats.append(codes[id].map { CellFormat(code: $0) } ?? CellFormat(builtIn: id))
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
  func end(_ name: String, line: Int) { if name == "cellXfs" { isCell = false } }
}

private final class SheetHandler: XMLHandler {
  private(set) var hasStopped = false
  private let strings: [String]
  private let formats: [CellFormat]
  private let startsIn1904: Bool
  private let body: (Workbook.Row) throws(FormatProblem) -> Bool
  private var row = Workbook.Row(number: 0)
  private var column = -1
  private var type = ""
  private var style = 0
  private var bytes: [UInt8] = []
  private var isValue = false

  /// A sheet has no more rows and columns.
  private static let rowLimit = 1_048_576
  private static let columnLimit = 16_384

  init(
    strings: [String], formats: [CellFormat], startsIn1904: Bool,
    _ body: @escaping (Workbook.Row) throws(FormatProblem) -> Bool
  ) {
    self.strings = strings
    self.formats = formats
    self.startsIn1904 = startsIn1904
    self.body = body
  }

  func begin(_ name: String, _ attributes: XMLAttributes, line: Int) {
    switch name {
    case "row":
      let number = attributes["r"].flatMap { Int($0) } ?? 0
      row = Workbook.Row(
        number: (1...Self.rowLimit).contains(number) ? number : row.number + 1)
      column = -1
    case "c":
      column = attributes["r"].flatMap { Self.column($0) } ?? column + 1
      type = attributes["t"] ?? "n"
      style = attributes["s"].flatMap { Int($0) } ?? 0
      bytes.removeAll(keepingCapacity: true)
    case "v", "t": isValue = true
    default: break
    }
  }

  func text(_ more: UnsafeBufferPointer<UInt8>) throws(FormatProblem) {
    guard isValue else { return }
    bytes.append(contentsOf: more)
    try CellText.check(bytes.count, line: row.number)
  }

  func end(_ name: String, line: Int) throws(FormatProblem) {
    switch name {
    case "v", "t": isValue = false
    case "c": endCell()
    case "row":
      while row.cells.last?.isEmpty == true { row.cells.removeLast() }
      guard !row.cells.isEmpty else { return }
      if !(try body(row)) {
        hasStopped = true
        throw FormatProblem(found: "enough rows")
      }
    default: break
    }
  }

  private func endCell() {
    let value = String(decoding: bytes, as: UTF8.self)
    guard !value.isEmpty, (0..<Self.columnLimit).contains(column) else { return }
    while row.cells.count <= column { row.cells.append("") }
    switch type {
    case "s":
      if let index = Int(value), strings.indices.contains(index) {
        row.cells[column] = strings[index]
      }
    case "b": row.cells[column] = value == "1" ? "TRUE" : "FALSE"
    case "n", "": row.cells[column] = number(value)
    default: row.cells[column] = value
    }
  }

  private func number(_ value: String) -> String {
    guard let number = Double(value) else { return value }
    switch formats.indices.contains(style) ? formats[style] : .number {
    case .date(let hasClock, let hasSeconds):
      return ExcelDate(serial: number, startsIn1904: startsIn1904)?
        .text(hasClock: hasClock, hasSeconds: hasSeconds) ?? value
    case .clock(let hasSeconds):
      guard number >= 0, number < 1 else {
        return ExcelDate(serial: number, startsIn1904: startsIn1904)?
          .text(hasClock: true, hasSeconds: hasSeconds) ?? value
      }
      row.clockCells.insert(column)
      return ExcelDate.clock(number, hasSeconds: hasSeconds)
    case .number:
      guard number == number.rounded(), abs(number) < 1e18 else { return value }
      if abs(number) >= 1e15 { row.shortenedCells.insert(column) }
      return String(Int64(number))
    }
  }

  /// The number of the column of a cell such as `AB12`, from 0.
  private static func column(_ reference: String) -> Int? {
    var number = 0
    for byte in reference.utf8 {
      guard (65...90).contains(byte), number < 100_000 else { break }
      number = number * 26 + Int(byte) - 64
    }
    return number > 0 ? number - 1 : nil
  }
}

/// A date as Excel counts it.
struct ExcelDate {
  private let days: Int
  private let seconds: Int

  /// - Returns: `nil` where the number is no date from 1900 to 9999.
  init?(serial: Double, startsIn1904: Bool) {
    guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
    // To the nearest second: a fraction of a day is never exact.
    let total = Int((serial * 86_400).rounded())
    var day = total / 86_400 + (startsIn1904 ? 1462 : 0)
    // Excel takes 1900 for a leap year.
    if day < 60 { day += 1 }
    days = day - 25_569
    seconds = total % 86_400
  }

  func text(hasClock: Bool, hasSeconds: Bool) -> String {
    let day = String(ISOTime.utc(seconds: Int64(days) * 86_400).prefix(10))
    guard hasClock || seconds > 0 else { return day }
    return day + "T"
      + Self.clock(Double(seconds) / 86_400, hasSeconds: hasSeconds || seconds % 60 > 0)
  }

  /// A time of day, from a fraction of it.
  static func clock(_ fraction: Double, hasSeconds: Bool) -> String {
    let total = min(Int((fraction * 86_400).rounded()), 86_399)
    let text = ISOTime.local(
      year: 1, month: 1, day: 1, hour: total / 3600, minute: total / 60 % 60,
      second: hasSeconds || total % 60 > 0 ? total % 60 : nil)
    return String(text.dropFirst(11))
  }
}
