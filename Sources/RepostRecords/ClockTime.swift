/// A time of day, as far as it is stated.
struct ClockTime {
  var hour: Int
  var minute: Int?
  var second: Int?
  var microsecond = 0
  var fractionDigits = 0

  init(hour: Int) { self.hour = hour }

  var precision: TimePrecision {
    if fractionDigits > 0 { return .fraction(digits: fractionDigits) }
    if second != nil { return .second }
    return minute == nil ? .hour : .minute
  }

  /// Microseconds since midnight, or `nil` where clocks show no such time.
  ///
  /// 24:00 is the next midnight. A leap second counts as the second after it, as in POSIX.
  var microseconds: Int64? {
    let minute = self.minute ?? 0
    let second = self.second ?? 0
    let isMidnight = hour == 24 && minute == 0 && second == 0 && microsecond == 0
    let isLeap = second == 60 && minute == 59
    guard hour < 24 || isMidnight, minute < 60, second < 60 || isLeap else { return nil }
    return Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + Int64(microsecond)
  }
}
