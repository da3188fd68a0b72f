package import RepostRecords
package import RepostTrace

/// What stands on an axis of time.
package struct TimeText {
  let wording: MapWording
  let zone: CaseTimeZone

  init(wording: MapWording, zone: CaseTimeZone) {
    self.wording = wording
    self.zone = zone
  }

  /// The texts of an axis in a language, on the clocks of a zone.
  package init(_ language: Language, zone: CaseTimeZone) {
    self.init(wording: MapWording(language: language), zone: zone)
  }

  /// What a tick says, and above it what holds until that changes.
  package struct Tick: Hashable {
    package let text: String
    /// The date of a time, the year of a day or a month.
    package let whole: String?
  }

  /// The text of a tick, by the distance of ticks.
  package func tick(_ instant: Int64, _ step: TimeStep) -> Tick {
    let stated = StatedTime(
      span: TimeSpan(start: instant, end: instant + 1),
      precision: precision(of: step)
    ).text(in: zone)
    let parts = stated.split(separator: "T", maxSplits: 1)
    let date = (parts.first ?? "").split(separator: "-").map(String.init)
    if parts.count == 2 {
      let clock = parts[1].prefix { $0 != "Z" && $0 != "+" && $0 != "-" }
      return Tick(text: String(clock), whole: self.date(date))
    }
    switch date.count {
    case 3...: return Tick(text: short(date), whole: self.date([date[0]]))
    case 2: return Tick(text: short(date), whole: isChinese ? self.date([date[0]]) : nil)
    default: return Tick(text: self.date(date), whole: nil)
    }
  }

  /// About how long something takes, in one unit.
  func duration(_ microseconds: Int64) -> String {
    let minutes = Int((microseconds + 30_000_000) / 60_000_000)
    if minutes < 120 { return wording(.durationMinutes, wording.number(minutes)) }
    let hours = (minutes + 30) / 60
    if hours < 48 { return wording(.durationHours, wording.number(hours)) }
    return wording(.durationDays, wording.number((hours + 12) / 24))
  }

  private var isChinese: Bool { wording.language == .chinese }

  private func precision(of step: TimeStep) -> TimePrecision {
    switch step {
    case .seconds(let count): count < 60 ? .second : .minute
    case .days, .parts: .day
    case .months: .month
    case .years: .year
    }
  }

  private func date(_ parts: [String]) -> String {
    guard isChinese else { return parts.joined(separator: "-") }
    return zip(parts, ["年", "月", "日"]).map { unpadded($0) + $1 }.joined()
  }

  /// A day without its year, or a month, which in English keeps it.
  private func short(_ parts: [String]) -> String {
    if isChinese {
      return zip(parts.dropFirst(), ["月", "日"]).map { unpadded($0) + $1 }.joined()
    }
    return parts.dropFirst(parts.count - 2).joined(separator: "-")
  }

  private func unpadded(_ digits: String) -> String {
    digits.count == 2 && digits.hasPrefix("0") ? String(digits.dropFirst()) : digits
  }
}
