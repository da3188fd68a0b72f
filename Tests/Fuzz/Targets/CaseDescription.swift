import RepostRecords

/// All that reading tells of a case, or why it cannot be read, as lines.
func description(of request: CaseRequest) -> [String] {
  do throws(RecordsError) {
    return description(of: try readCase(request))
  } catch {
    return ["\(error)"]
  }
}

/// All that reading tells of a case, as lines.
func description(of input: ForwardingCase) -> [String] {
  let table = input.records
  let warnings = input.warnings.map {
    "\($0.code.rawValue) \($0.record ?? "-") \($0.line ?? 0) \($0.message)"
  }
  let places = (0..<table.count).map { record in
    "\(table.line(record)) \(table.parent(record) ?? -1) \(table.find(table.id(record)) ?? -1) "
      + "\(table.isTimeUnreadable(record)) \(table.time(record))"
  }
  return recordLines(of: input) + places + warnings + entityLines(of: input)
    + ["\(input.skippedRows) skipped"]
}

/// What the records of a case say.
func recordLines(of input: ForwardingCase) -> [String] {
  let (table, entities) = (input.records, input.entities)
  func names(_ list: ArraySlice<Int32>) -> String {
    list.map { $0 < 0 ? "*" : entities.id(Int($0)) }.joined(separator: ";")
  }
  return (0..<table.count).map { record in
    let parts: [String] = [
      table.id(record), table.statedTime(record).text(in: input.settings.timeZone),
      table.actor(record).map { entities.id($0) } ?? "", names(table.recipients[record]),
      table.channel(record), input.items[table.item(record)].id, table.parentID(record) ?? "",
      table.original(record).map { entities.id($0) } ?? "", names(table.directors[record]),
      names(table.approvers[record]), table.certainty(record).word,
      table.evidence(record).joined(separator: ";"), table.note(record),
      table.extras(record).map { "\($0.name)=\($0.value)" }.sorted().joined(separator: ";"),
    ]
    return parts.joined(separator: "|")
  }
}

/// What a case says of its entities.
func entityLines(of input: ForwardingCase) -> [String] {
  let entities = input.entities
  return (0..<entities.count).map { entity in
    let members = entities.declaredMembers(entity).map { entities.id(Int($0)) }
    let parts: [String] = [
      entities.id(entity), entities.name(entity), entities.kind(entity).word,
      entities.zone(entity).map { input.settings.zones[$0] } ?? "",
      entities.organisation(entity) ?? "", entities.title(entity) ?? "",
      members.joined(separator: ";"), entities.size(entity).map { "\($0)" } ?? "",
    ]
    return "entity " + parts.joined(separator: "|")
  }
}

/// What a case file settles.
func settingLines(of input: ForwardingCase) -> [String] {
  let settings = input.settings
  var lines = [
    settings.title, settings.timeZone.text, settings.zones.joined(separator: "|"),
    "\(settings.boundary)", "\(settings.defaultZone ?? -1)",
  ]
  for index in 0..<input.items.count {
    let item = input.items[index]
    let parts: [String] = [
      item.id, item.title ?? "-", item.marking ?? "-", item.issuer ?? "-",
      "\(item.permittedZone ?? -1)", item.approvedChannels?.joined(separator: ";") ?? "-",
      item.derivedFrom.map { input.items[$0].id }.joined(separator: ";"), item.rule ?? "-",
    ]
    lines.append("item " + parts.joined(separator: "|"))
  }
  return lines
}
