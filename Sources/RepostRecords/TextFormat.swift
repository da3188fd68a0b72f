/// The format of a file's text, told from its first character and its first line.
struct TextFormat {
  /// The longest first line of CSV or TSV; a longer one is no row of headers.
  static let headerLimit = 1 << 20

  let format: InputFormat
  let layout: Layout

  /// How the rows stand in the text.
  enum Layout {
    case separator(UInt8)
    case json(JSONLayout)
  }

  /// Finds the format, or checks the one that is asked for.
  init<Field: FieldSet>(
    of text: UnsafeRawBufferPointer, from start: Int, asked: InputFormat?, _: Field.Type
  ) throws(RowProblem) {
    var first = start
    while first < text.count {
      let length = text.blankLength(at: first, end: text.count)
      guard length > 0 else { break }
      first += length
    }
    guard first < text.count else {
      throw RowProblem(
        position: start, found: "an empty file",
        expected: "a row of headers and at least one \(Field.rowName)", isFatal: true)
    }
    let byte = text[first]
    let detected: InputFormat? =
      byte == UInt8(ascii: "[") ? .json : byte == UInt8(ascii: "{") ? .ndjson : nil
    switch asked ?? detected {
    case .json:
      format = .json
      layout = .json(byte == UInt8(ascii: "{") ? .object : .array)
    case .ndjson:
      let isOne = Self.isOneObject(text, from: first)
      format = isOne && asked == nil ? .json : .ndjson
      layout = .json(isOne ? .object : .lines)
    case let other:
      let separator = try Self.separator(of: text, from: start, asked: other, Field.self)
      format = separator == 0x09 ? .tsv : .csv
      layout = .separator(separator)
    }
  }

  // An object over several lines is no NDJSON, but all of a text can be one object.
  private static func isOneObject(_ text: UnsafeRawBufferPointer, from start: Int) -> Bool {
    let buffer = ByteBuffer()
    var scanner = JSONScanner(text: text, from: start)
    let isLine = (try? scanner.compact(into: buffer, depth: 1)) != nil
    guard isLine, scanner.line > 1 else { return false }
    scanner.skipBlanks()
    return scanner.isAtEnd
  }

  private static func separator<Field: FieldSet>(
    of text: UnsafeRawBufferPointer, from start: Int, asked: InputFormat?, _: Field.Type
  ) throws(RowProblem) -> UInt8 {
    let limit = min(text.count, start + headerLimit)
    let isLong =
      text.count > limit && !text.slice(start..<limit).contains { $0 == 0x0A || $0 == 0x0D }
    guard !isLong else {
      throw RowProblem(
        position: start, found: "a first line of more than \(headerLimit) bytes",
        expected: "a row of headers such as id,time,from,to", isFatal: true)
    }
    let candidates: [UInt8] =
      switch asked {
      case .tsv: [0x09]
      case .csv: [0x2C, 0x3B]
      default: [0x09, 0x2C, 0x3B]
      }
    var best = candidates[0]
    var bestCount = -1
    for separator in candidates {
      var rows = SeparatedRows(text: text, from: start, separator: separator)
      guard let headers = try? rows.headers() else { continue }
      let count = Headers<Field>.known(among: headers.map(\.name))
      // Names alone do not tell when none is known: then the separator that is there counts.
      if count > bestCount || (bestCount == 0 && headers.count > 1 && best != separator) {
        best = separator
        bestCount = count
      }
    }
    return best
  }
}

/// How JSON objects stand in a text.
enum JSONLayout {
  case array
  case object
  case lines
}
