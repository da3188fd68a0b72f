internal import RepostFormats

/// Reads a case: record files or a case folder, with its entities and case file where it has them.
///
/// ```swift
/// var request = CaseRequest(inputs: [.path("samples/fax-and-mms")])
/// request.outside = ["民政微信群"]
/// let forwardingCase = try readCase(request)
/// ```
///
/// - Parameter request: What to read, and how.
/// - Returns: The case, with what reading found.
/// - Throws: ``RecordsError`` where the request, a file or a row is not right.
public func readCase(_ request: CaseRequest) throws(RecordsError) -> ForwardingCase {
  let files = try CaseFiles(request)
  var reader = CaseReader(request: request, files: files)
  do throws(RecordsError) {
    return try reader.read()
  } catch {
    guard reader.needsWholeTexts else { throw error }
    // What is wrong, and where, is told by the text as a whole.
    reader = CaseReader(request: request, files: files, after: reader)
    return try reader.read()
  }
}

/// Reads the files of a case one after the other.
private struct CaseReader {
  let request: CaseRequest
  let files: CaseFiles
  private var warnings: [Warning] = []
  private var skippedRows = 0
  private var entityLines: [Int] = []
  private var inputs: [InputFile] = []
  private var firstBadRow: RecordsError?
  private var progress: ReadingProgress?
  private var hasStreamed = false
  private var readsWholeTexts = false
  // What comes through a pipe cannot be read twice.
  private var heldBytes: [Int: [UInt8]] = [:]
  private var foreign: ForeignReading?
  // Those among the record files, by their places.
  private var workbooks: [Int: WorkbookCase] = [:]

  /// Whether the case has to be read again with the texts of its files as a whole.
  private(set) var needsWholeTexts = false

  init(request: CaseRequest, files: CaseFiles, after first: CaseReader? = nil) {
    self.request = request
    self.files = files
    readsWholeTexts = first != nil
    heldBytes = first?.heldBytes ?? [:]
    progress = request.progress.map { ReadingProgress($0) }
  }

  mutating func read() throws(RecordsError) -> ForwardingCase {
    try openWorkbooks()
    var (caseFile, caseInput) = try readCaseFile()
    try applyOptions(to: &caseFile.settings)
    let (entities, entitiesInput) = try readEntities(caseFile.settings)
    let times = TimeReader(zone: caseFile.settings.timeZone)
    var builder = RecordBuilder(entities: entities, items: caseFile.items)
    for index in files.records.indices {
      try readRecords(index, times, into: &builder)
    }
    foreign?.lend(to: &builder)
    try checkTimeZones(&caseFile.settings)
    if builder.records.count == 0, hasStreamed { throw readAgain(files.name) }
    if builder.records.count == 0, let firstBadRow {
      var error = firstBadRow
      error.found = "no row that can be read; the first has " + error.found
      throw error
    }
    if builder.records.count == 0, foreign != nil { throw noRecords() }
    builder.finish()
    inputs += [entitiesInput, caseInput].compactMap(\.self)

    var result = ForwardingCase(
      name: files.name, settings: caseFile.settings, entities: builder.entities,
      items: builder.items, records: builder.records, inputs: inputs, warnings: [],
      skippedRows: skippedRows, unreadFiles: files.unread)
    let assumed = try placeEntities(&result)
    let kept = try narrow(&result, assumed: assumed)
    for pending in builder.warnings where pending.record.map({ kept?.contains($0) ?? true }) ?? true
    {
      warnings.append(pending.warning)
    }
    let findings = CaseFindings(
      of: result, entityLines: entityLines,
      entitiesFile: files.entities.map { _ in recordCount }
        ?? workbooks.keys.sorted().first { workbooks[$0]?.entities != nil })
    result.warnings = inFileOrder(warnings + findings.warnings)
    return result
  }

  private var recordCount: Int { files.records.count }

  private func readCaseFile() throws(RecordsError) -> (CaseFile, InputFile?) {
    guard let path = files.caseFile else {
      for index in workbooks.keys.sorted() {
        guard let yaml = workbooks[index]?.caseFile else { continue }
        return (
          try CaseFile(yaml: yaml, path: files.records[index].path, name: files.name), nil
        )
      }
      return (CaseFile(name: files.name), nil)
    }
    // In UTF-16 it is about twice as long.
    let bytes = try FileBytes.read(
      path: path, expected: "a case file in YAML", limit: 2 * YAMLValue.sizeLimit)
    var source = try SourceFile(path: path, bytes: bytes, index: 0)
    let text = String(decoding: source.text.bytes[source.text.start...], as: UTF8.self)
    let caseFile = try CaseFile(yaml: text, path: path, name: files.name)
    source.input.format = "yaml"
    source.input.records = caseFile.items.count
    return (caseFile, source.input)
  }

  private func applyOptions(to settings: inout CaseSettings) throws(RecordsError) {
    if let text = request.timeZone {
      guard let zone = CaseTimeZone(text) else {
        throw RecordsError(
          kind: .usage, found: "the time zone \(quoted(text)) is unknown",
          expected: CaseTimeZone.forms)
      }
      settings.timeZone = zone
      settings.isTimeZoneStated = true
    }
    if let boundary = request.boundary {
      guard let rank = settings.rank(ofZone: boundary) else {
        throw RecordsError(
          kind: .usage, found: "the boundary \(quoted(boundary)) is no zone of the case",
          expected: "one of \(quotedList(settings.zones))",
          advice: NearestNames.advice(boundary, among: settings.zones))
      }
      settings.boundary = rank
    }
  }

  private mutating func readEntities(
    _ settings: CaseSettings
  ) throws(RecordsError) -> (EntityTable, InputFile?) {
    var source: SourceFile
    var isSheet = false
    if let path = files.entities {
      let bytes = try FileBytes.read(path: path, expected: "an entities file")
      source = try SourceFile(path: path, bytes: bytes, index: recordCount)
    } else if let index = workbooks.keys.sorted().first(where: { workbooks[$0]?.entities != nil }),
      let bytes = workbooks[index]?.entities
    {
      source = try SourceFile(path: files.records[index].path, bytes: bytes, index: index)
      isSheet = true
    } else {
      return (EntityTable(), nil)
    }
    let path = source.input.path
    var reader = EntityReader(file: source.index, settings: settings)
    try source.forEachRow(
      of: EntityField.self, asked: nil, policy: request.badRows,
      take: { (row) throws(RowProblem) in try reader.add(row) },
      skip: { reader.skip($0, $1) })
    skippedRows += reader.warnings.count
    do {
      let skipped = try reader.finish(policy: request.badRows)
      skippedRows += skipped
      source.input.records -= skipped
    } catch {
      throw source.text.bytes.withUnsafeBytes { error.error(path: path, text: $0) }
    }
    warnings += reader.warnings
    entityLines = reader.lines
    // A sheet is part of an input that is listed for its records.
    return (reader.table, isSheet ? nil : source.input)
  }

  private mutating func readRecords(
    _ index: Int, _ times: TimeReader, into builder: inout RecordBuilder
  ) throws(RecordsError) {
    let file = files.records[index]
    if let workbook = workbooks[index] {
      return try readWorkbook(workbook, index, times, into: &builder)
    }
    if try readForeign(index, times, into: &builder) { return }
    builder.begin(file: index, label: file.label)
    if !readsWholeTexts, case .path(let path) = file.input, let open = OpenFile(path: path),
      open.size >= request.streaming.fileSize
    {
      return try stream(open, index, times, into: &builder)
    }
    do throws(RecordsError) {
      try readText(index, times, as: request, into: &builder)
    } catch {
      throw Self.moved(error, by: file.linesBefore)
    }
  }

  /// Opens the workbooks among the record files: their sheets can declare entities and items.
  private mutating func openWorkbooks() throws(RecordsError) {
    guard request.format == nil, workbooks.isEmpty else { return }
    for index in files.records.indices {
      let file = files.records[index]
      let book: Workbook
      do throws(FormatProblem) {
        switch file.input {
        case .bytes: continue
        case .path(let path):
          guard OpenFile(path: path)?.startsLikeZip == true else { continue }
          book = try Workbook(path: path)
        case .standardInput:
          let bytes: [UInt8]
          do throws(RecordsError) {
            bytes = try held(index)
          } catch {
            throw FormatProblem(found: error.found, isReadFailure: true)
          }
          guard bytes.starts(with: OpenFile.zipStart) else { continue }
          book = try Workbook(bytes)
        }
      } catch {
        throw ForeignFile.error(error, path: file.path)
      }
      workbooks[index] = try WorkbookCase(book, path: file.path, columns: request.columns)
    }
  }

  /// Reads the records of a workbook.
  private mutating func readWorkbook(
    _ workbook: WorkbookCase, _ index: Int, _ times: TimeReader, into builder: inout RecordBuilder
  ) throws(RecordsError) {
    let file = files.records[index]
    builder.begin(file: index, label: file.label)
    let bytes = try bytes(of: index)
    let whole = SourceFile.input(
      path: file.path, bytes: bytes, format: ForeignFormat.workbook.rawValue)
    heldBytes[index] = workbook.records
    var lines = request
    lines.format = .ndjson
    lines.columns = nil
    do throws(RecordsError) {
      try readText(index, times, as: lines, into: &builder)
    } catch {
      var error = error
      // Columns are those of the sheet, not of the lines that it was put into.
      error.column = nil
      throw error
    }
    heldBytes[index] = nil
    guard var input = inputs.popLast() else { return }
    (input.sha256, input.bytes, input.format) = (whole.sha256, whole.bytes, whole.format)
    inputs.append(input)
    warnings += workbook.remarks.map {
      Warning(code: .remark, record: nil, file: index, line: $0.row, detail: .records($0.message))
    }
    warnings += unreadSheets(of: workbook, index).map {
      Warning(
        code: .remark, record: nil, file: index, line: nil, detail: .records(RecordMessage($0)))
    }
  }

  /// What is to be said of sheets that another file or workbook takes the place of.
  private func unreadSheets(of workbook: WorkbookCase, _ index: Int) -> [RecordSentence] {
    let first = workbooks.keys.sorted()
    var unread: [RecordSentence] = []
    if workbook.entities != nil,
      files.entities != nil || first.first(where: { workbooks[$0]?.entities != nil }) != index
    {
      unread.append(.entitySheetUnread)
    }
    if workbook.caseFile != nil,
      files.caseFile != nil || first.first(where: { workbooks[$0]?.caseFile != nil }) != index
    {
      unread.append(.itemSheetsUnread)
    }
    return unread
  }

  /// Reads a file that another program wrote.
  ///
  /// - Returns: Whether it is one.
  private mutating func readForeign(
    _ index: Int, _ times: TimeReader, into builder: inout RecordBuilder
  ) throws(RecordsError) -> Bool {
    guard request.format == nil else { return false }
    let content: ForeignFile.Content
    switch files.records[index].input {
    // What was cut out of a stream of records is native.
    case .bytes: return false
    case .path(let path):
      if let open = OpenFile(path: path) {
        content = .file(open)
      } else {
        content = .bytes(try held(index))
      }
    case .standardInput: content = .bytes(try held(index))
    }
    guard let file = try ForeignFile(content, files.records[index], request) else { return false }
    var reading = foreign ?? ForeignReading(times: times, byPost: request.byPost)
    defer { foreign = reading }
    let read = try reading.read(
      file, index: index, files.records[index], request.importOptions, into: &builder)
    inputs.append(read.input)
    warnings += read.warnings
    skippedRows += read.skippedRows
    return true
  }

  /// The error of files in which nothing was passed on.
  private func noRecords() -> RecordsError {
    let leftOut = inputs.flatMap(\.leftOut).map { "\($0.reason.rawValue) \($0.count)" }
    return RecordsError(
      kind: .invalidInput, path: files.records.first?.path,
      found: "no record of a transmission"
        + (leftOut.isEmpty ? "" : ", only " + leftOut.joined(separator: ", ")),
      expected: "somebody who passed something on")
  }

  private mutating func held(_ index: Int) throws(RecordsError) -> [UInt8] {
    if let held = heldBytes[index] { return held }
    let bytes = try files.records[index].bytes()
    heldBytes[index] = bytes
    return bytes
  }

  /// Checks that times of which only the clock is known are compared with no others.
  private mutating func checkTimeZones(_ settings: inout CaseSettings) throws(RecordsError) {
    guard let foreign, !settings.isTimeZoneStated else { return }
    let isAlone = files.records.count == 1
    warnings += try foreign.zoneWarnings(inputs, isAlone: isAlone, assumed: settings.timeZone)
  }

  /// Reads the records of a file whose text is at hand as a whole.
  private mutating func readText(
    _ index: Int, _ times: TimeReader, as request: CaseRequest, into builder: inout RecordBuilder
  ) throws(RecordsError) {
    let file = files.records[index]
    var source = try SourceFile(path: file.path, bytes: try bytes(of: index), index: index)
    let start = source.text.start
    let bytes = source.text.bytes
    try bytes.withUnsafeBufferPointer { (bytes) throws(RecordsError) in
      let text = UnsafeRawBufferPointer(bytes)
      do throws(BlockProblem) {
        let plan = try Self.plan(of: text, from: start, request)
        source.input.format = plan.format.rawValue
        let blocks = TextSource(
          text, from: plan.start, blockSize: request.streaming.blockSize)
        let cutters = plan.cutters(of: text, length: text.count, times: times, request)
        var reader = BlockReader(
          blocks, linesBefore: plan.linesBefore + file.linesBefore, cutters: cutters,
          progress: progress)
        _ = try reader.read(into: &builder)
        source.input.records = reader.taken
        note(reader.skipped, of: index, text: text)
        guard reader.taken + reader.skipped.count > 0 else {
          throw BlockProblem.row(RowBlock.Failure(problem: Self.noRows(at: start), rowStart: 0))
        }
      } catch {
        throw self.error(error, path: file.path, text: text)
      }
    }
    inputs.append(source.input)
  }

  /// Reads the records of a file block by block.
  private mutating func stream(
    _ open: OpenFile, _ index: Int, _ times: TimeReader, into builder: inout RecordBuilder
  ) throws(RecordsError) {
    let file = files.records[index]
    hasStreamed = true
    do throws(BlockProblem) {
      let source = try FileSource(
        open, path: file.path, asked: request.format, columns: request.columns,
        blockSize: request.streaming.blockSize,
        leavesTexts: builder.canLeaveTexts)
      if builder.canLeaveTexts {
        builder.leaveTexts(in: StoredRows(open, path: file.path, layout: source.plan.layout))
      }
      let cutters = source.plan.cutters(
        of: UnsafeRawBufferPointer(start: nil, count: 0), length: open.size, times: times, request)
      var reader = BlockReader(
        source, linesBefore: source.plan.linesBefore, cutters: cutters, progress: progress)
      let read = try reader.read(into: &builder)
      guard reader.taken + reader.skipped.count > 0 else { throw BlockProblem.needsWholeText }
      note(reader.skipped, of: index, text: nil)
      inputs.append(read.input(path: file.path, records: reader.taken))
    } catch {
      if case .failed(var error) = error {
        error.path = error.path ?? file.path
        throw error
      }
      // The whole of so long a text is too much to look for what is wrong with it.
      if case .row(let failure) = error, open.size > FileBytes.limit {
        throw failure.problem.error(
          path: file.path, at: open.place(of: failure.problem.position ?? failure.rowStart))
      }
      throw readAgain(file.path)
    }
  }

  private mutating func readAgain(_ path: String) -> RecordsError {
    needsWholeTexts = true
    return RecordsError(kind: .readFailed, path: path, found: "cannot be read by blocks")
  }

  /// The bytes of a file; those of a pipe are held as long as they can be wanted once more.
  private mutating func bytes(of index: Int) throws(RecordsError) -> [UInt8] {
    if let held = heldBytes[index] {
      if files.records.count == 1 { heldBytes[index] = nil }
      return held
    }
    let bytes = try files.records[index].bytes()
    if files.records.count > 1, files.records[index].input == .standardInput {
      heldBytes[index] = bytes
    }
    return bytes
  }

  private mutating func note(
    _ skipped: [(row: RowBlock.SkippedRow, line: Int, base: Int)], of index: Int,
    text: UnsafeRawBufferPointer?
  ) {
    for (row, line, base) in skipped {
      warnings.append(skippedRow(row.problem, text: row.text, file: index, line: line))
      guard firstBadRow == nil, let text else { continue }
      var problem = row.problem
      problem.position = (problem.position ?? row.start) + base
      let file = files.records[index]
      firstBadRow = Self.moved(
        problem.error(path: file.path, text: text), by: file.linesBefore)
    }
    skippedRows += skipped.count
  }

  private func error(
    _ problem: BlockProblem, path: String, text: UnsafeRawBufferPointer
  ) -> RecordsError {
    switch problem {
    case .failed(let error): error
    case .row(let failure):
      failure.problem.error(path: path, text: text, rowStart: failure.rowStart)
    case .needsWholeText:
      RecordsError(kind: .readFailed, path: path, found: "cannot be read as a whole")
    }
  }

  private static func plan(
    of text: UnsafeRawBufferPointer, from start: Int, _ request: CaseRequest
  ) throws(BlockProblem) -> RowPlan {
    do {
      return try RowPlan(
        of: text, from: start, asked: request.format, columns: request.columns)
    } catch {
      throw .row(RowBlock.Failure(problem: error, rowStart: 0))
    }
  }

  private static func moved(_ error: RecordsError, by lines: Int) -> RecordsError {
    var error = error
    error.line = error.line.map { $0 + lines }
    return error
  }

  private static func noRows(at start: Int) -> RowProblem {
    RowProblem(
      position: start, found: "no \(RecordField.plural)",
      expected: "at least one \(RecordField.rowName)", isFatal: true)
  }

  private func placeEntities(
    _ result: inout ForwardingCase
  ) throws(RecordsError) -> [Int32] {
    if let zone = result.settings.defaultZone {
      for entity in 0..<result.entities.count where !result.entities.isDeclared[entity] {
        result.entities.zones[entity] = Int16(clamping: zone)
      }
    }
    let sides = BoundarySides(
      inside: request.inside, outside: request.outside, settings: result.settings)
    let assumed = try sides.apply(to: &result.entities)
    result.settings.assumedSide = sides.assumedSide
    result.settings.assumedCount = assumed.count
    return assumed
  }

  /// Drops what the item that is asked for does not concern; `nil` where all is kept.
  private func narrow(
    _ result: inout ForwardingCase, assumed: [Int32]
  ) throws(RecordsError) -> Set<Int32>? {
    guard let item = request.item else { return nil }
    let selection = try ItemSelection(item: item, items: result.items)
    let kept = selection.records(of: result.records)
    guard !kept.isEmpty else {
      throw RecordsError(
        kind: .usage, found: "--item \(quoted(item)) is passed on by no record",
        expected: "an item of which there are records")
    }
    let copy = RecordCopy(of: kept, records: result.records, entities: result.entities)
    let keptRecords = Set(kept)
    result.narrowing = Narrowing(
      item: selection.item, items: selection.kept, leftOut: result.records.count - kept.count,
      withoutParent: Set(
        kept.indices.filter { index in
          result.records.parent(kept[index]).map { !keptRecords.contains($0) } ?? false
        }))
    result.records = copy.records
    result.entities = copy.entities
    result.settings.assumedCount = copy.count(of: assumed)
    return Set(kept.map { Int32($0) })
  }

  private func inFileOrder(_ warnings: [Warning]) -> [Warning] {
    warnings.enumerated().sorted { a, b in
      let left = (a.element.file ?? .max, a.element.line ?? 0, a.offset)
      let right = (b.element.file ?? .max, b.element.line ?? 0, b.offset)
      return left < right
    }
    .map(\.element)
  }
}
