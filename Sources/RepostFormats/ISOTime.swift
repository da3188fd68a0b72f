/// Writes times in the forms of native records.
enum ISOTime {
  /// An instant, from seconds since 1970.
  ///
  /// - Returns: The time to the second at UTC, or empty where it is outside the years 1 to 9999.
  static func utc(seconds: Int64) -> String {
    guard seconds >= -62_135_596_800, seconds < 253_402_300_800 else { return "" }
    let days = Int((seconds >= 0 ? seconds : seconds - 86_399) / 86_400)
    let rest = Int(seconds - Int64(days) * 86_400)
    // Howard Hinnant, "chrono-compatible low-level date algorithms" (2013).
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let number = month < 10 ? month + 3 : month - 9
    let year = yearOfEra + era * 400 + (number <= 2 ? 1 : 0)
    return local(
      year: year, month: number, day: day, hour: rest / 3600, minute: rest / 60 % 60,
      second: rest % 60) + "Z"
  }

  /// An instant, from milliseconds since 1970; what is below a second is left out.
  static func utc(milliseconds: Int64) -> String {
    utc(seconds: milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0))
  }

  /// A date and a time of day by the clock of an unknown zone, to the minute or the second.
  static func local(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int? = nil
  ) -> String {
    var text = date(year: year, month: month, day: day)
    text += "T\(padded(hour, 2)):\(padded(minute, 2))"
    if let second { text += ":\(padded(second, 2))" }
    return text
  }

  /// A day.
  static func date(year: Int, month: Int, day: Int) -> String {
    "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// A time such as `Wed Feb 27 20:26:41 +0000 2013`, as the APIs of X and Weibo write it.
  ///
  /// - Returns: The time in ISO 8601 with its offset, or `nil` where the text is none.
  static func ofAPI(_ text: String) -> String? {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 6, let month = month(words[1]), let day = Int(words[2]),
      (1...31).contains(day), let year = Int(words[5]), year > 0,
      words[3].utf8.count == 8, words[4].utf8.count == 5, let offset = offset(words[4])
    else { return nil }
    return "\(date(year: year, month: month, day: day))T\(words[3])\(offset)"
  }

  /// The number of an English month by its first three letters.
  static func month(_ word: String) -> Int? {
    let names = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    return names.firstIndex(of: word.prefix(3).lowercased()).map { $0 + 1 }
  }

  /// `+0800` as `+08:00`; `nil` where no clock can be so far from UTC.
  static func offset(_ text: String) -> String? {
    guard let sign = text.first, sign == "+" || sign == "-", text.utf8.count == 5,
      text.dropFirst().utf8.allSatisfy({ (48...57).contains($0) }),
      text.dropFirst().prefix(2) < "24", text.suffix(2) < "60"
    else { return nil }
    return "\(sign)\(text.dropFirst().prefix(2)):\(text.suffix(2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
