/// How exactly a record states a time.
///
/// The low four bits hold the precision of the time, or of the start of an interval `A/B`; the high
/// four bits hold that of the end of an interval, and are zero where the time is none.
public struct TimePrecision: RawRepresentable, Hashable, Sendable {
  /// The two precisions, four bits each.
  public let rawValue: UInt8

  /// Nothing is known of the time.
  public static let unknown = TimePrecision(rawValue: 0)
  /// A year.
  public static let year = TimePrecision(rawValue: 1)
  /// A month.
  public static let month = TimePrecision(rawValue: 2)
  /// A day.
  public static let day = TimePrecision(rawValue: 3)
  /// An hour.
  public static let hour = TimePrecision(rawValue: 4)
  /// A minute.
  public static let minute = TimePrecision(rawValue: 5)
  /// A second.
  public static let second = TimePrecision(rawValue: 6)

  /// Makes a precision of its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A second with 1 to 6 digits of a fraction.
  public static func fraction(digits: Int) -> TimePrecision {
    TimePrecision(rawValue: 6 + UInt8(min(max(digits, 0), 6)))
  }

  /// An interval from a time of one precision to a time of another.
  public static func interval(from start: TimePrecision, to end: TimePrecision) -> TimePrecision {
    TimePrecision(rawValue: start.rawValue & 15 | end.rawValue << 4)
  }

  /// Whether the time is stated as an interval `A/B`.
  public var isInterval: Bool { rawValue >> 4 != 0 }

  /// The precision of the time, or of the start of an interval.
  public var start: TimePrecision { TimePrecision(rawValue: rawValue & 15) }

  /// The precision of the end of an interval; `unknown` where the time is none.
  public var end: TimePrecision { TimePrecision(rawValue: rawValue >> 4) }

  /// The number of digits of the fraction of a second.
  package var fractionDigits: Int { max(0, Int(rawValue & 15) - 6) }

  /// The length of the unit in microseconds, or `nil` for days and longer, which vary.
  package var unit: Int64? {
    switch rawValue & 15 {
    case 4: 3_600_000_000
    case 5: 60_000_000
    case 6: 1_000_000
    case 7...: (0..<(6 - min(6, fractionDigits))).reduce(1) { unit, _ in unit * 10 }
    default: nil
    }
  }
}
