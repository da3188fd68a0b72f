/// A value of a row: where it begins and how long it is.
struct QuickValue {
  @inline(__always)
  static var empty: QuickValue { QuickValue(start: nil, count: 0) }

  let start: UnsafePointer<UInt8>?
  let count: Int

  @inline(__always)
  var isEmpty: Bool { count == 0 }

  @inline(__always)
  var isAsterisk: Bool { count == 1 && start?.pointee == UInt8(ascii: "*") }

  @inline(__always)
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// Whether no blanks are around it; it must not be empty.
  @inline(__always)
  var isTrimmed: Bool {
    guard let start else { return true }
    // All bytes with which a blank begins or ends.
    let (first, last) = (start[0], start[count - 1])
    guard first <= 0x20 || first >= 0x80 || last <= 0x20 || last >= 0x80 else { return true }
    return bytes.trimmed.count == count
  }
}

/// A row whose values can be had without a closer look.
protocol QuickFields {
  /// The value of a field, empty where there is none, or `nil` where there are blanks around it.
  func value(_ field: RecordField) -> QuickValue?

  /// The value in a column without a meaning.
  func value(inColumn column: Int) -> QuickValue?
}

/// The columns that are kept as they are.
struct QuickExtras {
  /// Those without a meaning, with the numbers of their names.
  var columns: [(column: Int, name: Int)]
  /// Whether there are any, or notes or evidence.
  var hasTexts: Bool
}

extension RowBlock {
  /// Appends a row in which nothing is unusual but the end, which is left to the caller.
  ///
  /// - Returns: Whether nothing was unusual; nothing is appended otherwise.
  @inline(__always)
  mutating func appendQuickly(
    _ row: some QuickFields, _ extras: QuickExtras, _ times: inout QuickTimes
  ) -> Bool {
    guard let from = row.value(.from), let to = row.value(.to),
      let original = row.value(.original), let director = row.value(.directedBy),
      let approver = row.value(.approvedBy), let word = row.value(.certainty),
      let id = row.value(.id), let time = row.value(.time), let channel = row.value(.channel),
      let item = row.value(.item), let parent = row.value(.parent)
    else { return false }
    guard !from.isAsterisk, !original.isAsterisk, !director.isAsterisk, !approver.isAsterisk,
      max(from.count, to.count, max(original.count, director.count, approver.count))
        <= RawRow.nameLimit
    else { return false }
    // A row that says nothing is none.
    guard from.count + to.count + id.count + time.count + channel.count + item.count > 0 else {
      return false
    }
    guard let certainty = word.isEmpty ? .confirmed : Certainty(word: word.bytes) else {
      return false
    }
    if extras.hasTexts, !appendTexts(of: row, extras) { return false }

    appendName(from)
    if !to.isEmpty { appendRecipient(to) }
    if to.isEmpty || !original.isEmpty || !director.isEmpty || !approver.isEmpty {
      if !original.isEmpty { appendName(original) }
      if !director.isEmpty { appendName(director) }
      if !approver.isEmpty { appendName(approver) }
      appendWide(
        recipients: to.isEmpty ? 0 : 1, hasOriginal: !original.isEmpty,
        directors: director.isEmpty ? 0 : 1, approvers: approver.isEmpty ? 0 : 1)
    }
    ids.append(key(id.bytes))
    parents.append(key(parent.bytes))
    appendTime(time.bytes, &times)
    appendItem(item)
    appendChannel(channel)
    append(certainty)
    return true
  }

  private mutating func appendTexts(of row: some QuickFields, _ extras: QuickExtras) -> Bool {
    guard let evidence = row.value(.evidence), let note = row.value(.note) else { return false }
    for extra in extras.columns where row.value(inColumn: extra.column) == nil { return false }
    appendText(.evidence, evidence.bytes)
    appendText(.note, note.bytes)
    for extra in extras.columns {
      if let value = row.value(inColumn: extra.column) {
        appendText(.extra(extra.name), value.bytes)
      }
    }
    return true
  }
}
