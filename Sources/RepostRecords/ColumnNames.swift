/// Which columns of a table are which fields of a record, where its headers do not say.
///
/// Written as `from=发件人,to=收件人,time=日期`, or a line for each in a file.
public struct ColumnNames: Hashable, Sendable {
  // In the order in which they were given.
  private var headers: [(field: RecordField, header: String)] = []

  /// Two are equal where they name the same columns for the same fields in the same order.
  public static func == (a: ColumnNames, b: ColumnNames) -> Bool { a.text == b.text }

  /// Feeds the text that names the columns.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// Reads what names columns.
  ///
  /// - Parameter text: Pairs of a field and a header, separated by `,` or line ends.
  /// - Throws: ``RecordsError`` where a pair is none, or a field comes twice.
  public init(_ text: String) throws(RecordsError) {
    let separators: (Character) -> Bool =
      text.contains(where: \.isNewline) ? { $0.isNewline } : { $0 == "," || $0 == "，" }
    for pair in text.split(whereSeparator: separators) {
      let pair = String(pair).trimmingBlanks
      guard !pair.isEmpty, !pair.hasPrefix("#") else { continue }
      guard let sign = pair.firstIndex(of: "=") else {
        throw Self.error(found: quoted(pair), expected: "a field, = and a header")
      }
      let name = String(pair[..<sign]).trimmingBlanks
      let header = String(pair[pair.index(after: sign)...]).trimmingBlanks
      guard let field = RecordField.field(of: name), !header.isEmpty else {
        throw Self.error(
          found: "the field \(quoted(name))",
          expected: "one of \(quotedList(RecordField.allCases.map(\.name)))")
      }
      guard !headers.contains(where: { $0.field == field }) else {
        throw Self.error(found: "the field \(quoted(name)) twice", expected: "each field once")
      }
      headers.append((field, header))
    }
    guard !headers.isEmpty else {
      throw Self.error(found: "no columns", expected: "a field, = and a header")
    }
  }

  private static func error(found: String, expected: String) -> RecordsError {
    RecordsError(
      kind: .usage, found: "--columns names \(found)", expected: expected,
      advice: "such as --columns from=发件人,to=收件人,time=日期")
  }

  /// The same as a file holds it, a line for each field.
  public var text: String { headers.map { "\($0.field.name)=\($0.header)\n" }.joined() }

  /// The field that a header is said to be.
  func field(of header: String) -> RecordField? {
    let header = header.trimmingBlanks
    return headers.first { $0.header == header }?.field
  }

  /// Whether a field is said to be a column.
  func names(_ field: RecordField) -> Bool { headers.contains { $0.field == field } }

  /// The native header of a column; one that would mean a field that another column is gets its own.
  func native(_ header: String) -> String? {
    if let field = field(of: header) { return field.name }
    guard let field = RecordField.field(of: header), names(field) else { return nil }
    return "column \(header.trimmingBlanks)"
  }

  /// Headers that were asked for and are in no table.
  func missing(in names: [String]) -> [String] {
    let names = Set(names.map(\.trimmingBlanks))
    return headers.map(\.header).filter { !names.contains($0) }
  }

  /// What a user can start from where no header fits.
  static func suggestion(for headers: [String]) -> String {
    let from = ["from", "sender", "caller", "发", "發", "寄", "主叫", "转出", "甲"]
    let to = ["to", "recipient", "receiver", "callee", "收", "接", "被叫", "转入", "乙"]
    let time = ["time", "date", "when", "时", "時", "日"]
    var left = headers.filter { !$0.isEmpty && !$0.contains(",") && !$0.contains("=") }
    func take(_ words: [String]) -> String? {
      let place = left.firstIndex { header in
        words.contains { header.lowercased().contains($0) }
      }
      return place.map { left.remove(at: $0) }
    }
    let moment = take(time)
    let sender = take(from)
    let recipient = take(to)
    let pairs = [
      "from=\(sender ?? "WHO SENT")", "to=\(recipient ?? "WHO GOT IT")",
      "time=\(moment ?? "WHEN")",
    ]
    return
      "say which columns are which, such as --columns '\(cleaned(pairs.joined(separator: ",")))'"
  }
}

extension RecordField {
  /// The field that a header means, where some columns are said to be fields.
  static func field(of header: String, _ columns: ColumnNames?) -> RecordField? {
    guard let columns else { return field(of: header) }
    if let field = columns.field(of: header) { return field }
    guard let field = field(of: header), !columns.names(field) else { return nil }
    return field
  }
}
