/// A random time of stated precision in 2017 and 2018, as microseconds since 1970 in UTC and as
/// text.
struct RandomTime {
  enum Precision: CaseIterable {
    case second
    case day
    case month
    case year
    case interval
    case unknown
  }

  var start: Int
  var end: Int
  var text: String

  private static let dayLength = 86_400_000_000

  static func make(_ precision: Precision, _ random: inout SeededGenerator) -> RandomTime {
    switch precision {
    case .second: return second(&random)
    case .day: return date(&random)
    case .month:
      let (year, month) = random.pick([(2017, 9), (2017, 10), (2017, 10), (2017, 11), (2018, 1)])
      return .month(year, month)
    case .year: return .year(random.pick([2017, 2017, 2018]))
    case .interval:
      let ends: [Precision] = [.second, .day, .day, .month, .year]
      var a = make(random.pick(ends), &random)
      var b = make(random.pick(ends), &random)
      if b.end <= a.start { swap(&a, &b) }
      return RandomTime(start: a.start, end: b.end, text: "\(a.text)/\(b.text)")
    case .unknown:
      return RandomTime(start: Int.min, end: Int.max, text: "")
    }
  }

  static func day(_ year: Int, _ month: Int, _ day: Int) -> RandomTime {
    let start = days(year, month, day) * dayLength
    return RandomTime(
      start: start, end: start + dayLength, text: "\(year)-\(padded(month))-\(padded(day))")
  }

  static func month(_ year: Int, _ month: Int) -> RandomTime {
    let next = month == 12 ? days(year + 1, 1, 1) : days(year, month + 1, 1)
    return RandomTime(
      start: days(year, month, 1) * dayLength, end: next * dayLength,
      text: "\(year)-\(padded(month))")
  }

  static func year(_ year: Int) -> RandomTime {
    RandomTime(
      start: days(year, 1, 1) * dayLength, end: days(year + 1, 1, 1) * dayLength,
      text: "\(year)")
  }

  /// One of few seconds in few days, so that some fall together.
  private static func second(_ random: inout SeededGenerator) -> RandomTime {
    let date = date(&random)
    let hour = random.pick([0, 9, 21, 23])
    let minute = random.pick([0, 15, 59])
    let second = random.pick([0, 7, 59])
    let start = date.start + (hour * 3_600 + minute * 60 + second) * 1_000_000
    return RandomTime(
      start: start, end: start + 1_000_000,
      text: "\(date.text)T\(padded(hour)):\(padded(minute)):\(padded(second))Z")
  }

  private static func date(_ random: inout SeededGenerator) -> RandomTime {
    let (year, month, day) = random.pick([
      (2017, 9, 30), (2017, 10, 1), (2017, 10, 2), (2017, 10, 3), (2017, 10, 31), (2017, 11, 1),
      (2017, 12, 31), (2018, 1, 1), (2018, 2, 28),
    ])
    return .day(year, month, day)
  }

  private static func padded(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  /// The days from 1970-01-01 to a date in 2017 to 2019, none of which is a leap year.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let before2017 = 17_167
    return before2017 + (year - 2_017) * 365 + lengths.prefix(month - 1).reduce(0, +) + day - 1
  }
}
