public import RepostRecords

/// What of a case a map shows, how its shapes are placed, and about how many there are.
public struct MapView: Sendable {
  /// How the shapes are placed.
  public var layout: MapLayout = .chain
  /// About how many shapes are drawn.
  public var budget: MapBudget = .standard
  /// The entities, by index, to which the map keeps: what leads to any of them, and what goes out from it.
  public var focus: [Int] = []
  /// The time after which nothing is shown; what can have been by then is.
  public var until: StatedTime?
  /// The ranks of the zones to which the map keeps, and the hops into and out of them; all where empty.
  public var zones: Set<Int> = []
  /// Whether only the chains to the first breach, the first external hop, the first crossings and the
  /// entities in focus are shown.
  public var pathsOnly = false

  /// Whether fewer shapes are drawn than were asked for.
  var isReduced = false

  /// Makes a view of the whole case.
  public init() {}
}

/// How the shapes of a map are placed.
public enum MapLayout: String, CaseIterable, Sendable {
  /// Zones from left to right, along the way that the item took.
  case chain
  /// A time axis, with a lane for each zone.
  case time
  /// From top to bottom, everyone below the one from whom they first got the item.
  case tree
}

/// About how many shapes a map draws.
public enum MapBudget: Hashable, Sendable, CustomStringConvertible {
  /// So many; the rest is folded into summaries.
  case shapes(Int)
  /// Everyone on record, up to ``limit`` shapes.
  case all

  /// How many shapes are drawn where nothing else is asked for.
  public static let standard = Self.shapes(40)

  /// How many shapes are drawn at most: of more, no layout can be read.
  public static let limit = 1500

  /// The number, or `all`.
  public var description: String {
    switch self {
    case .shapes(let count): "\(count)"
    case .all: "all"
    }
  }

  /// The number of shapes that is aimed at.
  var count: Int {
    switch self {
    case .shapes(let count): min(max(0, count), Self.limit)
    case .all: Self.limit
    }
  }
}
