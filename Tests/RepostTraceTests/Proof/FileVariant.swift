import RepostRecords

/// A random case as files that say it in a way of their own, with the case that they mean.
struct FileVariant {
  var written: WrittenCase
  var meaning: ReferenceCase
  var inside: [String] = []
  var outside: [String] = []
  /// What reading has to warn of.
  var warnings: [ReferenceWarning] = []
  /// What is special about the files.
  var features: Set<String> = []

  init(_ reference: ReferenceCase, seed: UInt64) {
    var random = SeededGenerator(seed: seed &* 7 &+ 3)
    meaning = reference
    written = WrittenCase(reference)
    if meaning.records.count > 1, random.chance(30) { repeatAnID(&random) }
    if random.chance(30) { spoilATime(&random) }
    if random.chance(40) { useAliases(&random) }
    if random.chance(40) { leaveOutDefaults() }
    if random.chance(30) { addDefaultZone(&random) }
    if random.chance(30) { chooseSides(&random) }
  }

  /// Asks for the sides of the boundary, as the command line does.
  func ask(_ request: inout CaseRequest) {
    request.inside = inside
    request.outside = outside
  }

  /// Two records of one id: the second is known by its place.
  private mutating func repeatAnID(_ random: inout SeededGenerator) {
    let second = 1 + random.below(meaning.records.count - 1)
    let first = random.below(second)
    let id = meaning.records[first].id
    written.records.rows[second][0] = id
    meaning.records[second].id = "\(id)@records.csv:\(second + 2)"
    warnings.append(
      ReferenceWarning(code: "duplicate-id", record: meaning.records[second].id))
    features.insert("duplicate id")
  }

  private mutating func spoilATime(_ random: inout SeededGenerator) {
    let record = random.below(meaning.records.count)
    written.records.rows[record][1] = random.pick(["soon", "2017-13-01", "2017-10-05/2017-10-01"])
    meaning.records[record].start = Int.min
    meaning.records[record].end = Int.max
    warnings.append(ReferenceWarning(code: "bad-time", record: meaning.records[record].id))
    features.insert("bad time")
  }

  private mutating func useAliases(_ random: inout SeededGenerator) {
    guard !written.entities.rows.isEmpty else { return }
    let declared = Set(meaning.entities.map(\.id))
    written.entities.header.append("aliases")
    for row in written.entities.rows.indices {
      let id = written.entities.rows[row][0]
      written.entities.rows[row].append("\(id) as known;\(id) otherwise")
    }
    func spelt(_ id: String) -> String {
      declared.contains(id) && random.chance(30)
        ? id + random.pick([" as known", " otherwise"]) : id
    }
    written.records.change("from", "original") { spelt($0) }
    written.records.change("to", "directed_by", "approved_by") { list in
      list.split(separator: ";").map { spelt(String($0)) }.joined(separator: ";")
    }
    features.insert("aliases")
  }

  /// What files need not say, because it is what they mean without it.
  private mutating func leaveOutDefaults() {
    written.records.change("channel") { $0 == "unknown" ? "" : $0 }
    written.records.change("certainty") { $0 == "confirmed" ? "" : $0 }
    if meaning.items.count == 1 {
      written.records.change("item") { _ in "" }
      features.insert("item left out")
    }
  }

  private mutating func addDefaultZone(_ random: inout SeededGenerator) {
    let zone = random.pick(meaning.zones)
    written.caseFile = "default_zone: \(zone)\n" + written.caseFile
    let declared = Set(meaning.entities.map(\.id))
    for id in named where !declared.contains(id) {
      meaning.entities.append(
        ReferenceEntity(id: id, kind: "person", zone: zone, members: [], size: nil))
    }
    features.insert("default zone")
  }

  private mutating func chooseSides(_ random: inout SeededGenerator) {
    guard let boundary = meaning.zones.firstIndex(of: meaning.boundary), boundary > 0 else {
      return
    }
    let names = named.sorted()
    if random.chance(70) { inside = [random.pick(names)] }
    let other = random.pick(names)
    if inside.isEmpty || random.chance(40), !inside.contains(other) { outside = [other] }
    guard !inside.isEmpty || !outside.isEmpty else { return }
    let rest = meaning.zones[inside.isEmpty ? boundary - 1 : boundary]
    for id in names {
      let zone =
        inside.contains(id)
        ? meaning.zones[boundary - 1] : outside.contains(id) ? meaning.zones[boundary] : nil
      if let index = meaning.entities.firstIndex(where: { $0.id == id }) {
        meaning.entities[index].zone = zone ?? meaning.entities[index].zone ?? rest
      } else {
        meaning.entities.append(
          ReferenceEntity(id: id, kind: "person", zone: zone ?? rest, members: [], size: nil))
      }
    }
    if !inside.isEmpty { features.insert("--inside") }
    if !outside.isEmpty { features.insert("--outside") }
  }

  /// Everybody who is declared or whom records or collectives name.
  private var named: Set<String> {
    var names = Set(meaning.entities.map(\.id))
    for entity in meaning.entities where ["group", "organisation"].contains(entity.kind) {
      names.formUnion(entity.members)
    }
    for record in meaning.records {
      names.formUnion([record.from, record.original].compactMap(\.self))
      names.formUnion(record.to.filter { $0 != "*" } + record.directedBy + record.approvedBy)
    }
    return names
  }
}
