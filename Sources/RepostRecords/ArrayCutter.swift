/// Cuts a JSON array, or one object, into blocks of rows; the text is at hand as a whole.
final class ArrayCutter: RowCutter {
  private let text: UnsafeRawBufferPointer
  private let policy: BadRowPolicy
  private var times: QuickTimes
  private var row: RawRow
  private var reader: JSONRows<RecordField>

  init(
    text: UnsafeRawBufferPointer, from start: Int, layout: JSONLayout, times: TimeReader,
    policy: BadRowPolicy
  ) {
    self.text = text
    self.policy = policy
    self.times = QuickTimes(times)
    row = RawRow(fields: RecordField.allCases.count, text: text)
    reader = JSONRows(text: text, from: start, layout: layout)
  }

  func cut(_ block: inout RowBlock, isLast: Bool) {
    let start = reader.position
    var isGoing = true
    while isGoing, reader.position - start < 1 << 20 {
      do throws(RowProblem) {
        isGoing = try reader.next(&row)
        if isGoing { try block.append(row, &times) }
      } catch {
        guard policy == .skip, !error.isFatal else {
          // Positions are those of the whole text here.
          var problem = error
          problem.position = problem.position.map { $0 - start }
          block.failure = RowBlock.Failure(
            problem: problem, rowStart: row.range.lowerBound - start)
          break
        }
        var problem = error
        problem.position = problem.position.map { $0 - start }
        block.skipped.append(
          RowBlock.SkippedRow(
            problem: problem, text: rowText(row), line: row.line,
            start: row.range.lowerBound - start))
      }
    }
    block.extraNames = row.extraNames
    block.keys = reader.usage
    block.consumed = isGoing ? reader.position - start : block.text.count
  }
}
