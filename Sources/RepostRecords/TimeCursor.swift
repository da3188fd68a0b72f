/// Walks through the bytes of a stated time.
struct TimeCursor {
  /// A year, month, day or time of day, on the clocks of its own offset or of the case.
  struct Point {
    var start: Int64
    var end: Int64
    var precision: TimePrecision
    var offset: Int64?
  }

  private let text: UnsafeRawBufferPointer
  private var position = 0

  init(text: UnsafeRawBufferPointer) { self.text = text }

  var isAtEnd: Bool { position == text.count }

  /// Steps over a byte if it comes next.
  mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    position += 1
    return true
  }

  /// The next point of time, or `nil` where none comes next.
  mutating func point() -> Point? {
    switch digitsAhead() {
    case 8:
      guard let year = number(4), let month = number(2), let day = number(2) else { return nil }
      return self.day(year, month, day, isLoose: false)
    case 4:
      guard let year = number(4), year > 0 else { return nil }
      if take(UInt8(ascii: "-")) { return dashed(year) }
      if take("年") { return chinese(year) }
      if let point = slashed(year) { return point }
      return self.year(year)
    default:
      return nil
    }
  }

  private mutating func dashed(_ year: Int) -> Point? {
    guard digitsAhead() == 2, let month = number(2) else { return nil }
    guard take(UInt8(ascii: "-")) else { return self.month(year, month) }
    guard digitsAhead() == 2, let day = number(2) else { return nil }
    return self.day(year, month, day, isLoose: false)
  }

  // One slash can also be that of an interval: a slashed date has two.
  private mutating func slashed(_ year: Int) -> Point? {
    let before = position
    if take(UInt8(ascii: "/")), let month = shortNumber(), take(UInt8(ascii: "/")),
      let day = shortNumber()
    {
      return self.day(year, month, day, isLoose: true)
    }
    position = before
    return nil
  }

  private mutating func chinese(_ year: Int) -> Point? {
    guard digitsAhead() > 0 else { return self.year(year) }
    guard let month = shortNumber(), take("月") else { return nil }
    guard digitsAhead() > 0 else { return self.month(year, month) }
    guard let day = shortNumber(), take("日") else { return nil }
    return self.day(year, month, day, isLoose: true)
  }

  private func year(_ year: Int) -> Point? {
    Point(
      start: Self.midnight(year, 1, 1), end: Self.midnight(year + 1, 1, 1), precision: .year)
  }

  private func month(_ year: Int, _ month: Int) -> Point? {
    guard 1...12 ~= month else { return nil }
    let next = month == 12 ? (year + 1, 1) : (year, month + 1)
    return Point(
      start: Self.midnight(year, month, 1), end: Self.midnight(next.0, next.1, 1),
      precision: .month)
  }

  private mutating func day(_ year: Int, _ month: Int, _ day: Int, isLoose: Bool) -> Point? {
    guard year > 0, 1...12 ~= month, 1...CivilDate.days(inMonth: month, of: year) ~= day else {
      return nil
    }
    let midnight = Self.midnight(year, month, day)
    let isSpaced = peek() == UInt8(ascii: " ")
    if isSpaced || peek() == UInt8(ascii: "T") || peek() == UInt8(ascii: "t") {
      position += 1
      return timeOfDay(after: midnight, isLoose: isLoose || isSpaced)
    }
    if isLoose, digitsAhead() > 0 { return timeOfDay(after: midnight, isLoose: true) }
    return Point(start: midnight, end: midnight + 86_400_000_000, precision: .day)
  }

  /// The time of day that comes next; where it is loose, `时` may follow an hour of one digit.
  private mutating func timeOfDay(after midnight: Int64, isLoose: Bool) -> Point? {
    let width = digitsAhead()
    guard let hour = isLoose && width == 1 ? number(1) : number(2) else { return nil }
    var clock = ClockTime(hour: hour)
    if take(UInt8(ascii: ":")) {
      guard digitsAhead() == 2, let minute = number(2) else { return nil }
      clock.minute = minute
      if take(UInt8(ascii: ":")) {
        guard digitsAhead() == 2, let second = number(2) else { return nil }
        clock.second = second
      }
    } else if isLoose, take("时") || take("時") {
      if digitsAhead() > 0 {
        guard let minute = shortNumber(), take("分") else { return nil }
        clock.minute = minute
      }
      if clock.minute != nil, digitsAhead() > 0 {
        guard let second = shortNumber(), take("秒") else { return nil }
        clock.second = second
      }
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
    if width == 4 || take(UInt8(ascii: ":")) {
      guard digitsAhead() == 2, let number = number(2) else { return false }
      minute = number
    }
    guard hour < 24, minute < 60 else { return false }
    point.offset = Int64((isEast ? 1 : -1) * (hour * 60 + minute)) * 60_000_000
    return true
  }

  private func peek() -> UInt8? { position < text.count ? text[position] : nil }

  private func digitsAhead() -> Int {
    var end = position
    while end < text.count, text[end] &- 48 < 10 { end += 1 }
    return end - position
  }

  private mutating func number(_ width: Int) -> Int? {
    guard text.count - position >= width else { return nil }
    var number = 0
    for place in position..<position + width {
      guard text[place] &- 48 < 10 else { return nil }
      number = number * 10 + Int(text[place] &- 48)
    }
    position += width
    return number
  }

  private mutating func shortNumber() -> Int? {
    let width = digitsAhead()
    return 1...2 ~= width ? number(width) : nil
  }

  private mutating func take(_ character: StaticString) -> Bool {
    let count = character.utf8CodeUnitCount
    guard text.count - position >= count else { return false }
    for place in 0..<count where text[position + place] != character.utf8Start[place] {
      return false
    }
    position += count
    return true
  }

  private static func midnight(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    Int64(CivilDate(year: year, month: month, day: day).dayNumber) * 86_400_000_000
  }
}
