/// Reads times as records state them.
struct TimeReader {
  /// What a text says of a time.
  enum Reading: Equatable {
    case time(StatedTime)
    /// The text is in none of the forms that are read.
    case unreadable
    /// The text is an interval that does not end after it starts.
    case backwards
  }

  /// The forms that are read, for messages.
  static let forms = singleForms.joined(separator: ", ") + ", or two of these as A/B"

  /// The forms of times that are no intervals.
  static let singleForms = [
    "2017-10-03T21:15:07+08:00", "2017-10-03 21:15", "2017-10-03", "2017-10", "2017",
    "2017/10/3 21:15", "2017年10月3日21时15分",
  ]

  private let zone: CaseTimeZone
  /// The offset of the zone in microseconds, where it never changes.
  let fixedOffset: Int64?

  init(zone: CaseTimeZone) {
    self.zone = zone
    fixedOffset = zone.fixedOffset.map { Int64($0) * 1_000_000 }
  }

  /// The time that a text without blanks around it states; unknown where the text is empty.
  func read(_ text: UnsafeRawBufferPointer) -> Reading {
    guard !text.isEmpty else { return .time(.unknown) }
    let reading = readPlain(text)
    guard case .unreadable = reading else { return reading }
    if LooseTime.isUnknown(text) { return .time(.unknown) }
    return LooseTime.plain(text)?.withUnsafeBytes { readPlain($0) } ?? .unreadable
  }

  private func readPlain(_ text: UnsafeRawBufferPointer) -> Reading {
    var cursor = TimeCursor(text: text)
    guard let first = cursor.point() else { return .unreadable }
    guard let start = span(of: first) else { return .unreadable }
    if cursor.isAtEnd { return .time(StatedTime(span: start, precision: first.precision)) }
    guard cursor.take(UInt8(ascii: "/")), let second = cursor.point(), cursor.isAtEnd else {
      return .unreadable
    }
    guard let end = span(of: second) else { return .unreadable }
    guard end.end > start.start else { return .backwards }
    return .time(
      StatedTime(
        span: TimeSpan(start: start.start, end: end.end),
        precision: .interval(from: first.precision, to: second.precision)))
  }

  /// What a point of time spans; `nil` where the clocks of the zone show no year from 1 to 9999 then, so
  /// that it could not be written again.
  private func span(of point: TimeCursor.Point) -> TimeSpan? {
    let span: TimeSpan
    if let offset = point.offset ?? fixedOffset {
      span = TimeSpan(start: point.start - offset, end: point.end - offset)
    } else {
      // What clocks show twice spans both.
      span = TimeSpan(
        start: zone.instants(ofLocal: point.start).lowerBound,
        end: zone.instants(ofLocal: point.end - 1).upperBound + 1)
    }
    return isShown(span) ? span : nil
  }

  private func isShown(_ span: TimeSpan) -> Bool {
    let day: Int64 = 86_400_000_000
    let first = Int64(CivilDate(year: 1, month: 1, day: 1).dayNumber) * day
    let end = Int64(CivilDate(year: 10_000, month: 1, day: 1).dayNumber) * day
    guard span.start < first + day || span.end > end - day else { return true }
    func local(_ instant: Int64) -> Int64 { instant + Int64(zone.offset(at: instant)) * 1_000_000 }
    return local(span.start) >= first && local(span.end - 1) < end
  }
}
