/// A time as a record states it: what it spans, and how exactly it is stated.
public struct StatedTime: Hashable, Sendable {
  /// The interval that the time spans.
  public let span: TimeSpan

  /// How exactly the record states it.
  public let precision: TimePrecision

  /// The time of which nothing is known.
  public static let unknown = StatedTime(span: .unknown, precision: .unknown)

  /// Makes a stated time.
  public init(span: TimeSpan, precision: TimePrecision) {
    self.span = span
    self.precision = precision
  }

  /// The time in ISO 8601, in the precision of the record and on the clocks of a zone.
  ///
  /// A time that the zone's clocks show twice, because they are set back, has no offset: which of
  /// the two is meant is unknown. The text is empty for an unknown time.
  public func text(in zone: CaseTimeZone) -> String {
    guard precision != .unknown, !span.isUnknown else { return "" }
    guard precision.isInterval else {
      // Where clocks show half past when the hour begins, its start alone would be read as one minute.
      if precision == .hour, !startsOnTheHour(in: zone) {
        return Self.text(span.start, precision: .minute, zone: zone, withOffset: true) + "/"
          + Self.text(span.end - 1, precision: .minute, zone: zone, withOffset: true)
      }
      let isOne = precision.unit.map { span.end - span.start <= $0 } ?? true
      return Self.text(span.start, precision: precision.start, zone: zone, withOffset: isOne)
    }
    // The end is the first microsecond after the interval: B holds the one before it.
    return Self.text(span.start, precision: precision.start, zone: zone, withOffset: true) + "/"
      + Self.text(span.end - 1, precision: precision.end, zone: zone, withOffset: true)
  }

  private func startsOnTheHour(in zone: CaseTimeZone) -> Bool {
    (span.start + Int64(zone.offset(at: span.start)) * 1_000_000) % 3_600_000_000 == 0
  }

  private static func text(
    _ instant: Int64, precision: TimePrecision, zone: CaseTimeZone, withOffset: Bool
  ) -> String {
    let offset = zone.offset(at: instant)
    let local = instant + Int64(offset) * 1_000_000
    let day = local.flooredQuotient(by: 86_400_000_000)
    let date = CivilDate(dayNumber: Int(day))
    var text = padded(date.year, 4)
    if precision.rawValue >= TimePrecision.month.rawValue { text += "-" + padded(date.month, 2) }
    if precision.rawValue >= TimePrecision.day.rawValue { text += "-" + padded(date.day, 2) }
    guard precision.rawValue > TimePrecision.day.rawValue else { return text }

    let micros = Int(local - day * 86_400_000_000)
    let seconds = micros / 1_000_000
    text += "T" + padded(seconds / 3600, 2)
    // An hour of a zone that is half an hour off starts at half past.
    if precision != .hour || seconds / 60 % 60 != 0 { text += ":" + padded(seconds / 60 % 60, 2) }
    if precision.rawValue >= TimePrecision.second.rawValue { text += ":" + padded(seconds % 60, 2) }
    if precision.fractionDigits > 0 {
      text += "." + padded(micros % 1_000_000, 6).prefix(precision.fractionDigits)
    }
    guard withOffset else { return text }
    return text + (offset == 0 ? "Z" : CaseTimeZone.offsetText(offset))
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int64 {
  /// The quotient rounded towards negative infinity.
  func flooredQuotient(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
