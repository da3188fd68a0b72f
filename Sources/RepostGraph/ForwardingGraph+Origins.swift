internal import RepostRecords

/// Where the item enters the records, and what speaks against it.
extension ForwardingGraph {
  /// Marks the inferred records whose actor may have passed on a copy of their own.
  ///
  /// - Returns: Whether that marks any that was not marked.
  @discardableResult
  mutating func markOwn(_ table: RecordTable) -> Bool {
    var isInferring = [Bool](repeating: false, count: entityCount)
    var hasInferred = false
    for record in 0..<rules.count where rules[record] == .inferred && !isOwn[record] {
      isInferring[Int(hops.actors[record])] = true
      hasInferred = true
    }
    guard hasInferred else { return false }
    // Of each such actor: the items of which it has an origin hop, with the earliest start of one.
    var originsOf: [Int32: [Int32: Int64]] = [:]
    let starts = table.starts
    func addOrigin(_ record: Int) {
      let actor = hops.actors[record]
      guard isInferring[Int(actor)] else { return }
      let known = originsOf[actor]?[table.items[record]] ?? .max
      // An unknown time starts before every other.
      originsOf[actor, default: [:]][table.items[record]] = min(known, starts[record])
    }
    for record in 0..<rules.count where rules[record] == .none && !hops.range(record).isEmpty {
      addOrigin(record)
    }
    for hop in openedHops { addOrigin(Int(hops.records[hop])) }
    guard !originsOf.isEmpty else { return false }
    var isChanged = false
    for record in 0..<rules.count where rules[record] == .inferred && !isOwn[record] {
      guard let own = originsOf[hops.actors[record]] else { continue }
      let item = Int(table.items[record])
      let isOwnCopy = own.contains {
        $0.value < table.end(record) && lineage.holds(item, other: Int($0.key))
      }
      guard isOwnCopy else { continue }
      isOwn[record] = true
      isChanged = true
    }
    return isChanged
  }

  /// Makes the first hop of every circle that nothing enters an origin hop.
  ///
  /// - Returns: Whether that changes whose records can come from copies of their own.
  mutating func openCircles(_ input: ForwardingCase, _ warnings: inout [Warning]) -> Bool {
    let circles = turnOrder.circles(nothingEnters: self)
    guard !circles.isEmpty else { return false }
    let table = input.records
    for circle in circles {
      guard
        let first = circle.min(by: { a, b in
          let (r, s) = (Int(hops.records[a]), Int(hops.records[b]))
          return (order.rank[r], a) < (order.rank[s], b)
        })
      else { continue }
      openedHops.insert(first)
      let record = Int(hops.records[first])
      warnings.append(
        table.warning(
          .ambiguousOrigin, record, .ambiguousOrigin, String(circle.count)))
    }
    return markOwn(table)
  }

  func findSentBeforeReceived(_ input: ForwardingCase, _ warnings: inout [Warning]) {
    let table = input.records
    var isOrigin = [Bool](repeating: false, count: entityCount)
    for record in 0..<rules.count where rules[record] == .none && !hops.range(record).isEmpty {
      isOrigin[Int(hops.actors[record])] = true
    }
    for hop in openedHops { isOrigin[Int(hops.actor(ofHop: hop))] = true }
    // For each origin and item: the hop by which it received that item earliest, with its start.
    var earliest: [UInt64: HopStart] = [:]
    func key(_ entity: Int32, _ item: Int32) -> UInt64 {
      UInt64(UInt32(bitPattern: entity)) << 32 | UInt64(UInt32(bitPattern: item))
    }
    let starts = table.starts
    func note(_ found: HopStart, _ entity: Int32, _ item: Int32) {
      let place = key(entity, item)
      if let known = earliest[place], known <= found { return }
      earliest[place] = found
    }
    for hop in 0..<hops.count {
      let recipient = hops.recipients[hop]
      guard recipient >= 0, isOrigin[Int(recipient)] else { continue }
      let record = Int(hops.records[hop])
      note(HopStart(start: starts[record], hop: hop), recipient, table.items[record])
    }
    if let extraReceivers {
      for hop in 0..<hops.count {
        let record = Int(hops.records[hop])
        for entity in extraReceivers[hop] where isOrigin[Int(entity)] {
          note(HopStart(start: starts[record], hop: hop), entity, table.items[record])
        }
      }
    }
    let originRecords = (0..<rules.count).filter { isOriginRecord($0) }
    let originsOfItem = IndexLists(
      count: input.items.count, keys: originRecords.map { table.items[$0] },
      values: originRecords.map { hops.actors[$0] })
    for feed in posts.feeds {
      var least = LeastByOthers<HopStart>()
      for hop in posts.hops[feed.places].map(Int.init) {
        least.add(
          HopStart(start: starts[Int(hops.records[hop])], hop: hop), by: hops.actor(ofHop: hop))
      }
      // In a chat of many items few of the members are origins of one.
      let origins = originsOfItem[Int(feed.item)]
      if origins.count < membership[feed.collective].count {
        for origin in origins where membership.contains(origin, in: feed.collective) {
          if let found = least.excluding(origin) { note(found, origin, feed.item) }
        }
      } else {
        for member in membership[feed.collective] where isOrigin[Int(member)] {
          if let found = least.excluding(member) { note(found, member, feed.item) }
        }
      }
    }
    for record in originRecords {
      guard
        let received = earliest[key(hops.actors[record], table.items[record])]
          .map({ Int(hops.records[$0.hop]) }),
        table.time(record).isCertainlyBefore(table.time(received))
      else { continue }
      warnings.append(
        table.warning(
          .sentBeforeReceived, record, .sentBeforeReceived, table.id(received)))
    }
  }

  /// Whether a hop of a record is an origin hop.
  package func isOriginRecord(_ record: Int) -> Bool {
    if rules[record] == .none { return !hops.range(record).isEmpty }
    return !openedHops.isEmpty && hops.range(record).contains { openedHops.contains($0) }
  }
}

/// A hop by the start of its time; of those that start together, the first in the input.
private struct HopStart: Comparable {
  let start: Int64
  let hop: Int

  static func < (a: HopStart, b: HopStart) -> Bool { (a.start, a.hop) < (b.start, b.hop) }
}
