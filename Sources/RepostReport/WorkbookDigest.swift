import RepostFormats

/// What was written into the cells of a workbook, to be compared with what can be read from the file.
///
/// The library that writes it goes on when the disk is full, and then leaves rows out without a word.
final class WorkbookDigest {
  private var hasher = Hasher()
  private var sheets = 0

  /// Takes in that a sheet begins.
  func beginSheet() { sheets += 1 }

  /// Takes in a row; one that is blank is none.
  func add(_ cells: [String], row: Int) {
    guard let last = cells.lastIndex(where: { !$0.isEmpty }) else { return }
    hasher.combine(sheets)
    hasher.combine(row)
    hasher.combine(cells[...last])
  }

  /// Whether a workbook has the rows that were taken in, and no others.
  func isOf(_ path: String) -> Bool {
    let found = WorkbookDigest()
    do throws(FormatProblem) {
      let book = try Workbook(path: path)
      for sheet in book.sheets {
        found.beginSheet()
        try book.forEachRow(of: sheet) { row throws(FormatProblem) in
          found.add(row.cells, row: row.number - 1)
          return true
        }
      }
    } catch {
      return false
    }
    return found.hasher.finalize() == hasher.finalize()
  }
}
