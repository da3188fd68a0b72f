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
  /// Adds to what a reader should see beside it.
  mutating func addNote(_ remark: String) { note += note.isEmpty ? remark : "; \(remark)" }

  /// Whether both times are known, at one offset, and this one is later.
  func isAfter(_ other: ImportedRecord) -> Bool {
    guard !time.isEmpty, !other.time.isEmpty,
      time.dropFirst(19) == other.time.dropFirst(19)
    else { return false }
    return time > other.time
  }
}
