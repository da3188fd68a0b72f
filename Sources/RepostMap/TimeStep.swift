package import RepostRecords

/// A distance between ticks of an axis of time, on the clocks and calendar of the case.
package enum TimeStep: Hashable {
  /// Seconds, so many that they divide a day, or a day its parts.
  case seconds(Int64)
  /// Days; seven of them begin on Mondays.
  case days(Int)
  /// So many days of a month, counted from its first: 10 gives the 1st, the 11th and the 21st.
  case parts(Int)
  case months(Int)
  case years(Int)

  /// The steps from the shortest to the longest; none is much more than double the one before.
  static let ladder: [TimeStep] =
    [1, 2, 4, 5, 10, 15, 30].map { .seconds($0) }
    + [1, 2, 3, 5, 10, 15, 30].map { .seconds($0 * 60) }
    + [1, 2, 3, 6, 12].map { .seconds($0 * 3600) }
    + [1, 2, 4, 7].map { .days($0) } + [.parts(10), .parts(15)]
    + [1, 2, 3, 6].map { .months($0) }
    + [1, 2, 4, 5, 10, 20, 40, 50, 100, 200, 400, 500, 1000].map { .years($0) }

  /// About how long the step is, in microseconds.
  var length: Int64 {
    switch self {
    case .seconds(let count): count * 1_000_000
    case .days(let count), .parts(let count): Int64(count) * Self.day
    case .months(let count): Int64(count) * 30 * Self.day
    case .years(let count): Int64(count) * 365 * Self.day
    }
  }

  /// The shortest step that means something beside times of a precision.
  package static func least(for precision: TimePrecision) -> TimeStep {
    switch precision {
    case .unknown, .year: .years(1)
    case .month: .months(1)
    case .day: .days(1)
    case .hour: .seconds(3600)
    case .minute: .seconds(60)
    default: .seconds(1)
    }
  }

  /// The last tick at or before an instant.
  func floor(_ instant: Int64, _ zone: CaseTimeZone) -> Int64 {
    var local = floored(instant + Int64(zone.offset(at: instant)) * 1_000_000)
    // Clocks that are set back can put the tick behind the instant.
    while Self.instant(local, zone) > instant { local = floored(local - 1) }
    return Self.instant(local, zone)
  }

  /// The first tick at or after an instant.
  func ceiling(_ instant: Int64, _ zone: CaseTimeZone) -> Int64 {
    let floor = floor(instant, zone)
    return floor == instant ? floor : next(after: floor, zone)
  }

  /// The tick that follows a tick.
  func next(after tick: Int64, _ zone: CaseTimeZone) -> Int64 {
    var local = tick + Int64(zone.offset(at: tick)) * 1_000_000
    repeat { local = following(floored(local)) } while Self.instant(local, zone) <= tick
    return Self.instant(local, zone)
  }

  /// The ticks from one tick to another.
  func ticks(from start: Int64, to end: Int64, _ zone: CaseTimeZone) -> [Int64] {
    var ticks = [start]
    var tick = start
    while tick < end {
      tick = next(after: tick, zone)
      ticks.append(tick)
    }
    return ticks
  }

  private static let day: Int64 = 86_400_000_000

  private static func instant(_ local: Int64, _ zone: CaseTimeZone) -> Int64 {
    zone.instants(ofLocal: local).lowerBound
  }

  private func floored(_ local: Int64) -> Int64 {
    if case .seconds(let count) = self {
      return local - Self.remainder(local, count * 1_000_000)
    }
    let day = (local - Self.remainder(local, Self.day)) / Self.day
    let date = CivilDate(dayNumber: Int(day))
    switch self {
    case .seconds: return local
    case .days(let count):
      // The first Monday of 1970 was the 5th of January.
      let first: Int64 = count == 7 ? 4 : 0
      return (day - Self.remainder(day - first, Int64(count))) * Self.day
    case .parts(let count):
      let part = min((date.day - 1) / count, 30 / count - 1)
      return Self.local(date.year, date.month, 1 + part * count)
    case .months(let count):
      return Self.local(date.year, (date.month - 1) / count * count + 1, 1)
    case .years(let count):
      return Self.local(
        Int(Int64(date.year) - Self.remainder(Int64(date.year), Int64(count))), 1, 1)
    }
  }

  private func following(_ local: Int64) -> Int64 {
    if case .seconds(let count) = self { return local + count * 1_000_000 }
    let date = CivilDate(dayNumber: Int((local - Self.remainder(local, Self.day)) / Self.day))
    switch self {
    case .seconds: return local
    case .days(let count): return local + Int64(count) * Self.day
    case .parts(let count):
      let isLast = date.day + count > count * (30 / count)
      return isLast
        ? Self.local(date.year, date.month + 1, 1) : local + Int64(count) * Self.day
    case .months(let count): return Self.local(date.year, date.month + count, 1)
    case .years(let count): return Self.local(date.year + count, 1, 1)
    }
  }

  private static func local(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let date = CivilDate(
      year: month > 12 ? year + 1 : year, month: month > 12 ? month - 12 : month, day: day)
    return Int64(date.dayNumber) * Self.day
  }

  private static func remainder(_ number: Int64, _ divisor: Int64) -> Int64 {
    let remainder = number % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
