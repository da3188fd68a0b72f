/// What the case file says about the case as a whole.
public struct CaseSettings: Sendable {
  /// The title of the case; its name where the file gives none.
  public var title: String
  /// The zone of times that carry no offset.
  public var timeZone: CaseTimeZone
  /// The zones from inner to outer; the rank of a zone is its place here.
  public var zones: [String]
  /// The rank of the first zone that counts as outside.
  public var boundary: Int
  /// The rank of the zone of entities that nobody declared, or `nil` for unknown.
  public var defaultZone: Int?

  /// The zones of a case that names none.
  public static let defaultZones = ["authorised", "internal", "external", "public", "overseas"]

  package init(title: String) {
    self.title = title
    timeZone = .utc
    zones = Self.defaultZones
    boundary = 2
    defaultZone = nil
  }

  /// The rank of zone `public`, or `nil` where the case has none.
  public var publicZone: Int? { zones.firstIndex(of: "public") }

  /// The rank of a zone, without regard to the case of ASCII letters where no zone is spelled so.
  package func rank(ofZone zone: String) -> Int? {
    zones.firstIndex(of: zone)
      ?? zones.firstIndex { $0.lowercased() == zone.lowercased() }
  }

  /// Whether a text says that a zone is unknown.
  static func isUnknown(_ zone: String) -> Bool {
    ["unknown", "未知", "不详", "不詳"].contains(zone.lowercased())
  }
}
