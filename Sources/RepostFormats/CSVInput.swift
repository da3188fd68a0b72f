/// Gives the rows of comma-separated values one after the other (RFC 4180).
///
/// Rows may have fewer or more fields than the first.
struct CSVInput {
  /// A field is kept up to this length; what is beyond is passed over.
  static let limit = 4 << 20

  /// One row.
  struct Row {
    /// Its fields; bytes that are no UTF-8 are replaced.
    var fields: [String] = []
    /// The line on which it begins, counted from 1.
    var line: Int
    /// Where it begins.
    var position: Int
    /// Whether a quote is open where the file ends.
    var isOpen = false
  }

  private let input: ByteInput
  private let separator: UInt8
  private var line = 1
  private var isAfterReturn = false

  init(_ input: ByteInput, separator: UInt8 = UInt8(ascii: ",")) {
    self.input = input
    self.separator = separator
  }

  /// The next row that is not blank; `nil` at the end.
  mutating func next() throws(FormatProblem) -> Row? {
    while let row = try anyRow() {
      if row.fields != [""] { return row }
    }
    return nil
  }

  private enum State {
    case start
    case plain
    case quoted
    case closed
  }

  private mutating func anyRow() throws(FormatProblem) -> Row? {
    var row = Row(line: line, position: input.position)
    var field: [UInt8] = []
    var state = State.start
    var isEmpty = true
    while true {
      let ahead = try input.ahead()
      guard !ahead.isEmpty else {
        guard !isEmpty else { return nil }
        row.isOpen = state == .quoted
        row.fields.append(String(decoding: field, as: UTF8.self))
        return row
      }
      for (place, byte) in ahead.enumerated() {
        if isAfterReturn {
          isAfterReturn = false
          if byte == 0x0A {
            if state == .quoted, field.count < Self.limit { field.append(byte) }
            continue
          }
        }
        isEmpty = false
        if byte == 0x0D { isAfterReturn = true }
        let isLineEnd = byte == 0x0A || byte == 0x0D
        if isLineEnd { line += 1 }
        switch state {
        case .quoted:
          if byte == UInt8(ascii: "\"") {
            state = .closed
          } else if field.count < Self.limit {
            field.append(byte)
          }
          continue
        case .start where byte == UInt8(ascii: "\""):
          state = .quoted
          continue
        case .closed where byte == UInt8(ascii: "\""):
          field.append(byte)
          state = .quoted
          continue
        default: break
        }
        if isLineEnd {
          row.fields.append(String(decoding: field, as: UTF8.self))
          input.skip(place + 1)
          return row
        } else if byte == separator {
          row.fields.append(String(decoding: field, as: UTF8.self))
          field.removeAll(keepingCapacity: true)
          state = .start
        } else {
          if field.count < Self.limit { field.append(byte) }
          if state == .start { state = .plain }
        }
      }
      input.skip(ahead.count)
    }
  }
}

/// The columns of a table by their headers.
struct CSVColumns {
  private var places: [String: Int] = [:]

  init(_ headers: [String]) {
    for (place, header) in headers.enumerated() where places[header] == nil {
      places[header] = place
    }
  }

  func has(_ names: String...) -> Bool { names.allSatisfy { places[$0] != nil } }

  /// The value of a row in a column; empty where it has none.
  func value(_ name: String, in row: CSVInput.Row) -> String {
    guard let place = places[name], place < row.fields.count else { return "" }
    return row.fields[place]
  }
}
