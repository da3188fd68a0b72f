import Testing

@testable import RepostFormats

@Test(arguments: [
  (0, "1970-01-01T00:00:00Z"), (999, "1970-01-01T00:00:00Z"), (1000, "1970-01-01T00:00:01Z"),
  (-1, "1969-12-31T23:59:59Z"), (-1000, "1969-12-31T23:59:59Z"), (-1001, "1969-12-31T23:59:58Z"),
  (1_719_792_000_000, "2024-07-01T00:00:00Z"), (951_782_400_000, "2000-02-29T00:00:00Z"),
  (-62_135_596_800_000, "0001-01-01T00:00:00Z"), (-62_135_596_800_001, ""),
  (253_402_300_799_999, "9999-12-31T23:59:59Z"), (253_402_300_800_000, ""),
  (.min, ""), (.max, ""),
])
func millisecondsAreTheSecondThatTheyAreIn(milliseconds: Int64, time: String) {
  #expect(ISOTime.utc(milliseconds: milliseconds) == time)
}

@Test func anOffsetIsLessThanADay() {
  #expect(ISOTime.offset("-0930") == "-09:30")
  #expect(ISOTime.offset("+2359") == "+23:59")
  for none in ["-3000", "+2400", "+0860", "0800", "+08:0", "+-800"] {
    #expect(ISOTime.offset(none) == nil, "\(none)")
  }
}
