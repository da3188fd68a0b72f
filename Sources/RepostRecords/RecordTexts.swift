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

  private var columns: [String] = []
  private var limit: Limit?

  /// The columns that the product gives no meaning to, in the order of the records that use them.
  var extraColumns: [String] {
    guard let limit else { return columns }
    return limit.keepsNotes ? columns.map { limit.names.replaced(in: $0) } : []
  }

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
    if !columns.contains(column) { columns.append(column) }
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
    if limit?.keepsEvidence == false { return "" }
    let whole =
      stored(record) { $0.string(RecordField.evidence) ?? "" }
      ?? place(record).map { text($0 * 2) } ?? ""
    return limit?.names.replaced(in: whole) ?? whole
  }

  func note(_ record: Int) -> String {
    if limit?.keepsNotes == false { return "" }
    let whole =
      stored(record) { $0.string(RecordField.note) ?? "" }
      ?? place(record).map { text($0 * 2 + 1) } ?? ""
    return limit?.names.replaced(in: whole) ?? whole
  }

  func extras(_ record: Int) -> [ExtraField] {
    if limit?.keepsNotes == false { return [] }
    let fields = stored(record) { $0.extraFields } ?? extras[Int32(record)] ?? []
    guard let names = limit?.names else { return fields }
    return fields.map {
      ExtraField(name: names.replaced(in: $0.name), value: names.replaced(in: $0.value))
    }
  }

  /// The same texts as far as they are kept where pseudonyms stand for names.
  func keeping(evidence: Bool, notes: Bool, without names: KnownNames) -> RecordTexts {
    var texts = self
    texts.limit = Limit(keepsEvidence: evidence, keepsNotes: notes, names: names)
    return texts
  }

  /// What is kept of texts, and the names that are replaced in it.
  private struct Limit: Sendable {
    let keepsEvidence: Bool
    let keepsNotes: Bool
    let names: KnownNames
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
