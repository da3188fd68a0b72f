extension ReferenceResult {
  /// The same answers in an order that does not depend on that of the input.
  var withoutOrder: ReferenceResult {
    var result = self
    func sort(_ first: inout ReferenceFirst) {
      first.records.sort()
      first.hops.sort()
      first.exporters.sort()
      first.undecided.sort()
    }
    func sort(_ crossings: inout [ReferenceCrossing]) {
      for index in crossings.indices {
        crossings[index].records.sort()
        crossings[index].hops.sort()
      }
    }
    result.origins.sort()
    result.hops.sort { $0.id < $1.id }
    result.outsideOrigins.sort()
    result.ruleUndecided.sort()
    sort(&result.firstExternal)
    sort(&result.crossings)
    for index in result.gaps.indices { result.gaps[index].records.sort() }
    for index in result.families.indices {
      result.families[index].origins.sort()
      sort(&result.families[index].firstExternal)
      sort(&result.families[index].crossings)
    }
    result.forwarders.sort { $0.entity < $1.entity }
    for index in result.forwarders.indices {
      result.forwarders[index].roles = result.forwarders[index].roles.mapValues { $0.sorted() }
    }
    return result
  }

  /// The same answers about entities and records of other names.
  ///
  /// - Parameters:
  ///   - entity: The new name of an entity that is not unnamed.
  ///   - record: The new id of a record.
  /// - Returns: The answers, sorted by the new names where they are sorted by names.
  func renamed(
    entity: (String) -> String, record: (String) -> String
  ) -> ReferenceResult {
    var result = self
    func name(_ id: String) -> String {
      id == "*" ? id : id.hasPrefix("?") ? "?" + record(String(id.dropFirst())) : entity(id)
    }
    func hop(_ id: String) -> String {
      guard let sign = id.lastIndex(of: "#") else { return record(id) }
      return record(String(id[..<sign])) + id[sign...]
    }
    func first(_ value: ReferenceFirst) -> ReferenceFirst {
      ReferenceFirst(
        status: value.status, records: value.records.map(record), hops: value.hops.map(hop),
        exporters: value.exporters.map(name), undecided: value.undecided.map(record))
    }
    func crossing(_ value: ReferenceCrossing) -> ReferenceCrossing {
      ReferenceCrossing(
        zone: value.zone, status: value.status, records: value.records.map(record),
        hops: value.hops.map(hop))
    }
    result.origins = origins.map(name)
    for index in hops.indices {
      result.hops[index].id = hop(hops[index].id)
      result.hops[index].record = record(hops[index].record)
      result.hops[index].from = name(hops[index].from)
      result.hops[index].to = name(hops[index].to)
      result.hops[index].parents = hops[index].parents.map(hop).sorted()
    }
    for index in gaps.indices {
      result.gaps[index].entity = name(gaps[index].entity)
      result.gaps[index].hint = gaps[index].hint.map(name)
      result.gaps[index].records = gaps[index].records.map(record)
    }
    for index in entities.indices { result.entities[index].id = name(entities[index].id) }
    result.firstExternal = first(firstExternal)
    result.crossings = crossings.map(crossing)
    for index in families.indices {
      result.families[index].origins = families[index].origins.map(name)
      result.families[index].firstExternal = first(families[index].firstExternal)
      result.families[index].crossings = families[index].crossings.map(crossing)
    }
    result.outsideOrigins = outsideOrigins.map(name)
    result.receivedOnly = receivedOnly.map(name).sorted()
    result.ruleUndecided = ruleUndecided.map(record)
    for index in forwarders.indices {
      result.forwarders[index].entity = name(forwarders[index].entity)
      result.forwarders[index].roles = forwarders[index].roles.mapValues { $0.map(record) }
    }
    for index in warnings.indices where !warnings[index].record.isEmpty {
      result.warnings[index].record = record(warnings[index].record)
    }
    result.gaps.sort { $0.entity < $1.entity }
    result.entities.sort { $0.id < $1.id }
    result.warnings.sort { ($0.code, $0.record) < ($1.code, $1.record) }
    return result
  }

  /// The same answers without some warnings.
  func without(_ codes: String...) -> ReferenceResult {
    var result = self
    result.warnings.removeAll { codes.contains($0.code) }
    return result
  }
}
