internal import RepostFormats

/// One row as byte ranges: of the text, or of a buffer where a field had to be unescaped.
struct RawRow {
  /// A value of the row; empty where the row does not give the field.
  struct Slot {
    var start = 0
    var count = 0
    var isUnescaped = false
  }

  /// The longest name, in bytes.
  static let nameLimit = 1000

  /// The line on which the row starts, counted from 1.
  var line = 1
  /// The bytes of the text that the row takes.
  var range = 0..<0
  /// The values of the fields that have a meaning, by the field's number.
  var slots: [Slot]
  /// The values of other columns, with the number of the column's name.
  var extras: [(name: Int, slot: Slot)] = []
  /// The names of other columns.
  var extraNames: [String] = []

  let text: UnsafeRawBufferPointer
  let unescaped = ByteBuffer()

  init(fields: Int, text: UnsafeRawBufferPointer) {
    slots = [Slot](repeating: Slot(), count: fields)
    self.text = text
  }

  mutating func clear() {
    for field in slots.indices { slots[field].count = 0 }
    extras.removeAll(keepingCapacity: true)
    unescaped.clear()
  }

  func bytes(_ slot: Slot) -> UnsafeRawBufferPointer {
    let whole = slot.isUnescaped ? unescaped.bytes : text
    return whole.slice(slot.start..<slot.start + slot.count)
  }

  /// The value of a field without blanks around it; empty where the row gives none.
  func value(_ field: some FieldSet) -> UnsafeRawBufferPointer {
    let slot = slots[field.rawValue]
    return slot.count == 0 ? UnsafeRawBufferPointer(start: nil, count: 0) : bytes(slot).trimmed
  }

  func string(_ field: some FieldSet) -> String? {
    let value = value(field)
    return value.isEmpty ? nil : value.string
  }

  func list(_ field: some FieldSet) -> [String] {
    var entries: [String] = []
    value(field).forEachEntry { entries.append($0.string) }
    return entries
  }

  /// Checks that no name in a field is too long to be one.
  func checkNames(_ field: some FieldSet) throws(RowProblem) {
    guard slots[field.rawValue].count > Self.nameLimit else { return }
    var longest = 0
    if field.isList {
      value(field).forEachEntry { longest = max(longest, $0.count) }
    } else {
      longest = value(field).count
    }
    guard longest > Self.nameLimit else { return }
    throw problem(
      field, RecordMessage(.longName, "\(longest)", .text(field.name)),
      expected: RecordMessage(.atMost, "\(Self.nameLimit)"),
      advice: "a quote or a separator may be missing")
  }

  /// What is wrong with the value of a field.
  func problem(
    _ field: some FieldSet, _ finding: RecordMessage, expected: RecordMessage? = nil,
    advice: String? = nil
  ) -> RowProblem {
    let slot = slots[field.rawValue]
    return RowProblem(
      position: slot.isUnescaped || slot.count == 0 ? range.lowerBound : slot.start, finding,
      expected: expected, advice: advice)
  }

  /// The columns without a meaning in which the row says something.
  var extraFields: [ExtraField] {
    extras.compactMap { extra in
      let value = bytes(extra.slot).trimmed
      return value.isEmpty ? nil : ExtraField(name: extraNames[extra.name], value: value.string)
    }
  }
}

/// Bytes that are used again for row after row; pointers to them hold until the next one is added.
final class ByteBuffer {
  private var storage = UnsafeMutableRawBufferPointer.allocate(byteCount: 256, alignment: 1)
  private(set) var count = 0

  deinit { storage.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[0..<count]) }

  func clear() { count = 0 }

  func cut(to count: Int) { self.count = count }

  func append(_ byte: UInt8) {
    if count == storage.count { grow(to: count + 1) }
    storage[count] = byte
    count += 1
  }

  func append(_ bytes: UnsafeRawBufferPointer) {
    if count + bytes.count > storage.count { grow(to: count + bytes.count) }
    UnsafeMutableRawBufferPointer(rebasing: storage[count...]).copyMemory(from: bytes)
    count += bytes.count
  }

  func append(_ text: String) {
    for byte in text.utf8 { append(byte) }
  }

  func append(decimal number: Int) {
    if number >= 10 { append(decimal: number / 10) }
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }

  private func grow(to needed: Int) {
    let wider = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(needed, storage.count * 2), alignment: 1)
    wider.copyMemory(from: bytes)
    storage.deallocate()
    storage = wider
  }
}
