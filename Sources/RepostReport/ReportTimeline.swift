import RepostGraph
import RepostRecords
import RepostTrace

/// The course of the spread: how many were reached by when, and how long each forwarder had the item.
extension ReportPage {
  var timeline: HTMLText {
    let chart = SpreadChart(trace, say)
    var html: HTMLText = ""
    if let drawing = chart.drawing {
      html += "<p class=\"soft\">\(say(.pageTimelineMeaning))</p>\n"
      html += "<div class=\"scroll timeline\" tabindex=\"0\" role=\"region\" "
      html += "aria-label=\"\(say(.pageTimeline))\">\n\(drawing)</div>\n"
      html += table(
        [
          .columnZone, .columnReached, .columnReachedTimed, .columnReachedFirst, .columnReachedLast,
        ],
        chart.rows, of: chart.rows.count, isSortable: false, name: .pageTimeline)
    } else {
      html += "<p>\(say(.pageTimelineNoTimes))</p>\n"
    }
    return html + handling
  }

  private var handling: HTMLText {
    let times = HandlingTimes(trace)
    let rows = trace.forwarders.prefix(Self.rowLimit).compactMap { entity -> Row? in
      let forwarder = trace.forwarder(entity)
      guard let received = forwarder.received, !received.records.isEmpty,
        let act = words.firstRecordAsActor(forwarder)
      else { return nil }
      let time = times.time(from: received.records, to: act)
      var row = Row([
        .text(words.name(entity)),
        .long(words.basis(received.basis, ofRecord: act, sources: received.records, limit: 5)),
        .text(received.records.first.map { words.time($0) } ?? ""),
        .text(say(.receipt, ["who": words.time(act), "id": words.id(act)])),
        time.map { .keyed(DurationWords(say).range($0), key: $0.lowerBound.seconds) }
          ?? .keyed(say(.pageHandlingUnknown), key: .max),
      ])
      row.data = [("who", entity)]
      return row
    }
    guard !rows.isEmpty else { return "" }
    let columns: [Phrase] = [
      .columnName, .columnReceived, .columnReceivedAt, .columnPassedOnAt, .columnHandling,
    ]
    return """
      <h3>\(say(.pageHandling))</h3>
      <p class="soft">\(say(.pageHandlingMeaning))</p>
      \(table(columns, rows, of: rows.count, name: .pageHandling))
      """
  }
}

extension Duration {
  fileprivate var seconds: Int { Int(clamping: components.seconds) }
}

/// How long people had an item before they passed it on, as far as the times of the records tell.
struct HandlingTimes {
  private let trace: Trace

  init(_ trace: Trace) { self.trace = trace }

  /// The shortest and the longest time that can lie between any of some receipts and an act; `nil` where
  /// the times tell neither.
  func time(from receipts: [Int], to act: Int) -> ClosedRange<Duration>? {
    let table = trace.input.records
    let acted = table.time(act)
    guard !acted.isUnknown else { return nil }
    var range: ClosedRange<Int64>?
    for receipt in receipts {
      let received = table.time(receipt)
      guard !received.isUnknown else { return nil }
      let least = max(0, acted.start - received.end)
      let most = max(least, acted.end - received.start)
      range = min(range?.lowerBound ?? least, least)...max(range?.upperBound ?? most, most)
    }
    return range.map { .microseconds($0.lowerBound)...(.microseconds($0.upperBound)) }
  }
}

/// Puts lengths of time into words.
struct DurationWords {
  private let say: Wording

  init(_ say: Wording) { self.say = say }

  private static let units: [(seconds: Int, phrase: Phrase)] = [
    (86_400, .durationDays), (3600, .durationHours), (60, .durationMinutes), (1, .durationSeconds),
  ]

  /// A range of lengths; as one where its ends do not differ in words.
  func range(_ range: ClosedRange<Duration>) -> String {
    let (least, most) = (text(range.lowerBound), text(range.upperBound))
    if least == most { return say(.pageHandlingAbout, ["time": least]) }
    if range.lowerBound == .zero { return say(.pageHandlingUpTo, ["time": most]) }
    return say(.pageRange, ["from": least, "to": most])
  }

  /// A length in its two largest units, cut off below these.
  func text(_ length: Duration) -> String {
    var rest = Int(clamping: length.components.seconds)
    guard let first = Self.units.firstIndex(where: { rest >= $0.seconds }) else {
      return say(.durationSeconds, ["n": "0"])
    }
    var parts: [String] = []
    for unit in Self.units[first...].prefix(2) {
      let count = rest / unit.seconds
      rest -= count * unit.seconds
      if count > 0 { parts.append(say(unit.phrase, ["n": String(count)])) }
    }
    return parts.count == 2 ? say(.durationTwoUnits, ["a": parts[0], "b": parts[1]]) : parts[0]
  }
}
