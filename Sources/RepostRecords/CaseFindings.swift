internal import RepostFormats

/// What the whole of a case shows an investigator: names and records that look like slips.
struct CaseFindings {
  private(set) var warnings: [Warning] = []

  private let forwardingCase: ForwardingCase
  private let entityLines: [Int]
  private let entitiesFile: Int?

  // The lines are those of the entities that an entities file declares or has as members.
  init(of forwardingCase: ForwardingCase, entityLines: [Int], entitiesFile: Int?) {
    self.forwardingCase = forwardingCase
    self.entityLines = entityLines
    self.entitiesFile = entitiesFile
    findRepeatedRecords()
    findSlipsInNames()
  }

  private mutating func findRepeatedRecords() {
    let records = forwardingCase.records
    for (record, first) in RepeatedRecords.find(in: records) {
      let file = forwardingCase.inputs[records.file(first)].path
      warnings.append(
        warning(
          .duplicateRecord, at: record,
          RecordMessage(
            .duplicateRecord, .text(cleaned(records.id(first))), .text(file),
            "\(records.line(first))")))
    }
  }

  private mutating func findSlipsInNames() {
    let entities = forwardingCase.entities
    let undeclared =
      entitiesFile == nil ? [] : (0..<entities.count).filter { !entities.isDeclared[$0] }
    let pairs = SimilarNames.find(in: entities)
    guard !undeclared.isEmpty || !pairs.isEmpty else { return }

    let places = firstRecords()
    for entity in undeclared {
      warnings.append(
        warning(
          .undeclaredEntity, about: entity, places,
          RecordMessage(.undeclaredEntity, .text(cleaned(entities.id(entity))))))
    }
    for (spelling, first) in pairs {
      let entity = entities.entity(ofSpelling: spelling)
      warnings.append(
        warning(
          .similarName, about: entity, places,
          RecordMessage(
            .similarName, .text(cleaned(entities.spellings[spelling])),
            .text(cleaned(entities.spellings[first])))))
    }
  }

  /// The first record that names each entity, or `none`.
  private func firstRecords() -> [Int32] {
    let records = forwardingCase.records
    var first = [Int32](repeating: RecordTable.none, count: forwardingCase.entities.count)
    func see(_ entity: Int32, in record: Int) {
      if entity >= 0, first[Int(entity)] < 0 { first[Int(entity)] = Int32(record) }
    }
    for record in 0..<records.count {
      see(records.actors[record], in: record)
      for entity in records.recipients[record] { see(entity, in: record) }
      if let original = records.original(record) { see(Int32(original), in: record) }
      for entity in records.directors[record] { see(entity, in: record) }
      for entity in records.approvers[record] { see(entity, in: record) }
    }
    return first
  }

  private func warning(
    _ code: WarningCode, about entity: Int, _ firstRecords: [Int32], _ message: RecordMessage
  ) -> Warning {
    let record = Int(firstRecords[entity])
    let isDeclared = forwardingCase.entities.isDeclared[entity]
    guard record < 0 || isDeclared else { return warning(code, at: record, message) }
    return Warning(
      code: code, record: nil, file: entitiesFile,
      line: entity < entityLines.count ? entityLines[entity] : nil, detail: .records(message))
  }

  private func warning(_ code: WarningCode, at record: Int, _ message: RecordMessage) -> Warning {
    let records = forwardingCase.records
    return Warning(
      code: code, record: records.id(record), file: records.file(record),
      line: records.line(record), detail: .records(message))
  }
}
