import Foundation

/// How the rows of a text stand in it, as its first bytes tell.
struct RowPlan {
  enum Layout {
    case separated(separator: UInt8, columns: [Column], extraNames: [String])
    case lines
    case whole(JSONLayout)
  }

  let format: InputFormat
  let layout: Layout
  /// Where the rows begin, and the number of lines before them.
  let start: Int
  let linesBefore: Int

  /// Looks at the start of a text.
  init(
    of text: UnsafeRawBufferPointer, from start: Int, asked: InputFormat?,
    columns: ColumnNames? = nil
  ) throws(RowProblem) {
    let format = try TextFormat(of: text, from: start, asked: asked, RecordField.self)
    self.format = format.format
    switch format.layout {
    case .separator(let separator):
      var reader = SeparatedRows(text: text, from: start, separator: separator)
      let names = try reader.headers()
      if let missing = columns?.missing(in: names.map(\.name)).first {
        throw RowProblem(
          position: start,
          found: "no header \(quoted(missing)) among \(quotedList(names.prefix(12).map(\.name)))",
          expected: "the headers that --columns names", isFatal: true)
      }
      let headers = try Headers<RecordField>(names) { RecordField.field(of: $0, columns) }
      layout = .separated(
        separator: separator, columns: headers.columns, extraNames: headers.extraNames)
      self.start = reader.position
      linesBefore = reader.line - 1
    case .json(let json):
      guard columns == nil else {
        throw RowProblem(
          position: start, found: "JSON, whose keys --columns does not name",
          expected: "a table: CSV, TSV or a workbook", isFatal: true)
      }
      layout = json == .lines ? .lines : .whole(json)
      self.start = start
      linesBefore = 0
    }
  }

  /// Whether the start of a text tells the same as all of it would.
  func isCertain(after text: UnsafeRawBufferPointer) -> Bool {
    switch layout {
    case .separated: return start < text.count
    case .whole: return false
    case .lines:
      var scanner = JSONScanner(text: text, from: start)
      scanner.skipBlanks()
      let line = scanner.line
      let isObject = (try? scanner.compact(into: ByteBuffer(), depth: 1)) != nil
      return isObject && line == 1 && scanner.line == 1 && !scanner.isAtEnd
    }
  }

  /// What cuts the text into rows: one for each thread that is worth it.
  func cutters(
    of text: UnsafeRawBufferPointer, length: Int, times: TimeReader, _ request: CaseRequest
  ) -> [any RowCutter] {
    if case .whole(let layout) = layout {
      return [
        ArrayCutter(
          text: text, from: start, layout: layout, times: times, policy: request.badRows)
      ]
    }
    let jobs = request.jobs ?? ProcessInfo.processInfo.activeProcessorCount
    let count = length / 4 < request.streaming.blockSize ? 1 : min(max(1, jobs), 16)
    return (0..<count).map { _ in cutter(times, request) }
  }

  private func cutter(_ times: TimeReader, _ request: CaseRequest) -> any RowCutter {
    let window = min(1 << 15, max(64, request.streaming.blockSize))
    guard case .separated(let separator, let columns, let extraNames) = layout else {
      return LineCutter(
        times: times, policy: request.badRows, isQuick: request.streaming.isQuick, window: window)
    }
    return SeparatedCutter(
      separator: separator, columns: columns, extraNames: extraNames, times: times,
      policy: request.badRows, isQuick: request.streaming.isQuick,
      window: window)
  }
}
