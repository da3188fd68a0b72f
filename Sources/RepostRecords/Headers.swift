/// What the headers of a CSV or TSV file mean.
struct Headers<Field: FieldSet> {
  private(set) var columns: [Column] = []
  private(set) var extraNames: [String] = []

  /// Finds what headers mean.
  ///
  /// - Parameters:
  ///   - headers: Each header with the byte at which it starts.
  ///   - fieldOf: Tells the field that a header means.
  /// - Throws: ``RowProblem`` where two mean one field, or one that a file must have is missing.
  init(
    _ headers: [(name: String, start: Int)],
    fieldOf: (String) -> Field? = { Field.field(of: $0) }
  ) throws(RowProblem) {
    var seen: [Int: String] = [:]
    let fields = headers.map { fieldOf($0.name)?.rawValue }
    for (index, header) in headers.enumerated() {
      let isSpare =
        Field.countsRows(header.name)
        && fields.indices.contains { $0 != index && fields[$0] == fields[index] }
      guard !isSpare, let field = fieldOf(header.name) else {
        columns.append(.extra(extraNames.count))
        extraNames.append(header.name.isEmpty ? "column \(index + 1)" : header.name)
        continue
      }
      if let first = seen[field.rawValue] {
        throw RowProblem(
          position: header.start,
          found: "the headers \(quoted(first)) and \(quoted(header.name)), which both mean "
            + quoted(field.name),
          expected: "one column for a field", advice: "rename or remove one of them",
          isFatal: true)
      }
      seen[field.rawValue] = header.name
      columns.append(.field(field.rawValue))
    }
    let isComplete = Field.required.allSatisfy { group in
      group.contains { seen[$0.rawValue] != nil }
    }
    guard isComplete else {
      throw Self.missing(in: headers.map(\.name), at: headers.first?.start ?? 0)
    }
  }

  /// The number of headers that mean a field.
  static func known(among headers: [String]) -> Int {
    headers.count { Field.field(of: $0) != nil }
  }

  /// The error of a file whose headers or keys lack what a row must have.
  static func missing(in names: [String], at position: Int, word: String = "header") -> RowProblem {
    let shown = quotedList(names.prefix(12)) + (names.count > 12 ? ", …" : "")
    let isEntities = Field.self == RecordField.self && EntityField.isDescribed(by: names)
    let advice =
      if names.contains(where: { $0.contains("，") }) {
        "full-width commas (，) separate nothing; save the file with plain commas (,)"
      } else if isEntities {
        "give the entities file with --entities, beside a file of records"
      } else if Field.self == RecordField.self, word == "header", names.count > 1 {
        ColumnNames.suggestion(for: names)
      } else {
        "a file of \(Field.plural) has the fields "
          + Field.allCases.map { "\($0.name) (\($0.chineseName))" }.joined(separator: ", ")
      }
    return RowProblem(
      position: position,
      found: (names.isEmpty ? "no \(word)s" : "the \(word)\(names.count == 1 ? "" : "s") \(shown)")
        + (isEntities ? ", those of an entities file" : ""),
      expected: "the \(word)\(Field.required.count == 1 ? "" : "s") \(Field.requirement)",
      advice: advice, isFatal: true)
  }
}
