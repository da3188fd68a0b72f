import RepostRecords
import Testing

/// How a time of a record reads in a case whose zone is `zone`.
private func stated(_ text: String, zone: String = "+08:00") throws -> StatedTime {
  let forwardingCase = try readRecords("time,to\n\"\(text)\",a\n") { $0.timeZone = zone }
  return forwardingCase.records.statedTime(0)
}

private let second: Int64 = 1_000_000

@Suite struct TimeTests {
  /// 2017-10-03T00:00:00+08:00.
  private static let day: Int64 = 1_506_960_000

  @Test(arguments: [
    ("2017-10-03T21:15:07+08:00", 76_507, 76_508, "2017-10-03T21:15:07+08:00"),
    ("2017-10-03T13:15:07Z", 76_507, 76_508, "2017-10-03T21:15:07+08:00"),
    ("2017-10-03T13:15:07 +00:00", 76_507, 76_508, "2017-10-03T21:15:07+08:00"),
    ("2017-10-03T16:15+0300", 76_500, 76_560, "2017-10-03T21:15+08:00"),
    ("2017-10-03T08:15-05", 76_500, 76_560, "2017-10-03T21:15+08:00"),
    ("2017-10-03T21:15:07", 76_507, 76_508, "2017-10-03T21:15:07+08:00"),
    ("2017-10-03 21:15:07", 76_507, 76_508, "2017-10-03T21:15:07+08:00"),
    ("2017-10-03t21:15", 76_500, 76_560, "2017-10-03T21:15+08:00"),
    ("2017-10-03 9:05", 32_700, 32_760, "2017-10-03T09:05+08:00"),
    ("2017-10-03T21", 75_600, 79_200, "2017-10-03T21+08:00"),
    ("20171003T211507+0800", 76_507, 76_508, "2017-10-03T21:15:07+08:00"),
    ("20171003T2115", 76_500, 76_560, "2017-10-03T21:15+08:00"),
    ("20171003", 0, 86_400, "2017-10-03"),
    ("2017-10-03", 0, 86_400, "2017-10-03"),
    ("2017/10/3", 0, 86_400, "2017-10-03"),
    ("2017/10/03 21:15", 76_500, 76_560, "2017-10-03T21:15+08:00"),
    ("2017/10/3 9:15:07", 33_307, 33_308, "2017-10-03T09:15:07+08:00"),
    ("2017年10月3日", 0, 86_400, "2017-10-03"),
    ("2017年10月3日 21:15", 76_500, 76_560, "2017-10-03T21:15+08:00"),
    ("2017年10月3日 21:15:07", 76_507, 76_508, "2017-10-03T21:15:07+08:00"),
    ("2017年10月3日21:15", 76_500, 76_560, "2017-10-03T21:15+08:00"),
    ("2017年10月3日21时15分", 76_500, 76_560, "2017-10-03T21:15+08:00"),
    ("2017年10月3日21时15分07秒", 76_507, 76_508, "2017-10-03T21:15:07+08:00"),
    ("2017年10月3日21时", 75_600, 79_200, "2017-10-03T21+08:00"),
    ("2017-10-03T24:00", 86_400, 86_460, "2017-10-04T00:00+08:00"),
    ("2017-10-03T21:59:60", 79_200, 79_201, "2017-10-03T22:00:00+08:00"),
    ("2017-10-03/2017-10-05", 0, 3 * 86_400, "2017-10-03/2017-10-05"),
    ("2017/10/3/2017/10/5", 0, 3 * 86_400, "2017-10-03/2017-10-05"),
    (
      "2017-10-03T21:15/2017-10-03T21:15:07+08:00", 76_500, 76_508,
      "2017-10-03T21:15+08:00/2017-10-03T21:15:07+08:00"
    ),
  ])
  func spellings(_ text: String, start: Int64, end: Int64, printed: String) throws {
    let time = try stated(text)
    #expect(time.span.start == (Self.day + start) * second)
    #expect(time.span.end == (Self.day + end) * second)
    #expect(time.text(in: try #require(CaseTimeZone("+08:00"))) == printed)
  }

  @Test(arguments: [
    ("2017-10", 1_506_787_200, 1_509_465_600, "2017-10"),
    ("2017年10月", 1_506_787_200, 1_509_465_600, "2017-10"),
    ("2016-02", 1_454_256_000, 1_456_761_600, "2016-02"),
    ("2017", 1_483_200_000, 1_514_736_000, "2017"),
    ("2017年", 1_483_200_000, 1_514_736_000, "2017"),
    ("2017/2018", 1_483_200_000, 1_546_272_000, "2017/2018"),
    ("2017-10/2017-10-05", 1_506_787_200, 1_507_219_200, "2017-10/2017-10-05"),
  ])
  func monthsAndYears(_ text: String, start: Int64, end: Int64, printed: String) throws {
    let time = try stated(text)
    #expect(time.span == TimeSpan(start: start * second, end: end * second))
    #expect(time.text(in: try #require(CaseTimeZone("+08:00"))) == printed)
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00.5", 500_000, 600_000, "1970-01-01T00:00:00.5Z"),
    ("1970-01-01T00:00:00,25", 250_000, 260_000, "1970-01-01T00:00:00.25Z"),
    ("1970-01-01T00:00:00.000001", 1, 2, "1970-01-01T00:00:00.000001Z"),
    ("1970-01-01T00:00:00.123456789", 123_456, 123_457, "1970-01-01T00:00:00.123456Z"),
    ("1969-12-31T23:59:59.9", -100_000, 0, "1969-12-31T23:59:59.9Z"),
  ])
  func fractions(_ text: String, start: Int64, end: Int64, printed: String) throws {
    let time = try stated(text, zone: "UTC")
    #expect(time.span == TimeSpan(start: start, end: end))
    #expect(time.text(in: .utc) == printed)
  }

  /// What is written spans what was read, and is not one minute of it.
  @Test(arguments: [
    ("2017-10-03T20Z", "-09:30", "2017-10-03T10:30-09:30/2017-10-03T11:29-09:30"),
    ("2017-10-03T20Z", "+08:00", "2017-10-04T04+08:00"),
    ("2017-10-03T20", "-09:30", "2017-10-03T20-09:30"),
  ])
  func hourOfAnotherZone(_ text: String, zone: String, printed: String) throws {
    let time = try stated(text, zone: zone)
    let shown = time.text(in: try #require(CaseTimeZone(zone)))
    #expect(shown == printed)
    #expect(try stated(shown, zone: zone).span == time.span)
  }

  @Test(arguments: [
    "2017-02-29", "1900-02-29", "2017-13", "2017-00", "2017-04-31", "2017-10-00", "0000",
    "201710", "17-10-03", "2017-10-03T", "2017-10-03T25:00", "2017-10-03T24:01",
    "2017-10-03T21:60", "2017-10-03T21:15:60", "2017-10-03T21:15:61", "2017-10-03T21:15:07.",
    "2017-10-03T21:15+24:00", "2017-10-03T21:15+08:60", "2017-10-03T21:15+8", "2017-10-03+08:00",
    "2017-10-03/05", "2017-10-03/", "/2017", "2017-10-03/2017-10-04/2017-10-05",
    "2017年13月", "2017年10月3", "last Tuesday", "1507036507", "2017-10-03T21:15 noon", "٢٠١٧",
    "2017-10-05/2017-10-03", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
    "9999-12-31T24:00",
  ])
  func unreadable(_ text: String) throws {
    let forwardingCase = try readRecords("time,to\n\"\(text)\",a\n")
    #expect(forwardingCase.records.statedTime(0) == .unknown)
    #expect(forwardingCase.warnings.map(\.code) == [.badTime])
  }

  @Test func messages() throws {
    let forwardingCase = try readRecords(
      "id,time,to\nR1,noon,a\nR2,2017-10-05/2017-10-03,a\nR3,2017-10-05/2017-10-05,a\nR4,,a\n")
    let forms =
      "2017-10-03T21:15:07+08:00, 2017-10-03 21:15, 2017-10-03, 2017-10, 2017, 2017/10/3 21:15, "
      + "2017年10月3日21时15分, or two of these as A/B"
    #expect(
      forwardingCase.warningLines == [
        "bad-time R1 records.csv:2 the time 'noon' is in no form that is read and counts as "
          + "unknown; write " + forms,
        "bad-time R2 records.csv:3 the time '2017-10-05/2017-10-03' does not end after it starts "
          + "and counts as unknown; write " + forms,
      ])
    #expect(forwardingCase.records.time(1).isUnknown)
    #expect(forwardingCase.records.statedTime(2).text(in: .utc) == "2017-10-05/2017-10-05")
    #expect(forwardingCase.records.statedTime(3).text(in: .utc) == "")
  }

  /// Every day of 400 years, and both directions of the calendar.
  @Test func calendar() throws {
    var text = "time,to\n"
    for year in 1804..<2204 { text += "\(year)-02-28/\(year)-03-01,a\n" }
    let records = try readRecords(text).records
    for record in 0..<records.count {
      let year = 1804 + record
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let days = (records.time(record).end - records.time(record).start) / (86_400 * second)
      #expect(days == (isLeap ? 3 : 2))
      #expect(
        records.statedTime(record).text(in: .utc) == "\(year)-02-28/\(year)-03-01")
    }
  }
}
