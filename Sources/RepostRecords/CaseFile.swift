/// What a case file declares.
struct CaseFile {
  var settings: CaseSettings
  var items = ItemTable()

  private static let keys = [
    "title", "time_zone", "zones", "boundary", "default_zone", "items",
  ]
  private static let itemKeys = [
    "id", "title", "marking", "issuer", "permitted_zone", "approved_channels", "derived_from",
    "rule", "aliases",
  ]

  /// The settings of a case without a case file.
  init(name: String) { settings = CaseSettings(title: name) }

  /// Reads a case file.
  init(yaml: String, path: String, name: String) throws(RecordsError) {
    self.init(name: name)
    guard let root = try YAMLValue.root(of: yaml, path: path) else { return }
    let fields = try root.mapping(keys: Self.keys, of: "a case file")
    if let title = try fields["title"]?.text { settings.title = title }
    if let value = fields["time_zone"], let text = try value.text {
      guard let zone = CaseTimeZone(text) else {
        throw value.error(found: "the time zone \(quoted(text))", expected: CaseTimeZone.forms)
      }
      settings.timeZone = zone
      settings.isTimeZoneStated = true
    }
    try readZones(fields)
    for value in try fields["items"]?.sequence ?? [] { try readItem(value) }
    try readDescent(try fields["items"]?.sequence ?? [])
    try readAliases(try fields["items"]?.sequence ?? [])
  }

  // After all items: an id is never taken for an alias.
  private mutating func readAliases(_ values: [YAMLValue]) throws(RecordsError) {
    for (index, value) in values.enumerated() {
      let fields = try value.mapping(keys: Self.itemKeys, of: "an item")
      guard let aliases = fields["aliases"], let ids = try aliases.texts else { continue }
      for (position, id) in ids.enumerated() where !items.addAlias(id, of: index) {
        throw try aliases.sequence[position].error(
          found: "the alias \(quoted(id)), which is another item already",
          expected: "an id of no other item")
      }
    }
  }

  private mutating func readZones(_ fields: [String: YAMLValue]) throws(RecordsError) {
    if let value = fields["zones"], let zones = try value.texts {
      guard !zones.isEmpty, zones.count <= 1000 else {
        throw value.error(
          found: "\(zones.isEmpty ? "no" : "\(zones.count)") zones", expected: "1 to 1000")
      }
      settings.zones = []
      for (position, zone) in zones.enumerated() {
        let entry = try value.sequence[position]
        guard settings.rank(spelled: zone) == nil else {
          throw entry.error(
            found: "the zone \(quoted(zone)) a second time", expected: "each zone once")
        }
        guard !CaseSettings.isUnknown(zone) else {
          throw entry.error(
            found: "a zone called \(quoted(zone))", expected: "another name",
            advice: "entities without a zone are unknown by themselves")
        }
        settings.zones.append(zone)
      }
      settings.boundary = settings.rank(ofZone: "external") ?? 0
      if fields["boundary"] == nil, settings.rank(ofZone: "external") == nil {
        throw value.error(
          found: "zones without \(quoted("external")) and no boundary",
          expected: "a boundary",
          advice: "name the first zone that counts as outside, such as boundary: "
            + cleaned(settings.zones[settings.zones.count - 1]))
      }
    }
    if let value = fields["boundary"], try value.text != nil {
      settings.boundary = try rank(value)
    }
    if let value = fields["default_zone"], let zone = try value.text {
      settings.defaultZone = CaseSettings.isUnknown(zone) ? nil : try rank(value)
    }
  }

  private func rank(_ value: YAMLValue) throws(RecordsError) -> Int {
    let zone = try value.text ?? ""
    guard let rank = settings.rank(ofZone: zone) else {
      throw value.error(
        found: "the zone \(quoted(zone))", expected: "one of \(quotedList(settings.zones))")
    }
    return rank
  }

  private mutating func readItem(_ value: YAMLValue) throws(RecordsError) {
    let fields = try value.mapping(keys: Self.itemKeys, of: "an item")
    guard let idValue = fields["id"], let id = try idValue.text else {
      throw value.error(found: "an item without an id", expected: "id: what records call it")
    }
    let index = Int(items.intern(id))
    guard !items[index].isDeclared else {
      throw idValue.error(found: "the item \(quoted(id)) a second time", expected: "each id once")
    }
    var item = Item(id: id)
    item.isDeclared = true
    item.title = try fields["title"]?.text
    item.marking = try fields["marking"]?.text
    item.issuer = try fields["issuer"]?.text
    item.rule = try fields["rule"]?.text
    if let zone = fields["permitted_zone"], try zone.text != nil {
      item.permittedZone = try rank(zone)
    }
    if let channels = try fields["approved_channels"]?.texts {
      item.approvedChannels = channels.map(channelName)
    }
    items.items[index] = item
  }

  private mutating func readDescent(_ values: [YAMLValue]) throws(RecordsError) {
    for (index, value) in values.enumerated() {
      let fields = try value.mapping(keys: Self.itemKeys, of: "an item")
      guard let sources = fields["derived_from"], let ids = try sources.texts else { continue }
      for (position, id) in ids.enumerated() {
        guard let source = items.find(id) else {
          throw try sources.sequence[position].error(
            found: "the item \(quoted(id))",
            expected: "one of \(quotedList(items.items.map(\.id)))")
        }
        if !items.items[index].derivedFrom.contains(source) {
          items.items[index].derivedFrom.append(source)
        }
      }
    }
    for (index, value) in values.enumerated() where items.ancestors(of: index).contains(index) {
      throw value.error(
        found: "the item \(quoted(items[index].id)), which derives from itself",
        expected: "items that are written from others in no circle",
        advice: "correct derived_from")
    }
  }
}

/// A channel as it is compared: one that is known in whichever language by its one name, another in
/// lower case.
func channelName(_ text: String) -> String {
  if let known = KnownChannel(text) { return known.name }
  return String(decoding: text.utf8.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
}

extension ItemTable {
  /// The items that one derives from, directly or not.
  package func ancestors(of item: Int) -> Set<Int> {
    var found: Set<Int> = []
    var open = items[item].derivedFrom
    while let next = open.popLast() {
      if found.insert(next).inserted { open += items[next].derivedFrom }
    }
    return found
  }
}
