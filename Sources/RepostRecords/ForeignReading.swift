internal import RepostFormats

/// Reads the files of other programs of one case, one after the other.
struct ForeignReading {
  private let sink: ForeignSink
  private var fileZones: [(index: Int, withoutZone: Int, withZone: Int)] = []

  init(times: TimeReader, byPost: Bool) {
    sink = ForeignSink(
      RecordBuilder(entities: EntityTable(), items: ItemTable()), times: times, byPost: byPost)
  }

  /// Reads one file.
  ///
  /// - Returns: What the case tells of it, and what reading it found.
  mutating func read(
    _ file: ForeignFile, index: Int, _ place: CaseFiles.Records, _ options: ImportOptions,
    into builder: inout RecordBuilder
  ) throws(RecordsError) -> (input: InputFile, warnings: [Warning], skippedRows: Int) {
    swap(&sink.builder, &builder)
    defer { swap(&sink.builder, &builder) }
    sink.begin(file: index, label: place.label)
    var input = try file.read(path: place.path, options, into: sink)
    try sink.end()
    let found = sink.findings
    input.records = found.records
    input.leftOut = found.leftOut.sorted { $0.key < $1.key }
      .map { LeftOutCount(reason: $0.key, count: $0.value) }
    fileZones.append((index, found.timesWithoutZone, found.timesWithZone))
    if found.records == 0, let first = found.skipped.first {
      throw ForeignFile.error(first, path: place.path)
    }
    return (input, Self.warnings(found, file: index), found.skipped.count)
  }

  /// Gives names, kinds and titles that files told to the tables.
  func lend(to builder: inout RecordBuilder) {
    swap(&sink.builder, &builder)
    sink.finish()
    swap(&sink.builder, &builder)
  }

  /// Warns of times that are read by the clock of a zone that nobody stated.
  ///
  /// - Throws: ``RecordsError`` where such times would be compared with those of other clocks.
  func zoneWarnings(
    _ inputs: [InputFile], isAlone: Bool, assumed: CaseTimeZone
  ) throws(RecordsError) -> [Warning] {
    var warnings: [Warning] = []
    for zones in fileZones where zones.withoutZone > 0 {
      let path = inputs[zones.index].path
      guard isAlone else {
        let times = "\(zones.withoutZone) time\(zones.withoutZone == 1 ? "" : "s")"
        throw RecordsError(
          kind: .usage, path: path,
          found: "\(times) by a clock whose time zone the file does not tell, beside other inputs",
          expected: "--time-zone, or time_zone in the case file",
          advice: "name the zone of that device or server, such as --time-zone +08:00")
      }
      warnings.append(
        Warning(
          code: .unknownTimeZone, record: nil, file: zones.index, line: nil,
          detail: .records(
            RecordMessage(
              zones.withZone > 0 ? .timesOfUnknownZoneAmongOthers : .timesOfUnknownZone,
              "\(zones.withoutZone)", .text(assumed.text)))))
    }
    return warnings
  }

  private static func warnings(_ found: ForeignSink.Findings, file: Int) -> [Warning] {
    var warnings = found.skipped.map { problem in
      let parts = [
        FileMessage(.found, .message(problem.finding)),
        problem.expectation.map { FileMessage(.expected, .message($0)) }, problem.suggestion,
      ]
      return Warning(
        code: .badRow, record: nil, file: file, line: problem.line,
        detail: .file(FileMessage(.alone, .parts(parts.compactMap(\.self)))))
    }
    warnings += found.remarks.map {
      Warning(code: .remark, record: nil, file: file, line: $0.line, detail: .file($0.message))
    }
    if let end = found.end {
      warnings.append(
        Warning(
          code: .cutFile, record: nil, file: file, line: end.line,
          detail: .file(FileMessage(.endsEarly, "\(end.byte)", .message(end.found)))))
    }
    return warnings
  }
}

extension ForeignFile {
  /// The program that wrote a file; `nil` where it is native or no file of records.
  static func format(
    of path: String, _ request: CaseRequest
  ) throws(RecordsError) -> ForeignFormat? {
    guard let open = OpenFile(path: path) else { return nil }
    if open.startsLikeZip { return .workbook }
    guard !isNativeTable(.file(open)) else { return nil }
    return try ForeignFile(
      .file(open), name: lastComponent(of: path), asked: request.foreignFormat)?.format
  }

  /// Looks at the start of a record file; `nil` where it is native.
  init?(
    _ content: Content, _ file: CaseFiles.Records, _ request: CaseRequest
  ) throws(RecordsError) {
    let asked = request.foreignFormat
    if asked == nil, request.columns != nil || Self.isNativeTable(content) { return nil }
    try self.init(content, name: lastComponent(of: file.path), asked: asked)
  }
}
