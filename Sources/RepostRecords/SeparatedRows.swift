internal import RepostFormats

/// Reads CSV and TSV (RFC 4180), with LF, CRLF or CR at the end of lines.
struct SeparatedRows: RowReader {
  private let text: UnsafeRawBufferPointer
  private let separator: UInt8
  /// Where the next row starts, and the line on which it does.
  private(set) var position: Int
  private(set) var line = 1
  private var columns: [Column] = []

  /// What ended a field.
  private enum Ending {
    case separator
    case line
    case text
  }

  init(text: UnsafeRawBufferPointer, from start: Int, separator: UInt8) {
    self.text = text
    self.separator = separator
    position = start
  }

  /// Reads the next row as one of headers.
  mutating func headers() throws(RowProblem) -> [(name: String, start: Int)] {
    var row = RawRow(fields: 0, text: text)
    var headers: [(String, Int)] = []
    skipBlankLines()
    var ending = Ending.text
    repeat {
      let start = position
      let slot: RawRow.Slot
      (slot, ending) = try field(&row)
      headers.append((row.bytes(slot).trimmed.string, start))
    } while ending == .separator
    return headers
  }

  /// Goes to where a row starts, on a line.
  mutating func seek(to position: Int, line: Int) {
    self.position = position
    self.line = line
  }

  /// Sets what the columns of the rows that follow mean.
  mutating func setColumns(_ columns: [Column]) { self.columns = columns }

  mutating func next(_ row: inout RawRow) throws(RowProblem) -> Bool {
    while true {
      skipBlankLines()
      guard position < text.count else { return false }
      row.clear()
      row.line = line
      let start = position
      row.range = start..<start
      do {
        let isBlank = try fields(&row)
        row.range = start..<position
        if isBlank { continue }
        return true
      } catch {
        if !error.isFatal { skipLine() }
        row.range = start..<position
        throw error
      }
    }
  }

  private mutating func fields(_ row: inout RawRow) throws(RowProblem) -> Bool {
    var count = 0
    var isBlank = true
    var surplus: Int?
    var ending = Ending.text
    repeat {
      if count == columns.count { surplus = position }
      let slot: RawRow.Slot
      (slot, ending) = try field(&row)
      if slot.count > 0 {
        isBlank = false
        if count < columns.count {
          switch columns[count] {
          case .field(let field): row.slots[field] = slot
          case .extra(let name): row.extras.append((name, slot))
          }
        }
      }
      count += 1
    } while ending == .separator
    if count != columns.count && !isBlank {
      // The reading stands after the row: nothing is left to skip.
      if ending == .line { stepBackToLineEnd() }
      throw RowProblem(
        position: surplus,
        RecordMessage(.fields, "\(count)"),
        expected: RecordMessage(.fieldsOfHeader, "\(columns.count)"),
        advice: surplus == nil
          ? "the row is cut or lacks a separator" : "put fields that hold a separator in quotes")
    }
    return isBlank
  }

  private mutating func field(_ row: inout RawRow) throws(RowProblem) -> (RawRow.Slot, Ending) {
    skipBlanks()
    if position < text.count, text[position] == UInt8(ascii: "\"") { return try quoted(&row) }
    let start = position
    var end = start
    while end < text.count {
      let byte = text[end]
      if byte == separator || byte == 0x0A || byte == 0x0D { break }
      end += 1
    }
    position = end
    let value = text.slice(start..<end).trimmed
    return (RawRow.Slot(start: start, count: value.count), takeEnding())
  }

  private mutating func quoted(_ row: inout RawRow) throws(RowProblem) -> (RawRow.Slot, Ending) {
    let opening = position
    var start = opening + 1
    var slot = RawRow.Slot(start: start)
    var end = start
    while true {
      guard end < text.count else {
        throw RowProblem(
          position: opening, found: "a quote that is never closed", expected: "a closing \"",
          advice: "close it, or write a \" inside a quoted field twice; the file may be cut",
          isFatal: true)
      }
      let byte = text[end]
      if byte == UInt8(ascii: "\"") {
        guard end + 1 < text.count, text[end + 1] == byte else { break }
        if !slot.isUnescaped { slot = RawRow.Slot(start: row.unescaped.count, isUnescaped: true) }
        row.unescaped.append(text.slice(start..<end + 1))
        start = end + 2
        end += 2
        continue
      }
      if byte == 0x0A || (byte == 0x0D && !(end + 1 < text.count && text[end + 1] == 0x0A)) {
        line += 1
      }
      end += 1
    }
    if slot.isUnescaped {
      row.unescaped.append(text.slice(start..<end))
      slot.count = row.unescaped.count - slot.start
    } else {
      slot.count = end - start
    }
    position = end + 1
    skipBlanks()
    guard position < text.count, text[position] != separator, text[position] != 0x0A,
      text[position] != 0x0D
    else { return (slot, takeEnding()) }
    throw RowProblem(
      position: position, RecordMessage(.textAfterQuote),
      expected: RecordMessage(.separatorOrLineEnd),
      advice: "write a \" inside a quoted field twice")
  }

  private mutating func takeEnding() -> Ending {
    guard position < text.count else { return .text }
    if text[position] == separator {
      position += 1
      return .separator
    }
    takeLineEnd()
    return .line
  }

  private mutating func takeLineEnd() {
    if text[position] == 0x0D, position + 1 < text.count, text[position + 1] == 0x0A {
      position += 1
    }
    position += 1
    line += 1
  }

  private mutating func stepBackToLineEnd() {
    position -= 1
    line -= 1
  }

  private mutating func skipBlankLines() {
    while position < text.count, text[position] == 0x0A || text[position] == 0x0D { takeLineEnd() }
  }

  private mutating func skipLine() {
    while position < text.count, text[position] != 0x0A, text[position] != 0x0D { position += 1 }
    if position < text.count { takeLineEnd() }
  }

  private mutating func skipBlanks() {
    while position < text.count {
      let byte = text[position]
      if byte == 0x20 {
        position += 1
      } else if byte >= 0xC2 {
        let length = text.blankLength(at: position, end: text.count)
        guard length > 0 else { return }
        position += length
      } else if byte == 0x09, separator != 0x09 {
        position += 1
      } else {
        return
      }
    }
  }
}
