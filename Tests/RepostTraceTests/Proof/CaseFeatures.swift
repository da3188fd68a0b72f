/// What of the definitions a case touches, by names.
func features(_ c: ReferenceCase, _ result: ReferenceResult) -> Set<String> {
  var found = Set(result.warnings.map { "warning \($0.code)" })
  func note(_ name: String, _ isSo: Bool) { if isSo { found.insert(name) } }
  for record in c.records {
    note("unnamed actor", record.from == nil)
    note("unnamed actor with parent", record.from == nil && record.parent != nil)
    note("broadcast", record.to == ["*"])
    note("broadcast beside names", record.to.count > 1 && record.to.contains("*"))
    note("no recipient", record.to.isEmpty)
    note("self forward", record.from.map { record.to.contains($0) } ?? false)
    note("original", record.original != nil)
    note("director", !record.directedBy.isEmpty)
    note("approver", !record.approvedBy.isEmpty)
    note("certainty \(record.certainty)", true)
    note("unknown time", record.start == Int.min)
    note("time \(precision(record))", true)
    note("unknown channel", record.channel == "unknown")
    note("parent of its own", record.parent == record.id)
    let parent = c.records.first { $0.id == record.parent }
    note("parent of another item", parent.map { $0.item != record.item } ?? false)
    note("taker of a broadcast", parent?.to.contains("*") ?? false)
  }
  for entity in c.entities {
    note("kind \(entity.kind)", true)
    note("declared without zone", entity.zone == nil)
    note("collective with members", !entity.members.isEmpty)
    note("collective with size", entity.size != nil)
    note("size below members", entity.size.map { $0 < entity.members.count } ?? false)
  }
  let groups = Set(c.entities.filter { !$0.members.isEmpty }.map(\.id))
  note("collective in a collective", c.entities.contains { !groups.isDisjoint(with: $0.members) })
  for item in c.items {
    note("issuer", item.issuer != nil)
    note("derived item", !item.derivedFrom.isEmpty)
    note("derived from several", item.derivedFrom.count > 1)
    note("permitted zone", item.permittedZone != nil)
    note("approved channels", item.approvedChannels != nil)
    note("no channel approved", item.approvedChannels == [])
    let isBare = item.permittedZone == nil && item.approvedChannels == nil
    note("derived without a rule", isBare && !item.derivedFrom.isEmpty)
  }
  note("no zone public", !c.zones.contains("public"))
  note("innermost zone outside", c.boundary == c.zones[0])
  note("several families", !result.families.isEmpty)
  for hop in result.hops {
    note("basis \(hop.basis)", true)
    note("several parents", hop.parents.count > 1)
    for rule in hop.breaks { note("breaks \(rule)", true) }
  }
  for gap in result.gaps {
    note("gap \(gap.reason)", true)
    note("gap with hint", gap.hint != nil)
  }
  note("first external \(result.firstExternal.status)", true)
  note("undecided", !result.firstExternal.undecided.isEmpty)
  note("outside origin", !result.outsideOrigins.isEmpty)
  note("received only", !result.receivedOnly.isEmpty)
  note("rule undecided", !result.ruleUndecided.isEmpty)
  note("no upper bound", result.summary.unnamedUpTo == nil)
  note("some unnamed", (result.summary.unnamedUpTo ?? 0) > 0)
  note("sole reach below reach", result.entities.contains { 0..<$0.reach ~= $0.soleReach })
  for forwarder in result.forwarders {
    note("responsible \(forwarder.responsible.map { "\($0)" } ?? "none")", true)
    for role in forwarder.roles.keys { note("role \(role)", true) }
  }
  return found
}

private func precision(_ record: ReferenceRecord) -> String {
  let text = record.timeText
  if text.contains("/") { return "interval" }
  return [0: "unknown", 4: "year", 7: "month", 10: "day"][text.count] ?? "second"
}

/// What random cases have to touch.
let expectedFeatures: Set<String> = [
  "warning no-recipient", "warning self-forward", "warning unknown-parent",
  "warning parent-mismatch", "warning parent-after-child", "warning parent-cycle",
  "warning ambiguous-origin", "warning sent-before-received", "warning duplicate-record",
  "unnamed actor", "unnamed actor with parent", "broadcast", "broadcast beside names",
  "no recipient", "self forward", "original", "director", "approver", "certainty confirmed",
  "certainty probable", "certainty alleged", "unknown time", "time second", "time day",
  "time month", "time year", "time interval", "time unknown", "unknown channel",
  "parent of its own", "parent of another item", "taker of a broadcast", "kind person",
  "kind group", "kind organisation", "kind account", "kind site", "declared without zone",
  "collective with members", "collective with size", "size below members",
  "collective in a collective", "issuer", "derived item", "derived from several",
  "permitted zone", "approved channels", "no channel approved", "derived without a rule",
  "no zone public", "innermost zone outside", "several families", "basis recorded",
  "basis inferred", "basis own", "basis origin-only", "basis origin",
  "several parents", "breaks channel", "breaks recipient", "gap unnamed",
  "gap unexplained-origin", "gap unrecorded-path", "gap with hint", "first external one",
  "first external several", "first external none", "undecided", "outside origin",
  "received only", "rule undecided", "no upper bound", "some unnamed",
  "sole reach below reach", "responsible true", "responsible false", "responsible none",
  "role origin", "role forwarder", "role first_breach", "role exporter", "role first_exporter",
  "role publisher", "role director", "role approver", "duplicate id", "bad time", "aliases",
  "item left out", "default zone", "--inside", "--outside",
]
