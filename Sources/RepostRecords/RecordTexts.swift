/// The evidence, the notes and the columns without a meaning of the records that have any.
struct RecordTexts: Sendable {
  private var records: [Int32] = []
  // Two texts for each of these records: evidence, note.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var extras: [Int32: [ExtraField]] = [:]

  /// The columns that the product gives no meaning to, in the order of the records that use them.
  private(set) var extraColumns: [String] = []

  /// Appends what a record says, which must come after those that have said something.
  mutating func append(
    record: Int, evidence: UnsafeRawBufferPointer, note: UnsafeRawBufferPointer,
    extras fields: [ExtraField]
  ) {
    if !evidence.isEmpty || !note.isEmpty {
      records.append(Int32(record))
      bytes.append(contentsOf: evidence)
      ends.append(bytes.count)
      bytes.append(contentsOf: note)
      ends.append(bytes.count)
    }
    guard !fields.isEmpty else { return }
    extras[Int32(record)] = fields
    for field in fields where !extraColumns.contains(field.name) {
      extraColumns.append(field.name)
    }
  }

  /// Appends what a record of another table says there.
  mutating func append(record: Int, copyOf old: Int, of other: RecordTexts) {
    let place = other.place(old)
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    other.bytes.withUnsafeBytes { bytes in
      append(
        record: record, evidence: place.map { bytes.slice(other.range($0 * 2)) } ?? none,
        note: place.map { bytes.slice(other.range($0 * 2 + 1)) } ?? none,
        extras: other.extras(old))
    }
  }

  func evidence(_ record: Int) -> String { place(record).map { text($0 * 2) } ?? "" }

  func note(_ record: Int) -> String { place(record).map { text($0 * 2 + 1) } ?? "" }

  func extras(_ record: Int) -> [ExtraField] { extras[Int32(record)] ?? [] }

  private func text(_ index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }

  private func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  private func place(_ record: Int) -> Int? {
    var low = 0
    var high = records.count
    while low < high {
      let middle = low + (high - low) / 2
      if Int(records[middle]) < record { low = middle + 1 } else { high = middle }
    }
    return low < records.count && Int(records[low]) == record ? low : nil
  }
}
