import RepostRecords
import Testing

/// Times as people type them.
@Suite struct TypedTimeTests {
  private func read(_ text: String) throws -> ForwardingCase {
    try readRecords("time,to\n\"\(text)\",a\n") { $0.timeZone = "+08:00" }
  }

  private func printed(_ text: String) throws -> String {
    let result = try read(text)
    #expect(result.warnings.isEmpty)
    return result.records.statedTime(0).text(in: result.settings.timeZone)
  }

  @Test(arguments: [
    ("2017.10.3", "2017-10-03"), ("2017.10.03 21:15", "2017-10-03T21:15"), ("2017.10", "2017-10"),
    ("2017/10", "2017-10"), ("2017/1", "2017-01"), ("2017-1", "2017-01"),
    ("2017-10-3", "2017-10-03"), ("2017-1-3", "2017-01-03"), ("2017-1-3 9:05", "2017-01-03T09:05"),
    ("2017-1-3T09:05", "2017-01-03T09:05"), ("2017-10-03  9:05", "2017-10-03T09:05"),
    ("2017年10月3号", "2017-10-03"), ("２０１７年１０月３日", "2017-10-03"),
    ("２０１７－１０－０３　２１：１５", "2017-10-03T21:15"), ("2017/10/3 9：05", "2017-10-03T09:05"),
    ("2017 年 10 月 3 日", "2017-10-03"), ("2017年 10月", "2017-10"),
    ("2017 年 10 月 3 日 21 时 15 分 07 秒", "2017-10-03T21:15:07"),
  ])
  func dates(_ text: String, expected: String) throws {
    let time = try printed(text)
    #expect(time == expected || time == expected + "+08:00")
  }

  @Test(arguments: [
    ("9点", "09"), ("9点30分", "09:30"), ("9点30分07秒", "09:30:07"), ("9点30", "09:30"),
    ("9点半", "09:30"), ("9点整", "09:00"), ("21點5分", "21:05"), ("9时30", "09:30"),
    ("凌晨3点", "03"), ("凌晨12点20分", "00:20"), ("早上7:05", "07:05"), ("清晨6点", "06"),
    ("上午9点", "09"), ("上午9:30", "09:30"), ("上午 9：30", "09:30"), ("上午0:05", "00:05"),
    ("中午12点", "12"), ("中午1点", "13"), ("中午11点半", "11:30"), ("下午3:20", "15:20"),
    ("下午3点20分", "15:20"), ("下午12点半", "12:30"), ("下午15点", "15"), ("傍晚6点", "18"),
    ("晚上9点", "21"), ("晚上21:15:07", "21:15:07"), ("晚上 8 点 5 分", "20:05"),
  ])
  func timesOfDay(_ text: String, expected: String) throws {
    for day in ["2017年10月3日", "2017年10月3日 ", "2017-10-03 ", "2017/10/3 ", "2017.10.3　"] {
      #expect(try printed(day + text) == "2017-10-03T" + expected + "+08:00")
    }
  }

  @Test func midnightEndsTheEvening() throws {
    #expect(try printed("2017年10月3日晚上12点") == "2017-10-04T00+08:00")
  }

  @Test(arguments: [
    ("2017/10/2018", "2017-10/2018"), ("2017/10/2017/12", "2017-10/2017-12"),
    ("2017/2018/3", "2017/2018-03"), ("2017.10.3/2017.10.5", "2017-10-03/2017-10-05"),
    ("2017-10-3/2017-10-5", "2017-10-03/2017-10-05"),
    ("2017年10月3日／2017年10月5日", "2017-10-03/2017-10-05"),
  ])
  func intervals(_ text: String, expected: String) throws {
    #expect(try printed(text) == expected)
  }

  @Test(arguments: [
    "不详", "未知", "不明", "无", "unknown", "Unknown", "-", "—", "", "不詳",
  ])
  func plainlyUnknown(_ text: String) throws {
    let result = try read(text)
    #expect(result.warnings.isEmpty)
    #expect(result.records.statedTime(0) == .unknown)
    #expect(!result.records.isTimeUnreadable(0))
  }

  @Test(arguments: [
    "2017.1", "2017.13", "2017.10.32", "2017.10.", "2017/13", "2017/0", "2017/2/30",
    "2017/2/1/2017/2/30", "2017/10/", "2017/10 9:05",
    "2017-123", "2017-10-123", "2017-10-039点", "2017年10月3日上午15点", "2017年10月3日上午12点",
    "2017年10月3日凌晨9点", "2017年10月3日早上13点", "2017年10月3日中午9点", "2017年10月3日下午0点",
    "2017年10月3日晚上2点", "2017年10月3日晚上12点30分", "2017年10月3日下午", "2017年10月3日 9点5",
    "2017年10月3日 25点", "2017年10月3日9点61分", "上午9点", "2017-10-03T上午9:30",
    "2017年10月3日上午0930", "2017年10月3日前后",
  ])
  func unreadable(_ text: String) throws {
    let result = try read(text)
    #expect(result.warnings.map(\.code) == [.badTime])
    #expect(result.records.isTimeUnreadable(0))
  }
}
