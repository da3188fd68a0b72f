import RepostRecords
import Testing

@Suite struct CaseTimeZoneTests {
  @Test(arguments: [
    ("UTC", "UTC"), ("utc", "UTC"), ("Z", "UTC"), ("GMT", "UTC"), ("+08:00", "+08:00"),
    ("+0800", "+08:00"), ("+08", "+08:00"), ("+8", "+08:00"), ("UTC+8", "+08:00"),
    ("GMT-03:30", "-03:30"), ("-5", "-05:00"), ("Asia/Shanghai", "Asia/Shanghai"),
    ("Europe/Berlin", "Europe/Berlin"),
  ])
  func names(_ text: String, canonical: String) {
    #expect(CaseTimeZone(text)?.text == canonical)
  }

  @Test(arguments: [
    "", "Mars/Phobos", "CST", "+25", "+08:60", "8", "+", "UTC+", "../etc/passwd", "Asia/", "+8:0",
    "北京",
  ])
  func unknown(_ text: String) {
    #expect(CaseTimeZone(text) == nil)
  }

  /// A local time of Berlin as an instant, and as it is printed there.
  @Test(arguments: [
    ("2017-07-01T12:00", "2017-07-01T10:00Z", "2017-07-01T12:00+02:00"),
    ("2017-12-01T12:00", "2017-12-01T11:00Z", "2017-12-01T12:00+01:00"),
    ("2017-03-26T01:59", "2017-03-26T00:59Z", "2017-03-26T01:59+01:00"),
    ("2017-03-26T03:00", "2017-03-26T01:00Z", "2017-03-26T03:00+02:00"),
    // Clocks skip half past two: it is read as if they had not been set forward.
    ("2017-03-26T02:30", "2017-03-26T01:30Z", "2017-03-26T03:30+02:00"),
    ("2017-10-29T01:59", "2017-10-28T23:59Z", "2017-10-29T01:59+02:00"),
    ("2017-10-29T03:00", "2017-10-29T02:00Z", "2017-10-29T03:00+01:00"),
  ])
  func summerTime(_ local: String, instant: String, printed: String) throws {
    let berlin = try readRecords("time,to\n\(local),a\n\(instant),a\n") {
      $0.timeZone = "Europe/Berlin"
    }
    #expect(berlin.records.time(0) == berlin.records.time(1))
    #expect(berlin.records.statedTime(0).text(in: berlin.settings.timeZone) == printed)
  }

  /// Half past two comes twice on 2017-10-29: the time spans both, and its text claims neither.
  @Test func repeatedHour() throws {
    let berlin = try readRecords(
      "time,to\n2017-10-29T02:30,a\n2017-10-29T00:30Z/2017-10-29T01:30Z,a\n"
    ) { $0.timeZone = "Europe/Berlin" }
    #expect(berlin.records.time(0) == berlin.records.time(1))
    #expect(berlin.records.statedTime(0).text(in: berlin.settings.timeZone) == "2017-10-29T02:30")
  }

  @Test func daysOfUnequalLength() throws {
    let berlin = try readRecords("time,to\n2017-03-26,a\n2017-10-29,a\n2017-10-30,a\n") {
      $0.timeZone = "Europe/Berlin"
    }
    let hours = (0..<3).map { record in
      let time = berlin.records.time(record)
      return (time.end - time.start) / 3_600_000_000
    }
    #expect(hours == [23, 25, 24])
    #expect(berlin.records.statedTime(1).text(in: berlin.settings.timeZone) == "2017-10-29")
  }

  @Test func offsetOfHalfAnHour() throws {
    let zone = try #require(CaseTimeZone("+05:30"))
    let records = try readRecords("time,to\n2017-10-03T21Z,a\n").records
    #expect(records.statedTime(0).text(in: zone) == "2017-10-04T02:30+05:30/2017-10-04T03:29+05:30")
  }

  @Test func unknownZoneIsAUsageError() {
    #expect(
      failure { try readRecords("time,to\n2017,a\n") { $0.timeZone = "Mars" } }
        == "the time zone 'Mars' is unknown; expected UTC, an offset such as +08:00, or a name "
        + "such as Asia/Shanghai")
  }
}
