/// Everything that the reference computes of a case.
struct ReferenceResult {
  var summary: ReferenceSummary
  /// Entities with an origin hop, in canonical order of the first of these.
  var origins: [String]
  /// In input order of their records, then in order of the recipients.
  var hops: [ReferenceHop]
  /// Sorted by entity.
  var gaps: [ReferenceGap]
  /// Sorted by id.
  var entities: [ReferenceFigures]
  var firstExternal: ReferenceFirst
  /// From the inner zones to the outer ones.
  var crossings: [ReferenceCrossing]
  /// Empty unless records have items of more than one family.
  var families: [ReferenceFamily]
  var outsideOrigins: [String]
  /// Sorted by id.
  var receivedOnly: [String]
  var ruleUndecided: [String]
  /// In the order of their first act.
  var forwarders: [ReferenceForwarder]
  /// Sorted by code and record, each pair once.
  var warnings: [ReferenceWarning]
}

struct ReferenceSummary {
  var records: Int
  var hops: Int
  var size: Int
  var maxDepth: Int
  var maxBreadth: Int
  var breadth: [Int]
  var structuralVirality: Double?
  var people: Int
  var collectives: Int
  var unnamedUpTo: Int?
}

struct ReferenceHop {
  var id: String
  var record: String
  var from: String
  var to: String
  var parents: [String]
  var basis: String
  var depth: Int?
  var breaks: [String]
  var exit: Bool
}

struct ReferenceGap {
  var entity: String
  var reason: String
  var hint: String?
  var records: [String]
}

struct ReferenceFigures {
  var id: String
  var kind: String
  var zone: String
  var fanOut: Int
  var exposed: Int
  var reach: Int
  var soleReach: Int
  var depth: Int?
}

struct ReferenceFirst {
  var status: String
  var records: [String]
  var hops: [String]
  var exporters: [String]
  var undecided: [String]
}

struct ReferenceCrossing {
  var zone: String
  var status: String
  var records: [String]
  var hops: [String]
}

struct ReferenceFamily {
  var items: [String]
  var origins: [String]
  var firstExternal: ReferenceFirst
  var crossings: [ReferenceCrossing]
}

struct ReferenceForwarder {
  var entity: String
  /// Nil where the case has no rule.
  var responsible: Bool?
  /// Each role with the records that show it, in canonical order.
  var roles: [String: [String]]
  var certainty: String
}

struct ReferenceWarning: Hashable {
  var code: String
  var record: String
}
