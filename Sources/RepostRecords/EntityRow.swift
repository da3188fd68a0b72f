internal import RepostFormats

/// One row of an entities file.
struct EntityRow {
  var id: String
  var line: Int
  var start: Int
  var name: String?
  var kind: EntityKind
  var zone: String?
  var organisation: String?
  var title: String?
  var size: Int32?
  var members: [String]
  var aliases: [String]
  var extras: [ExtraField]
  /// The row as it stands in the file, for the warning of a row that is skipped.
  var text: String

  init(_ row: RawRow) throws(RowProblem) {
    guard let id = row.string(EntityField.id) else {
      throw RowProblem(
        position: row.range.lowerBound, RecordMessage(.noID), expected: RecordMessage(.entityName))
    }
    guard id != "*", !row.value(EntityField.id).holdsSeparator else {
      throw row.problem(
        EntityField.id, RecordMessage(.id, .text(cleaned(id))),
        expected: RecordMessage(id == "*" ? .nameNoBroadcast : .oneName))
    }
    for field in [EntityField.id, .members, .aliases] { try row.checkNames(field) }
    guard let kind = EntityKind(word: row.string(EntityField.kind)) else {
      throw row.problem(
        EntityField.kind, RecordMessage(.kind, .text(cleaned(row.value(EntityField.kind)))),
        expected: RecordMessage(.alone, .quoted(EntityKind.allCases.map(\.word))))
    }
    self.id = id
    self.kind = kind
    line = row.line
    start = row.range.lowerBound
    name = row.string(EntityField.name)
    zone = row.string(EntityField.zone)
    organisation = row.string(EntityField.organisation)
    title = row.string(EntityField.title)
    members = row.list(EntityField.members)
    aliases = row.list(EntityField.aliases)
    extras = row.extraFields
    text = rowText(row)
    if let size = row.string(EntityField.size) {
      let digits = Self.count(size)
      guard let number = Int32(digits), digits.utf8.allSatisfy({ $0 &- 48 < 10 }) else {
        throw row.problem(
          EntityField.size, RecordMessage(.size, .text(cleaned(size))),
          expected: RecordMessage(.wholeNumber, "\(Int32.max)"))
      }
      self.size = number
    }
    guard members.isEmpty || kind.isCollective else {
      throw row.problem(
        EntityField.members, RecordMessage(.membersOfKind, .text(kind.word)),
        expected: RecordMessage(.membersOfCollectives),
        advice: "correct the kind, or remove the members")
    }
    guard !members.contains("*"), !aliases.contains("*") else {
      throw row.problem(
        members.contains("*") ? EntityField.members : .aliases, RecordMessage(.audienceAsName),
        expected: RecordMessage(.names), advice: "'*' is a broadcast")
    }
  }

  // 35 人 is 35.
  private static func count(_ size: String) -> String {
    guard size.hasSuffix("人") else { return size }
    var digits = String(size.dropLast())
    return digits.withUTF8 { UnsafeRawBufferPointer($0).trimmed.string }
  }
}

/// The start of a row as it stands in its file.
func rowText(_ row: RawRow) -> String {
  cleaned(row.text.slice(row.range).trimmed)
}

/// The warning of a row that is skipped.
func skippedRow(_ problem: RowProblem, text: String, file: Int, line: Int) -> Warning {
  Warning(
    code: .badRow, record: nil, file: file, line: line,
    detail: .records(RecordMessage(.rowSkipped, .parts(problem.parts), .text(text))))
}
