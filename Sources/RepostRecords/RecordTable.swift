/// The forwarding records of a case as columns; a record is known by its index in input order.
public struct RecordTable: Sendable {
  /// Stands in `recipients` for the audience of a broadcast, which is no entity.
  public static let audience: Int32 = -1
  /// Stands in a column for "nobody" or "none".
  public static let none: Int32 = -1
  /// Stands in `parents` for a record that names a parent which is not in the input.
  package static let parentNotInInput: Int32 = -2

  var ids = RecordIDs()
  var parentRecords = RecordParents()
  var times = RecordTimes()
  var unreadableTimes: Set<Int32> = []

  package internal(set) var actors: [Int32] = []
  package internal(set) var recipients = IndexLists()
  var channelNames = NameTable()
  var channels = CompactNumbers()
  package internal(set) var items: [Int32] = []
  // Empty while no record names the author of its message.
  private var originals: [Int32] = []
  package internal(set) var directors = IndexLists()
  package internal(set) var approvers = IndexLists()
  // Empty while every record is confirmed.
  private var certainties: [Certainty] = []
  var texts = RecordTexts()
  var places = RecordPlaces()

  package init() {}

  /// The number of records.
  public var count: Int { actors.count }

  /// When each record was passed on: its first microsecond.
  package var starts: [Int64] { times.starts }

  /// For each record, the record that it names as its parent, `none` or `parentNotInInput`.
  package var parents: [Int32] { parentRecords.records }

  /// The first microsecond after the time of a record.
  package func end(_ record: Int) -> Int64 { times.end(record) }

  /// Whether any record names the author of its message.
  package var hasOriginals: Bool { !originals.isEmpty }

  /// The number of a record's channel among the channels of the case.
  package func channelNumber(_ record: Int) -> Int { channels[record] }

  /// The number of channels that records name.
  package var channelCount: Int { channelNames.count }

  /// The channel of a number.
  package func channel(number: Int) -> String { channelNames[number] }

  /// The record's own id, or `FILE:LINE` where the row gives none.
  public func id(_ record: Int) -> String { ids.text(of: record) }

  /// The record with this id.
  public func find(_ id: String) -> Int? { ids.find(id).map { Int($0) } }

  /// When it was passed on.
  public func time(_ record: Int) -> TimeSpan { times.time(record).span }

  /// When it was passed on, with the precision in which the record states it.
  public func statedTime(_ record: Int) -> StatedTime { times.time(record) }

  /// The records that state a time which cannot be read, in input order.
  package var recordsWithUnreadableTimes: [Int] { unreadableTimes.sorted().map { Int($0) } }

  /// Whether a time is stated but cannot be read, so that it counts as unknown.
  public func isTimeUnreadable(_ record: Int) -> Bool { unreadableTimes.contains(Int32(record)) }

  /// The entity that passed the item on, or `nil` where the record names nobody.
  public func actor(_ record: Int) -> Int? { actors[record] < 0 ? nil : Int(actors[record]) }

  /// The channel by which it was passed on: a known one by its name, whichever way the record spells
  /// it, another as it is first spelled in the case.
  ///
  /// It is `unknown` where the record gives none.
  public func channel(_ record: Int) -> String { channelNames[channels[record]] }

  /// The channel as it is compared with ``Item/approvedChannels`` and other words.
  public func channelKey(_ record: Int) -> String { channelName(channel(record)) }

  /// The channels as they are compared, by their numbers: few, where records are many.
  package var channelKeys: [String] {
    (0..<channelNames.count).map { channelName(channelNames[$0]) }
  }

  /// The index of the item that was passed on.
  public func item(_ record: Int) -> Int { Int(items[record]) }

  /// The id that the record gives as its parent, whether or not the input holds it.
  public func parentID(_ record: Int) -> String? {
    switch parents[record] {
    case Self.none: nil
    case Self.parentNotInInput: ids.text(ofKey: parentRecords.missingKey(record))
    case let parent: id(Int(parent))
    }
  }

  /// The record that this one names as its parent, where the input holds it.
  public func parent(_ record: Int) -> Int? {
    parents[record] < 0 ? nil : Int(parents[record])
  }

  /// The entity that the message itself names as its author.
  public func original(_ record: Int) -> Int? {
    originals.isEmpty || originals[record] < 0 ? nil : Int(originals[record])
  }

  /// How sure the record is.
  public func certainty(_ record: Int) -> Certainty {
    certainties.isEmpty ? .confirmed : certainties[record]
  }

  /// The exhibits that the record refers to.
  public func evidence(_ record: Int) -> [String] { splitList(texts.evidence(record)) }

  /// The free text of the record.
  public func note(_ record: Int) -> String { texts.note(record) }

  /// The columns of the record that have no meaning to the product.
  public func extras(_ record: Int) -> [ExtraField] { texts.extras(record) }

  /// The columns that the product gives no meaning to, in the order of the records that use them.
  public var extraColumns: [String] { texts.extraColumns }

  /// The line of its file on which the record starts, counted from 1.
  public func line(_ record: Int) -> Int { places.line(record) }

  /// The position in the case's `inputs` of the file that holds the record.
  public func file(_ record: Int) -> Int { places.file(record) }
}

extension RecordTable {
  /// Notes the author of a record's message; it is the last record or one before it.
  mutating func setOriginal(_ entity: Int32, of record: Int) {
    guard entity >= 0 || !originals.isEmpty else { return }
    pad(&originals, with: Self.none, to: record + 1)
    originals[record] = entity
  }

  /// Gives a record another time.
  mutating func setTime(_ time: StatedTime, of record: Int) { times.set(time, of: record) }

  /// Notes how sure a record is; it is the last record or one before it.
  mutating func setCertainty(_ certainty: Certainty, of record: Int) {
    guard certainty != .confirmed || !certainties.isEmpty else { return }
    pad(&certainties, with: .confirmed, to: record + 1)
    certainties[record] = certainty
  }

  /// Gives the columns that few records use an entry for every record.
  mutating func completeColumns() {
    if !originals.isEmpty { pad(&originals, with: Self.none, to: count) }
    if !certainties.isEmpty { pad(&certainties, with: .confirmed, to: count) }
  }

  /// Looks again for the parents that were not there when their children came.
  package mutating func resolveParents() { parentRecords.resolve(among: ids) }

  mutating func reserve(_ count: Int) {
    ids.reserve(count)
    parentRecords.reserve(count)
    times.reserve(count)
    actors.reserveCapacity(count)
    recipients.reserve(count)
    channels.reserve(count)
    items.reserveCapacity(count)
  }

  private func pad<Value>(_ column: inout [Value], with value: Value, to count: Int) {
    if column.count < count {
      column.append(contentsOf: repeatElement(value, count: count - column.count))
    }
  }
}

/// The entries of a list field, which are separated by `;` or `；`, without blanks around them.
package func splitList(_ text: String) -> [String] {
  text.split(whereSeparator: { $0 == ";" || $0 == "；" })
    .map { entry in
      let head = entry.drop(while: \.isWhitespace)
      return String(head.reversed().drop(while: \.isWhitespace).reversed())
    }
    .filter { !$0.isEmpty }
}
