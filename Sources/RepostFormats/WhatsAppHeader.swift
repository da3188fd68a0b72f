/// The start of a message in the export of a WhatsApp chat.
struct WhatsAppHeader {
  /// The three numbers of the date as they are written.
  let date: WhatsAppDate
  let hour: Int
  let minute: Int
  let second: Int?
  /// Whether date and time stand in brackets, as iOS writes them.
  let isBracketed: Bool
  /// What follows the time: a name, a colon and the text, or a line of the system.
  let rest: Substring.UnicodeScalarView

  /// Reads the start of a line; `nil` where a message does not begin with it.
  init?(_ line: String) {
    var scanner = ScalarScanner(line.unicodeScalars)
    isBracketed = scanner.skip("[")
    guard let date = WhatsAppDate(&scanner), let time = Self.time(&scanner) else { return nil }
    self.date = date
    (hour, minute, second) = time
    if isBracketed {
      guard scanner.skip("]") else { return nil }
    } else {
      scanner.skipBlanks()
      guard scanner.skip("- ") || scanner.skip("– ") || second != nil && scanner.skip(": ")
      else { return nil }
    }
    scanner.skipBlanks()
    rest = scanner.rest
  }

  private static func time(_ scanner: inout ScalarScanner) -> (Int, Int, Int?)? {
    _ = scanner.skip(",") || scanner.skip("،")
    scanner.skipBlanks()
    for word in ["klo ", "um ", "at ", "à ", "às ", "kl. "] where scanner.skip(word) { break }
    var half = half(&scanner)
    guard let hour = scanner.number(1...2),
      scanner.skip(":") || scanner.skip("."), let minute = scanner.number(2...2)
    else { return nil }
    var second: Int?
    if scanner.isDigitAfterNext, scanner.skip(":") || scanner.skip(".") {
      second = scanner.number(2...2)
      guard let second, second < 60 else { return nil }
    }
    if half == nil { half = Self.half(&scanner) }
    guard minute < 60, hour < 24, half == nil || (0...12).contains(hour) else { return nil }
    guard let half else { return (hour, minute, second) }
    return (hour % 12 + (half ? 12 : 0), minute, second)
  }

  /// Whether a word says that it is after noon; `nil` where there is none.
  private static func half(_ scanner: inout ScalarScanner) -> Bool? {
    let before = scanner
    scanner.skipBlanks()
    for word in ["a.m.", "a. m.", "a.m", "am", "上午", "凌晨", "清晨", "早上", "午前", "오전"]
    where scanner.skip(word) {
      scanner.skipBlanks()
      return false
    }
    for word in ["p.m.", "p. m.", "p.m", "pm", "下午", "中午", "晚上", "午後", "오후"]
    where scanner.skip(word) {
      scanner.skipBlanks()
      return true
    }
    scanner = before
    return nil
  }

  /// The name of the sender, and the text; `nil` where the line is one of the system.
  var message: (name: String, text: String)? {
    var place = rest.startIndex
    var count = 0
    while place < rest.endIndex, count <= 120 {
      let next = rest.index(after: place)
      let isEnd = next == rest.endIndex
      if rest[place] == ":", isEnd || rest[next].properties.isWhitespace {
        let name = Self.cleaned(rest[..<place])
        // A quoted title in a line of the system can hold a colon.
        guard !name.isEmpty, !name.contains(where: { "\"“”«»„".contains($0) }) else { return nil }
        return (name, isEnd ? "" : String(rest[rest.index(after: next)...]))
      }
      place = next
      count += 1
    }
    return nil
  }

  /// A name without invisible marks.
  private static func cleaned(_ name: Substring.UnicodeScalarView) -> String {
    var text = ""
    for scalar in name where scalar.properties.generalCategory != .format || scalar == "\u{200D}" {
      text.unicodeScalars.append(scalar.properties.isWhitespace ? " " : scalar)
    }
    return text.trimmed
  }

  /// The time by the clock of the device.
  func time(_ order: ImportOptions.DateOrder) -> String? {
    guard let day = date.read(order) else { return nil }
    return ISOTime.local(
      year: day.year, month: day.month, day: day.day, hour: hour, minute: minute, second: second)
  }
}

/// A date of which the file does not say what is day and what is month.
struct WhatsAppDate {
  let numbers: (Int, Int, Int)
  let isYearFirst: Bool
  private let isYearLast: Bool
  /// The date as it is written.
  let text: String

  init?(_ scanner: inout ScalarScanner) {
    let start = scanner
    guard let first = scanner.number(1...4), let sign = scanner.dateSign(),
      let second = scanner.number(1...2), scanner.dateSign(after: sign),
      let third = scanner.number(1...4)
    else { return nil }
    let digits = (scanner.lengths.first ?? 0, scanner.lengths.last ?? 0)
    guard digits.0 != 3, digits.1 != 3, digits.0 + digits.1 < 8 else { return nil }
    isYearFirst = digits.0 == 4
    isYearLast = digits.1 == 4
    numbers = (first, second, third)
    _ = scanner.skip("日") || scanner.skip(".")
    text = start.text(to: scanner)
  }

  /// The day that the date is in an order; `nil` where it is none.
  ///
  /// WhatsApp is of 2009: no earlier year is one.
  func read(_ order: ImportOptions.DateOrder) -> (year: Int, month: Int, day: Int)? {
    let (a, b, c) = numbers
    let day: (year: Int, month: Int, day: Int)
    if isYearFirst {
      day = (a, b, c)
    } else {
      switch order {
      case .dayFirst: day = (c, b, a)
      case .monthFirst: day = (c, a, b)
      case .yearFirst:
        guard !isYearLast else { return nil }
        day = (a, b, c)
      }
    }
    let year = day.year < 100 ? day.year + 2000 : day.year
    guard year >= 2009, WrittenTime.isDay(year: year, month: day.month, day: day.day) else {
      return nil
    }
    return (year, day.month, day.day)
  }
}

/// Reads a header scalar by scalar; invisible marks are passed over, all blanks are one.
struct ScalarScanner {
  private let scalars: String.UnicodeScalarView
  private var place: String.UnicodeScalarView.Index
  /// How many digits the numbers had.
  private(set) var lengths: [Int] = []

  init(_ scalars: String.UnicodeScalarView) {
    self.scalars = scalars
    place = scalars.startIndex
    skipMarks()
  }

  /// What is left.
  var rest: Substring.UnicodeScalarView { scalars[place...] }

  /// The text between two places.
  func text(to other: ScalarScanner) -> String { String(scalars[place..<other.place]) }

  private var next: Unicode.Scalar? { place < scalars.endIndex ? scalars[place] : nil }

  private mutating func skipMarks() {
    while let scalar = next, scalar.properties.generalCategory == .format {
      place = scalars.index(after: place)
    }
  }

  private mutating func advance() {
    place = scalars.index(after: place)
    skipMarks()
  }

  /// Whether a digit follows what comes next.
  var isDigitAfterNext: Bool {
    var copy = self
    guard copy.next != nil else { return false }
    copy.advance()
    return copy.next.map { ("0"..."9").contains($0) } ?? false
  }

  /// Passes over a text where it comes next, in small letters or large.
  mutating func skip(_ text: String) -> Bool {
    var copy = self
    for scalar in text.unicodeScalars {
      guard let found = copy.next else { return false }
      let isSame =
        scalar == " "
        ? found.properties.isWhitespace
        : found == scalar || found.properties.lowercaseMapping == String(scalar)
      guard isSame else { return false }
      copy.advance()
    }
    self = copy
    return true
  }

  mutating func skipBlanks() {
    while let scalar = next, scalar.properties.isWhitespace { advance() }
  }

  /// A number of so many digits; all that follow each other belong to it.
  mutating func number(_ allowed: ClosedRange<Int>) -> Int? {
    var number = 0
    var count = 0
    var copy = self
    while let scalar = copy.next, ("0"..."9").contains(scalar), count <= allowed.upperBound {
      number = number * 10 + Int(scalar.value - 48)
      count += 1
      copy.advance()
    }
    guard allowed.contains(count) else { return nil }
    copy.lengths.append(count)
    self = copy
    return number
  }

  /// The sign between the numbers of a date, with the blanks after a full stop.
  mutating func dateSign() -> Unicode.Scalar? {
    guard let sign = next, "-/.年".unicodeScalars.contains(sign) else { return nil }
    advance()
    if sign == "." { skipBlanks() }
    return sign
  }

  /// Passes over the second sign of a date.
  mutating func dateSign(after first: Unicode.Scalar) -> Bool {
    dateSign(first == "年" ? "月" : first)
  }

  private mutating func dateSign(_ sign: Unicode.Scalar) -> Bool {
    guard next == sign else { return false }
    advance()
    if sign == "." { skipBlanks() }
    return true
  }
}
