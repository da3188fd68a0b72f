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
  var position = 0

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
      if take(UInt8(ascii: ".")) { return dotted(year) }
      if let month = slashedNumber() { return slashed(year, month) }
      return self.year(year)
    default:
      return nil
    }
  }

  private mutating func dashed(_ year: Int) -> Point? {
    guard let month = shortNumber() else { return nil }
    guard take(UInt8(ascii: "-")) else { return self.month(year, month) }
    guard let day = shortNumber() else { return nil }
    return self.day(year, month, day, isLoose: false)
  }

  // A spreadsheet makes 2017.1 of 2017.10: a month alone needs both digits.
  private mutating func dotted(_ year: Int) -> Point? {
    let width = digitsAhead()
    guard let month = shortNumber() else { return nil }
    guard take(UInt8(ascii: ".")) else { return width == 2 ? self.month(year, month) : nil }
    guard let day = shortNumber() else { return nil }
    return self.day(year, month, day, isLoose: true)
  }

  private mutating func slashed(_ year: Int, _ month: Int) -> Point? {
    guard let day = slashedNumber() else { return self.month(year, month) }
    return self.day(year, month, day, isLoose: true)
  }

  // A slash can also be that of an interval: then a year of four digits follows it.
  private mutating func slashedNumber() -> Int? {
    let before = position
    if take(UInt8(ascii: "/")), let number = shortNumber() { return number }
    position = before
    return nil
  }

  private mutating func chinese(_ year: Int) -> Point? {
    guard digitsAhead() > 0 else { return self.year(year) }
    guard let month = shortNumber(), take("月") else { return nil }
    guard digitsAhead() > 0 else { return self.month(year, month) }
    guard let day = shortNumber(), take("日") || take("号") || take("號") else {
      return nil
    }
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
    let isWide = peek().map { $0 >= 0x80 } ?? false
    if isWide || (isLoose && digitsAhead() > 0) {
      return timeOfDay(after: midnight, isLoose: true)
    }
    return Point(start: midnight, end: midnight + 86_400_000_000, precision: .day)
  }

  func peek() -> UInt8? { position < text.count ? text[position] : nil }

  func digitsAhead() -> Int {
    var end = position
    while end < text.count, text[end] &- 48 < 10 { end += 1 }
    return end - position
  }

  mutating func number(_ width: Int) -> Int? {
    guard text.count - position >= width else { return nil }
    var number = 0
    for place in position..<position + width {
      guard text[place] &- 48 < 10 else { return nil }
      number = number * 10 + Int(text[place] &- 48)
    }
    position += width
    return number
  }

  mutating func shortNumber() -> Int? {
    let width = digitsAhead()
    return 1...2 ~= width ? number(width) : nil
  }

  mutating func take(_ character: StaticString) -> Bool {
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
