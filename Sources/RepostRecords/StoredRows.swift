import Synchronization

/// The rows of a file that stays open, so that their texts need not be kept in memory.
///
/// A row is cut again by what every row can be cut by, so that its texts are those that reading found.
final class StoredRows: Sendable {
  /// How many files may stay open; the texts of further ones are kept in memory.
  static let fileLimit = 64

  private static let windowSize = 1 << 12

  /// The path of the file as it was given.
  let path: String
  private let file: OpenFile
  private let layout: RowPlan.Layout
  private let hasFailed = Atomic(false)

  init(_ file: OpenFile, path: String, layout: RowPlan.Layout) {
    self.file = file
    self.path = path
    self.layout = layout
  }

  /// Whether the file is no longer what was read, or a row could not be read again.
  var isChanged: Bool { hasFailed.load(ordering: .relaxed) || !file.isAsOpened }

  /// Reads a row again.
  ///
  /// - Parameters:
  ///   - position: The byte of the file at which it starts, or blank lines before it do.
  ///   - body: Takes what it needs from the row.
  /// - Returns: What `body` gives, or `nil` where the file is no longer what was read.
  /// - Complexity: O(*bytes of the row*).
  func withRow<Result>(at position: Int, _ body: (RawRow) -> Result) -> Result? {
    var size = Self.windowSize
    while true {
      let wanted = max(0, min(size, file.size - position))
      let window = UnsafeMutableRawBufferPointer.allocate(byteCount: wanted, alignment: 8)
      defer { window.deallocate() }
      guard let count = try? file.read(into: window, from: position), count == wanted else { break }
      let isWhole = position + count == file.size
      if let row = row(in: UnsafeRawBufferPointer(window), isWhole: isWhole) {
        let result = body(row)
        // Only what has not changed after it was read is what was read before.
        guard file.isAsOpened else { break }
        return result
      }
      guard !isWhole else { break }
      size *= 4
    }
    hasFailed.store(true, ordering: .relaxed)
    return nil
  }

  /// The first row of a text, or `nil` where there is more to it than the text holds.
  private func row(in text: UnsafeRawBufferPointer, isWhole: Bool) -> RawRow? {
    var row = RawRow(fields: RecordField.allCases.count, text: text)
    var isRow = false
    switch layout {
    case .separated(let separator, let columns, let extraNames):
      var reader = SeparatedRows(text: text, from: 0, separator: separator)
      reader.setColumns(columns)
      row.extraNames = extraNames
      isRow = (try? reader.next(&row)) ?? false
    case .lines:
      var reader = JSONRows<RecordField>(text: text, from: 0, layout: .lines)
      isRow = (try? reader.next(&row)) ?? false
    case .whole: break
    }
    return isRow && (isWhole || row.range.upperBound < text.count) ? row : nil
  }
}
