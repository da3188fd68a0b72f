/// Puts entities on a side of the boundary, as the command line asks.
///
/// Everybody else whose zone is unknown is assumed to be on the other side.
struct BoundarySides {
  let inside: [String]
  let outside: [String]
  let settings: CaseSettings

  /// Where everybody else is put; `nil` where nobody is put anywhere.
  var assumedSide: AssumedSide? {
    inside.isEmpty ? outside.isEmpty ? nil : .inside : .outside
  }

  /// Puts the entities in their zones.
  ///
  /// - Returns: Those that are only assumed to be on their side.
  func apply(to entities: inout EntityTable) throws(RecordsError) -> [Int32] {
    guard let assumedSide else { return [] }
    guard settings.boundary > 0 else {
      throw RecordsError(
        kind: .usage,
        found: "nobody can be inside: the boundary \(quoted(settings.zones[0])) is the innermost "
          + "zone",
        advice: "name a boundary further out, or leave --inside and --outside away")
    }
    let insiders = try find(inside, option: "--inside", in: entities)
    let outsiders = try find(outside, option: "--outside", in: entities)
    for entity in insiders where outsiders.contains(entity) {
      throw RecordsError(
        kind: .usage, found: "\(quoted(entities.id(entity))) is given inside and outside",
        expected: "one of --inside and --outside for a name")
    }
    let boundary = Int16(clamping: settings.boundary)
    for entity in insiders { entities.zones[entity] = boundary - 1 }
    for entity in outsiders { entities.zones[entity] = boundary }
    let rest = assumedSide == .inside ? boundary - 1 : boundary
    var assumed: [Int32] = []
    for entity in entities.zones.indices where entities.zones[entity] == EntityTable.unknownZone {
      entities.zones[entity] = rest
      assumed.append(Int32(entity))
    }
    return assumed
  }

  private func find(
    _ names: [String], option: String, in entities: EntityTable
  ) throws(RecordsError) -> [Int] {
    var found: [Int] = []
    for name in names {
      var text = name
      text = text.withUTF8 { UnsafeRawBufferPointer($0).trimmed.string }
      guard let entity = entities.find(text) else {
        throw RecordsError(
          kind: .usage, found: "\(option) \(quoted(name)) is in no record and no entity",
          expected: "a name as records or entities spell it",
          advice: NearestNames.advice(text, among: entities.spellings.all))
      }
      found.append(entity)
    }
    return found
  }
}

extension NameTable {
  /// All names, in the order of their numbers.
  package var all: some Sequence<String> { (0..<count).lazy.map { self[$0] } }
}
