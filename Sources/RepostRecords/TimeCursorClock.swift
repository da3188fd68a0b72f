extension TimeCursor {
  /// The time of day that comes next.
  ///
  /// Where it is loose, the hour may have one digit, a part of the day before it and `时` after it.
  mutating func timeOfDay(after midnight: Int64, isLoose: Bool) -> Point? {
    let part = isLoose ? dayPart() : nil
    let width = digitsAhead()
    guard var hour = isLoose && width == 1 ? number(1) : number(2) else { return nil }
    if let part {
      guard width <= 2, let whole = part.hour(hour) else { return nil }
      hour = whole
    }
    var clock = ClockTime(hour: hour)
    if take(UInt8(ascii: ":")) {
      guard digitsAhead() == 2, let minute = number(2) else { return nil }
      clock.minute = minute
      if take(UInt8(ascii: ":")) {
        guard digitsAhead() == 2, let second = number(2) else { return nil }
        clock.second = second
      }
    } else if isLoose, take("时") || take("時") || take("点") || take("點") {
      guard chineseMinute(of: &clock) else { return nil }
    } else if width == 4 || width == 6 {
      clock.minute = number(2)
      if width == 6 { clock.second = number(2) }
    } else if width > 2 {
      return nil
    }
    if clock.second != nil, take(UInt8(ascii: ".")) || take(UInt8(ascii: ",")) {
      guard fraction(of: &clock) else { return nil }
    }
    guard let start = clock.microseconds, let unit = clock.precision.unit else { return nil }
    var point = Point(
      start: midnight + start, end: midnight + start + unit, precision: clock.precision)
    guard offset(of: &point) else { return nil }
    return point
  }

  private mutating func dayPart() -> DayPart? {
    guard let next = peek(), next >= 0x80 else { return nil }
    for part in DayPart.allCases {
      for word in part.words where take(word) { return part }
    }
    return nil
  }

  // What stands after an hour: nothing, 半, 整, or minutes and seconds.
  private mutating func chineseMinute(of clock: inout ClockTime) -> Bool {
    let isHalf = take("半")
    if isHalf || take("整") {
      clock.minute = isHalf ? 30 : 0
      return true
    }
    let width = digitsAhead()
    guard width > 0 else { return true }
    guard let minute = shortNumber() else { return false }
    clock.minute = minute
    guard take("分") else { return width == 2 }
    guard digitsAhead() > 0 else { return true }
    guard let second = shortNumber(), take("秒") else { return false }
    clock.second = second
    return true
  }

  private mutating func fraction(of clock: inout ClockTime) -> Bool {
    let digits = digitsAhead()
    guard digits > 0 else { return false }
    clock.fractionDigits = min(digits, 6)
    for place in 0..<max(digits, 6) {
      let digit = place < digits ? number(1) ?? 0 : 0
      if place < 6 { clock.microsecond = clock.microsecond * 10 + digit }
    }
    return true
  }

  private mutating func offset(of point: inout Point) -> Bool {
    let before = position
    _ = take(UInt8(ascii: " "))
    if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) {
      point.offset = 0
      return true
    }
    let isEast = take(UInt8(ascii: "+"))
    guard isEast || take(UInt8(ascii: "-")) else {
      position = before
      return true
    }
    let width = digitsAhead()
    guard width == 2 || width == 4, let hour = number(2) else { return false }
    var minute = 0
    var second = 0
    let hasColon = width == 2 && take(UInt8(ascii: ":"))
    if width == 4 || hasColon {
      guard digitsAhead() == 2, let number = number(2) else { return false }
      minute = number
    }
    // Before there were time zones clocks went by the sun.
    if hasColon, take(UInt8(ascii: ":")) {
      guard digitsAhead() == 2, let number = number(2) else { return false }
      second = number
    }
    guard hour < 24, minute < 60, second < 60 else { return false }
    point.offset =
      Int64((isEast ? 1 : -1) * (hour * 3600 + minute * 60 + second)) * 1_000_000
    return true
  }
}
