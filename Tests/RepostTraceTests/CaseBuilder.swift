// The tables are filled directly, so that a disagreement is never one about reading files.
@testable import RepostRecords

/// The product's tables of a reference case.
func forwardingCase(_ reference: ReferenceCase) -> ForwardingCase {
  var settings = CaseSettings(title: "random")
  settings.zones = reference.zones
  settings.boundary = rank(reference.boundary, reference) ?? 0

  var items = ItemTable()
  for item in reference.items { _ = items.intern(item.id) }
  for (place, item) in reference.items.enumerated() {
    items.items[place].issuer = item.issuer
    items.items[place].permittedZone = item.permittedZone.flatMap { rank($0, reference) }
    items.items[place].approvedChannels = item.approvedChannels
    items.items[place].derivedFrom = item.derivedFrom.compactMap { items.find($0) }
  }

  var entities = EntityTable()
  for entity in reference.entities {
    let number = Int(entities.intern(entity.id))
    entities.isDeclared[number] = true
    entities.kinds[number] = EntityKind.allCases.first { $0.word == entity.kind } ?? .person
    entities.zones[number] = entity.zone.flatMap { rank($0, reference) }.map { Int16($0) } ?? -1
    entities.sizes[number] = entity.size.map { Int32($0) } ?? -1
  }
  for entity in reference.entities where !entity.members.isEmpty {
    let number = entities.intern(entity.id)
    entities.members[number] = entity.members.map { entities.intern($0) }
  }

  var table = RecordTable()
  for record in reference.records {
    let id = Int32(table.idNames.intern(record.id))
    table.ids.append(id)
    table.parentIDs.append(record.parent.map { Int32(table.idNames.intern($0)) } ?? -1)
    table.starts.append(Int64(record.start))
    table.ends.append(Int64(record.end))
    table.precisions.append(record.start == .min ? .unknown : .second)
    table.actors.append(record.from.map { entities.intern($0) } ?? RecordTable.none)
    table.recipients.append(
      record.to.map { $0 == "*" ? RecordTable.audience : entities.intern($0) })
    table.channels.append(Int32(table.channelNames.intern(record.channel)))
    table.items.append(items.intern(record.item))
    table.originals.append(record.original.map { entities.intern($0) } ?? RecordTable.none)
    table.directors.append(record.directedBy.map { entities.intern($0) })
    table.approvers.append(record.approvedBy.map { entities.intern($0) })
    table.certainties.append(
      Certainty.allCases.first { $0.word == record.certainty } ?? .confirmed)
    table.evidence.append(UnsafeRawBufferPointer(start: nil, count: 0))
    table.notes.append(UnsafeRawBufferPointer(start: nil, count: 0))
    table.files.append(0)
    table.lines.append(Int32(table.ids.count + 1))
  }
  table.recordOfID = [Int32](repeating: -1, count: table.idNames.count)
  for (record, id) in table.ids.enumerated() { table.recordOfID[Int(id)] = Int32(record) }
  return ForwardingCase(
    name: "random", settings: settings, entities: entities, items: items, records: table,
    inputs: [], warnings: [], skippedRows: 0)
}

private func rank(_ zone: String, _ reference: ReferenceCase) -> Int? {
  reference.zones.firstIndex(of: zone)
}
