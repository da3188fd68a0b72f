/// What the case file says about the case as a whole.
public struct CaseSettings: Sendable {
  /// The title of the case; its name where the file gives none.
  public var title: String
  /// The zone of times that carry no offset.
  public var timeZone: CaseTimeZone
  /// Whether the case file or the request says so.
  package var isTimeZoneStated = false
  /// The zones from inner to outer; the rank of a zone is its place here.
  public var zones: [String]
  /// The rank of the first zone that counts as outside.
  public var boundary: Int
  /// The rank of the zone of entities that nobody declared, or `nil` for unknown.
  public var defaultZone: Int?
  /// The side where `--inside` or `--outside` put everybody whose zone is not known otherwise.
  public internal(set) var assumedSide: AssumedSide?
  /// How many entities were put on that side.
  public internal(set) var assumedCount = 0

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
  ///
  /// The Chinese words that the product prints mean the default zones that the case has.
  package func rank(ofZone zone: String) -> Int? {
    rank(spelled: zone) ?? Self.defaultZone(of: zone).flatMap { rank(spelled: $0) }
  }

  /// The rank of a zone that the case spells so, letter case apart.
  func rank(spelled zone: String) -> Int? {
    zones.firstIndex(of: zone)
      ?? zones.firstIndex { $0.lowercased() == zone.lowercased() }
  }

  private static func defaultZone(of word: String) -> String? {
    switch word {
    case "授权范围", "授權範圍": "authorised"
    case "单位内部", "內部", "内部", "單位內部": "internal"
    case "单位外部", "外部", "單位外部": "external"
    case "公众网络", "公众", "公眾網絡", "公眾": "public"
    case "境外": "overseas"
    default: nil
    }
  }

  /// Whether a text says that a zone is unknown.
  static func isUnknown(_ zone: String) -> Bool {
    ["unknown", "未知", "不详", "不詳", "不明"].contains(zone.lowercased())
  }
}

/// The side of the boundary where entities are put of which nothing else is known.
public enum AssumedSide: Sendable {
  case inside
  case outside
}
