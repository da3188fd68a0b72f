import RepostGraph
import RepostMap
import RepostRecords
import RepostTrace

/// How many had been reached by when, zone by zone, drawn along time.
///
/// A line shows how many certainly were by an instant, a band above it how many can have been: records may
/// state a day or a month, and what lies within it is not known.
struct SpreadChart {
  /// Those of one zone.
  private struct Zone {
    let rank: Int
    /// When each can have been reached first, in order; those of unknown time come first.
    var possible: [Int64] = []
    /// When each certainly was, in order; without those of whom it is not known.
    var certain: [Int64] = []
  }

  private let trace: Trace
  private let say: Wording
  private let zones: [Zone]
  private let axis: TimeAxis?

  private static let left = 190.0
  private static let plotWidth = 700.0
  private static let rowHeight = 70.0
  private static let top = 34.0

  init(_ trace: Trace, _ say: Wording) {
    self.trace = trace
    self.say = say
    let times = ReceiptTimes(trace)
    var zones = (-1..<trace.input.settings.zones.count).map { Zone(rank: $0) }
    var spans: Set<TimeSpan> = []
    for entity in 0..<trace.graph.entityCount where times.earliest[entity] != .max {
      let zone = Int(trace.boundary.shownZones[entity]) + 1
      let (start, end) = (times.earliest[entity], times.latest[entity])
      zones[zone].possible.append(start)
      if end != .max { zones[zone].certain.append(end) }
      if start != .min, end != .max, start < end { spans.insert(TimeSpan(start: start, end: end)) }
    }
    for zone in zones.indices {
      zones[zone].possible.sort()
      zones[zone].certain.sort()
    }
    self.zones = (zones.dropFirst() + zones.prefix(1)).filter { !$0.possible.isEmpty }
    axis =
      spans.isEmpty
      ? nil
      : TimeAxis(of: Array(spans), in: trace.input.settings.timeZone) { _ in Self.plotWidth }
  }

  /// The same in figures: a row for each zone.
  var rows: [ReportPage.Row] {
    zones.map { zone in
      let first = zone.possible.first { $0 != .min }
      return ReportPage.Row([
        .text(name(zone)), .number(zone.possible.count), .number(zone.certain.count),
        .text(first.map { text(of: $0) } ?? say.vocabulary.timeUnknown),
        .text(zone.certain.last.map { text(of: $0 - 1) } ?? say.vocabulary.timeUnknown),
      ])
    }
  }

  private func text(of instant: Int64) -> String {
    let precision: TimePrecision =
      switch axis?.step {
      case .days, .parts, .months, .years: .day
      default: .second
      }
    return StatedTime(span: TimeSpan(start: instant, end: instant + 1), precision: precision)
      .text(in: trace.input.settings.timeZone)
  }

  private func name(_ zone: Zone) -> String {
    say.zone(zone.rank < 0 ? nil : trace.input.settings.zones[zone.rank])
  }

  /// An SVG element, or `nil` where no receipt has a time.
  var drawing: HTMLText? {
    guard let axis else { return nil }
    let height = Int(Self.top + Self.rowHeight * Double(zones.count) + 12)
    let width = Int(Self.left + axis.width + 90)
    var html: HTMLText = """
      <svg class="spread" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img" aria-labelledby="spread-title spread-text">
      <title id="spread-title">\(say(.pageTimeline))</title>
      <desc id="spread-text">\(description)</desc>

      """
    html += ticks(axis, height: height)
    for (place, zone) in zones.enumerated() {
      html += row(zone, axis, bottom: Self.top + Self.rowHeight * Double(place + 1) - 12)
    }
    html += "</svg>\n"
    return html
  }

  private var description: String {
    zones.map {
      say(
        .pageTimelineZone,
        [
          "zone": name($0), "n": String($0.possible.count), "timed": String($0.certain.count),
        ])
    }.joined(separator: " ")
  }

  private func ticks(_ axis: TimeAxis, height: Int) -> HTMLText {
    var html: HTMLText = ""
    let texts = TimeText(say.language, zone: trace.input.settings.timeZone)
    var known: String?
    var free = 0.0
    for tick in axis.ticks {
      let x = Self.point(Self.left + tick.x)
      html += "<path class=\"grid\" d=\"M\(x) 30V\(height - 12)\"/>\n"
      let text = texts.tick(tick.instant, axis.step)
      // Where labels would run into each other, the later one gives way.
      guard tick.x >= free else { continue }
      html += "<text class=\"tick\" x=\"\(x)\" y=\"26\">\(text.text)</text>\n"
      free = tick.x + 8 + 7 * Double(max(text.text.count, 4)) * (say.language == .chinese ? 1.3 : 1)
      if let whole = text.whole, whole != known {
        html += "<text class=\"tick\" x=\"\(x)\" y=\"12\">\(whole)</text>\n"
        known = whole
        free = max(
          free, tick.x + 8 + 7 * Double(whole.count) * (say.language == .chinese ? 1.3 : 1))
      }
    }
    for gap in axis.breaks {
      let x = Self.point(Self.left + gap.x + TimeAxis.breakWidth / 2)
      html += "<text class=\"tick idle\" x=\"\(x)\" y=\"26\">…</text>\n"
    }
    return html
  }

  private func row(_ zone: Zone, _ axis: TimeAxis, bottom: Double) -> HTMLText {
    let scale = (Self.rowHeight - 22) / Double(zone.possible.count)
    let base = Self.point(bottom)
    let right = Self.left + axis.width
    let upper = steps(zone.possible, axis, bottom, scale)
    let lower = steps(zone.certain, axis, bottom, scale)
    let shade = "z\(zone.rank < 0 ? "u" : String(zone.rank % 5))"
    var band = "M\(Self.point(Self.left)) \(base)"
    for step in upper { band += "H\(Self.point(step.x))V\(Self.point(step.y))" }
    band += "H\(Self.point(right))"
    for (place, step) in lower.enumerated().reversed() {
      let before = place == 0 ? bottom : lower[place - 1].y
      if place == lower.count - 1 { band += "V\(Self.point(step.y))" }
      band += "H\(Self.point(step.x))V\(Self.point(before))"
    }
    if lower.isEmpty { band += "V\(base)" }
    var line = "M\(Self.point(Self.left)) \(base)"
    for step in lower { line += "H\(Self.point(step.x))V\(Self.point(step.y))" }
    line += "H\(Self.point(right))"
    return """
      <g class="\(shade)">
      <path class="band" d="\(band)Z"/>
      <path class="line" d="\(line)"/>
      <path class="grid" d="M\(Self.point(Self.left)) \(base)H\(Self.point(right))"/>
      <text class="zone" x="0" y="\(Self.point(bottom - 16))">\(clipped(name(zone)))</text>
      <text class="count" x="\(Self.point(right + 8))" y="\(Self.point(bottom - 16))">\(total(zone))</text>
      </g>

      """
  }

  private func clipped(_ name: String) -> String {
    let limit = say.language == .chinese ? 12 : 22
    return name.count > limit ? name.prefix(limit - 1) + "…" : name
  }

  private func total(_ zone: Zone) -> String {
    zone.certain.count == zone.possible.count
      ? String(zone.possible.count)
      : say(.pageRange, ["from": String(zone.certain.count), "to": String(zone.possible.count)])
  }

  /// The corners of a curve that counts instants, no more than a point apart.
  private func steps(
    _ instants: [Int64], _ axis: TimeAxis, _ bottom: Double, _ scale: Double
  ) -> [(x: Double, y: Double)] {
    var steps: [(x: Double, y: Double)] = []
    for (place, instant) in instants.enumerated() {
      let x = (Self.left + (instant == .min ? 0 : axis.x(instant))).rounded(.down)
      let y = bottom - scale * Double(place + 1)
      if let last = steps.last, last.x == x {
        steps[steps.count - 1].y = y
      } else {
        steps.append((x, y))
      }
    }
    return steps
  }

  /// A length in tenths, which is exact enough and the same everywhere.
  private static func point(_ length: Double) -> String {
    let tenths = Int((length * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(abs(tenths % 10))"
  }
}
