import RepostGraph
import RepostRecords
import RepostTrace

/// How records are referred to on a map: by their number in order of time, their time and channel.
struct RecordText {
  let trace: Trace
  let wording: MapWording

  /// The number of a record in canonical order: ① to ⑳, then (21) and so on.
  func number(_ record: Int) -> String {
    let number = Int(trace.graph.order.rank[record]) + 1
    if number <= 20, let circled = Unicode.Scalar(UInt32(0x2460 + number - 1)) {
      return String(Character(circled))
    }
    return "(\(wording.number(number)))"
  }

  /// The numbers of records in canonical order, three or more in a row as a range.
  func numbers(_ records: [Int], limit: Int = 6) -> String {
    let rank = trace.graph.order.rank
    let sorted = Array(Set(records)).sorted { rank[$0] < rank[$1] }
    var texts: [String] = []
    var place = 0
    while place < sorted.count {
      var end = place
      while end + 1 < sorted.count, rank[sorted[end + 1]] == rank[sorted[end]] + 1 { end += 1 }
      if end - place >= 2 {
        texts.append(wording(.range, number(sorted[place]), number(sorted[end])))
      } else {
        texts += sorted[place...end].map { number($0) }
      }
      place = end + 1
    }
    guard texts.count > limit else { return wording.list(texts) }
    return wording(
      .andMore, wording.list(Array(texts.prefix(limit))), wording.number(texts.count - limit))
  }

  /// The numbers of records with the ids that the input gives them, where these are few and short.
  func cited(_ records: [Int]) -> String {
    ids(records).map { numbers(records) + " (" + $0 + ")" } ?? numbers(records)
  }

  /// The ids of records, or `nil` where they are too many or too long to stand on a map.
  func ids(_ records: [Int]) -> String? {
    let ids = records.map { wording.vocabulary.citation(ofRecord: trace.input.records.id($0)) }
    guard ids.count <= 3, ids.allSatisfy({ $0.count <= 16 }) else { return nil }
    return wording.list(ids)
  }

  /// When a record was made, in the precision that it states.
  func time(_ record: Int) -> String {
    unlocalizedTime(record).map { localized($0, besides: nil) } ?? unknownTime(record)
  }

  /// When a record was made, without what the map says once of all dates; `nil` where nothing is left.
  func time(_ record: Int, besides dates: MapDates) -> String? {
    guard let iso = unlocalizedTime(record) else { return unknownTime(record) }
    let text = localized(iso, besides: dates)
    return text.isEmpty ? nil : text
  }

  /// A stated time, which is not unknown.
  func text(of time: StatedTime) -> String {
    localized(time.text(in: trace.input.settings.timeZone), besides: nil)
  }

  /// What all stated times have in common.
  func shared(_ dates: MapDates) -> String { date(dates.text.split(separator: "-")[...], from: 0) }

  private func unlocalizedTime(_ record: Int) -> String? {
    let text = trace.input.records.statedTime(record).text(in: trace.input.settings.timeZone)
    return text.isEmpty ? nil : text
  }

  private func unknownTime(_ record: Int) -> String {
    trace.input.records.isTimeUnreadable(record)
      ? wording.vocabulary.timeUnreadable : wording.vocabulary.timeUnknown
  }

  /// What a channel is called.
  func channel(_ record: Int) -> String {
    wording.vocabulary.channel(trace.input.records.channel(record))
  }

  /// How sure a record is, where it is not confirmed.
  func certainty(_ record: Int) -> String? {
    switch trace.input.records.certainty(record) {
    case .confirmed: nil
    case .probable: wording[.probable]
    case .alleged: wording[.alleged]
    }
  }

  /// A time of ISO 8601 without its offset, which the last line of the map states once.
  private func localized(_ iso: String, besides dates: MapDates?) -> String {
    let ends = iso.split(separator: "/").map { end(of: $0, besides: dates) }
    guard ends.count == 2, !ends[1].isEmpty else { return ends[0] }
    return ends[0].isEmpty ? ends[1] : wording(.range, ends[0], ends[1])
  }

  private func end(of iso: Substring, besides dates: MapDates?) -> String {
    let halves = iso.split(separator: "T", maxSplits: 1)
    let parts = (halves.first ?? "").split(separator: "-")
    var texts: [String] = []
    if let dates {
      if let rest = dates.unsaid(parts, wording.language) {
        texts.append(date(rest, from: parts.count - rest.count))
      }
    } else {
      texts.append(date(parts[...], from: 0))
    }
    if halves.count == 2 {
      let clock = halves[1].prefix { $0 != "Z" && $0 != "+" && $0 != "-" }
      let hour = clock.count == 2 ? wording.language == .chinese ? "时" : "h" : ""
      texts.append(clock + hour)
    }
    return texts.joined(separator: " ")
  }

  /// Parts of a date, the first of them the year (0), the month (1) or the day (2).
  private func date(_ parts: ArraySlice<Substring>, from first: Int) -> String {
    guard wording.language == .chinese else { return parts.joined(separator: "-") }
    let units = ["年", "月", "日"].dropFirst(first)
    return zip(parts, units)
      .map { digits, unit in (unit == "年" ? String(digits) : Self.short(digits)) + unit }
      .joined()
  }

  private static func short(_ digits: Substring) -> String {
    digits.hasPrefix("0") ? String(digits.dropFirst()) : String(digits)
  }
}
