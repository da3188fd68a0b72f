/// The records that records name as their parents.
struct RecordParents: Sendable {
  /// For each record its parent, `none` or `parentNotInInput`.
  private(set) var records: [Int32] = []
  // The records whose parents were not found, in their order, with the keys of the parents' ids.
  private var missing: [Int32] = []
  private var missingKeys: [UInt64] = []
  // How many of these were looked for when all records were there.
  private var settled = 0

  mutating func append(none count: Int) {
    records.append(contentsOf: repeatElement(RecordTable.none, count: count))
  }

  mutating func append(_ key: UInt64, among ids: RecordIDs) {
    withUnsafePointer(to: key) { append(UnsafeBufferPointer(start: $0, count: 1), among: ids) }
  }

  /// Appends the records whose ids have these keys.
  mutating func append(_ keys: UnsafeBufferPointer<UInt64>, among ids: RecordIDs) {
    let ahead = 24
    for place in 0..<keys.count {
      if place + ahead < keys.count { ids.prefetch(keys[place + ahead]) }
      let key = keys[place]
      if key == IDShapes.noKey {
        records.append(RecordTable.none)
      } else if let parent = ids.record(of: key) {
        records.append(parent)
      } else {
        missing.append(Int32(records.count))
        missingKeys.append(key)
        records.append(RecordTable.parentNotInInput)
      }
    }
  }

  /// Appends a parent that is known already.
  mutating func append(record: Int32) { records.append(record) }

  /// Looks again for the parents that were not there when their children came.
  mutating func resolve(among ids: RecordIDs) {
    var kept = settled
    for place in settled..<missing.count {
      if place + 16 < missing.count { ids.prefetch(missingKeys[place + 16]) }
      if let parent = ids.record(of: missingKeys[place]) {
        records[Int(missing[place])] = parent
      } else {
        missing[kept] = missing[place]
        missingKeys[kept] = missingKeys[place]
        kept += 1
      }
    }
    missing.removeSubrange(kept...)
    missingKeys.removeSubrange(kept...)
    settled = kept
  }

  /// The key of the parent of a record that names one which is not in the input.
  func missingKey(_ record: Int) -> UInt64 {
    var low = 0
    var high = missing.count
    while low < high {
      let middle = low + (high - low) / 2
      if Int(missing[middle]) < record { low = middle + 1 } else { high = middle }
    }
    return missingKeys[low]
  }

  mutating func reserve(_ count: Int) { records.reserveCapacity(count) }
}
