import Foundation

/// The time zone in which a case reads times without an offset and prints all times.
public struct CaseTimeZone: Hashable, Sendable {
  /// What the zone is called: `UTC`, an offset such as `+08:00`, or a name such as `Asia/Shanghai`.
  public let text: String

  /// The offset of a zone that never changes it, in seconds.
  package let fixedOffset: Int?

  private let named: TimeZone?

  /// Universal time.
  public static let utc = CaseTimeZone(text: "UTC", fixedOffset: 0)

  /// What names a zone, for messages.
  static let forms = "UTC, an offset such as +08:00, or a name such as Asia/Shanghai"

  private init(text: String, fixedOffset: Int?, named: TimeZone? = nil) {
    self.text = text
    self.fixedOffset = fixedOffset
    self.named = named
  }

  /// The zone that a text names, or `nil` where it names none.
  ///
  /// - Parameter text: `UTC`, `Z`, an offset (`+08:00`, `+0800`, `+08`, `+8`, `UTC+8`), or a name of
  ///   the IANA database (`Asia/Shanghai`).
  public init?(_ text: String) {
    if ["utc", "z", "gmt"].contains(text.lowercased()) {
      self = .utc
    } else if let seconds = Self.offset(text) {
      self.init(text: Self.offsetText(seconds), fixedOffset: seconds)
    } else if Self.isName(text), let zone = TimeZone(identifier: text) {
      self.init(text: zone.identifier, fixedOffset: nil, named: zone)
    } else {
      return nil
    }
  }

  /// What the zone's clocks are ahead of universal time, in seconds.
  ///
  /// - Parameter instant: Microseconds since 1970-01-01T00:00:00Z.
  /// - Returns: The offset, positive east of Greenwich.
  public func offset(at instant: Int64) -> Int {
    if let fixedOffset { return fixedOffset }
    let date = Date(timeIntervalSince1970: Double(instant) / 1_000_000)
    return named?.secondsFromGMT(for: date) ?? 0
  }

  /// The first and the last instant at which the zone's clocks show a local time.
  ///
  /// The two differ where clocks are set back. A time that clocks skip is read as if they had not
  /// been set forward yet.
  ///
  /// - Parameter local: Microseconds since 1970-01-01T00:00:00 on the zone's clocks.
  /// - Returns: The two instants, in microseconds since 1970-01-01T00:00:00Z.
  package func instants(ofLocal local: Int64) -> ClosedRange<Int64> {
    let day: Int64 = 86_400_000_000
    let before = Int64(offset(at: local - day)) * 1_000_000
    let after = Int64(offset(at: local + day)) * 1_000_000
    guard before != after else { return (local - before)...(local - before) }
    let early = local - before
    let late = local - after
    let isEarly = Int64(offset(at: early)) * 1_000_000 == before
    let isLate = Int64(offset(at: late)) * 1_000_000 == after
    switch (isEarly, isLate) {
    case (true, true): return min(early, late)...max(early, late)
    case (false, true): return late...late
    default: return early...early
    }
  }

  /// An offset as ISO 8601 writes it: `+08:00`; with seconds where it has them.
  static func offsetText(_ seconds: Int) -> String {
    let magnitude = seconds.magnitude
    var parts = [magnitude / 3600, magnitude / 60 % 60]
    if magnitude % 60 != 0 { parts.append(magnitude % 60) }
    let digits = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }
    return (seconds < 0 ? "-" : "+") + digits.joined(separator: ":")
  }

  private static func offset(_ text: String) -> Int? {
    var rest = Substring(text)
    for prefix in ["UTC", "GMT"] where rest.uppercased().hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.count)
      break
    }
    guard let sign = rest.first, sign == "+" || sign == "-" || sign == "−" else { return nil }
    let digits = rest.dropFirst()
    let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
    let hours: Substring
    let minutes: Substring
    switch (parts.count, digits.count) {
    case (1, 1...2): (hours, minutes) = (digits, "0")
    case (1, 4): (hours, minutes) = (digits.prefix(2), digits.suffix(2))
    case (2, 4...5) where parts[1].count == 2: (hours, minutes) = (parts[0], parts[1])
    default: return nil
    }
    guard (hours + minutes).allSatisfy({ $0.isASCII && $0.isNumber }), let hour = Int(hours),
      let minute = Int(minutes), hour <= 18, minute < 60, hour < 18 || minute == 0
    else { return nil }
    return (sign == "+" ? 1 : -1) * (hour * 3600 + minute * 60)
  }

  // Foundation also takes abbreviations, of which many mean several zones.
  private static func isName(_ text: String) -> Bool {
    text.contains("/") && !text.contains("..") && !text.hasPrefix("/")
      && text.utf8.allSatisfy { $0 > 32 && $0 < 127 }
  }
}
