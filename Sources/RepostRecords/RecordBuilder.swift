/// Takes rows of record files into the tables of a case.
struct RecordBuilder {
  /// A warning, with the record that it is about.
  struct PendingWarning {
    var warning: Warning
    var record: Int32?
  }

  private(set) var records = RecordTable()
  private(set) var entities: EntityTable
  private(set) var items: ItemTable
  private(set) var warnings: [PendingWarning] = []
  private let times: TimeReader
  private let idBuffer = ByteBuffer()
  private let lowered = ByteBuffer()
  // The line of the last row without an id of its own, and how many of these came from it.
  private var lastLine = 0
  private var rowsOnLine = 0
  // Spellings of channels in lower case, each with the number of its channel; two spellings of one
  // channel must be one, or an approved channel would be taken for another.
  private var channelSpellings = NameTable()
  private var channelOfSpelling: [Int32] = []
  private var channelKeys = NameTable()
  private var file: UInt16 = 0
  private var fileLabel = ""
  // A list is collected here, so that it can be checked before anything is kept.
  private var collected: [Int32] = []

  init(entities: EntityTable, items: ItemTable, times: TimeReader) {
    self.entities = entities
    self.items = items
    self.times = times
  }

  /// Begins a file; its label stands in the ids of records that have none.
  mutating func begin(file: Int, label: String) {
    self.file = UInt16(clamping: file)
    fileLabel = label
  }

  /// Takes one row in.
  mutating func add(_ row: RawRow) throws(RowProblem) {
    let certainty = try checked(row)
    let index = Int32(records.ids.count)
    let line = Int32(clamping: row.line)
    let id = takeID(row, index: index)
    records.ids.append(id)
    records.files.append(file)
    records.lines.append(line)

    let parent = row.value(RecordField.parent)
    records.parentIDs.append(parent.isEmpty ? RecordTable.none : name(parent))
    addTime(row, index: index)
    let from = row.value(RecordField.from)
    records.actors.append(from.isEmpty ? RecordTable.none : entities.intern(from))
    addRecipients(row)
    records.channels.append(channel(row.value(RecordField.channel)))
    let item = row.value(RecordField.item)
    records.items.append(item.isEmpty ? RecordTable.none : items.intern(item))
    let original = row.value(RecordField.original)
    records.originals.append(original.isEmpty ? RecordTable.none : entities.intern(original))
    records.directors.append(names(row.value(RecordField.directedBy)))
    records.approvers.append(names(row.value(RecordField.approvedBy)))
    records.certainties.append(certainty)
    records.evidence.append(row.value(RecordField.evidence))
    records.notes.append(row.value(RecordField.note))
    if !row.extras.isEmpty {
      let extras = row.extraFields
      if !extras.isEmpty { records.extras[index] = extras }
    }
  }

  /// Names the item of the records that give none.
  mutating func resolveItems() {
    guard records.items.contains(RecordTable.none) else { return }
    let item = items.count == 1 ? 0 : items.intern("item")
    for record in records.items.indices where records.items[record] == RecordTable.none {
      records.items[record] = item
    }
  }

  // Everything that makes a row a bad one, so that such a row leaves no trace in the tables.
  private func checked(_ row: RawRow) throws(RowProblem) -> Certainty {
    for field in [RecordField.from, .original] where row.value(field).holdsSeparator {
      throw row.problem(
        field, found: "several names, \(quoted(row.value(field))), in \(quoted(field.name))",
        expected: "one", advice: "write a record for each")
    }
    for field in [RecordField.from, .original, .directedBy, .approvedBy] {
      var isAudience = false
      row.value(field).forEachEntry { isAudience = isAudience || $0.isOnly("*") }
      guard !isAudience else {
        throw row.problem(
          field, found: "'*' in \(quoted(field.name))", expected: "a name",
          advice: "only 'to' can be a broadcast")
      }
    }
    for field in [RecordField.from, .to, .original, .directedBy, .approvedBy] {
      try row.checkNames(field)
    }
    let word = row.value(RecordField.certainty)
    guard let certainty = Certainty(word: word) else {
      throw row.problem(
        RecordField.certainty, found: "the certainty \(quoted(word))",
        expected: quotedList(Certainty.allCases.map(\.word)))
    }
    return certainty
  }

  private mutating func takeID(_ row: RawRow, index: Int32) -> Int32 {
    let given = row.value(RecordField.id)
    if !given.isEmpty, let id = claim(given, for: index) { return id }
    idBuffer.clear()
    if !given.isEmpty {
      idBuffer.append(given)
      idBuffer.append("@")
    }
    appendPlace(row)
    // Rows of one line are numbered on it: finding their columns would read the line again each time.
    rowsOnLine = row.line == lastLine ? rowsOnLine + 1 : 1
    lastLine = row.line
    var number = max(2, rowsOnLine)
    let length = idBuffer.bytes.count
    var claimed = claim(idBuffer.bytes, for: index)
    while claimed == nil {
      idBuffer.cut(to: length)
      idBuffer.append(":")
      idBuffer.append(decimal: number)
      number += 1
      claimed = claim(idBuffer.bytes, for: index)
    }
    if !given.isEmpty, let first = records.idNames.find(given) {
      let other = Int(records.recordOfID[first])
      warn(
        .duplicateID, index: index, line: row.line, id: idBuffer.bytes.string,
        message: "the id \(quoted(given)) is that of the record on line "
          + "\(records.line(other))\(place(of: other)) already; this one is called "
          + "\(quoted(idBuffer.bytes)) here; a parent \(quoted(given)) means the first")
    }
    return claimed ?? RecordTable.none
  }

  private func appendPlace(_ row: RawRow) {
    idBuffer.append(fileLabel)
    idBuffer.append(":")
    idBuffer.append(decimal: row.line)
  }

  private func place(of record: Int) -> String {
    records.files[record] == file ? "" : " of another file"
  }

  /// Gives a record an id if no other has it.
  private mutating func claim(_ id: UnsafeRawBufferPointer, for record: Int32) -> Int32? {
    let number = name(id)
    guard records.recordOfID[Int(number)] < 0 else { return nil }
    records.recordOfID[Int(number)] = record
    return number
  }

  private mutating func name(_ id: UnsafeRawBufferPointer) -> Int32 {
    let number = records.idNames.intern(id)
    if number == records.recordOfID.count { records.recordOfID.append(RecordTable.none) }
    return Int32(number)
  }

  private mutating func addTime(_ row: RawRow, index: Int32) {
    let text = row.value(RecordField.time)
    var stated = StatedTime.unknown
    var problem: String?
    switch times.read(text) {
    case .time(let time): stated = time
    case .unreadable: problem = "is in no form that is read"
    case .backwards: problem = "does not end after it starts"
    }
    records.starts.append(stated.span.start)
    records.ends.append(stated.span.end)
    records.precisions.append(stated.precision)
    guard let problem else { return }
    records.unreadableTimes.insert(index)
    warn(
      .badTime, index: index, line: row.line, id: records.id(Int(index)),
      message: "the time \(quoted(text)) \(problem) and counts as unknown; write "
        + TimeReader.forms)
  }

  private mutating func addRecipients(_ row: RawRow) {
    collected.removeAll(keepingCapacity: true)
    row.value(RecordField.to).forEachEntry { entry in
      collected.append(entry.isOnly("*") ? RecordTable.audience : entities.intern(entry))
    }
    records.recipients.append(distinct())
  }

  private mutating func names(_ list: UnsafeRawBufferPointer) -> [Int32] {
    guard !list.isEmpty else { return [] }
    collected.removeAll(keepingCapacity: true)
    list.forEachEntry { collected.append(entities.intern($0)) }
    return distinct()
  }

  // The first of several that are equal stays.
  private func distinct() -> [Int32] {
    guard collected.count > 1 else { return collected }
    guard collected.count > 16 else {
      return collected.indices.filter { !collected[..<$0].contains(collected[$0]) }
        .map { collected[$0] }
    }
    var seen: Set<Int32> = []
    return collected.filter { seen.insert($0).inserted }
  }

  private mutating func channel(_ text: UnsafeRawBufferPointer) -> Int32 {
    lowered.clear()
    if text.isEmpty { lowered.append("unknown") }
    for byte in text { lowered.append(byte &- 65 < 26 ? byte | 0x20 : byte) }
    let spelling = channelSpellings.intern(lowered.bytes)
    if spelling < channelOfSpelling.count { return channelOfSpelling[spelling] }
    let key = channelName(channelSpellings[spelling])
    let number = channelKeys.intern(key)
    if number == records.channelNames.count {
      let isKnown = text.isEmpty || KnownChannel(key) != nil
      records.channelNames.intern(isKnown ? key : text.string)
    }
    channelOfSpelling.append(Int32(number))
    return Int32(number)
  }

  private mutating func warn(
    _ code: WarningCode, index: Int32, line: Int, id: String, message: String
  ) {
    let warning = Warning(code: code, record: id, file: Int(file), line: line, message: message)
    warnings.append(PendingWarning(warning: warning, record: index))
  }
}
