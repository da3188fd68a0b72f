import RepostGraph
import RepostRecords
import RepostTrace

/// The part of the date that all stated times on a map share, which the map then says once.
struct MapDates {
  /// How much of the date is shared.
  enum Shared: Int {
    case nothing
    case year
    case month
    case day
  }

  /// How much of the date all times have in common.
  let shared: Shared
  /// The shared part in ISO 8601; empty where nothing is shared.
  let text: String

  /// Looks at the records of the hops that are drawn.
  init(_ trace: Trace, _ connections: [Connection]) {
    let zone = trace.input.settings.timeZone
    var common: [Substring]?
    var dated = 0
    for connection in connections {
      for hop in connection.hops {
        let record = trace.graph.record(ofHop: hop)
        let text = trace.input.records.statedTime(record).text(in: zone)
        guard !text.isEmpty else { continue }
        dated += 1
        for end in text.split(separator: "/") {
          let parts = end.prefix { $0 != "T" }.split(
            separator: "-", omittingEmptySubsequences: false)
          common =
            common.map { known in
              Array(zip(known, parts).prefix { $0 == $1 }.map { $0.0 })
            } ?? parts
        }
      }
    }
    // Of one time there is nothing to be said twice.
    let parts = dated > 1 ? common ?? [] : []
    shared = Shared(rawValue: parts.count) ?? .nothing
    text = shared == .nothing ? "" : parts.joined(separator: "-")
  }

  /// What is left to say of a date of ISO 8601, the parts from the year on; `nil` where nothing is.
  ///
  /// English dates keep the month beside the day, or a number would stand alone.
  func unsaid(_ parts: [Substring], _ language: Language) -> ArraySlice<Substring>? {
    guard shared.rawValue < parts.count else { return shared == .nothing ? parts[...] : nil }
    if language == .english, shared != .nothing {
      return parts.count == 3 ? parts[1...] : parts[...]
    }
    return parts[shared.rawValue...]
  }
}
