/// The result as lines, one fact a line, in a fixed order.
///
/// Lists are joined by commas; an empty list is nothing at all; what is absent is `none`.
func dump(_ result: ReferenceResult) -> [String] {
  let s = result.summary
  var lines = [
    "summary records=\(s.records) hops=\(s.hops) size=\(s.size) max_depth=\(s.maxDepth)"
      + " max_breadth=\(s.maxBreadth)",
    "breadth \(s.breadth.map(String.init).joined(separator: ","))",
    "structural_virality \(millionths(s.structuralVirality))",
    "knowledge_range people=\(s.people) collectives=\(s.collectives)"
      + " unnamed_up_to=\(number(s.unnamedUpTo))",
    "origins \(list(result.origins))",
  ]
  for hop in result.hops {
    lines.append(
      "hop \(hop.id) from=\(hop.from) to=\(hop.to) parents=\(list(hop.parents))"
        + " basis=\(hop.basis) depth=\(number(hop.depth)) breaks=\(list(hop.breaks))"
        + " exit=\(hop.exit)")
  }
  for gap in result.gaps {
    lines.append(
      "gap \(gap.entity) reason=\(gap.reason) hint=\(gap.hint ?? "none")"
        + " records=\(list(gap.records))")
  }
  for entity in result.entities {
    lines.append(
      "entity \(entity.id) fan_out=\(entity.fanOut) exposed=\(entity.exposed)"
        + " reach=\(entity.reach) sole_reach=\(entity.soleReach)"
        + " depth=\(number(entity.depth)) zone=\(entity.zone) kind=\(entity.kind)")
  }
  lines.append("first_external \(first(result.firstExternal))")
  for crossing in result.crossings {
    lines.append("crossing \(line(crossing))")
  }
  for family in result.families {
    let name = "family \(list(family.items))"
    lines.append("\(name) origins \(list(family.origins))")
    lines.append("\(name) first_external \(first(family.firstExternal))")
    for crossing in family.crossings {
      lines.append("\(name) crossing \(line(crossing))")
    }
  }
  lines.append("outside_origins \(list(result.outsideOrigins))")
  lines.append("received_only \(list(result.receivedOnly))")
  lines.append("rule_undecided \(list(result.ruleUndecided))")
  lines.append("forwarders \(list(result.forwarders.map(\.entity)))")
  for forwarder in result.forwarders {
    let responsible = forwarder.responsible.map { $0 ? "true" : "false" } ?? "none"
    lines.append(
      "forwarder \(forwarder.entity) responsible=\(responsible)"
        + " certainty=\(forwarder.certainty)")
    for role in forwarder.roles.keys.sorted() {
      lines.append("role \(forwarder.entity) \(role) \(list(forwarder.roles[role] ?? []))")
    }
  }
  for warning in result.warnings {
    lines.append("warning \(warning.code) \(warning.record)")
  }
  return lines
}

private func list(_ values: [String]) -> String {
  values.joined(separator: ",")
}

private func number(_ value: Int?) -> String {
  value.map { String($0) } ?? "none"
}

private func first(_ value: ReferenceFirst) -> String {
  "\(value.status) records=\(list(value.records)) hops=\(list(value.hops))"
    + " exporters=\(list(value.exporters)) undecided=\(list(value.undecided))"
}

private func line(_ value: ReferenceCrossing) -> String {
  "\(value.zone) \(value.status) records=\(list(value.records)) hops=\(list(value.hops))"
}

/// A figure with six decimals, so that the last bits of its computation do not matter.
private func millionths(_ value: Double?) -> String {
  guard let value else { return "none" }
  let whole = Int(value * 1_000_000 + 0.5)
  let decimals = String(whole % 1_000_000)
  let zeros = String(repeating: "0", count: 6 - decimals.count)
  return "\(whole / 1_000_000).\(zeros)\(decimals)"
}
