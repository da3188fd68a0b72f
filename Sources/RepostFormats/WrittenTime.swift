/// A date and a time of day in digits, as programs write them.
struct WrittenTime {
  /// The time in the form of native records.
  let iso: String

  /// Reads seconds or milliseconds since 1970, or a time such as `2024/10/4 11:42`,
  /// `2026-04-17 13:59:42`, `2026-04-17T05:59:42.000Z` or `2026-04-17T13:59:42+08:00`.
  ///
  /// The time of day may be missing, seconds too. A text that names no offset gives a time without one.
  init?(_ text: String) {
    let bytes = Array(text.utf8.drop { $0 == 0x20 })
    if bytes.count >= 9, let number = Int64(text.filter { $0 != " " }), number > 0 {
      let time = number > 99_999_999_999 ? number / 1000 : number
      let iso = ISOTime.utc(seconds: time)
      guard !iso.isEmpty else { return nil }
      self.iso = iso
      return
    }
    var scanner = DigitScanner(bytes)
    guard let year = scanner.number(4...4), scanner.separator() != nil,
      let month = scanner.number(1...2), scanner.separator() != nil,
      let day = scanner.number(1...2),
      let iso = Self.iso(year, month, day, &scanner)
    else { return nil }
    self.iso = iso
  }

  private static func iso(
    _ year: Int, _ month: Int, _ day: Int, _ scanner: inout DigitScanner
  ) -> String? {
    guard isDay(year: year, month: month, day: day) else { return nil }
    let isClockNext = scanner.skip("T") || scanner.skip(" ")
    guard isClockNext, let hour = scanner.number(1...2) else {
      return scanner.isAtEnd ? ISOTime.date(year: year, month: month, day: day) : nil
    }
    guard scanner.skip(":"), let minute = scanner.number(2...2), hour < 24, minute < 60 else {
      return nil
    }
    var second: Int?
    if scanner.skip(":") {
      second = scanner.number(2...2)
      guard let second, second < 60 else { return nil }
      if scanner.skip(".") { _ = scanner.number(1...9) }
    }
    let time = ISOTime.local(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    if scanner.isAtEnd { return time }
    return scanner.offset().map { time + $0 }
  }

  /// Whether there is such a day.
  static func isDay(year: Int, month: Int, day: Int) -> Bool {
    guard year > 0, (1...12).contains(month), day >= 1 else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return day <= days[month - 1]
  }
}

/// Reads digits and the signs between them.
struct DigitScanner {
  private let bytes: [UInt8]
  /// The place of what comes next.
  private(set) var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether nothing but blanks is left.
  var isAtEnd: Bool { bytes[place...].allSatisfy { $0 == 0x20 } }

  /// What is left.
  var rest: ArraySlice<UInt8> { bytes[place...] }

  /// The byte that comes next.
  var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  /// A number of so many digits; all that follow each other belong to it.
  mutating func number(_ lengths: ClosedRange<Int>) -> Int? {
    var end = place
    var number = 0
    while end < bytes.count, (48...57).contains(bytes[end]), end - place <= lengths.upperBound {
      number = number * 10 + Int(bytes[end] - 48)
      end += 1
    }
    guard lengths.contains(end - place) else { return nil }
    place = end
    return number
  }

  /// Passes over a text where it comes next.
  mutating func skip(_ text: String) -> Bool {
    guard bytes[place...].starts(with: text.utf8) else { return false }
    place += text.utf8.count
    return true
  }

  /// Passes over blanks.
  mutating func skipBlanks() {
    while next == 0x20 { place += 1 }
  }

  /// The sign between the parts of a date.
  mutating func separator() -> UInt8? {
    guard let byte = next,
      byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
    else { return nil }
    place += 1
    return byte
  }

  /// `Z`, `+08:00` or `+0800` at the end.
  mutating func offset() -> String? {
    if skip("Z") || skip("z") { return isAtEnd ? "Z" : nil }
    guard let sign = next, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return nil
    }
    var digits = String(decoding: rest, as: UTF8.self).filter { $0 != ":" && $0 != " " }
    if digits.utf8.count == 3 { digits += "00" }
    return ISOTime.offset(digits)
  }
}
