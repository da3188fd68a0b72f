package import RepostRecords

/// The hops of all records as columns; a record's hops are `offsets[record]..<offsets[record + 1]`.
package struct HopTable: Sendable {
  package var offsets: [Int32] = [0]
  package var records: [Int32] = []
  /// The recipient, or `RecordTable.audience`.
  package var recipients: [Int32] = []
  /// The actor of each record; unnamed actors are numbered after the named entities.
  package var actors: [Int32] = []
  /// The record of each unnamed actor.
  package var recordOfUnnamed: [Int32] = []
  package let namedCount: Int

  package var count: Int { records.count }
  package var entityCount: Int { namedCount + recordOfUnnamed.count }

  package func range(_ record: Int) -> Range<Int> {
    Int(offsets[record])..<Int(offsets[record + 1])
  }

  package func actor(ofHop hop: Int) -> Int32 { actors[Int(records[hop])] }

  package init(_ input: ForwardingCase, warnings: inout [Warning]) {
    let table = input.records
    namedCount = input.entities.count
    actors.reserveCapacity(table.count)
    offsets.reserveCapacity(table.count + 1)
    var seen: Set<Int32> = []
    for record in 0..<table.count {
      var actor = table.actors[record]
      if actor < 0 {
        actor = Int32(namedCount + recordOfUnnamed.count)
        recordOfUnnamed.append(Int32(record))
      }
      actors.append(actor)

      let range = table.recipients.range(record)
      if range.isEmpty {
        warnings.append(
          table.warning(
            .noRecipient, record,
            "the record names no recipient, so it gives no hop; fill in who got it, or '*' where it was published"
          ))
      }
      // One recipient cannot repeat itself: nearly every record has one, and needs no set.
      if range.count > 1 { seen.removeAll(keepingCapacity: true) }
      for position in range {
        let recipient = table.recipients.values[position]
        if recipient == actor {
          warnings.append(
            table.warning(
              .selfForward, record,
              "\(input.entities.id(Int(actor))) is recorded as passing it to itself; that recipient is left out"
            ))
          continue
        }
        if range.count > 1 && !seen.insert(recipient).inserted { continue }
        records.append(Int32(record))
        recipients.append(recipient)
      }
      offsets.append(Int32(records.count))
    }
  }
}

extension RecordTable {
  /// A warning about a record, at the line on which it starts.
  package func warning(_ code: WarningCode, _ record: Int, _ message: String) -> Warning {
    Warning(
      code: code, record: id(record), file: file(record), line: line(record), message: message)
  }
}
