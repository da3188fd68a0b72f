/// A date of a mail header (RFC 5322, section 3.3, and its obsolete forms).
struct MailDate {
  /// The time in ISO 8601; without an offset where the zone is missing or unknown.
  var iso: String
  /// A zone that is written and says nothing certain.
  var unknownZone: String?

  /// Reads a date; `nil` where the text is none.
  init?(_ text: String) {
    var day: Int?
    var month: Int?
    var year: Int?
    var clock: [Int] = []
    var zone: String?
    for word in Self.words(text) {
      if word.contains(":") {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        guard clock.isEmpty, parts.count == 2 || parts.count == 3 else { return nil }
        for part in parts {
          guard let number = Int(part), part.utf8.count <= 2 else { return nil }
          clock.append(number)
        }
      } else if let first = word.first, first == "+" || first == "-" {
        zone = String(word)
      } else if let number = Int(word) {
        if day == nil, word.utf8.count <= 2 {
          day = number
        } else if year == nil {
          year = Self.year(number, digits: word.utf8.count)
        } else {
          return nil
        }
      } else if month == nil, word.utf8.count >= 3, let number = ISOTime.month(String(word)) {
        month = number
      } else if !clock.isEmpty, zone == nil {
        zone = String(word)
      }
    }
    guard let day, let month, let year, clock.count >= 2,
      (1...9999).contains(year), (1...Self.days(month, year)).contains(day),
      (0...23).contains(clock[0]), (0...59).contains(clock[1])
    else { return nil }
    var second: Int?
    if clock.count == 3 {
      guard (0...60).contains(clock[2]) else { return nil }
      second = min(clock[2], 59)
    }
    iso = ISOTime.local(
      year: year, month: month, day: day, hour: clock[0], minute: clock[1], second: second)
    if let zone {
      if let offset = Self.offset(zone) { iso += offset } else { unknownZone = zone }
    }
  }

  private static func words(_ text: String) -> [Substring] {
    var plain = ""
    var depth = 0
    for character in text {
      switch character {
      case "(": depth += 1
      case ")": depth = max(0, depth - 1)
      case ",": plain.append(" ")
      default: if depth == 0 { plain.append(character) }
      }
    }
    return plain.split(whereSeparator: \.isWhitespace)
  }

  private static func year(_ number: Int, digits: Int) -> Int {
    switch digits {
    case 2: number < 50 ? 2000 + number : 1900 + number
    case 3: 1900 + number
    default: number
    }
  }

  private static func days(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func offset(_ zone: String) -> String? {
    // "-0000" says that the time is UTC and nothing of where the sender is.
    if zone == "-0000" { return "Z" }
    if let offset = ISOTime.offset(zone) {
      guard let hours = Int(zone.dropFirst().prefix(2)), let minutes = Int(zone.suffix(2)),
        hours <= 14, minutes < 60
      else { return nil }
      return offset
    }
    switch zone.uppercased() {
    case "GMT", "UT", "UTC", "Z": return "Z"
    case "EDT": return "-04:00"
    case "EST", "CDT": return "-05:00"
    case "MDT": return "-06:00"
    case "MST", "PDT": return "-07:00"
    case "PST": return "-08:00"
    // "CST" is a zone of America and one of China.
    default: return nil
    }
  }
}
