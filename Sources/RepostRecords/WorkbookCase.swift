internal import RepostFormats

/// A case that stands in a workbook: a sheet of records and, where they are there, sheets of entities,
/// items and zones.
///
/// Each sheet is put into lines of JSON, the line of a row being its number in the sheet, and read as a
/// native file: a workbook has no language of its own.
struct WorkbookCase {
  /// The records as NDJSON.
  let records: [UInt8]
  /// The entities as NDJSON, where a sheet holds them.
  private(set) var entities: [UInt8]?
  /// What sheets of items and zones declare, as a case file.
  private(set) var caseFile: String?
  /// What an investigator should know of the sheets, each with its row.
  private(set) var remarks: [(message: RecordMessage, row: Int)] = []

  /// Headers stand in one of so many first rows.
  private static let headerRows = 20

  /// Reads the sheets of a workbook.
  init(_ book: Workbook, path: String, columns: ColumnNames?) throws(RecordsError) {
    do throws(FormatProblem) {
      var sheets: [Sheet] = []
      for sheet in book.sheets { sheets.append(try Sheet(sheet, of: book)) }
      guard
        let place = sheets.firstIndex(where: { $0.hasRecords(columns) }),
        let header = sheets[place].recordHeader(columns)
      else {
        throw Self.noRecords(sheets, columns)
      }
      let lines = try Lines(book, sheets[place].sheet, header: header, columns: columns)
      records = lines.bytes
      remarks = lines.remarks
      for (index, sheet) in sheets.enumerated() where index != place {
        if entities == nil, let header = sheet.entityHeader {
          entities = try Lines(book, sheet.sheet, header: header, columns: nil).bytes
        }
      }
      caseFile = try WorkbookItems(
        book, sheets.enumerated().filter { $0.offset != place }.map(\.element)
      ).yaml
    } catch {
      throw ForeignFile.error(error, path: path)
    }
  }

  private static func noRecords(_ sheets: [Sheet], _ columns: ColumnNames?) -> FormatProblem {
    let first = sheets.lazy.compactMap { sheet in
      sheet.top.first { $0.cells.count { !$0.isEmpty } > 1 }
    }.first
    let headers = first?.cells.filter { !$0.isEmpty } ?? []
    return FormatProblem(
      line: first?.number,
      found: headers.isEmpty
        ? "a workbook without a table"
        : "sheets without the headers of records, first "
          + quotedList(headers.prefix(12)),
      expected: "the headers \(RecordField.requirement)",
      advice: ColumnNames.suggestion(for: headers))
  }

  /// A sheet and its first rows.
  struct Sheet {
    let sheet: Workbook.Sheet
    private(set) var top: [Workbook.Row] = []

    init(_ sheet: Workbook.Sheet, of book: Workbook) throws(FormatProblem) {
      self.sheet = sheet
      let rows = RowList()
      try book.forEachRow(of: sheet) { (row) throws(FormatProblem) in
        rows.all.append(row)
        return rows.all.count < WorkbookCase.headerRows
      }
      top = rows.all
    }

    func hasRecords(_ columns: ColumnNames?) -> Bool { recordHeader(columns) != nil }

    /// The row with the headers of records.
    func recordHeader(_ columns: ColumnNames?) -> Workbook.Row? {
      top.first { row in
        let fields = Set(row.cells.compactMap { RecordField.field(of: $0, columns) })
        return RecordField.required.allSatisfy { group in group.contains { fields.contains($0) } }
      }
    }

    /// The row with the headers of entities.
    var entityHeader: Workbook.Row? {
      top.first { row in
        EntityField.isDescribed(by: row.cells)
          && row.cells.contains { EntityField.field(of: $0) == .id }
      }
    }
  }

  /// Rows that a closure gathers.
  final class RowList {
    var all: [Workbook.Row] = []
  }
}

extension Workbook.Row {
  /// The bytes of all its cells, without what they take besides.
  fileprivate var textBytes: Int { cells.reduce(0) { $0 + $1.utf8.count } }
}

/// A sheet as lines of JSON.
private struct Lines {
  private(set) var bytes: [UInt8] = []
  private(set) var remarks: [(message: RecordMessage, row: Int)] = []

  /// Cells may share a text, so that a small file makes a long one.
  private static let limit = 1 << 30

  init(
    _ book: Workbook, _ sheet: Workbook.Sheet, header: Workbook.Row, columns: ColumnNames?
  ) throws(FormatProblem) {
    let writer = Writer(header, columns)
    try book.forEachRow(of: sheet) { (row) throws(FormatProblem) in
      guard row.number > header.number else { return true }
      guard writer.bytes.count + row.textBytes <= Self.limit else {
        throw FormatProblem(
          line: row.number, found: "more than \(Self.limit) bytes of text in one sheet",
          expected: "no more", advice: "save it as CSV, which may be longer")
      }
      writer.write(row)
      return true
    }
    bytes = writer.bytes
    remarks = writer.remarks
  }

  private final class Writer {
    private(set) var bytes: [UInt8] = []
    private(set) var remarks: [(message: RecordMessage, row: Int)] = []
    private var line = 1
    private let keys: [String]
    // The column of days and that of times of day, where they are two.
    private var day: Int?
    private var clock: Int?

    init(_ header: Workbook.Row, _ columns: ColumnNames?) {
      var keys: [String] = []
      var seen: Set<String> = []
      for (place, cell) in header.cells.enumerated() {
        let isTime = RecordField.field(of: cell, columns) == .time
        if isTime, day == nil { day = place } else if isTime, clock == nil { clock = place }
        var key = columns?.native(cell) ?? cell.trimmingBlanks
        if key.isEmpty { key = "column \(place + 1)" }
        let name = key
        var number = 2
        while !seen.insert(key.lowercased()).inserted {
          key = "\(name) (\(number))"
          number += 1
        }
        keys.append(key)
      }
      self.keys = keys
    }

    func write(_ row: Workbook.Row) {
      var row = row
      joinClock(&row)
      while line < row.number {
        bytes.append(0x0A)
        line += 1
      }
      for column in row.shortenedCells.sorted() {
        remarks.append(
          (
            RecordMessage(
              .numberShortened, .text(row.cells[column]), .text(WorkbookItems.letters(column))),
            row.number
          ))
      }
      bytes.append(UInt8(ascii: "{"))
      var isFirst = true
      for (column, cell) in row.cells.enumerated() where !cell.isEmpty {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        WorkbookItems.appendQuoted(
          column < keys.count ? keys[column] : "column \(column + 1)", to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        WorkbookItems.appendQuoted(cell, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }

    // A day in one column and a time of day in the next are one time.
    private func joinClock(_ row: inout Workbook.Row) {
      guard let day, let clock, day < row.cells.count, clock < row.cells.count else { return }
      let (first, second) =
        row.clockCells.contains(day)
        ? (row.cells[clock], row.cells[day])
        : (row.cells[day], row.cells[clock])
      guard !first.isEmpty, !second.isEmpty else { return }
      row.cells[day] = first + (first.contains("T") ? "" : " ") + second
      row.cells[clock] = ""
    }
  }
}
