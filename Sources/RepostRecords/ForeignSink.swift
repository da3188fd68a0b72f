internal import RepostFormats

/// Takes the records of files of other programs into the tables of a case.
final class ForeignSink: ImportSink {
  /// What one file gave.
  struct Findings {
    var records = 0
    var leftOut: [LeftOut: Int] = [:]
    var skipped: [FormatProblem] = []
    var remarks: [(message: FileMessage, line: Int)] = []
    var end: (line: Int, byte: Int, found: FileMessage)?
    /// Times that no zone was told for, and times of which the instant is known.
    var timesWithoutZone = 0
    var timesWithZone = 0
  }

  /// The tables, lent for as long as files are read.
  var builder: RecordBuilder
  private(set) var findings = Findings()

  // A text without a place would be taken for a block without names.
  private let nothing = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 1)
  private let byPost: Bool
  private var times: QuickTimes
  private var block = RowBlock()
  private var extraNames: [String: Int] = [:]
  private var described: [String: (name: String, kind: ImportedKind?)] = [:]
  private var titles: [String: String] = [:]
  // By id: a digest of what a record says, and its number, so that one found twice counts once.
  private var seen: [String: (digest: Int, record: Int, hasTime: Bool)] = [:]
  private var laterTimes: [(record: Int, time: String)] = []
  private let reader: TimeReader
  private var failure: RecordsError?

  private static let blockRows = 1 << 14
  private static let blockBytes = 64 << 20

  init(_ builder: RecordBuilder, times: TimeReader, byPost: Bool) {
    self.builder = builder
    self.byPost = byPost
    reader = times
    self.times = QuickTimes(times)
    begin()
  }

  deinit { nothing.deallocate() }

  private func begin() {
    block.begin(UnsafeRawBufferPointer(nothing))
    extraNames.removeAll()
    block.extraNames = []
  }

  /// Begins a file.
  func begin(file: Int, label: String) {
    builder.begin(file: file, label: label)
    findings = Findings()
  }

  func describe(entity id: String, name: String, kind: ImportedKind?) {
    let id = Self.name(id)
    guard !id.isEmpty else { return }
    var entry = described[id] ?? ("", nil)
    if entry.name.isEmpty { entry.name = Self.clean(name) }
    entry.kind = entry.kind ?? kind
    described[id] = entry
  }

  func describe(item id: String, title: String) {
    let title = Self.clean(title)
    if titles[id] == nil, !title.isEmpty { titles[id] = title }
  }

  func leaveOut(_ reason: LeftOut, line: Int) { findings.leftOut[reason, default: 0] += 1 }
  func skip(_ problem: FormatProblem) { findings.skipped.append(problem) }
  func remark(_ message: FileMessage, line: Int) { findings.remarks.append((message, line)) }

  func endsEarly(line: Int, byte: Int, found: FileMessage) { findings.end = (line, byte, found) }

  func take(_ given: ImportedRecord) throws(FormatProblem) {
    var record = given
    if byPost { Self.takePostForEntity(&record, describe: describe) }
    let names =
      [record.from, record.original].compactMap(\.self) + record.to + record.directedBy
      + record.approvedBy
    if let long = names.first(where: { $0.utf8.count > RawRow.nameLimit }) {
      return skip(
        FormatProblem(
          line: record.line, FileMessage(.longName, "\(long.utf8.count)"),
          expected: FileMessage(.atMost, "\(RawRow.nameLimit)")))
    }
    guard let certainty = Self.certainty(record.certainty) else {
      return skip(
        FormatProblem(
          line: record.line, FileMessage(.certainty, .text(cleaned(record.certainty))),
          expected: FileMessage(.alone, .quoted(Certainty.allCases.map(\.word)))))
    }
    guard !isRepeated(&record) else { return leaveOut(.duplicate, line: record.line) }
    appendNames(record)
    block.ids.append(with(Self.clean(record.id)) { block.key($0) })
    block.parents.append(with(Self.clean(record.parent)) { block.key($0) })
    with(record.time) { block.appendTime($0, &times) }
    countZone(record.time)
    with(Self.clean(record.item)) { block.appendItem(QuickValue($0)) }
    with(Self.clean(record.channel)) { block.appendChannel(QuickValue($0)) }
    block.append(certainty)
    appendTexts(record)
    block.endRow(line: record.line)
    findings.records += 1
    if block.rows >= Self.blockRows || block.others.count > Self.blockBytes { try flush() }
  }

  /// Ends a file: what was taken is in the tables.
  func end() throws(RecordsError) {
    do {
      try flush()
    } catch {
      throw failure ?? RecordsError(kind: .invalidInput, found: error.found)
    }
  }

  /// Ends the reading of files: names, kinds and titles that files tell are in the tables.
  func finish() {
    for (id, entry) in described {
      guard let entity = builder.entities.find(id), !builder.entities.isDeclared[entity] else {
        continue
      }
      builder.describe(
        entity: entity, name: entry.name == id ? "" : entry.name, kind: entry.kind.map(Self.kind))
    }
    for (id, title) in titles { builder.describe(item: id, title: title) }
    for (record, text) in laterTimes {
      let reading = with(text) { reader.read($0) }
      if case .time(let time) = reading { builder.setTime(time, of: record) }
    }
  }

  private func flush() throws(FormatProblem) {
    do throws(BlockProblem) {
      try builder.checkRoom(for: block)
    } catch {
      if case .failed(let error) = error { failure = error }
      throw FormatProblem(found: failure?.found ?? "more than one case can hold")
    }
    builder.take(block, linesBefore: 0, base: 0)
    begin()
  }

  private func appendNames(_ record: ImportedRecord) {
    with(Self.name(record.from ?? "")) { block.appendName(QuickValue($0)) }
    var recipients = 0
    if record.isBroadcast {
      with("*") { block.appendRecipient(QuickValue($0)) }
      recipients += 1
    }
    for name in record.to.lazy.map(Self.name) where !name.isEmpty {
      with(name) { block.appendName(QuickValue($0)) }
      recipients += 1
    }
    let original = Self.name(record.original ?? "")
    if !original.isEmpty { with(original) { block.appendName(QuickValue($0)) } }
    let directors = record.directedBy.map(Self.name).filter { !$0.isEmpty }
    let approvers = record.approvedBy.map(Self.name).filter { !$0.isEmpty }
    for name in directors + approvers { with(name) { block.appendName(QuickValue($0)) } }
    if recipients != 1 || !original.isEmpty || !directors.isEmpty || !approvers.isEmpty {
      block.appendWide(
        recipients: recipients, hasOriginal: !original.isEmpty, directors: directors.count,
        approvers: approvers.count)
    }
  }

  private func appendTexts(_ record: ImportedRecord) {
    // The sign separates exhibits in the tables.
    let evidence = record.evidence.map { Self.clean($0).replacing(";", with: "；") }
    with(evidence.joined(separator: ";")) { block.appendText(.evidence, $0) }
    with(record.note) { block.appendText(.note, $0) }
    for extra in record.extras where !extra.value.isEmpty {
      let number = extraNames[extra.name] ?? block.extraNames.count
      if number == block.extraNames.count {
        extraNames[extra.name] = number
        // Under a header of its own it would be read as that field.
        let isField = RecordField.field(of: extra.name) != nil
        block.extraNames.append(isField ? "\(extra.name) in the file" : extra.name)
      }
      with(extra.value) { block.appendText(.extra(number), $0) }
    }
  }

  private func countZone(_ time: String) {
    guard !time.isEmpty else { return }
    let tail = time.utf8.suffix(6)
    let hasZone =
      time.utf8.last == UInt8(ascii: "Z")
      || (time.utf8.count > 16 && tail.count == 6
        && (tail.first == UInt8(ascii: "+") || tail.first == UInt8(ascii: "-"))
        && tail.dropFirst(3).first == UInt8(ascii: ":"))
    if hasZone { findings.timesWithZone += 1 } else { findings.timesWithoutZone += 1 }
  }

  /// Whether a record with the same id says the same already; a time that the first lacks is kept.
  private func isRepeated(_ record: inout ImportedRecord) -> Bool {
    guard !record.id.isEmpty else { return false }
    var hasher = Hasher()
    hasher.combine(record.from)
    hasher.combine(record.to)
    hasher.combine(record.isBroadcast)
    hasher.combine(record.item)
    let digest = hasher.finalize()
    guard let first = seen[record.id] else {
      seen[record.id] = (digest, builder.records.count + block.rows, !record.time.isEmpty)
      return false
    }
    guard first.digest == digest else { return false }
    if !first.hasTime, !record.time.isEmpty {
      laterTimes.append((first.record, record.time))
      seen[record.id]?.hasTime = true
    }
    return true
  }

  private static func takePostForEntity(
    _ record: inout ImportedRecord,
    describe: (_ entity: String, _ name: String, _ kind: ImportedKind?) -> Void
  ) {
    let post = record.post.isEmpty ? record.id : record.post
    guard !post.isEmpty else { return }
    if let author = record.from {
      record.extras.append((name: "author", value: author))
    }
    record.from = post
    describe(post, post, .account)
    record.isBroadcast = true
    record.to = []
    record.original = nil
  }

  private func with<Result>(
    _ text: String, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    var text = text
    return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }

  /// A name without blanks around it and line ends in it.
  private static func clean(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    guard !isPlain else { return text }
    var name = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
        if !name.isEmpty, name.last != " " { name.append(" ") }
      } else {
        name.unicodeScalars.append(scalar)
      }
    }
    if name.last == " " { name.removeLast() }
    return name
  }

  // An asterisk alone would be taken for whoever reads there.
  private static func name(_ text: String) -> String {
    let name = clean(text)
    guard name.contains(where: { $0 == ";" || $0 == "；" }) else { return name == "*" ? "＊" : name }
    // In tables these separate names.
    return String(name.map { $0 == ";" ? "," : $0 == "；" ? "，" : $0 })
  }

  private static func certainty(_ word: String) -> Certainty? {
    var word = word
    return word.withUTF8 { Certainty(word: UnsafeRawBufferPointer($0)) }
  }

  private static func kind(_ kind: ImportedKind) -> EntityKind {
    switch kind {
    case .person: .person
    case .group: .group
    case .account: .account
    case .organisation: .organisation
    case .site: .site
    }
  }
}
