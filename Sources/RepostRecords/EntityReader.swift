internal import RepostFormats

/// Makes the table of entities from the rows of an entities file.
struct EntityReader {
  private(set) var table = EntityTable()
  /// The line of each declared entity, and after these of each undeclared member.
  private(set) var lines: [Int] = []
  private(set) var warnings: [Warning] = []

  private let file: Int
  private let settings: CaseSettings
  private var rows: [EntityRow] = []
  // The row that each id or alias belongs to, by the number of its spelling.
  private var spellings = NameTable()
  private var owners: [Int] = []

  init(file: Int, settings: CaseSettings) {
    self.file = file
    self.settings = settings
  }

  /// Takes one row in.
  mutating func add(_ row: RawRow) throws(RowProblem) {
    let entity = try EntityRow(row)
    let number = spellings.intern(entity.id)
    if number == owners.count { owners.append(-1) }
    if owners[number] >= 0 {
      throw row.problem(
        EntityField.id, RecordMessage(.idAgain, .text(cleaned(entity.id))),
        expected: RecordMessage(.eachIDOnce, "\(rows[owners[number]].line)"))
    }
    owners[number] = rows.count
    rows.append(entity)
  }

  /// Tells of a row that was skipped.
  mutating func skip(_ problem: RowProblem, _ row: RawRow) {
    warnings.append(skippedRow(problem, text: rowText(row), file: file, line: row.line))
  }

  /// Checks what only all rows together tell, and fills the table.
  ///
  /// - Returns: The number of rows that were skipped.
  mutating func finish(policy: BadRowPolicy) throws(RowProblem) -> Int {
    var isGood = [Bool](repeating: true, count: rows.count)
    for index in rows.indices {
      do throws(RowProblem) {
        try claimAliases(of: index)
        try checkMembers(of: index)
      } catch {
        guard policy == .skip else { throw error }
        isGood[index] = false
        let row = rows[index]
        warnings.append(skippedRow(error, text: row.text, file: file, line: row.line))
      }
    }
    let good = rows.indices.filter { isGood[$0] }
    for index in good { declare(rows[index]) }
    for index in good {
      let entity = table.intern(rows[index].id)
      for alias in rows[index].aliases { _ = table.addAlias(alias, of: entity) }
    }
    for index in good where !rows[index].members.isEmpty { addMembers(of: rows[index]) }
    return rows.count - good.count
  }

  private mutating func claimAliases(of index: Int) throws(RowProblem) {
    for alias in rows[index].aliases {
      let number = spellings.find(alias)
      guard let number, owners[number] >= 0, owners[number] != index else { continue }
      let owner = rows[owners[number]]
      let isID = owner.id.utf8.elementsEqual(alias.utf8)
      throw RowProblem(
        position: rows[index].start,
        isID
          ? RecordMessage(.aliasOfID, .text(cleaned(alias)), "\(owner.line)")
          : RecordMessage(.aliasOfAlias, .text(cleaned(alias)), .text(cleaned(owner.id))),
        expected: RecordMessage(.aliasesOfOne))
    }
    for alias in rows[index].aliases {
      let number = spellings.intern(alias)
      if number == owners.count { owners.append(-1) }
      owners[number] = index
    }
  }

  private func checkMembers(of index: Int) throws(RowProblem) {
    for member in rows[index].members {
      guard let number = spellings.find(member), owners[number] == index else { continue }
      throw RowProblem(
        position: rows[index].start,
        RecordMessage(.memberOfItself, .text(cleaned(rows[index].id))),
        expected: RecordMessage(.otherEntities))
    }
  }

  private mutating func declare(_ row: EntityRow) {
    let entity = table.intern(row.id)
    let index = Int(entity)
    table.kinds[index] = row.kind
    table.isDeclared[index] = true
    if let size = row.size { table.sizes[entity] = size }
    table.names[entity] = row.name
    table.organisations[entity] = row.organisation
    table.titles[entity] = row.title
    if !row.extras.isEmpty { table.extras[entity] = row.extras }
    lines.append(row.line)
    guard let zone = row.zone else { return }
    if let rank = settings.rank(ofZone: zone) {
      table.zones[index] = Int16(clamping: rank)
    } else if !CaseSettings.isUnknown(zone) {
      warnings.append(
        Warning(
          code: .unknownZone, record: nil, file: file, line: row.line,
          detail: .records(
            RecordMessage(
              .unknownZone, .text(cleaned(zone)), .text(cleaned(row.id)),
              .quoted(settings.zones.map { cleaned($0) })))))
    }
  }

  private mutating func addMembers(of row: EntityRow) {
    var seen: Set<Int32> = []
    let entity = table.intern(row.id)
    table.members[entity] = row.members.map { member in
      let number = table.intern(member)
      if lines.count < table.count { lines.append(row.line) }
      return number
    }
    .filter { seen.insert($0).inserted }
  }
}
