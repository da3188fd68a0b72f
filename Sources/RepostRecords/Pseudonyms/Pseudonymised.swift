/// How names are replaced, and what is kept besides.
public struct PseudonymOptions: Sendable {
  /// What is left out unless it is asked for.
  public enum Kept: String, CaseIterable, Sendable {
    case notes
    case evidence
    case paths
    case titles
  }

  /// Whether Chinese names keep their surname.
  public var masksNames = false
  /// What is kept; known names in it are replaced.
  public var kept: Set<Kept> = []

  /// Makes options that keep nothing.
  public init() {}
}

extension ForwardingCase {
  /// The case with pseudonyms for all names, and without the texts that can hold others.
  ///
  /// Entities, items and records stay in their order, so that the trace is the same but for what things are
  /// called. Whatever is derived from it can hold no true name.
  ///
  /// - Parameters:
  ///   - key: Knows and receives what stands for what.
  ///   - options: How names are replaced.
  ///   - keyPath: Where the key is kept, which no output may replace.
  /// - Returns: The case as outputs may show it.
  /// - Complexity: O(*length of all ids and of the texts that are kept*).
  public func pseudonymised(
    _ key: inout PseudonymKey, _ options: PseudonymOptions, keyPath: String? = nil
  ) -> ForwardingCase {
    var work = Pseudonymisation(of: self, key, options)
    var result = work.result()
    key = work.key
    result.trueNames?.paths += [keyPath].compactMap(\.self)
    return result
  }
}

/// What of a case no pseudonym may be mistaken for.
struct TakenTexts {
  let names: KnownNames
  let entities: EntityTable
  let items: ItemTable
  let records: RecordTable

  func isFree(_ code: String) -> Bool {
    !names.contain(code) && !names.contain(String(code.dropFirst(2)))
      && entities.find(code) == nil && items.find(code) == nil && records.find(code) == nil
  }

  func isFreeMask(_ mask: String) -> Bool { !names.areIn(mask) && entities.find(mask) == nil }
}

/// Replaces what a case holds, one part after the other.
struct Pseudonymisation {
  var key: PseudonymKey
  let old: ForwardingCase
  let options: PseudonymOptions
  /// What must not be found, each with its place in `pseudonyms`.
  private(set) var names = KnownNames()
  /// Those of entities by their indices, then those of issuers and organisations that are none.
  var pseudonyms: [String] = []
  var others: [String: Int] = [:]
  var files: [(path: String, label: String)] = []

  init(of old: ForwardingCase, _ key: PseudonymKey, _ options: PseudonymOptions) {
    self.old = old
    self.key = key
    self.options = options
    gatherNames()
    nameEntities()
    nameFiles()
  }

  mutating func result() -> ForwardingCase {
    var new = old
    new.entities = entities()
    new.items = items()
    new.settings.zones = old.settings.zones.map { zone($0) }
    new.name = title(old.name)
    new.settings.title = keptTitle ?? title(old.settings.title)
    new.inputs = inputs()
    new.unreadFiles = old.unreadFiles.map { filePseudonym($0, label: $0).path }
    new.records = records()
    new.warnings = warnings(in: new.records)
    new.trueNames = TrueNames(
      caseName: old.name, settings: old.settings, entities: old.entities, items: old.items,
      paths: old.inputs.map(\.path))
    return new
  }

  /// What of a case no pseudonym may be mistaken for.
  var taken: TakenTexts {
    TakenTexts(names: names, entities: old.entities, items: old.items, records: old.records)
  }

  func keeps(_ kept: PseudonymOptions.Kept) -> Bool { options.kept.contains(kept) }
}

extension Pseudonymisation {
  private mutating func gatherNames() {
    let entities = old.entities
    for number in 0..<entities.spellings.count {
      let spelling = entities.spellings[number]
      names.add(spelling, of: entities.entity(ofSpelling: number))
      // What other programs call somebody, without the word for the network.
      if let colon = spelling.firstIndex(of: ":") {
        let id = String(spelling[spelling.index(after: colon)...])
        names.add(id, of: entities.entity(ofSpelling: number))
      }
    }
    for (entity, name) in entities.names.sorted(by: { $0.key < $1.key }) {
      names.add(name, of: Int(entity))
    }
    let issuers = (0..<old.items.count).compactMap { old.items[$0].issuer }
    let offices = entities.organisations.sorted { $0.key < $1.key }.map(\.value)
    for name in issuers + offices where entities.find(name) == nil && others[name] == nil {
      others[name] = entities.count + others.count
      names.add(name, of: entities.count + others.count - 1)
    }
  }

  private mutating func nameEntities() {
    let entities = old.entities
    pseudonyms.reserveCapacity(entities.count + others.count)
    for entity in 0..<entities.count {
      let kind = entities.kind(entity)
      pseudonyms.append(
        name(
          PseudonymKey.Name(
            id: entities.id(entity), name: entities.name(entity), kind: kind.word), kind))
    }
    for (other, _) in others.sorted(by: { $0.value < $1.value }) {
      let kind = EntityKind.organisation
      pseudonyms.append(name(PseudonymKey.Name(id: other, name: other, kind: kind.word), kind))
    }
    names.replacements = pseudonyms
  }

  private mutating func name(_ entity: PseudonymKey.Name, _ kind: EntityKind) -> String {
    let taken = self.taken
    if options.masksNames, let base = MaskedNames.base(of: entity.name, kind: kind),
      let mask = key.mask(entity, base: base, isFree: taken.isFreeMask)
    {
      return mask
    }
    let letter: Character =
      switch kind {
      case .person: "P"
      case .group: "G"
      case .account: "A"
      case .organisation: "O"
      case .site: "S"
      }
    return key.name(entity, letter: letter, isFree: taken.isFree)
  }

  private func entities() -> EntityTable {
    var new = EntityTable()
    for entity in 0..<old.entities.count {
      let index = new.intern(pseudonyms[entity])
      precondition(Int(index) == entity, "two entities have one pseudonym")
    }
    new.kinds = old.entities.kinds
    new.zones = old.entities.zones
    new.isDeclared = old.entities.isDeclared
    new.sizes = old.entities.sizes
    new.members = old.entities.members
    return new
  }

  private mutating func items() -> ItemTable {
    var new = ItemTable()
    for index in 0..<old.items.count {
      var item = old.items[index]
      item.id = itemID(item.id)
      let place = Int(new.intern(item.id))
      precondition(place == index, "two items have one pseudonym")
      item.title =
        keeps(.titles) && !item.isTitleOfMessage
        ? item.title.map { names.replaced(in: $0) } : nil
      item.rule = keeps(.titles) ? item.rule.map { names.replaced(in: $0) } : nil
      item.marking = item.marking.map { names.replaced(in: $0) }
      item.issuer = item.issuer.map { issuer in
        pseudonyms[old.entities.find(issuer) ?? others[issuer] ?? 0]
      }
      item.approvedChannels = item.approvedChannels.map { $0.map { channel($0) } }
      new.items[place] = item
    }
    return new
  }

  private mutating func itemID(_ id: String) -> String {
    if isPlainID(id), !names.areIn(id) { return id }
    let taken = self.taken
    return key.item(id, isFree: taken.isFree)
  }

  /// The title of the case where it is kept; without one of its own it is called by its file.
  private var keptTitle: String? {
    keeps(.titles) && old.settings.title != old.name
      ? names.replaced(in: old.settings.title) : nil
  }

  private mutating func title(_ title: String) -> String {
    let taken = self.taken
    return key.word(title, .title, letter: "T", isFree: taken.isFree)
  }

  private mutating func zone(_ zone: String) -> String {
    guard !CaseSettings.defaultZones.contains(zone), isTelling(zone) else { return zone }
    let taken = self.taken
    return key.word(zone, .zone, letter: "Z", isFree: taken.isFree)
  }

  /// What stands for a channel, the same for all spellings by which channels are compared.
  mutating func channel(_ channel: String) -> String {
    guard KnownChannel(channel) == nil, isTelling(channel) else { return channel }
    let taken = self.taken
    return key.word(channelName(channel), .channel, letter: "c", isFree: taken.isFree)
  }

  private func isTelling(_ word: String) -> Bool {
    names.areIn(word) || old.entities.find(word) != nil || PseudonymKey.isCode(word.uppercased())
  }
}
