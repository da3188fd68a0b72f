package import RepostRecords

/// The hops of all records as columns; the hops of a record stand together, in the order of its
/// recipients.
package struct HopTable: Sendable {
  /// The record of each hop.
  package let records: IndexColumn
  /// The recipient, or `RecordTable.audience`.
  package let recipients: [Int32]
  /// The actor of each record; unnamed actors are numbered after the named entities.
  package let actors: [Int32]
  /// The record of each unnamed actor.
  package let recordOfUnnamed: [Int32]
  package let namedCount: Int
  private let offsets: IndexColumn

  package var count: Int { records.count }
  package var entityCount: Int { namedCount + recordOfUnnamed.count }

  package func range(_ record: Int) -> Range<Int> {
    if offsets.isCounting { return record..<record + 1 }
    return Int(offsets[record])..<Int(offsets[record + 1])
  }

  package func actor(ofHop hop: Int) -> Int32 { actors[Int(records[hop])] }

  /// Whether hops are numbered as their records are, each record having one.
  package var isOneEach: Bool { records.isCounting }

  package init(_ input: ForwardingCase, warnings: inout [Warning]) {
    let table = input.records
    namedCount = input.entities.count
    (actors, recordOfUnnamed) = Self.actors(table, namedCount: namedCount)
    if Self.isOneEach(table, actors: actors) {
      records = IndexColumn(counting: table.count)
      offsets = IndexColumn(counting: table.count + 1)
      recipients = table.recipients.values
      return
    }
    var offsets: [Int32] = [0]
    var records: [Int32] = []
    var recipients: [Int32] = []
    offsets.reserveCapacity(table.count + 1)
    records.reserveCapacity(table.recipients.values.count)
    recipients.reserveCapacity(table.recipients.values.count)
    var seen: Set<Int32> = []
    for record in 0..<table.count {
      let actor = actors[record]
      let range = table.recipients.range(record)
      if range.isEmpty {
        warnings.append(
          table.warning(
            .noRecipient, record, .noRecipient))
      }
      // One recipient cannot repeat itself: nearly every record has one, and needs no set.
      if range.count > 1 { seen.removeAll(keepingCapacity: true) }
      for position in range {
        let recipient = table.recipients.values[position]
        if recipient == actor {
          warnings.append(
            table.warning(
              .selfForward, record, .selfForward, input.entities.id(Int(actor))))
          continue
        }
        if range.count > 1 && !seen.insert(recipient).inserted { continue }
        records.append(Int32(record))
        recipients.append(recipient)
      }
      offsets.append(Int32(records.count))
    }
    self.offsets = IndexColumn(offsets)
    self.records = IndexColumn(records)
    self.recipients = recipients
  }

  private static func actors(
    _ table: RecordTable, namedCount: Int
  ) -> (actors: [Int32], recordOfUnnamed: [Int32]) {
    var actors = table.actors
    var recordOfUnnamed: [Int32] = []
    for record in 0..<actors.count where actors[record] < 0 {
      actors[record] = Int32(namedCount + recordOfUnnamed.count)
      recordOfUnnamed.append(Int32(record))
    }
    return (actors, recordOfUnnamed)
  }

  private static func isOneEach(_ table: RecordTable, actors: [Int32]) -> Bool {
    let recipients = table.recipients
    guard recipients.values.count == table.count else { return false }
    let values = recipients.values
    for record in 0..<table.count {
      guard recipients.range(record).count == 1, values[record] != actors[record] else {
        return false
      }
    }
    return true
  }
}
