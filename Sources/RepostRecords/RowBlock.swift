internal import RepostFormats

/// The rows of a block of text as columns, before their names get the numbers of the case.
///
/// It knows nothing of the blocks before it, so that any thread can fill it: lines count from the
/// block's first, names are spans of its text.
struct RowBlock: ~Copyable {
  /// A list of names, or who is behind a record, beyond one actor and at most one recipient.
  struct WideRow {
    var row: Int32
    var recipients: Int32
    var hasOriginal: Bool
    var directors: Int32
    var approvers: Int32
  }

  /// A text that stays as it is: evidence, a note, or a column without a meaning.
  struct Text {
    enum Kind {
      case evidence
      case note
      case extra(Int)
    }

    var row: Int32
    var kind: Kind
    var offset: UInt32
    var count: Int
  }

  /// A row that cannot be read and is skipped.
  struct SkippedRow {
    var problem: RowProblem
    var text: String
    var line: Int
    /// Where it starts, counted like the position of the problem.
    var start: Int
  }

  /// What ended the reading of the block before its end.
  struct Failure {
    var problem: RowProblem
    /// Where the row starts, counted like the position of the problem.
    var rowStart: Int
  }

  /// A block holds no more text than this, so that a place in it takes 31 bits.
  static let limit = 1 << 30
  /// The longest row of a file that is read by blocks, in bytes.
  static let rowLimit = 64 << 20
  // What all warnings of times that cannot be read hold.
  private static let readTimes = RecordMessage.Value.listed(
    TimeReader.singleForms.map { .text($0) })

  /// What spans count from.
  var text = UnsafeRawBufferPointer(start: nil, count: 0)
  /// Texts that had to be unescaped; spans with the highest bit set count from its start.
  let others = ByteBuffer()
  private(set) var rows = 0

  var starts = Scratch<Int64>()
  var timeCodes = Scratch<UInt8>()
  var ids = Scratch<UInt64>()
  var parents = Scratch<UInt64>()
  var channels = Scratch<Int32>()
  var items = Scratch<Int32>()
  /// For each row an actor and a recipient, for a wide row as many as it says.
  var names = Scratch<NameSpan>()
  private(set) var wideRows: [WideRow] = []
  /// The ids and parents that are not packed, by the values of their keys.
  private(set) var idTexts: [NameSpan] = []
  private(set) var shapes = IDShapes()
  private(set) var channelNames = NameTable()
  private(set) var itemNames = NameTable()
  private(set) var timeForms = RecordTimes.common
  private(set) var oddTimes: [(row: Int32, form: RecordTimes.Form)] = []
  private(set) var badTimes: [(row: Int32, message: RecordMessage)] = []
  private(set) var certainties: [(row: Int32, certainty: Certainty)] = []
  private(set) var texts: [Text] = []
  /// The rows whose texts are left in the file, and where these start.
  private(set) var storedRows: [(row: Int32, start: UInt32)] = []
  /// The numbers of the columns without a meaning in which these say something, as they come.
  private(set) var storedColumns: [Int] = []
  private var isColumnStored: [Bool] = []
  /// Whether texts are left in the file, to be fetched when they are asked for.
  var leavesTexts = false
  /// Where the row starts that is being appended, if it can have texts.
  var rowStart = 0
  /// The rows that are not on the line after that of the row before.
  private(set) var lines: [(row: Int32, line: Int)] = []
  private var nextLine = 0

  var skipped: [SkippedRow] = []
  var failure: Failure?
  /// Where a row starts that does not end in the block, if there is one.
  var incomplete: Int?
  /// The bytes that were read, and the lines in them.
  var consumed = 0
  var consumedLines = 0
  /// The names of the columns without a meaning.
  var extraNames: [String] = []
  /// The keys of JSON objects, where these are read.
  var keys = JSONKeys()

  // Where a text that is read from a file is kept.
  private(set) var storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  private var lastItem: (offset: UInt32, count: Int) = (0, 0)
  private var lastItemNumber = RecordTable.none
  private var lastChannel: (offset: UInt32, count: Int) = (0, 0)
  private var lastChannelNumber = RecordTable.none

  deinit {
    storage.deallocate()
    starts.deallocate()
    timeCodes.deallocate()
    ids.deallocate()
    parents.deallocate()
    channels.deallocate()
    items.deallocate()
    names.deallocate()
  }

  /// Forgets all rows and begins with those of a text.
  mutating func begin(_ text: UnsafeRawBufferPointer) {
    self.text = text
    others.clear()
    rows = 0
    starts.removeAll()
    timeCodes.removeAll()
    ids.removeAll()
    parents.removeAll()
    channels.removeAll()
    items.removeAll()
    names.removeAll()
    if !wideRows.isEmpty { wideRows.removeAll(keepingCapacity: true) }
    if !idTexts.isEmpty { idTexts.removeAll(keepingCapacity: true) }
    shapes.removeAll()
    channelNames.removeAll()
    itemNames.removeAll()
    timeForms = RecordTimes.common
    oddTimes = []
    badTimes = []
    if !certainties.isEmpty { certainties.removeAll(keepingCapacity: true) }
    if !texts.isEmpty { texts.removeAll(keepingCapacity: true) }
    if !storedRows.isEmpty { storedRows.removeAll(keepingCapacity: true) }
    storedColumns = []
    isColumnStored = []
    lines = []
    nextLine = -1
    skipped = []
    failure = nil
    incomplete = nil
    keys = JSONKeys()
    consumed = 0
    consumedLines = 0
    lastItemNumber = RecordTable.none
    lastChannelNumber = RecordTable.none
  }

  /// Makes room for a text; the first bytes of what is there already are kept.
  mutating func reserveStorage(_ count: Int, keeping kept: Int = 0) {
    guard count > storage.count else { return }
    let wider = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 64)
    if kept > 0 { wider.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[0..<kept])) }
    storage.deallocate()
    storage = wider
  }

  func bytes(_ offset: UInt32, _ count: Int) -> UnsafeRawBufferPointer {
    guard count > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let start = Int(offset & 0x7FFF_FFFF)
    return (offset & 0x8000_0000 == 0 ? text : others.bytes).slice(start..<start + count)
  }

  /// Where a text of a row is to be found later; one that is not in the block's text is copied.
  @inline(__always)
  mutating func offset(of start: UnsafeRawPointer, _ count: Int) -> UInt32 {
    let distance = UInt(bitPattern: start) &- UInt(bitPattern: text.baseAddress)
    if distance < UInt(bitPattern: min(text.count, 1 << 31)) {
      return UInt32(truncatingIfNeeded: distance)
    }
    return keep(UnsafeRawBufferPointer(start: start, count: count))
  }

  private func keep(_ value: UnsafeRawBufferPointer) -> UInt32 {
    let offset = UInt32(truncatingIfNeeded: others.count) | 0x8000_0000
    others.append(value)
    return offset
  }

  @inline(__always)
  private mutating func span(_ start: UnsafeRawPointer, _ count: Int) -> NameSpan {
    NameSpan(
      offset: offset(of: start, count), count: UInt32(truncatingIfNeeded: count),
      hash: NameTable.hash(of: start, count))
  }

  @inline(__always)
  mutating func appendName(_ name: QuickValue) {
    guard let start = name.start else {
      names.append(NameSpan(offset: 0, count: NameSpan.nobody, hash: 0))
      return
    }
    names.append(span(start, name.count))
  }

  @inline(__always)
  mutating func appendRecipient(_ name: QuickValue) {
    if name.isAsterisk {
      names.append(NameSpan(offset: 0, count: NameSpan.audience, hash: 0))
    } else {
      appendName(name)
    }
  }

  /// The key of an id; the keys of those that are texts are numbers of the block.
  @inline(__always)
  mutating func key(_ id: UnsafeRawBufferPointer) -> UInt64 {
    guard let start = id.baseAddress, !id.isEmpty else { return IDShapes.noKey }
    if let key = shapes.pack(start, id.count) { return key }
    idTexts.append(span(start, id.count))
    return IDShapes.text << 56 | UInt64(idTexts.count - 1)
  }

  // Items and channels are few, and mostly those of the row before.
  @inline(__always)
  mutating func appendItem(_ item: QuickValue) {
    guard let start = item.start else {
      items.append(RecordTable.none)
      return
    }
    if item.count != lastItem.count || lastItemNumber < 0
      || !equals(start, lastItem)
    {
      lastItemNumber = Int32(itemNames.intern(item.bytes))
      lastItem = (offset(of: start, item.count), item.count)
    }
    items.append(lastItemNumber)
  }

  @inline(__always)
  mutating func appendChannel(_ channel: QuickValue) {
    guard let start = channel.start else {
      channels.append(Int32(channelNames.intern(channel.bytes)))
      return
    }
    if channel.count != lastChannel.count || lastChannelNumber < 0
      || !equals(start, lastChannel)
    {
      lastChannelNumber = Int32(channelNames.intern(channel.bytes))
      lastChannel = (offset(of: start, channel.count), channel.count)
    }
    channels.append(lastChannelNumber)
  }

  @inline(__always)
  private func equals(
    _ start: UnsafeRawPointer, _ place: (offset: UInt32, count: Int)
  ) -> Bool {
    let base = (place.offset & 0x8000_0000 == 0 ? text : others.bytes).baseAddress
    guard let base else { return false }
    return areEqual(start, base + Int(place.offset & 0x7FFF_FFFF), count: place.count)
  }

  /// Appends the time that a text without blanks around it states.
  @inline(__always)
  mutating func appendTime(_ text: UnsafeRawBufferPointer, _ times: inout QuickTimes) {
    if let time = times.read(text) {
      starts.append(time.start)
      timeCodes.append(time.code)
    } else {
      appendSlowly(text, times.reader)
    }
  }

  private mutating func appendSlowly(_ text: UnsafeRawBufferPointer, _ reader: TimeReader) {
    var stated = StatedTime.unknown
    var problem: RecordSentence?
    switch reader.read(text) {
    case .time(let time): stated = time
    case .unreadable: problem = .timeUnreadable
    case .backwards: problem = .timeBackwards
    }
    starts.append(stated.span.start)
    let form = RecordTimes.form(of: stated)
    if let code = timeForms.firstIndex(of: form) {
      timeCodes.append(UInt8(code))
    } else if timeForms.count < Int(RecordTimes.odd) {
      timeCodes.append(UInt8(timeForms.count))
      timeForms.append(form)
    } else {
      timeCodes.append(RecordTimes.odd)
      oddTimes.append((Int32(rows), form))
    }
    guard let problem else { return }
    badTimes.append(
      (Int32(rows), RecordMessage(problem, .text(cleaned(text)), Self.readTimes)))
  }

  mutating func append(_ certainty: Certainty) {
    if certainty != .confirmed { certainties.append((Int32(rows), certainty)) }
  }

  mutating func appendText(_ kind: Text.Kind, _ value: UnsafeRawBufferPointer) {
    guard let start = value.baseAddress, !value.isEmpty else { return }
    guard !leavesTexts else { return leaveText(kind) }
    texts.append(
      Text(
        row: Int32(rows), kind: kind, offset: offset(of: start, value.count),
        count: value.count))
  }

  private mutating func leaveText(_ kind: Text.Kind) {
    if storedRows.last?.row != Int32(rows) {
      storedRows.append((Int32(rows), UInt32(truncatingIfNeeded: rowStart)))
    }
    guard case .extra(let column) = kind else { return }
    while isColumnStored.count <= column { isColumnStored.append(false) }
    if !isColumnStored[column] {
      isColumnStored[column] = true
      storedColumns.append(column)
    }
  }

  mutating func appendWide(recipients: Int, hasOriginal: Bool, directors: Int, approvers: Int) {
    wideRows.append(
      WideRow(
        row: Int32(rows), recipients: Int32(recipients), hasOriginal: hasOriginal,
        directors: Int32(directors), approvers: Int32(approvers)))
  }

  /// Ends the row, all of whose columns have been appended.
  @inline(__always)
  mutating func endRow(line: Int) {
    if line != nextLine { lines.append((Int32(rows), line)) }
    nextLine = line + 1
    rows += 1
  }
}

extension RowBlock {
  /// Appends a row that was read field by field.
  ///
  /// - Throws: ``RowProblem`` where it is a bad one; then nothing is appended.
  mutating func append(_ row: RawRow, _ times: inout QuickTimes) throws(RowProblem) {
    let certainty = try row.checkedCertainty()
    appendName(row.quickValue(.from))
    var recipients = 0
    row.value(RecordField.to).forEachEntry {
      appendRecipient(QuickValue($0))
      recipients += 1
    }
    let original = row.quickValue(.original)
    var directors = 0
    var approvers = 0
    if !original.isEmpty { appendName(original) }
    row.value(RecordField.directedBy).forEachEntry {
      appendName(QuickValue($0))
      directors += 1
    }
    row.value(RecordField.approvedBy).forEachEntry {
      appendName(QuickValue($0))
      approvers += 1
    }
    if recipients != 1 || !original.isEmpty || directors > 0 || approvers > 0 {
      appendWide(
        recipients: recipients, hasOriginal: !original.isEmpty, directors: directors,
        approvers: approvers)
    }
    ids.append(key(row.value(RecordField.id)))
    parents.append(key(row.value(RecordField.parent)))
    appendTime(row.value(RecordField.time), &times)
    appendItem(row.quickValue(.item))
    appendChannel(row.quickValue(.channel))
    append(certainty)
    rowStart = row.range.lowerBound
    appendText(.evidence, row.value(RecordField.evidence))
    appendText(.note, row.value(RecordField.note))
    for extra in row.extras { appendText(.extra(extra.name), row.bytes(extra.slot).trimmed) }
    endRow(line: row.line)
  }
}

extension QuickValue {
  init(_ bytes: UnsafeRawBufferPointer) {
    start = bytes.isEmpty ? nil : bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    count = bytes.count
  }
}

extension RawRow {
  fileprivate func quickValue(_ field: RecordField) -> QuickValue { QuickValue(value(field)) }

  /// How sure the row is, once everything that makes a row a bad one is checked.
  func checkedCertainty() throws(RowProblem) -> Certainty {
    for field in [RecordField.from, .original] where value(field).holdsSeparator {
      throw problem(
        field,
        RecordMessage(.severalNames, .text(cleaned(value(field))), .text(field.name)),
        expected: RecordMessage(.one), advice: "write a record for each")
    }
    for field in [RecordField.from, .original, .directedBy, .approvedBy] {
      var isAudience = false
      value(field).forEachEntry { isAudience = isAudience || $0.isOnly("*") }
      guard !isAudience else {
        throw problem(
          field, RecordMessage(.audienceInField, .text(field.name)), expected: RecordMessage(.name),
          advice: "only 'to' can be a broadcast")
      }
    }
    for field in [RecordField.from, .to, .original, .directedBy, .approvedBy] {
      try checkNames(field)
    }
    let word = value(RecordField.certainty)
    guard let certainty = Certainty(word: word) else {
      throw problem(
        RecordField.certainty, RecordMessage(.certainty, .text(cleaned(word))),
        expected: RecordMessage(.alone, .quoted(Certainty.allCases.map(\.word))))
    }
    return certainty
  }
}
