/// Reads the times that most records state, such as `2017-10-03T21:15:07+08:00`, at once.
struct QuickTimes {
  /// Reads all other times.
  let reader: TimeReader

  // The day that was met last; its ten bytes are looked at as two numbers.
  private var dayHead: UInt64 = 0
  private var dayTail: UInt16 = 0
  private var midnight: Int64 = 0

  init(_ reader: TimeReader) { self.reader = reader }

  /// The start and the code of the form of a time, or `nil` where the reader has to read it.
  @inline(__always)
  mutating func read(_ text: UnsafeRawBufferPointer) -> (start: Int64, code: UInt8)? {
    guard let start = text.baseAddress, !text.isEmpty else {
      return (.min, RecordTimes.unknown)
    }
    guard text.count == 19 || text.count == 20 || text.count == 25 || text.count == 16 else {
      return nil
    }
    guard isDay(start) else { return nil }
    let gap = text[10]
    guard gap == UInt8(ascii: "T") || gap == UInt8(ascii: " ") else { return nil }
    guard text.count > 16 else { return minute(start + 11) }

    // "00:00:00" taken away leaves digits and two zeros.
    let clock =
      (start + 11).loadUnaligned(as: UInt64.self).littleEndian ^ 0x3030_3A30_303A_3030
    guard clock & 0xF0F0_FFF0_F0FF_F0F0 == 0,
      (clock &+ 0x0606_0006_0600_0606) & 0xF0F0_00F0_F000_F0F0 == 0
    else { return nil }
    let hour = Int64(clock & 15) * 10 + Int64(clock >> 8 & 15)
    let minute = Int64(clock >> 24 & 15) * 10 + Int64(clock >> 32 & 15)
    let second = Int64(clock >> 48 & 15) * 10 + Int64(clock >> 56 & 15)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    guard let offset = offset(start, text.count) else { return nil }
    let seconds = (hour * 60 + minute) * 60 + second
    return (midnight + seconds * 1_000_000 - offset, RecordTimes.second)
  }

  // "00:00" with the offset of the case.
  @inline(__always)
  private func minute(_ clock: UnsafeRawPointer) -> (start: Int64, code: UInt8)? {
    guard let hour = Self.pair(clock), clock.load(fromByteOffset: 2, as: UInt8.self) == 0x3A,
      let minute = Self.pair(clock + 3), hour < 24, minute < 60, let offset = reader.fixedOffset
    else { return nil }
    return (midnight + (hour * 60 + minute) * 60_000_000 - offset, RecordTimes.minute)
  }

  @inline(__always)
  private func offset(_ start: UnsafeRawPointer, _ count: Int) -> Int64? {
    if count == 25 {
      let sign = start.load(fromByteOffset: 19, as: UInt8.self)
      guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
        start.load(fromByteOffset: 22, as: UInt8.self) == UInt8(ascii: ":"),
        let hour = Self.pair(start + 20), let minute = Self.pair(start + 23), hour < 24,
        minute < 60
      else { return nil }
      let offset = (hour * 60 + minute) * 60_000_000
      return sign == UInt8(ascii: "+") ? offset : -offset
    }
    if count == 20 {
      return start.load(fromByteOffset: 19, as: UInt8.self) == UInt8(ascii: "Z") ? 0 : nil
    }
    return reader.fixedOffset
  }

  @inline(__always)
  private static func pair(_ digits: UnsafeRawPointer) -> Int64? {
    let tens = digits.load(as: UInt8.self) &- 48
    let ones = digits.load(fromByteOffset: 1, as: UInt8.self) &- 48
    guard tens < 10, ones < 10 else { return nil }
    return Int64(tens) * 10 + Int64(ones)
  }

  /// Whether ten bytes are a day, whose start is then known.
  @inline(__always)
  private mutating func isDay(_ text: UnsafeRawPointer) -> Bool {
    let head = text.loadUnaligned(as: UInt64.self)
    let tail = text.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    return head == dayHead && tail == dayTail || isNewDay(text, head, tail)
  }

  private mutating func isNewDay(
    _ text: UnsafeRawPointer, _ head: UInt64, _ tail: UInt16
  ) -> Bool {
    guard let century = Self.pair(text), let rest = Self.pair(text + 2),
      let month = Self.pair(text + 5), let day = Self.pair(text + 8),
      text.load(fromByteOffset: 4, as: UInt8.self) == UInt8(ascii: "-"),
      text.load(fromByteOffset: 7, as: UInt8.self) == UInt8(ascii: "-")
    else { return false }
    let year = Int(century * 100 + rest)
    // An offset can lead out of the first year and the last.
    guard 1 < year, year < 9999, 1...12 ~= month,
      1...CivilDate.days(inMonth: Int(month), of: year) ~= Int(day)
    else { return false }
    let date = CivilDate(year: year, month: Int(month), day: Int(day))
    midnight = Int64(date.dayNumber) * 86_400_000_000
    dayHead = head
    dayTail = tail
    return true
  }
}
