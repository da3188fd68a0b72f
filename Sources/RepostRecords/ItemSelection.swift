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
    self.records.completeColumns()
    addParents(kept)
  }

  // Declared entities and their members come first in the table, and keep their numbers.
  private mutating func keepDeclared() {
    let members = oldEntities.members.values.flatMap(\.self)
    let declared = oldEntities.isDeclared.lastIndex(of: true).map { Int32($0) } ?? -1
    for entity in 0..<max(declared + 1, (members.max() ?? -1) + 1) { _ = keep(entity) }
    for spelling in 0..<oldEntities.spellings.count {
      let new = newEntity[oldEntities.entity(ofSpelling: spelling)]
      if new >= 0 { _ = entities.addAlias(oldEntities.spellings[spelling], of: new) }
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
      if let size = oldEntities.sizes[entity] { entities.sizes[new] = size }
      newEntity[old] = new
    }
    return newEntity[Int(entity)]
  }

  private mutating func copy(_ record: Int) {
    let index = records.count
    let old = oldRecords
    _ = records.ids.claim(records.ids.key(of: old.ids, record))
    records.times.append(old.statedTime(record))
    if old.isTimeUnreadable(record) { records.unreadableTimes.insert(Int32(index)) }
    records.actors.append(keep(old.actors[record]))
    for recipient in old.recipients[record] { records.recipients.values.append(keep(recipient)) }
    records.recipients.close()
    records.channels.append(old.channels[record])
    records.items.append(old.items[record])
    if let original = old.original(record) {
      records.setOriginal(keep(Int32(original)), of: index)
    }
    for director in old.directors[record] { records.directors.values.append(keep(director)) }
    records.directors.close()
    for approver in old.approvers[record] { records.approvers.values.append(keep(approver)) }
    records.approvers.close()
    records.setCertainty(old.certainty(record), of: index)
    records.texts.append(record: index, copyOf: record, of: old.texts)
    records.places.append(record: index, file: old.file(record), line: old.line(record))
  }

  // A parent that is left out is no parent any more; one that never was in the input still is none.
  private mutating func addParents(_ kept: [Int]) {
    var newRecord = [Int32](repeating: RecordTable.none, count: oldRecords.count)
    for (new, old) in kept.enumerated() { newRecord[old] = Int32(new) }
    for record in kept {
      switch oldRecords.parents[record] {
      case RecordTable.none: records.parentRecords.append(none: 1)
      case RecordTable.parentNotInInput:
        var id = oldRecords.parentID(record) ?? ""
        let key = id.withUTF8 { records.ids.key(of: UnsafeRawBufferPointer($0)) }
        records.parentRecords.append(key, among: records.ids)
      case let parent: records.parentRecords.append(record: newRecord[Int(parent)])
      }
    }
    records.resolveParents()
  }
}
