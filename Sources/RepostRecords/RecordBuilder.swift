import CByteScan
internal import RepostFormats

/// Takes blocks of rows into the tables of a case, in the order of the input.
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
  private var file = 0
  private var fileLabel = ""
  private var storedRows: StoredRows?

  // What is computed for one block after the other.
  private var numbers: [Int32] = []
  private var keys: [UInt64] = []
  private var codes: [UInt8] = []

  init(entities: EntityTable, items: ItemTable) {
    self.entities = entities
    self.items = items
  }

  /// Begins a file; its label stands in the ids of records that have none.
  mutating func begin(file: Int, label: String) {
    self.file = file
    fileLabel = label
    storedRows = nil
  }

  /// Takes texts that blocks leave in the file from its rows when they are asked for.
  mutating func leaveTexts(in rows: StoredRows) { storedRows = rows }

  /// Whether one more file can stay open for its texts.
  var canLeaveTexts: Bool { records.texts.files.count < StoredRows.fileLimit }

  /// Prepares for about so many records in all.
  mutating func reserve(_ count: Int) { records.reserve(count) }

  /// Takes the rows of a block in.
  ///
  /// - Parameters:
  ///   - block: The rows, the first of which are on the lines after those of earlier blocks.
  ///   - linesBefore: The number of lines before the block.
  ///   - base: Where its text begins in that of the file.
  mutating func take(_ block: borrowing RowBlock, linesBefore: Int, base: Int) {
    let first = records.count
    let warningsBefore = warnings.count
    addPlaces(block, first, linesBefore)
    addIDs(block, first, linesBefore)
    addParents(block)
    addTimes(block, first, linesBefore)
    addNames(block, first)
    addItemsAndChannels(block)
    for (row, certainty) in block.certainties {
      records.setCertainty(certainty, of: first + Int(row))
    }
    addTexts(block, first)
    addStoredTexts(block, first, base)
    if !block.badTimes.isEmpty, warnings.count - warningsBefore > block.badTimes.count {
      // Those of a record in the order of its columns.
      let sorted = warnings[warningsBefore...].enumerated().sorted {
        ($0.element.record ?? 0, $0.offset) < ($1.element.record ?? 0, $1.offset)
      }
      warnings.replaceSubrange(warningsBefore..., with: sorted.map(\.element))
    }
  }

  /// Ends the reading: links records to their parents and names the item of those that give none.
  mutating func finish() {
    records.completeColumns()
    records.resolveParents()
    guard records.items.contains(RecordTable.none) else { return }
    let item = items.count == 1 ? 0 : items.intern("item")
    for record in records.items.indices where records.items[record] == RecordTable.none {
      records.items[record] = item
    }
  }

  private mutating func addPlaces(_ block: borrowing RowBlock, _ first: Int, _ linesBefore: Int) {
    for (row, line) in block.lines {
      records.places.append(record: first + Int(row), file: file, line: line + linesBefore)
    }
  }

  private mutating func addIDs(_ block: borrowing RowBlock, _ first: Int, _ linesBefore: Int) {
    mapKeys(block.ids.values, of: block)
    var row = 0
    while row < keys.count {
      let start = row
      row += keys.withUnsafeBufferPointer { keys in
        records.ids.claimRising(UnsafeBufferPointer(rebasing: keys[start...]))
      }
      guard row < keys.count else { break }
      if keys[row] == IDShapes.noKey || records.ids.claim(keys[row]) != nil {
        nameByPlace(keys[row], record: Int32(first + row))
      }
      row += 1
    }
  }

  /// Fills `keys` with the keys that ids of a block have in the case.
  private mutating func mapKeys(_ ids: UnsafeBufferPointer<UInt64>, of block: borrowing RowBlock) {
    keys.removeAll(keepingCapacity: true)
    var isSame = block.idTexts.isEmpty
    var codes: [UInt64?] = [0]
    for (index, shape) in block.shapes.shapes.enumerated() {
      let code = records.ids.code(of: shape)
      codes.append(code)
      isSame = isSame && code == UInt64(index + 1)
    }
    guard !isSame else {
      keys.append(contentsOf: ids)
      return
    }
    for id in ids {
      let code = IDShapes.code(of: id)
      if code == Int(IDShapes.text) {
        let span = block.idTexts[Int(IDShapes.value(of: id))]
        keys.append(records.ids.key(of: block.bytes(span.offset, Int(span.count))))
      } else if let code = codes[code] {
        keys.append(code << 56 | IDShapes.value(of: id))
      } else {
        var text: [UInt8] = []
        block.shapes.append(id, to: &text)
        keys.append(text.withUnsafeBytes { records.ids.key(of: $0) })
      }
    }
  }

  /// Gives a record an id that tells where it stands, because it has none or that of another.
  private mutating func nameByPlace(_ given: UInt64, record: Int32) {
    let line = records.line(Int(record))
    let givenText = given == IDShapes.noKey ? "" : records.ids.text(ofKey: given)
    idBuffer.clear()
    if !givenText.isEmpty {
      idBuffer.append(givenText)
      idBuffer.append("@")
    }
    idBuffer.append(fileLabel)
    idBuffer.append(":")
    idBuffer.append(decimal: line)
    // Rows of one line are numbered on it: finding their columns would read the line again each time.
    rowsOnLine = line == lastLine ? rowsOnLine + 1 : 1
    lastLine = line
    var number = max(2, rowsOnLine)
    let length = idBuffer.count
    while records.ids.claim(records.ids.key(of: idBuffer.bytes)) != nil {
      idBuffer.cut(to: length)
      idBuffer.append(":")
      idBuffer.append(decimal: number)
      number += 1
    }
    guard !givenText.isEmpty, let first = records.ids.record(of: given) else { return }
    let other = Int(first)
    warn(
      .duplicateID, record: record, line: line,
      RecordMessage(
        records.file(other) == file ? .duplicateID : .duplicateIDOfFile,
        .text(cleaned(givenText)), "\(records.line(other))", .text(cleaned(idBuffer.bytes))))
  }

  private mutating func addParents(_ block: borrowing RowBlock) {
    mapKeys(block.parents.values, of: block)
    let ids = records.ids
    keys.withUnsafeBufferPointer { records.parentRecords.append($0, among: ids) }
  }

  private mutating func addTimes(_ block: borrowing RowBlock, _ first: Int, _ linesBefore: Int) {
    var codeOfForm: [UInt8] = block.timeForms.map { records.times.code(of: $0) }
    let isSame = codeOfForm.enumerated().allSatisfy { $0.offset == Int($0.element) }
    if isSame, block.oddTimes.isEmpty {
      records.times.append(block.starts.values, block.timeCodes.values)
    } else {
      codeOfForm += repeatElement(RecordTimes.odd, count: 256 - codeOfForm.count)
      codes.removeAll(keepingCapacity: true)
      codes.append(contentsOf: block.timeCodes.values.lazy.map { codeOfForm[Int($0)] })
      codes.withUnsafeBufferPointer { records.times.append(block.starts.values, $0) }
      if codeOfForm[..<block.timeForms.count].contains(RecordTimes.odd) {
        for (row, code) in block.timeCodes.values.enumerated()
        where code != RecordTimes.odd && codeOfForm[Int(code)] == RecordTimes.odd {
          records.times.setForm(block.timeForms[Int(code)], of: first + row)
        }
      }
      for (row, form) in block.oddTimes { records.times.setForm(form, of: first + Int(row)) }
    }
    for (row, message) in block.badTimes {
      let record = first + Int(row)
      records.unreadableTimes.insert(Int32(record))
      warn(.badTime, record: Int32(record), line: records.line(record), message)
    }
  }

  private mutating func addNames(_ block: borrowing RowBlock, _ first: Int) {
    intern(block.names.values, of: block)
    numbers.withUnsafeBufferPointer { numbers in
      var next = 0
      var row = 0
      for wide in block.wideRows {
        appendPairs(numbers, from: &next, rows: Int(wide.row) - row)
        appendWide(wide, numbers, from: &next, first)
        row = Int(wide.row) + 1
      }
      appendPairs(numbers, from: &next, rows: block.rows - row)
    }
  }

  /// Fills `numbers` with the entities that names of a block mean.
  private mutating func intern(_ names: UnsafeBufferPointer<NameSpan>, of block: borrowing RowBlock)
  {
    if numbers.count < names.count {
      numbers = [Int32](repeating: RecordTable.none, count: names.count)
    }
    guard let text = block.text.baseAddress else { return }
    let others = block.others.bytes.baseAddress ?? text
    numbers.withUnsafeMutableBufferPointer { numbers in
      guard let numbers = numbers.baseAddress else { return }
      entities.intern(names, text: text, others: others, into: numbers)
    }
  }

  /// Appends the actors and recipients of rows that have one of each.
  private mutating func appendPairs(
    _ numbers: UnsafeBufferPointer<Int32>, from next: inout Int, rows: Int
  ) {
    guard rows > 0 else { return }
    let start = next
    let pairs = UnsafeBufferPointer(rebasing: numbers[start..<start + rows * 2])
    records.actors.append(contentsOf: (0..<rows).lazy.map { pairs[$0 * 2] })
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: rows) { singles in
      for row in 0..<rows { singles.initializeElement(at: row, to: pairs[row * 2 + 1]) }
      records.recipients.appendSingles(UnsafeBufferPointer(singles))
    }
    records.directors.appendEmpty(rows)
    records.approvers.appendEmpty(rows)
    next += rows * 2
  }

  private mutating func appendWide(
    _ wide: RowBlock.WideRow, _ numbers: UnsafeBufferPointer<Int32>, from next: inout Int,
    _ first: Int
  ) {
    func take(_ count: Int32) -> [Int32] {
      defer { next += Int(count) }
      return Self.distinct(numbers[next..<next + Int(count)])
    }
    records.actors.append(numbers[next])
    next += 1
    records.recipients.append(take(wide.recipients))
    if wide.hasOriginal {
      records.setOriginal(numbers[next], of: first + Int(wide.row))
      next += 1
    }
    records.directors.append(take(wide.directors))
    records.approvers.append(take(wide.approvers))
  }

  // The first of several that are equal stays.
  private static func distinct(_ list: Slice<UnsafeBufferPointer<Int32>>) -> [Int32] {
    guard list.count > 1 else { return Array(list) }
    guard list.count > 16 else {
      return list.indices.filter { !list[list.startIndex..<$0].contains(list[$0]) }
        .map { list[$0] }
    }
    var seen: Set<Int32> = []
    return list.filter { seen.insert($0).inserted }
  }

  private mutating func addItemsAndChannels(_ block: borrowing RowBlock) {
    var itemOfName: [Int32] = []
    for name in 0..<block.itemNames.count {
      itemOfName.append(block.itemNames.withBytes(name) { items.intern($0) })
    }
    records.items.append(
      contentsOf: block.items.values.lazy.map {
        $0 < 0 ? RecordTable.none : itemOfName[Int($0)]
      })
    var channelOfName: [Int32] = []
    for name in 0..<block.channelNames.count {
      channelOfName.append(block.channelNames.withBytes(name) { channel($0) })
    }
    if numbers.count < block.rows {
      numbers = [Int32](repeating: RecordTable.none, count: block.rows)
    }
    for (row, name) in block.channels.values.enumerated() {
      numbers[row] = channelOfName[Int(name)]
    }
    numbers.withUnsafeBufferPointer {
      records.channels.append(
        UnsafeBufferPointer(rebasing: $0[0..<block.rows]), largest: records.channelNames.count)
    }
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

  private mutating func addTexts(_ block: borrowing RowBlock, _ first: Int) {
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    var place = 0
    while place < block.texts.count {
      let row = block.texts[place].row
      var (evidence, note) = (none, none)
      var extras: [ExtraField] = []
      while place < block.texts.count, block.texts[place].row == row {
        let text = block.texts[place]
        let value = block.bytes(text.offset, text.count)
        switch text.kind {
        case .evidence: evidence = value
        case .note: note = value
        case .extra(let name):
          extras.append(ExtraField(name: block.extraNames[name], value: value.string))
        }
        place += 1
      }
      records.texts.append(
        record: first + Int(row), evidence: evidence, note: note, extras: extras)
    }
  }

  private mutating func addStoredTexts(
    _ block: borrowing RowBlock, _ first: Int, _ base: Int
  ) {
    guard let storedRows else { return }
    for (row, start) in block.storedRows {
      records.texts.append(
        record: first + Int(row), position: base + Int(start), in: storedRows)
    }
    for column in block.storedColumns { records.texts.use(block.extraNames[column]) }
  }

  private mutating func warn(
    _ code: WarningCode, record: Int32, line: Int, _ message: RecordMessage
  ) {
    let warning = Warning(
      code: code, record: records.id(Int(record)), file: file, line: line,
      detail: .records(message))
    warnings.append(PendingWarning(warning: warning, record: record))
  }
}

extension RecordBuilder {
  /// Gives an entity that no entities file declares what its program calls it, and its kind.
  mutating func describe(entity: Int, name: String, kind: EntityKind?) {
    if let kind { entities.kinds[entity] = kind }
    if !name.isEmpty, entities.names[Int32(entity)] == nil { entities.names[Int32(entity)] = name }
  }

  /// Gives an item a title where it has none.
  mutating func describe(item id: String, title: String) {
    guard let item = items.find(id), items.items[item].title == nil else { return }
    items.items[item].title = title
    items.items[item].isTitleOfMessage = true
  }

  /// Gives a record a time that was found after it.
  mutating func setTime(_ time: StatedTime, of record: Int) { records.setTime(time, of: record) }

  /// Checks that the tables can hold the rows of a block as well.
  func checkRoom(for block: borrowing RowBlock) throws(BlockProblem) {
    guard records.count + block.rows < Int(Int32.max) else {
      throw .failed(
        RecordsError(
          kind: .invalidInput, found: "more than \(Int32.max - 1) records",
          expected: "no more in one case", advice: "split the case by item or by time"))
    }
    let names = max(entities.spellings.byteCount, records.ids.textByteCount)
    guard names + block.text.count + block.others.count < Int(UInt32.max) else {
      throw .failed(
        RecordsError(
          kind: .invalidInput, found: "names and ids of more than 4 GiB",
          expected: "no more in one case", advice: "split the case by item or by time"))
    }
  }
}
