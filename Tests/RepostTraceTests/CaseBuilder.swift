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
    entities.sizes[Int32(number)] = entity.size.map { Int32($0) }
  }
  for entity in reference.entities where !entity.members.isEmpty {
    let number = entities.intern(entity.id)
    entities.members[number] = entity.members.map { entities.intern($0) }
  }

  var table = RecordTable()
  for record in reference.records {
    var values = RecordValues(id: record.id)
    values.parent = record.parent
    values.time = StatedTime(
      span: TimeSpan(start: Int64(record.start), end: Int64(record.end)),
      precision: record.start == .min ? .unknown : .second)
    values.actor = record.from.map { entities.intern($0) } ?? RecordTable.none
    values.recipients = record.to.map { $0 == "*" ? RecordTable.audience : entities.intern($0) }
    values.channel = record.channel
    values.item = items.intern(record.item)
    values.original = record.original.map { entities.intern($0) } ?? RecordTable.none
    values.directors = record.directedBy.map { entities.intern($0) }
    values.approvers = record.approvedBy.map { entities.intern($0) }
    values.certainty = Certainty.allCases.first { $0.word == record.certainty } ?? .confirmed
    values.line = table.count + 2
    table.append(values)
  }
  table.resolveParents()
  return ForwardingCase(
    name: "random", settings: settings, entities: entities, items: items, records: table,
    inputs: [], warnings: [], skippedRows: 0)
}

private func rank(_ zone: String, _ reference: ReferenceCase) -> Int? {
  reference.zones.firstIndex(of: zone)
}
