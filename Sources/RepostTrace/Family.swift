/// The first hops into a zone from further in.
public struct Crossing: Sendable {
  /// The rank of the zone.
  public let zone: Int
  /// The hops.
  public let first: FirstHops
}

/// What holds for a family of items by itself: items that derive from each other.
public struct Family: Sendable {
  /// The items, in the order of the case.
  public let items: [Int]
  /// The entities with an origin hop of one of these items.
  public let origins: [Int]
  /// The hops by which the family first left the inside.
  public let firstExternal: FirstHops
  /// The records that would be among them if every recipient of unknown zone were outside.
  public let undecided: [Int]
  /// The first hops of the family into each zone.
  public let crossings: [Crossing]
}
