import RepostGraph
import RepostRecords
import RepostTrace

/// What entities are called on a map.
struct EntityText {
  let trace: Trace
  let wording: MapWording
  /// The names that several of those have who are drawn or spoken of.
  let shared: Set<String>

  init(_ plan: MapPlan, _ wording: MapWording) {
    trace = plan.trace
    self.wording = wording
    shared = plan.sharedNames
  }

  /// The name of an entity, in a sentence; with its id where others are called the same.
  func name(_ entity: Int) -> String {
    guard !trace.graph.isUnnamed(entity) else { return wording.vocabulary.unnamed }
    let name = trace.input.entities.name(entity)
    return id(besides: entity).map { "\(name) [\($0)]" } ?? name
  }

  /// The id of an entity whose name others have too; `nil` where the name is enough.
  func id(besides entity: Int) -> String? {
    guard !trace.graph.isUnnamed(entity) else { return nil }
    let (name, id) = (trace.input.entities.name(entity), trace.input.entities.id(entity))
    return shared.contains(name) && id != name ? id : nil
  }

  /// The organisation and title of an entity, in the order of the language.
  func office(_ entity: Int) -> String? {
    guard !trace.graph.isUnnamed(entity) else { return nil }
    let organisation = trace.input.entities.organisation(entity)
    let title = trace.input.entities.title(entity)
    switch (organisation, title) {
    case (let organisation?, let title?):
      return wording.language == .chinese ? "\(organisation) \(title)" : "\(title), \(organisation)"
    case (let text?, nil), (nil, let text?): return text
    case (nil, nil): return nil
    }
  }

  /// What stands on the box of a zone.
  func heading(ofZone rank: Int) -> String {
    let name = zone(rank)
    return name.prefix(1).uppercased() + name.dropFirst()
  }

  /// What stands on the box of a zone that holds so many.
  func title(ofZone rank: Int, count: Int) -> String {
    wording(.zoneTitle, heading(ofZone: rank), wording.number(count))
  }

  /// What a zone is called.
  func zone(_ rank: Int) -> String {
    guard rank >= 0 else { return wording[.zoneUnknown] }
    return wording.vocabulary.zone(trace.input.settings.zones[rank])
  }

  /// Counts of entities by kind, in words.
  func counts(_ counts: [Int]) -> [String] {
    let words: [(kind: EntityKind, one: MapWord, many: MapWord)] = [
      (.person, .countPerson, .countPeople), (.group, .countGroup, .countGroups),
      (.account, .countAccount, .countAccounts),
      (.organisation, .countOrganisation, .countOrganisations),
      (.site, .countSite, .countSites),
    ]
    return words.compactMap { kind, one, many in
      let count = counts[Int(kind.rawValue)]
      return count == 0 ? nil : wording(count == 1 ? one : many, wording.number(count))
    }
  }
}
