/// How the items of a case derive from each other, and which rules they have.
struct ReferenceItems {
  let items: [ReferenceItem]
  let zones: [String]

  func item(_ id: String) -> ReferenceItem? {
    items.first { $0.id == id }
  }

  /// The item and everything from which it derives, directly or not.
  func withAncestors(_ id: String) -> Set<String> {
    var found: Set<String> = [id]
    var changed = true
    while changed {
      changed = false
      for known in found {
        for source in item(known)?.derivedFrom ?? [] where !found.contains(source) {
          found.insert(source)
          changed = true
        }
      }
    }
    return found
  }

  /// The connected components of the derivation, each in the order of the items.
  func families() -> [[String]] {
    var families: [[String]] = []
    for start in items where !families.contains(where: { $0.contains(start.id) }) {
      var found: Set<String> = [start.id]
      var changed = true
      while changed {
        changed = false
        for item in items {
          for source in item.derivedFrom
          where found.contains(item.id) != found.contains(source) {
            found.insert(item.id)
            found.insert(source)
            changed = true
          }
        }
      }
      families.append(items.map(\.id).filter { found.contains($0) })
    }
    return families
  }

  /// The channels that may carry the item: its own list, else the intersection of what the
  /// items have from which it directly derives; nil where none has a list.
  func approvedChannels(_ id: String, below: Set<String> = []) -> Set<String>? {
    guard let item = item(id), !below.contains(id) else { return nil }
    if let own = item.approvedChannels { return Set(own) }
    var result: Set<String>?
    for source in item.derivedFrom {
      guard let inherited = approvedChannels(source, below: below.union([id])) else { continue }
      result = result.map { $0.intersection(inherited) } ?? inherited
    }
    return result
  }

  /// The rank of the outermost zone that may hold the item: its own, else the innermost of what
  /// the items have from which it directly derives; nil where none has one.
  func permittedRank(_ id: String, below: Set<String> = []) -> Int? {
    guard let item = item(id), !below.contains(id) else { return nil }
    if let own = item.permittedZone { return zones.firstIndex(of: own) }
    var result: Int?
    for source in item.derivedFrom {
      guard let inherited = permittedRank(source, below: below.union([id])) else { continue }
      result = result.map { min($0, inherited) } ?? inherited
    }
    return result
  }

  /// Whoever issued the item or an ancestor of it.
  func issuers(_ id: String) -> Set<String> {
    Set(withAncestors(id).compactMap { item($0)?.issuer })
  }

  var hasRule: Bool {
    items.contains { $0.permittedZone != nil || $0.approvedChannels != nil }
  }
}
