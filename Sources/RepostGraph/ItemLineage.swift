package import RepostRecords

/// Which items derive from which, and the families that they fall into.
package struct ItemLineage: Sendable {
  // Only items that derive from others have an entry; every item is its own lineage.
  private let ancestorsOfDerived: [Int: Set<Int>]
  package let family: [Int]

  package init(_ items: ItemTable) {
    var ancestors: [Int: Set<Int>] = [:]
    var family = Array(0..<items.count)

    func representative(_ item: Int) -> Int {
      var item = item
      while family[item] != item { item = family[item] }
      return item
    }

    for item in 0..<items.count where !items[item].derivedFrom.isEmpty {
      ancestors[item] = items.ancestors(of: item)
      for source in items[item].derivedFrom {
        let a = representative(item)
        let b = representative(source)
        family[max(a, b)] = min(a, b)
      }
    }
    for item in 0..<items.count { family[item] = representative(item) }
    ancestorsOfDerived = ancestors
    self.family = family
  }

  /// The item itself and every item that it derives from, directly or not, in the order of items.
  package func selfAndAncestors(_ item: Int) -> [Int] {
    guard let ancestors = ancestorsOfDerived[item] else { return [item] }
    return (ancestors.union([item])).sorted()
  }

  /// Whether `other` is the item or one that it derives from.
  package func holds(_ item: Int, other: Int) -> Bool {
    if item == other { return true }
    return !ancestorsOfDerived.isEmpty && ancestorsOfDerived[item]?.contains(other) == true
  }
}
