package import RepostRecords

/// An axis of time: stretches of one scale, between which idle time is left out.
package struct TimeAxis {
  /// A stretch of time that is drawn whole.
  package struct Stretch: Hashable {
    package let start: Int64
    package let end: Int64
    /// Where it begins on the axis, in points.
    package let x: Double
  }

  /// Time that is left out between two stretches.
  package struct Break: Hashable {
    /// Where the stretch before it ends, in points.
    package let x: Double
    /// How long it is, in microseconds.
    package let duration: Int64
  }

  /// A line of the grid.
  package struct Tick: Hashable {
    package let instant: Int64
    package let x: Double
  }

  package let stretches: [Stretch]
  package let step: TimeStep
  package let ticks: [Tick]
  /// How long the axis is, in points.
  package let width: Double
  private let scale: Double

  /// How wide a break is drawn, in points.
  package static let breakWidth = 60.0
  /// How many ticks there are at most.
  static let tickLimit = 14

  /// Makes an axis on which all of some times can be shown.
  ///
  /// - Parameters:
  ///   - spans: What the times span, none of them unknown; at least one.
  ///   - zone: The clocks that ticks follow.
  ///   - least: The shortest step between ticks.
  ///   - width: Gives the length of all stretches together in points, for their length in
  ///     microseconds.
  package init(
    of spans: [TimeSpan], in zone: CaseTimeZone, least: TimeStep = .seconds(1),
    width: (Int64) -> Double
  ) {
    let parts = Self.parts(spans)
    let steps = TimeStep.ladder.drop { $0.length < least.length }
    var step = TimeStep.years(1000)
    var wholes: [(start: Int64, end: Int64)] = []
    for candidate in steps {
      step = candidate
      wholes = Self.whole(parts, candidate, zone)
      let limit = candidate.length * Int64(Self.tickLimit + 1)
      // Counted only where they can be few enough: there may be millions of seconds.
      guard wholes.allSatisfy({ $0.end - $0.start < limit }) else { continue }
      let count = wholes.reduce(0) { $0 + step.ticks(from: $1.start, to: $1.end, zone).count }
      if count <= Self.tickLimit { break }
    }
    let length = wholes.reduce(0) { $0 + $1.end - $1.start }
    let scale = width(length) / Double(length)
    var x = 0.0
    var stretches: [Stretch] = []
    for whole in wholes {
      stretches.append(Stretch(start: whole.start, end: whole.end, x: x))
      x += Double(whole.end - whole.start) * scale + Self.breakWidth
    }
    self.step = step
    self.scale = scale
    self.stretches = stretches
    self.width = x - Self.breakWidth
    ticks = stretches.flatMap { stretch in
      step.ticks(from: stretch.start, to: stretch.end, zone).map { tick in
        Tick(instant: tick, x: stretch.x + Double(tick - stretch.start) * scale)
      }
    }
  }

  /// The time that is left out, in its order.
  package var breaks: [Break] {
    zip(stretches, stretches.dropFirst()).map { before, after in
      Break(x: after.x - Self.breakWidth, duration: after.start - before.end)
    }
  }

  /// Where an instant is on the axis, in points; within a break, somewhere in it.
  package func x(_ instant: Int64) -> Double {
    var last = stretches[0]
    for stretch in stretches {
      if stretch.start > instant { break }
      last = stretch
    }
    guard instant > last.end else {
      return last.x + Double(max(instant, last.start) - last.start) * scale
    }
    let end = last.x + Double(last.end - last.start) * scale
    guard let next = stretches.first(where: { $0.start > instant }) else { return end }
    let part = Double(instant - last.end) / Double(next.start - last.end)
    return end + part * Self.breakWidth
  }

  /// The stretches that are drawn, as times: where the longest idle times stand out from the rest,
  /// they lie between two of them.
  private static func parts(_ spans: [TimeSpan]) -> [(start: Int64, end: Int64)] {
    var busy: [(start: Int64, end: Int64)] = []
    for span in spans.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      if let last = busy.last, span.start <= last.end {
        busy[busy.count - 1].end = max(last.end, span.end)
      } else {
        busy.append((span.start, span.end))
      }
    }
    let total = busy[busy.count - 1].end - busy[0].start
    let minute: Int64 = 60_000_000
    guard total > minute else {
      return [(busy[0].start - (minute - total) / 2, busy[0].start + (minute + total) / 2)]
    }
    let idle = zip(busy, busy.dropFirst()).enumerated()
      .map { (place: $0.offset + 1, length: $0.element.1.start - $0.element.0.end) }
      .sorted { (-$0.length, $0.place) < (-$1.length, $1.place) }
    var best = (count: 0, ratio: 2.5)
    var left: Int64 = 0
    for count in 1..<max(1, min(7, idle.count)) {
      left += idle[count - 1].length
      let ratio = Double(idle[count - 1].length) / Double(max(1, idle[count].length))
      if Double(left) >= 0.35 * Double(total), ratio > best.ratio { best = (count, ratio) }
    }
    var parts: [(start: Int64, end: Int64)] = []
    var start = busy[0].start
    for cut in idle.prefix(best.count).map(\.place).sorted() {
      parts.append((start, busy[cut - 1].end))
      start = busy[cut].start
    }
    parts.append((start, busy[busy.count - 1].end))
    return parts
  }

  /// The parts with their ends at ticks, those that meet then put together.
  private static func whole(
    _ parts: [(start: Int64, end: Int64)], _ step: TimeStep, _ zone: CaseTimeZone
  ) -> [(start: Int64, end: Int64)] {
    var whole: [(start: Int64, end: Int64)] = []
    for part in parts {
      let start = step.floor(part.start, zone)
      var end = step.ceiling(part.end, zone)
      if end == start { end = step.next(after: start, zone) }
      // What is left out is worth a mark only where it is longer than the distance of two ticks.
      if let last = whole.last, start - last.end < 2 * step.length {
        whole[whole.count - 1].end = end
      } else {
        whole.append((start, end))
      }
    }
    return whole
  }
}
