/// What was passed on, with the rules that came with it.
struct ReferenceItem: Codable, Equatable {
  var id: String
  var issuer: String?
  var permittedZone: String?
  var approvedChannels: [String]?
  var derivedFrom: [String]
}

/// A declared entity: a person, group, account, organisation or site.
struct ReferenceEntity: Codable, Equatable {
  var id: String
  var kind: String
  var zone: String?
  var members: [String]
  var size: Int?
}

/// One forwarding record; an unknown time runs from `Int.min` to `Int.max`.
struct ReferenceRecord: Codable, Equatable {
  var id: String
  var start: Int
  var end: Int
  var from: String?
  var to: [String]
  var channel: String
  var item: String
  var parent: String?
  var original: String?
  var directedBy: [String]
  var approvedBy: [String]
  var certainty: String
  /// The same interval as text in ISO 8601, in UTC; empty where the time is unknown.
  var timeText: String = ""
}

/// A whole case; `records` stand in input order.
struct ReferenceCase: Codable, Equatable {
  var zones: [String]
  var boundary: String
  var items: [ReferenceItem]
  var entities: [ReferenceEntity]
  var records: [ReferenceRecord]
}
