import RepostRecords
import RepostTrace
import Testing

@testable import RepostMap

@Suite struct TimeAxisTests {
  private static let minute: Int64 = 60_000_000
  private static let day: Int64 = 86_400_000_000

  private static func axis(_ spans: [TimeSpan], in zone: String = "+08:00") throws -> TimeAxis {
    TimeAxis(of: spans, in: try #require(CaseTimeZone(zone)), width: { _ in 1000 })
  }

  @Test func anyRangeHasEightToFourteenTicks() throws {
    var random = SeededGenerator(seed: 1)
    for round in 0..<600 {
      let zone = ["UTC", "+08:00", "-03:30", "Asia/Shanghai", "Europe/Berlin"][round % 5]
      // From a minute to 50 years, each order of magnitude as often.
      let length = Int64(6e7 * Double.random(in: 0...1, using: &random).exponential(26_280_000))
      let start = Int64.random(in: -30_000 * Self.day...30_000 * Self.day, using: &random)
      let axis = try Self.axis([TimeSpan(start: start, end: start + length)], in: zone)
      #expect((8...14).contains(axis.ticks.count), "\(zone) \(start) \(length) \(axis.step)")
      for (a, b) in zip(axis.ticks, axis.ticks.dropFirst()) {
        #expect(a.instant < b.instant && a.x < b.x, "\(zone) \(start) \(length)")
      }
      #expect(axis.ticks.first?.instant ?? .max <= start)
      #expect(axis.ticks.last?.instant ?? .min >= start + length)
      #expect(abs(axis.width - 1000) < 0.001)
    }
  }

  @Test func placesFollowTheOrderOfTime() throws {
    for seed in UInt64(0)..<200 {
      var random = SeededGenerator(seed: seed)
      let lengths = [Self.minute, Self.day, 400 * Self.day]
      let longest = lengths[Int.random(in: 0..<3, using: &random)]
      var instants: [Int64] = []
      for _ in 0..<Int.random(in: 1...30, using: &random) {
        let gap = Int64.random(in: 0...longest, using: &random)
        let last: Int64 = instants.last ?? 0
        instants.append(last + (Bool.random(using: &random) ? gap : gap / 500))
      }
      let axis = try Self.axis(instants.map { TimeSpan(start: $0, end: $0 + 1) })
      for (a, b) in zip(instants, instants.dropFirst()) {
        #expect(axis.x(a) <= axis.x(b), "seed \(seed)")
      }
      #expect(axis.ticks.count <= TimeAxis.tickLimit, "seed \(seed)")
      // No record stands in time that is left out.
      for instant in instants {
        #expect(
          axis.stretches.contains { $0.start <= instant && instant <= $0.end }, "seed \(seed)")
      }
    }
  }

  @Test func stretchesHaveOneScale() throws {
    let spans = [0, 1, 2, 500, 501].map { number in
      TimeSpan(start: number * Self.day, end: number * Self.day + 1)
    }
    let axis = try Self.axis(spans)
    #expect(axis.breaks.count == 1)
    let widths = axis.stretches.map { stretch in
      (axis.x(stretch.end) - stretch.x) / Double(stretch.end - stretch.start)
    }
    #expect(abs(widths[0] - widths[1]) < 1e-12)
    #expect(axis.breaks[0].duration > 480 * Self.day)
  }

  @Test func evenTimesAreNotBroken() throws {
    let spans = (0..<20).map { number in
      TimeSpan(start: number * Self.day, end: number * Self.day + 1)
    }
    #expect(try Self.axis(spans).breaks.isEmpty)
  }

  @Test func ticksAreNoFinerThanTheRecords() throws {
    let month = TimeSpan(start: 0, end: 31 * Self.day)
    let axis = TimeAxis(
      of: [month], in: .utc, least: .least(for: .month), width: { _ in 700 })
    #expect(axis.ticks.map(\.x) == [0, 700])
    #expect(axis.step == .months(1))
  }

  @Test func ticksStandWhereClocksAndCalendarsBegin() throws {
    let zone = try #require(CaseTimeZone("Asia/Shanghai"))
    func texts(_ from: Int64, _ length: Int64, _ language: Language) throws -> [String] {
      let axis = TimeAxis(
        of: [TimeSpan(start: from, end: from + length)], in: zone, width: { _ in 1000 })
      let text = TimeText(wording: MapWording(language: language), zone: zone)
      return axis.ticks.prefix(3).map { tick in
        let label = text.tick(tick.instant, axis.step)
        return [label.whole, label.text].compactMap { $0 }.joined(separator: " ")
      }
    }
    // 2024-03-04T09:05+08:00.
    let start: Int64 = 1_709_514_300_000_000
    #expect(
      try texts(start, 60 * Self.minute, .english)
        == ["2024-03-04 09:05", "2024-03-04 09:10", "2024-03-04 09:15"])
    #expect(
      try texts(start, 3 * Self.day, .chinese)
        == ["2024年3月4日 06:00", "2024年3月4日 12:00", "2024年3月4日 18:00"])
    #expect(
      try texts(start, 12 * Self.day, .chinese)
        == ["2024年 3月4日", "2024年 3月5日", "2024年 3月6日"])
    #expect(try texts(start, 300 * Self.day, .english) == ["2024-03", "2024-04", "2024-05"])
    #expect(
      try texts(start, 300 * Self.day, .chinese) == ["2024年 3月", "2024年 4月", "2024年 5月"])
    #expect(try texts(start, 4000 * Self.day, .english) == ["2024", "2025", "2026"])
  }

  @Test func clocksThatAreSetBackGiveNoTickTwice() throws {
    // 2023-10-29, when clocks in Berlin go from 03:00 to 02:00.
    let start: Int64 = 1_698_530_400_000_000
    let axis = try Self.axis(
      [TimeSpan(start: start, end: start + 360 * Self.minute)], in: "Europe/Berlin")
    for (a, b) in zip(axis.ticks, axis.ticks.dropFirst()) { #expect(a.instant < b.instant) }
  }

  @Test func durationsAreSaidInOneUnit() {
    let english = TimeText(wording: MapWording(language: .english), zone: .utc)
    let chinese = TimeText(wording: MapWording(language: .chinese), zone: .utc)
    #expect(english.duration(47 * Self.minute) == "47 min")
    #expect(chinese.duration(11 * 60 * Self.minute) == "11 小时")
    #expect(english.duration(1234 * Self.day) == "1,234 d")
  }
}

extension Double {
  /// A number from 1 to a largest, which grows by the same factor with every step from 0 to 1.
  fileprivate func exponential(_ largest: Double) -> Double {
    var (result, base, share) = (1.0, largest, self)
    // By halves of the exponent, for there is no power without Foundation.
    for _ in 0..<30 {
      base = base.squareRoot()
      share *= 2
      if share >= 1 {
        result *= base
        share -= 1
      }
    }
    return result
  }
}
