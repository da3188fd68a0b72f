/// Cuts blocks of NDJSON.
final class LineCutter: RowCutter {
  private let policy: BadRowPolicy
  private var times: QuickTimes

  init(times: TimeReader, policy: BadRowPolicy) {
    self.policy = policy
    self.times = QuickTimes(times)
  }

  func cut(_ block: inout RowBlock, isLast: Bool) {
    let text = block.text
    var row = RawRow(fields: RecordField.allCases.count, text: text)
    var reader = JSONRows<RecordField>(text: text, from: 0, layout: .lines)
    var isGoing = true
    while isGoing, reader.position < RowBlock.limit {
      do throws(RowProblem) {
        isGoing = try reader.next(&row)
        if isGoing { try block.append(row, &times) }
      } catch {
        if reader.brokeOff, !isLast {
          block.incomplete = row.range.lowerBound
          break
        }
        guard policy == .skip, !error.isFatal else {
          block.failure = RowBlock.Failure(problem: error, rowStart: row.range.lowerBound)
          break
        }
        block.skipped.append(
          RowBlock.SkippedRow(
            problem: error, text: rowText(row), line: row.line, start: row.range.lowerBound))
      }
    }
    block.extraNames = row.extraNames
    block.keys = reader.usage
    block.consumed = block.incomplete ?? reader.position
    block.consumedLines = (block.incomplete == nil ? reader.line : row.line) - 1
  }
}
