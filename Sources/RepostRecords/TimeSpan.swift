/// A half-open interval of time, `start ..< end`, in microseconds since 1970-01-01T00:00:00Z.
///
/// A time that is stated as a day lasts a day: the interval is what the record says, no more.
public struct TimeSpan: Hashable, Sendable {
  /// The first microsecond that the interval holds.
  public let start: Int64

  /// The first microsecond after the interval.
  public let end: Int64

  /// The time of which nothing is known.
  public static let unknown = TimeSpan(start: .min, end: .max)

  /// Makes an interval; `end` must lie after `start`.
  public init(start: Int64, end: Int64) {
    self.start = start
    self.end = end
  }

  /// Whether nothing is known of this time.
  public var isUnknown: Bool { start == .min && end == .max }

  /// Whether this ends no later than the other starts.
  public func isCertainlyBefore(_ other: TimeSpan) -> Bool { end <= other.start }

  /// Whether this can have started before the other ended.
  public func isPossiblyBefore(_ other: TimeSpan) -> Bool { start < other.end }
}
