internal import CXlsxWriter

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A workbook being written, whose rows go to the disk as they come.
///
/// Rows come in their order, sheet by sheet. Text is never taken for a formula or a link.
struct WorkbookWriter: ~Copyable {
  /// What a cell holds.
  enum Cell {
    case text(String)
    case number(Int)
  }

  /// How cells look.
  enum Look {
    case header, text, marked, title
  }

  /// A column of a sheet.
  struct Column {
    let header: String
    let width: Double
    /// What is shown where the header is pointed at.
    let note: String
  }

  /// A sheet to write rows to; it lives as long as its workbook.
  struct Sheet {
    fileprivate let page: UnsafeMutablePointer<lxw_worksheet>
  }

  private let book: UnsafeMutablePointer<lxw_workbook>
  // One by one: what is given up before its end can hold no array.
  private let header: UnsafeMutablePointer<lxw_format>?
  private let text: UnsafeMutablePointer<lxw_format>?
  private let marked: UnsafeMutablePointer<lxw_format>?
  private let title: UnsafeMutablePointer<lxw_format>?

  /// Begins a workbook.
  ///
  /// - Parameters:
  ///   - path: The file to write.
  ///   - folder: Where the library keeps what it has not put together yet.
  init?(path: String, workingIn folder: String) {
    // The library reads the names until the workbook is closed, and copies both.
    let book = path.withCString { path in
      var folder = Array(folder.utf8CString)
      return folder.withUnsafeMutableBufferPointer { folder in
        var options = lxw_workbook_options()
        options.constant_memory = 1
        options.use_zip64 = 0
        options.tmpdir = folder.baseAddress
        return workbook_new_opt(path, &options)
      }
    }
    guard let book else { return nil }
    self.book = book
    var properties = lxw_doc_properties()
    // The same list is the same file whenever it is made.
    properties.created = 1_577_836_800
    workbook_set_properties(book, &properties)
    header = Self.format(.header, book)
    text = Self.format(.text, book)
    marked = Self.format(.marked, book)
    title = Self.format(.title, book)
  }

  private static func format(
    _ look: Look, _ book: UnsafeMutablePointer<lxw_workbook>
  ) -> UnsafeMutablePointer<lxw_format>? {
    let format = workbook_add_format(book)
    format_set_text_wrap(format)
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    switch look {
    case .header:
      format_set_bold(format)
      format_set_bg_color(format, 0xDDE6F0)
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .text: break
    case .marked:
      format_set_bg_color(format, 0xFFF2CC)
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_border_color(format, 0xBF9000)
    case .title:
      format_set_bold(format)
      format_set_font_size(format, 14)
    }
    return format
  }

  /// Adds a sheet with its row of headers, which stays in sight.
  ///
  /// - Parameters:
  ///   - name: What its tab says.
  ///   - columns: Its columns, from the left.
  ///   - fixed: How many of them stay in sight as well.
  ///   - footer: What stands below each page that is printed.
  /// - Returns: The sheet, or `nil` where it cannot be made.
  func sheet(_ name: String, _ columns: [Column], fixed: Int, footer: String) -> Sheet? {
    guard let sheet = sheet(name, widths: columns.map(\.width)) else { return nil }
    let page = sheet.page
    worksheet_freeze_panes(page, 1, UInt16(fixed))
    worksheet_set_landscape(page)
    worksheet_fit_to_pages(page, 1, 0)
    worksheet_repeat_rows(page, 0, 0)
    // An ampersand begins a code there, and 255 characters are all that there is room for.
    worksheet_set_footer(page, "&L" + footer.replacing("&", with: "&&").prefix(230) + "&R&P / &N")
    for (place, column) in columns.enumerated() {
      worksheet_write_string(page, 0, UInt16(place), column.header, header)
      var options = lxw_comment_options()
      let units = column.note.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
      options.width = 320
      options.height = UInt16(24 + 16 * (units / 44 + 1))
      options.font_size = 9
      worksheet_write_comment_opt(page, 0, UInt16(place), column.note, &options)
    }
    return sheet
  }

  /// Adds a sheet without headers.
  func sheet(_ name: String, widths: [Double]) -> Sheet? {
    guard let page = workbook_add_worksheet(book, name) else { return nil }
    worksheet_set_paper(page, 9)
    for (place, width) in widths.enumerated() {
      worksheet_set_column(page, UInt16(place), UInt16(place), width, nil)
    }
    return Sheet(page: page)
  }

  /// Writes a row, which comes after those before.
  ///
  /// - Returns: Whether each of its cells could be taken.
  func write(_ cells: [Cell], row: Int, _ look: Look, to sheet: Sheet) -> Bool {
    let format =
      switch look {
      case .header: header
      case .text: text
      case .marked: marked
      case .title: title
      }
    var isTaken = true
    for (place, cell) in cells.enumerated() {
      let column = UInt16(place)
      let result =
        switch cell {
        case .text("") where look != .marked: LXW_NO_ERROR
        case .text(""): worksheet_write_blank(sheet.page, UInt32(row), column, format)
        case .text(let text): worksheet_write_string(sheet.page, UInt32(row), column, text, format)
        case .number(let number):
          worksheet_write_number(sheet.page, UInt32(row), column, Double(number), format)
        }
      isTaken = isTaken && result == LXW_NO_ERROR
    }
    return isTaken
  }

  /// Offers to filter the rows of a sheet by each of its columns.
  func filter(_ sheet: Sheet, rows: Int, columns: Int) {
    worksheet_autofilter(sheet.page, 0, 0, UInt32(max(rows, 1)), UInt16(columns - 1))
  }

  /// Puts the workbook together.
  ///
  /// - Returns: What failed, in the words of the system where the disk did, or else of the library; `nil`
  ///   where the file is whole.
  consuming func finish() -> String? {
    let book = book
    discard self
    errno = 0
    let result = workbook_close(book)
    let failure = SystemFailure()
    guard result != LXW_NO_ERROR else { return nil }
    if failure.kind == .writeFailed { return failure.text }
    return lxw_strerror(result).map { String(cString: $0) } ?? "error \(result.rawValue)"
  }

  deinit { lxw_workbook_free(book) }
}
