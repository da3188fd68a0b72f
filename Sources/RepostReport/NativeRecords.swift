public import RepostRecords

/// The formats in which records can be written to be read again.
public enum NativeFormat: String, CaseIterable, Sendable {
  case csv
  case ndjson
  case json
}

/// Writes the records of a case as native records, piece by piece.
///
/// Reading them gives the same records: ids, times with their precision, names as the case knows them,
/// channels, items, evidence, notes and all columns without a meaning.
///
/// - Parameters:
///   - input: The case.
///   - format: How to write them.
///   - sink: Takes the bytes in order.
/// - Throws: Whatever the sink throws.
public func writeNativeRecords(
  _ input: ForwardingCase, as format: NativeFormat, to sink: Sink
) throws {
  let rows = NativeRows(input)
  switch format {
  case .csv:
    var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    appendPlainCSV(rows.columns, to: &bytes)
    for record in 0..<input.records.count {
      appendPlainCSV(rows.cells(record).map(\.text), to: &bytes)
      try flush(&bytes, to: sink)
    }
    try sink(bytes)
  case .ndjson, .json:
    var bytes: [UInt8] = format == .json ? Array("[\n".utf8) : []
    for record in 0..<input.records.count {
      if record > 0, format == .json { bytes += Array(",\n".utf8) }
      rows.appendJSON(record, to: &bytes)
      if format == .ndjson { bytes.append(0x0A) }
      try flush(&bytes, to: sink)
    }
    if format == .json { bytes += Array("\n]\n".utf8) }
    try sink(bytes)
  }
}

private func flush(_ bytes: inout [UInt8], to sink: Sink) throws {
  guard bytes.count > 1 << 16 else { return }
  try sink(bytes)
  bytes.removeAll(keepingCapacity: true)
}

/// The entities file that goes with native records; `nil` where records alone tell all.
///
/// - Parameter input: The case.
/// - Returns: CSV with a line for each entity.
public func nativeEntities(_ input: ForwardingCase) -> [UInt8]? {
  let entities = input.entities
  var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
  appendPlainCSV(
    ["id", "name", "kind", "zone", "organisation", "title", "members", "size"], to: &bytes)
  let isKnown = (0..<entities.count).contains { entity in
    entities.isDeclared(entity) || entities.name(entity) != entities.id(entity)
      || entities.kind(entity) != .person || entities.zone(entity) != nil
  }
  guard isKnown else { return nil }
  // All of them: those that are declared come first, and their order would be another.
  for entity in 0..<entities.count {
    appendPlainCSV(
      [
        entities.id(entity), entities.name(entity), entities.kind(entity).word,
        entities.zone(entity).map { input.settings.zones[$0] } ?? "",
        entities.organisation(entity) ?? "", entities.title(entity) ?? "",
        entities.declaredMembers(entity).map { entities.id(Int($0)) }.joined(separator: ";"),
        entities.size(entity).map { String($0) } ?? "",
      ], to: &bytes)
  }
  return bytes
}

/// Of more items than these, a case file holds those alone that a case file declared.
private let nativeItemLimit = 10_000

/// The case file that goes with native records.
///
/// - Parameter input: The case.
/// - Returns: YAML with the settings and, where more is known of items than their ids, the items.
public func nativeCaseFile(_ input: ForwardingCase) -> [UInt8] {
  let settings = input.settings
  var text = "title: \(quotedYAML(settings.title))\n"
  text += "time_zone: \(quotedYAML(settings.timeZone.text))\n"
  text += "zones: [\(settings.zones.map(quotedYAML).joined(separator: ", "))]\n"
  text += "boundary: \(quotedYAML(settings.zones[settings.boundary]))\n"
  if let zone = settings.defaultZone {
    text += "default_zone: \(quotedYAML(settings.zones[zone]))\n"
  }
  let items = 0..<input.items.count
  let isKnown = items.contains { input.items[$0].isDeclared || input.items[$0].title != nil }
  // All of them, for those of the case file come first. A case file with an entry for each of a million
  // messages would be read by nobody and slowly.
  let known =
    !isKnown
    ? []
    : items.count <= nativeItemLimit ? Array(items) : items.filter { input.items[$0].isDeclared }
  if !known.isEmpty { text += "items:\n" }
  for index in known {
    let item = input.items[index]
    var entries = ["id: \(quotedYAML(item.id))"]
    func add(_ key: String, _ value: String?) {
      if let value { entries.append("\(key): \(quotedYAML(value))") }
    }
    add("title", item.title)
    add("marking", item.marking)
    add("issuer", item.issuer)
    add("permitted_zone", item.permittedZone.map { settings.zones[$0] })
    if let channels = item.approvedChannels {
      entries.append("approved_channels: [\(channels.map(quotedYAML).joined(separator: ", "))]")
    }
    if !item.derivedFrom.isEmpty {
      let ids = item.derivedFrom.map { quotedYAML(input.items[$0].id) }
      entries.append("derived_from: [\(ids.joined(separator: ", "))]")
    }
    add("rule", item.rule)
    text += "  - {\(entries.joined(separator: ", "))}\n"
  }
  return Array(text.utf8)
}

/// A text as a double-quoted scalar, which is one in JSON too.
private func quotedYAML(_ text: String) -> String {
  var json = JSONText()
  json.string(text)
  return String(decoding: json.bytes, as: UTF8.self)
}

/// The records of a case as rows of a table.
struct NativeRows {
  let columns: [String]
  private let input: ForwardingCase
  private let extras: [String]

  init(_ input: ForwardingCase) {
    self.input = input
    let names = [
      "id", "time", "from", "to", "channel", "item", "parent", "original", "directed_by",
      "approved_by", "certainty", "evidence", "note",
    ]
    extras = input.records.extraColumns
    columns = names + extras
  }

  func cells(_ record: Int) -> [(name: String, text: String)] {
    let (table, entities) = (input.records, input.entities)
    func list(_ ids: ArraySlice<Int32>) -> String {
      ids.map { $0 == RecordTable.audience ? "*" : entities.id(Int($0)) }.joined(separator: ";")
    }
    var texts = [
      table.id(record), table.statedTime(record).text(in: input.settings.timeZone),
      table.actor(record).map { entities.id($0) } ?? "", list(table.recipients[record]),
      table.channel(record) == "unknown" ? "" : table.channel(record),
      input.items[table.item(record)].id, table.parentID(record) ?? "",
      table.original(record).map { entities.id($0) } ?? "", list(table.directors[record]),
      list(table.approvers[record]),
      table.certainty(record) == .confirmed ? "" : table.certainty(record).word,
      table.evidence(record).joined(separator: ";"), table.note(record),
    ]
    let values = table.extras(record)
    if !extras.isEmpty {
      let known = Dictionary(values.map { ($0.name, $0.value) }) { first, _ in first }
      texts += extras.map { known[$0] ?? "" }
    }
    return Array(zip(columns, texts)).map { ($0.0, $0.1) }
  }

  func appendJSON(_ record: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    // The keys of the first record tell that this is a file of records, also where nothing is known but
    // to whom.
    let needed = record == 0 ? ["from", "to"] : ["to"]
    for cell in cells(record) where !cell.text.isEmpty || needed.contains(cell.name) {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      var json = JSONText()
      json.string(cell.name)
      bytes += json.bytes
      bytes.append(UInt8(ascii: ":"))
      var value = JSONText()
      value.string(cell.text)
      bytes += value.bytes
    }
    bytes.append(UInt8(ascii: "}"))
  }
}
