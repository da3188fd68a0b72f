/// The evidence, the notes and the columns without a meaning of the records that have any.
///
/// They are in memory, or stay in the file whose row says them and are fetched when asked for.
struct RecordTexts: Sendable {
  private var places = TextPlaces()
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
    for field in fields { use(field.name) }
  }

  /// Notes where a record says something in a file, which must come after those that have said something.
  mutating func append(record: Int, position: Int, in file: StoredRows) {
    places.append(record: record, position: position, in: file)
  }

  /// Notes that a record says something in a column without a meaning.
  mutating func use(_ column: String) {
    if !extraColumns.contains(column) { extraColumns.append(column) }
  }

  /// The files in which texts are left.
  var files: [StoredRows] { places.files }

  /// Appends what a record of another table says there.
  mutating func append(record: Int, copyOf old: Int, of other: RecordTexts) {
    if let stored = other.places.place(old) {
      append(record: record, position: stored.position, in: stored.file)
      if extraColumns.count < other.extraColumns.count {
        for field in other.extras(old) { use(field.name) }
      }
      return
    }
    let place = other.place(old)
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    other.bytes.withUnsafeBytes { bytes in
      append(
        record: record, evidence: place.map { bytes.slice(other.range($0 * 2)) } ?? none,
        note: place.map { bytes.slice(other.range($0 * 2 + 1)) } ?? none,
        extras: other.extras(old))
    }
  }

  func evidence(_ record: Int) -> String {
    stored(record) { $0.string(RecordField.evidence) ?? "" }
      ?? place(record).map { text($0 * 2) } ?? ""
  }

  func note(_ record: Int) -> String {
    stored(record) { $0.string(RecordField.note) ?? "" }
      ?? place(record).map { text($0 * 2 + 1) } ?? ""
  }

  func extras(_ record: Int) -> [ExtraField] {
    stored(record) { $0.extraFields } ?? extras[Int32(record)] ?? []
  }

  /// What a row in a file says; `nil` where it is in none, or in one that was changed.
  private func stored<Value>(_ record: Int, _ value: (RawRow) -> Value) -> Value? {
    places.place(record).flatMap { $0.file.withRow(at: $0.position, value) }
  }

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
