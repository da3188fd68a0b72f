/// SplitMix64: the same seed gives the same numbers everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 up to, but not including, the limit.
  mutating func below(_ limit: Int) -> Int {
    Int(next() % UInt64(limit))
  }

  mutating func chance(_ percent: Int) -> Bool {
    below(100) < percent
  }

  mutating func pick<T>(_ values: [T]) -> T {
    values[below(values.count)]
  }
}

/// A small random case: 2 to 14 records among 2 to 8 entities, with everything that the rules
/// speak of.
func randomCase(seed: UInt64) -> ReferenceCase {
  var maker = RandomCaseMaker(seed: seed)
  return maker.make()
}

private struct RandomCaseMaker {
  var random: SeededGenerator
  var names: [String] = []
  var entities: [ReferenceEntity] = []
  var items: [ReferenceItem] = []
  var zones: [String] = []
  var records: [ReferenceRecord] = []
  // What this case tends to, so that cases differ as wholes.
  var precisions: [RandomTime.Precision] = []
  var hasBroadcasts = false
  var hasRules = false
  var parentPercent = 0
  var unnamedPercent = 0
  var originalPercent = 0
  var chainPercent = 0

  static let channels = [
    "courier", "fax", "phone", "mms", "wechat", "wechat-group", "weibo", "email", "unknown",
  ]
  static let kinds = [
    "person", "person", "person", "person", "group", "group", "organisation", "account", "site",
  ]

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  mutating func make() -> ReferenceCase {
    let boundary = chooseZones()
    names = Array("ABCDEFGH".map(String.init).prefix(2 + random.below(7)))
    precisions = random.pick([
      [.second], [.second], [.second, .day], [.day], [.day, .month], [.month, .year],
      RandomTime.Precision.allCases, RandomTime.Precision.allCases,
    ])
    hasBroadcasts = random.chance(40)
    hasRules = random.chance(70)
    parentPercent = random.pick([0, 20, 50, 80])
    unnamedPercent = random.pick([0, 8, 25])
    originalPercent = random.pick([0, 10, 50])
    chainPercent = random.pick([0, 20, 70])
    makeItems()
    makeEntities()
    let count = 2 + random.below(13)
    for number in 1...count { records.append(makeRecord("R\(number)")) }
    if random.chance(35) { sortTimes() }
    for index in records.indices { records[index].parent = chooseParent(index) }
    if random.chance(15) { closeCircleOfParents() }
    if random.chance(3) && count >= 4 { raiseExitsAboveEachOther() }
    return ReferenceCase(
      zones: zones, boundary: boundary, items: items, entities: entities, records: records)
  }

  // MARK: Zones, items, entities

  /// Sets the zones and returns the boundary.
  private mutating func chooseZones() -> String {
    zones = random.pick([
      ["authorised", "internal", "external", "public", "overseas"],
      ["authorised", "internal", "external", "public", "overseas"],
      ["authorised", "internal", "external"], ["internal", "public"],
      ["internal", "external", "overseas"],
    ])
    if random.chance(15) { return random.pick(zones) }
    return zones.contains("external") ? "external" : "public"
  }

  private mutating func makeItems() {
    let ids = ["telegram", "memo", "extract", "photo"].prefix(random.pick([1, 1, 1, 2, 2, 3, 4]))
    for (index, id) in ids.enumerated() {
      var item = ReferenceItem(
        id: id, issuer: nil, permittedZone: nil, approvedChannels: nil, derivedFrom: [])
      for source in ids.prefix(index) where random.chance(45) { item.derivedFrom.append(source) }
      if random.chance(30) { item.issuer = random.pick(["A", "B", "C", "D", "Office"]) }
      if hasRules && random.chance(45) { item.permittedZone = random.pick(zones) }
      if hasRules && random.chance(45) {
        let channels = (0..<random.below(5)).map { _ in random.below(Self.channels.count - 1) }
        item.approvedChannels = Set(channels).sorted().map { Self.channels[$0] }
      }
      items.append(item)
    }
    // Items that derive from a later one come before it.
    if random.chance(30) { items.reverse() }
  }

  private mutating func makeEntities() {
    let zonePercent = random.pick([40, 75, 100])
    for name in names where random.chance(80) {
      var entity = ReferenceEntity(
        id: name, kind: random.pick(Self.kinds), zone: nil, members: [], size: nil)
      if random.chance(zonePercent) { entity.zone = random.pick(zones) }
      if ["group", "organisation"].contains(entity.kind) {
        for member in names + ["Member1", "Member2"] where member != name && random.chance(25) {
          entity.members.append(member)
        }
        if random.chance(70) { entity.size = random.below(9) }
      }
      entities.append(entity)
    }
    if random.chance(30) {
      entities.append(
        ReferenceEntity(
          id: "Office", kind: "organisation", zone: zones[0], members: [random.pick(names)],
          size: random.chance(50) ? 5 : nil))
    }
    if random.chance(30) { entities.reverse() }
  }

  // MARK: Records

  private mutating func makeRecord(_ id: String) -> ReferenceRecord {
    if let earlier = records.last, random.chance(5) { return duplicate(earlier, id) }
    var from: String? = random.pick(names)
    // Mostly somebody who has been named as a recipient before, so that chains grow.
    let recipients = records.flatMap(\.to).filter { $0 != "*" }
    if !recipients.isEmpty && random.chance(60) { from = random.pick(recipients) }
    if let last = recipients.last, random.chance(chainPercent) { from = last }
    let original = chooseOriginal()
    let newcomers = names.filter { !recipients.contains($0) }
    if original != nil && !newcomers.isEmpty && random.chance(60) { from = random.pick(newcomers) }
    if random.chance(unnamedPercent) { from = nil }
    let time = RandomTime.make(random.pick(precisions), &random)
    return ReferenceRecord(
      id: id, start: time.start, end: time.end, from: from, to: chooseRecipients(from),
      channel: random.pick(Self.channels), item: random.pick(items).id, parent: nil,
      original: original, directedBy: chooseOthers(12), approvedBy: chooseOthers(8),
      certainty: random.pick(["confirmed", "confirmed", "probable", "alleged"]),
      timeText: time.text)
  }

  /// The same as an earlier record, or nearly so.
  private mutating func duplicate(_ earlier: ReferenceRecord, _ id: String) -> ReferenceRecord {
    var copy = earlier
    copy.id = id
    if random.chance(40) { copy.to.reverse() }
    if random.chance(20) { copy.to += copy.to.prefix(1) }
    if random.chance(20) { copy.channel = "phone" }
    return copy
  }

  private mutating func chooseRecipients(_ from: String?) -> [String] {
    if random.chance(6) { return [] }
    if hasBroadcasts && random.chance(12) { return ["*"] }
    var to = (0..<random.pick([1, 1, 1, 1, 2, 2, 3])).map { _ in random.pick(names) }
    if hasBroadcasts && random.chance(8) { to.append("*") }
    if let from, random.chance(4) { to.append(from) }
    if random.chance(5), let first = to.first { to.append(first) }
    if let from, random.chance(97) {
      let others = to.filter { $0 != from }
      if !others.isEmpty { to = others }
    }
    return to
  }

  private mutating func chooseOriginal() -> String? {
    guard random.chance(originalPercent) else { return nil }
    let actors = records.compactMap(\.from)
    if !actors.isEmpty && random.chance(60) { return random.pick(actors) }
    return random.chance(20) ? "Stranger" : random.pick(names)
  }

  private mutating func chooseOthers(_ percent: Int) -> [String] {
    guard random.chance(percent) else { return [] }
    var result = [random.chance(20) ? "Chief" : random.pick(names)]
    let second = random.pick(names)
    if random.chance(25) && !result.contains(second) { result.append(second) }
    return result
  }

  /// Lets the times rise with the input order, so that the item goes far.
  private mutating func sortTimes() {
    let sorted = records.sorted { $0.start < $1.start }
    for (index, earlier) in sorted.enumerated() {
      records[index].start = earlier.start
      records[index].end = earlier.end
      records[index].timeText = earlier.timeText
    }
  }

  // MARK: Recorded parents

  private mutating func chooseParent(_ index: Int) -> String? {
    guard random.chance(parentPercent) else { return nil }
    if random.chance(5) { return "R99" }
    if random.chance(3) { return records[index].id }
    let record = records[index]
    let received = records.filter { other in
      guard let from = record.from else { return false }
      return other.id != record.id && other.to.contains(from)
    }
    let fitting = received.filter { $0.start < record.end }
    if !fitting.isEmpty && random.chance(65) { return random.pick(fitting).id }
    if !received.isEmpty && random.chance(30) { return random.pick(received).id }
    let broadcasts = records.filter { $0.to.contains("*") && $0.id != record.id }
    if !broadcasts.isEmpty && random.chance(40) { return random.pick(broadcasts).id }
    return random.pick(records).id
  }

  /// Makes two or three records name each other in a ring.
  private mutating func closeCircleOfParents() {
    var ring: [Int] = []
    for _ in 0..<(2 + random.below(2)) {
      let index = random.below(records.count)
      if !ring.contains(index) { ring.append(index) }
    }
    for (place, index) in ring.enumerated() {
      records[index].parent = records[ring[(place + 1) % ring.count]].id
    }
  }

  /// Makes the earliest exit have a later one among its recorded ancestors, by way of a record
  /// of imprecise time.
  private mutating func raiseExitsAboveEachOther() {
    let (inner, outer) = (names[0], names[1])
    entities.removeAll { $0.id == outer }
    entities.append(
      ReferenceEntity(id: outer, kind: "person", zone: zones.last, members: [], size: nil))
    let steps: [(time: RandomTime, from: String?, to: String)] = [
      (.month(2017, 9), inner, outer), (.year(2017), nil, inner),
      (.day(2017, 12, 31), inner, outer), (.day(2017, 11, 1), inner, outer),
    ]
    for (index, step) in steps.enumerated() {
      records[index].start = step.time.start
      records[index].end = step.time.end
      records[index].timeText = step.time.text
      records[index].from = step.from
      records[index].to = [step.to]
      records[index].parent = index < 2 ? records[index + 1].id : nil
    }
  }
}
