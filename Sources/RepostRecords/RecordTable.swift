/// The forwarding records of a case as columns; a record is known by its index in input order.
public struct RecordTable: Sendable {
  /// Stands in `recipients` for the audience of a broadcast, which is no entity.
  public static let audience: Int32 = -1
  /// Stands in a column for "nobody" or "none".
  public static let none: Int32 = -1

  package var idNames = NameTable()
  package var ids: [Int32] = []
  package var recordOfID: [Int32] = []
  package var parentIDs: [Int32] = []

  package var starts: [Int64] = []
  package var ends: [Int64] = []
  package var precisions: [TimePrecision] = []
  package var unreadableTimes: Set<Int32> = []

  package var actors: [Int32] = []
  package var recipients = IndexLists()
  package var channelNames = NameTable()
  package var channels: [Int32] = []
  package var items: [Int32] = []
  package var originals: [Int32] = []
  package var directors = IndexLists()
  package var approvers = IndexLists()
  package var certainties: [Certainty] = []
  package var evidence = TextColumn()
  package var notes = TextColumn()
  package var extras: [Int32: [ExtraField]] = [:]
  package var files: [UInt16] = []
  package var lines: [Int32] = []

  package init() {}

  /// The number of records.
  public var count: Int { ids.count }

  /// Stands in `parents` for a record that names a parent which is not in the input.
  package static let parentNotInInput: Int32 = -2

  /// For each record, the record that it names as its parent, `none` or `parentNotInInput`.
  package var parents: [Int32] {
    parentIDs.map { id in
      guard id >= 0 else { return Self.none }
      let parent = recordOfID[Int(id)]
      return parent < 0 ? Self.parentNotInInput : parent
    }
  }

  /// The first microsecond after the time of a record.
  package func end(_ record: Int) -> Int64 { ends[record] }

  /// Whether any record names the author of its message.
  package var hasOriginals: Bool { originals.contains { $0 >= 0 } }

  /// The number of a record's channel among the channels of the case.
  package func channelNumber(_ record: Int) -> Int { Int(channels[record]) }

  /// The number of channels that records name.
  package var channelCount: Int { channelNames.count }

  /// The channel of a number.
  package func channel(number: Int) -> String { channelNames[number] }

  /// The record's own id, or `FILE:LINE` where the row gives none.
  public func id(_ record: Int) -> String { idNames[Int(ids[record])] }

  /// The record with this id.
  public func find(_ id: String) -> Int? {
    guard let name = idNames.find(id), recordOfID[name] >= 0 else { return nil }
    return Int(recordOfID[name])
  }

  /// When it was passed on.
  public func time(_ record: Int) -> TimeSpan {
    TimeSpan(start: starts[record], end: ends[record])
  }

  /// When it was passed on, with the precision in which the record states it.
  public func statedTime(_ record: Int) -> StatedTime {
    StatedTime(span: time(record), precision: precisions[record])
  }

  /// Whether a time is stated but cannot be read, so that it counts as unknown.
  public func isTimeUnreadable(_ record: Int) -> Bool { unreadableTimes.contains(Int32(record)) }

  /// The entity that passed the item on, or `nil` where the record names nobody.
  public func actor(_ record: Int) -> Int? { actors[record] < 0 ? nil : Int(actors[record]) }

  /// The channel by which it was passed on: a known one by its name, whichever way the record spells
  /// it, another as it is first spelled in the case.
  ///
  /// It is `unknown` where the record gives none.
  public func channel(_ record: Int) -> String { channelNames[Int(channels[record])] }

  /// The channel as it is compared with ``Item/approvedChannels`` and other words.
  public func channelKey(_ record: Int) -> String { channelName(channel(record)) }

  /// The channels as they are compared, by the numbers in `channels`: few, where records are many.
  package var channelKeys: [String] {
    (0..<channelNames.count).map { channelName(channelNames[$0]) }
  }

  /// The index of the item that was passed on.
  public func item(_ record: Int) -> Int { Int(items[record]) }

  /// The id that the record gives as its parent, whether or not the input holds it.
  public func parentID(_ record: Int) -> String? {
    parentIDs[record] < 0 ? nil : idNames[Int(parentIDs[record])]
  }

  /// The record that this one names as its parent, where the input holds it.
  public func parent(_ record: Int) -> Int? {
    guard parentIDs[record] >= 0 else { return nil }
    let parent = recordOfID[Int(parentIDs[record])]
    return parent < 0 ? nil : Int(parent)
  }

  /// The entity that the message itself names as its author.
  public func original(_ record: Int) -> Int? {
    originals[record] < 0 ? nil : Int(originals[record])
  }

  /// How sure the record is.
  public func certainty(_ record: Int) -> Certainty { certainties[record] }

  /// The exhibits that the record refers to.
  public func evidence(_ record: Int) -> [String] { splitList(evidence[record]) }

  /// The free text of the record.
  public func note(_ record: Int) -> String { notes[record] }

  /// The columns of the record that have no meaning to the product.
  public func extras(_ record: Int) -> [ExtraField] { extras[Int32(record)] ?? [] }

  /// The columns that the product gives no meaning to, in the order of the records that use them.
  public var extraColumns: [String] {
    var names: [String] = []
    for record in extras.keys.sorted() {
      for field in extras[record] ?? [] where !names.contains(field.name) {
        names.append(field.name)
      }
    }
    return names
  }

  /// The line of its file on which the record starts, counted from 1.
  public func line(_ record: Int) -> Int { Int(lines[record]) }

  /// The position in the case's `inputs` of the file that holds the record.
  public func file(_ record: Int) -> Int { Int(files[record]) }
}

/// Texts of a column, one for each record, in one array of bytes.
package struct TextColumn: Sendable {
  private var bytes: [UInt8] = []
  private var offsets: [Int] = [0]

  package init() {}

  package var count: Int { offsets.count - 1 }

  package subscript(row: Int) -> String {
    String(decoding: bytes[offsets[row]..<offsets[row + 1]], as: UTF8.self)
  }

  package func withBytes<R>(_ row: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    let range = offsets[row]..<offsets[row + 1]
    return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  package mutating func append(_ text: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: text)
    offsets.append(bytes.count)
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
