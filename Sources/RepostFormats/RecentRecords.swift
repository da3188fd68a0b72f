/// Keeps the latest records of a file back, so that what stands before and after them can be compared.
///
/// So many are kept, whatever the length of the file.
struct RecentRecords {
  /// So many records before a record, and so many after it, are compared with it.
  static let limit = 10_000

  private struct Entry {
    var record: ImportedRecord
    var offers: [String]
    var wants: String?
  }

  private let settle: (inout ImportedRecord, [ImportedRecord]) -> Void
  private var entries: [Entry] = []
  /// The number of entries that were dropped.
  private var dropped = 0
  /// The number of entries that were given away, dropped ones among them.
  private var given = 0
  private var offers: [String: [Int]] = [:]
  private var places: [String: Int] = [:]

  /// Whether records were given away before all were seen.
  var isBeyondLimit: Bool { dropped > 0 }

  /// Keeps nothing yet.
  ///
  /// - Parameter settle: Completes a record that wants something, by the records that offer it; they are
  ///   in the order of the file.
  init(settle: @escaping (inout ImportedRecord, [ImportedRecord]) -> Void) {
    self.settle = settle
  }

  /// Takes a record.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - offers: What other records may want of it.
  ///   - wants: What it wants of others.
  ///   - sink: Takes the records that are kept no longer.
  /// - Throws: ``FormatProblem`` where the sink throws it.
  mutating func take(
    _ record: ImportedRecord, offers: [String] = [], wants: String? = nil,
    into sink: any ImportSink
  ) throws(FormatProblem) {
    let number = dropped + entries.count
    for offer in offers { self.offers[offer, default: []].append(number) }
    if places[record.id] == nil { places[record.id] = number }
    entries.append(Entry(record: record, offers: offers, wants: wants))
    if number + 1 - given > Self.limit { try give(to: sink) }
    if given - dropped > 2 * Self.limit { drop() }
  }

  /// Changes a record that was not given away yet.
  ///
  /// - Returns: Whether there is one with this id.
  mutating func change(_ id: String, _ body: (inout ImportedRecord) -> Void) -> Bool {
    guard let number = places[id], number >= given else { return false }
    body(&entries[number - dropped].record)
    return true
  }

  /// A record by its id, where it is among those that are kept.
  func record(_ id: String) -> ImportedRecord? {
    places[id].map { entries[$0 - dropped].record }
  }

  /// The latest record that offers something.
  func latest(offering offer: String) -> ImportedRecord? {
    offers[offer]?.last.map { entries[$0 - dropped].record }
  }

  /// Gives all records away.
  mutating func end(into sink: any ImportSink) throws(FormatProblem) {
    while given < dropped + entries.count { try give(to: sink) }
  }

  private mutating func give(to sink: any ImportSink) throws(FormatProblem) {
    let place = given - dropped
    if let wants = entries[place].wants {
      let found = (offers[wants] ?? []).filter { $0 != given }.map { entries[$0 - dropped].record }
      settle(&entries[place].record, found)
    }
    given += 1
    try sink.take(entries[place].record)
  }

  private mutating func drop() {
    for (place, entry) in entries.prefix(Self.limit).enumerated() {
      if places[entry.record.id] == dropped + place { places[entry.record.id] = nil }
      for offer in entry.offers {
        offers[offer]?.removeFirst()
        if offers[offer]?.isEmpty == true { offers[offer] = nil }
      }
    }
    entries.removeFirst(Self.limit)
    dropped += Self.limit
  }
}

extension ImportedRecord {
  /// The latest of these that is not after this record, and how many can be meant; a record is not before
  /// itself.
  func latestBefore(among found: [ImportedRecord]) -> (record: ImportedRecord, count: Int)? {
    let before = found.filter { $0.id != id && !$0.isAfter(self) }
    guard var latest = before.first else { return nil }
    for candidate in before.dropFirst() where candidate.isAfter(latest) { latest = candidate }
    return (latest, before.count)
  }

  /// Takes the latest record by the name that comes first in its text for the step before.
  ///
  /// - Parameter found: The records by that name.
  /// - Returns: The record that is taken, where there is one.
  mutating func takeNamedStep(among found: [ImportedRecord]) -> ImportedRecord? {
    guard let (latest, count) = latestBefore(among: found) else { return nil }
    parent = latest.id
    extras.append(("parent", "by the name that comes first in its text"))
    if count > 1 {
      addNote(
        "the name that comes first in its text has \(count) reposts that can be meant; "
          + "the latest is taken")
    }
    return latest
  }

  /// Adds to what a reader should see beside it.
  mutating func addNote(_ remark: String) { note += note.isEmpty ? remark : "; \(remark)" }

  /// Whether both times are known, at one offset, and this one is later.
  func isAfter(_ other: ImportedRecord) -> Bool {
    func offset(_ time: String) -> Substring {
      time.dropFirst(19).drop { $0 == "." || $0.isNumber }
    }
    guard time.count >= 19, other.time.count >= 19, offset(time) == offset(other.time) else {
      return false
    }
    return time.prefix(19) > other.time.prefix(19)
  }
}
