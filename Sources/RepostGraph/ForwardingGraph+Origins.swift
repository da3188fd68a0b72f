internal import RepostRecords

/// Where the item enters the records, and what speaks against it.
extension ForwardingGraph {
  /// Marks the inferred records whose actor may have passed on a copy of their own.
  mutating func markOwn(_ table: RecordTable) {
    var originsOf: [Int32: [(item: Int32, start: Int64)]] = [:]
    for hop in 0..<hops.count where isOriginHop[hop] {
      let record = Int(hops.records[hop])
      let (item, start) = (table.items[record], table.starts[record])
      // A record's hops are one act, and of several acts with one item the earliest decides.
      if let place = originsOf[hops.actors[record]]?.firstIndex(where: { $0.item == item }) {
        if start < originsOf[hops.actors[record]]?[place].start ?? .max {
          originsOf[hops.actors[record]]?[place].start = start
        }
      } else {
        originsOf[hops.actors[record], default: []].append((item, start))
      }
    }
    for record in 0..<rules.count where rules[record] == .inferred && !isOwn[record] {
      guard let own = originsOf[hops.actors[record]] else { continue }
      let item = Int(table.items[record])
      isOwn[record] = own.contains {
        $0.start < table.end(record) && lineage.holds(item, other: Int($0.item))
      }
    }
  }

  /// Makes the first hop of every circle that nothing enters an origin hop.
  mutating func openCircles(_ input: ForwardingCase, _ warnings: inout [Warning]) {
    let circles = components.circles(nothingEnters: self)
    guard !circles.isEmpty else { return }
    let table = input.records
    for circle in circles {
      guard
        let first = circle.min(by: { a, b in
          let (r, s) = (Int(hops.records[a]), Int(hops.records[b]))
          return (order.rank[r], a) < (order.rank[s], b)
        })
      else { continue }
      isOriginHop[first] = true
      isOpenedHop[first] = true
      let record = Int(hops.records[first])
      warnings.append(
        table.warning(
          .ambiguousOrigin, record,
          "\(circle.count) hops can each have come from the others, for their times are not precise enough; this one, the first of them, is taken as an origin"
        ))
    }
    markOwn(table)
  }

  func findSentBeforeReceived(_ input: ForwardingCase, _ warnings: inout [Warning]) {
    let table = input.records
    var isOrigin = [Bool](repeating: false, count: entityCount)
    for hop in 0..<hops.count where isOriginHop[hop] {
      isOrigin[Int(hops.actor(ofHop: hop))] = true
    }
    // For each origin and item: the record by which it received that item earliest.
    var earliest: [UInt64: Int] = [:]
    func key(_ entity: Int32, _ item: Int32) -> UInt64 {
      UInt64(UInt32(bitPattern: entity)) << 32 | UInt64(UInt32(bitPattern: item))
    }
    for hop in 0..<hops.count {
      let record = Int(hops.records[hop])
      forEachReceiver(ofHop: hop) { entity in
        guard isOrigin[Int(entity)] else { return }
        let place = key(entity, table.items[record])
        if let known = earliest[place], table.starts[known] <= table.starts[record] { return }
        earliest[place] = record
      }
    }
    for record in 0..<rules.count where hops.range(record).contains(where: { isOriginHop[$0] }) {
      guard
        let received = earliest[key(hops.actors[record], table.items[record])],
        table.time(record).isCertainlyBefore(table.time(received))
      else { continue }
      warnings.append(
        table.warning(
          .sentBeforeReceived, record,
          "the actor passes it on before the first record of having received it "
            + "(\(table.id(received))); one of the two times may be wrong, or an earlier receipt is "
            + "not on record"))
    }
  }
}
