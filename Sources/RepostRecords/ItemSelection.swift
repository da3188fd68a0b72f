/// Narrows a case to one item and what derives from it.
struct ItemSelection {
  /// The item that is asked for.
  let item: Int
  /// This item and those that derive from it.
  let kept: Set<Int>

  init(item: String, items: ItemTable) throws(RecordsError) {
    guard let wanted = items.find(item) else {
      throw RecordsError(
        kind: .usage, found: "--item \(quoted(item)) is in no record and no case file",
        expected: "the id of an item",
        advice: NearestNames.advice(item, among: items.names.all))
    }
    self.item = wanted
    kept = Set(
      (0..<items.count).filter { $0 == wanted || items.ancestors(of: $0).contains(wanted) })
  }

  /// The records that stay, in their order.
  func records(of table: RecordTable) -> [Int] {
    table.items.indices.filter { kept.contains(Int(table.items[$0])) }
  }
}

/// Copies some records, with the entities that they or an entities file name.
struct RecordCopy {
  private(set) var records = RecordTable()
  private(set) var entities = EntityTable()

  private let oldRecords: RecordTable
  private let oldEntities: EntityTable
  private var newEntity: [Int32]

  init(of kept: [Int], records: RecordTable, entities: EntityTable) {
    oldRecords = records
    oldEntities = entities
    newEntity = [Int32](repeating: RecordTable.none, count: entities.count)
    keepDeclared()
    self.records.channelNames = records.channelNames
    for record in kept { copy(record) }
    resolveParents(kept)
  }

  // Declared entities and their members come first in the table, and keep their numbers.
  private mutating func keepDeclared() {
    let members = oldEntities.members.values.flatMap(\.self)
    let declared = oldEntities.isDeclared.lastIndex(of: true).map { Int32($0) } ?? -1
    for entity in 0..<max(declared + 1, (members.max() ?? -1) + 1) { _ = keep(entity) }
    for (spelling, entity) in oldEntities.entityOfSpelling.enumerated()
    where newEntity[Int(entity)] >= 0 {
      _ = entities.addAlias(oldEntities.spellings[spelling], of: newEntity[Int(entity)])
    }
    entities.names = oldEntities.names
    entities.organisations = oldEntities.organisations
    entities.titles = oldEntities.titles
    entities.extras = oldEntities.extras
    entities.members = oldEntities.members
  }

  /// How many of some entities stay.
  func count(of old: [Int32]) -> Int { old.count { newEntity[Int($0)] >= 0 } }

  private mutating func keep(_ entity: Int32) -> Int32 {
    guard entity >= 0 else { return entity }
    if newEntity[Int(entity)] < 0 {
      let old = Int(entity)
      let new = entities.intern(oldEntities.id(old))
      entities.kinds[Int(new)] = oldEntities.kinds[old]
      entities.zones[Int(new)] = oldEntities.zones[old]
      entities.isDeclared[Int(new)] = oldEntities.isDeclared[old]
      entities.sizes[Int(new)] = oldEntities.sizes[old]
      newEntity[old] = new
    }
    return newEntity[Int(entity)]
  }

  private mutating func copy(_ record: Int) {
    let index = Int32(records.ids.count)
    let id = Int32(records.idNames.intern(oldRecords.id(record)))
    if id == records.recordOfID.count { records.recordOfID.append(RecordTable.none) }
    records.recordOfID[Int(id)] = index
    records.ids.append(id)
    records.starts.append(oldRecords.starts[record])
    records.ends.append(oldRecords.ends[record])
    records.precisions.append(oldRecords.precisions[record])
    if oldRecords.isTimeUnreadable(record) { records.unreadableTimes.insert(index) }
    records.actors.append(keep(oldRecords.actors[record]))
    for recipient in oldRecords.recipients[record] {
      records.recipients.values.append(keep(recipient))
    }
    records.recipients.close()
    records.channels.append(oldRecords.channels[record])
    records.items.append(oldRecords.items[record])
    records.originals.append(keep(oldRecords.originals[record]))
    for director in oldRecords.directors[record] { records.directors.values.append(keep(director)) }
    records.directors.close()
    for approver in oldRecords.approvers[record] { records.approvers.values.append(keep(approver)) }
    records.approvers.close()
    records.certainties.append(oldRecords.certainties[record])
    oldRecords.evidence.withBytes(record) { records.evidence.append($0) }
    oldRecords.notes.withBytes(record) { records.notes.append($0) }
    if let extras = oldRecords.extras[Int32(record)] { records.extras[index] = extras }
    records.files.append(oldRecords.files[record])
    records.lines.append(oldRecords.lines[record])
  }

  // A parent that is left out is no parent any more; one that never was in the input still is none.
  private mutating func resolveParents(_ kept: [Int]) {
    for record in kept {
      var parent = RecordTable.none
      if let id = oldRecords.parentID(record) {
        let isInInput = oldRecords.parent(record) != nil
        if records.find(id) != nil || !isInInput {
          parent = Int32(records.idNames.intern(id))
          if parent == records.recordOfID.count { records.recordOfID.append(RecordTable.none) }
        }
      }
      records.parentIDs.append(parent)
    }
  }
}
