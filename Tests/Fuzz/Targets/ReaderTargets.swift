import RepostFormats
import RepostRecords
import RepostReport

extension FuzzTarget {
  static let readers =
    InputFormat.allCases.map(native) + [foreign, workbook, sheet, entities, caseFile]

  // MARK: Native records

  /// However a text is read — quickly or not, as a whole or by blocks — it says the same.
  private static func native(_ format: InputFormat) -> FuzzTarget {
    FuzzTarget(name: format.rawValue) { bytes in
      var feed = ByteFeed(bytes)
      let options = feed.next()
      let text = feed.remaining
      func request(_ input: CaseInput) -> CaseRequest {
        var request = CaseRequest(inputs: [input])
        request.format = options & 1 == 0 ? format : nil
        request.badRows = options & 2 == 0 ? .skip : .stop
        request.jobs = options & 4 == 0 ? 1 : 2
        return request
      }
      let name = "records.\(format.rawValue)"
      var slow = request(.bytes(name: name, text))
      slow.streaming.isQuick = false
      slow.streaming.blockSize = .max
      let expected = description(of: slow)
      var quick = request(.bytes(name: name, text))
      quick.streaming.blockSize = 1 + Int(options >> 3)
      try requireSame(description(of: quick), expected, "read quickly")
      let path = try FuzzFolder.file(name, text)
      var streamed = request(.path(path))
      streamed.streaming.fileSize = 0
      streamed.streaming.blockSize = 1 + Int(options >> 3)
      try requireSame(
        description(of: streamed).map { $0.replacing(FuzzFolder.path + "/", with: "") }, expected,
        "read by blocks")
    }
  }

  // MARK: Files of other programs

  /// The formats by the first byte of an input; new ones come last, so that kept inputs keep theirs.
  static let formats: [ForeignFormat] = [
    .memotrace, .pywxdump, .chatlog, .qq, .sms, .xferfaxlog, .mail, .ced, .weibo, .weiboLines,
    .casflow, .telegram, .tgdataset, .whatsapp, .twitterTree, .xv1, .xv2, .activitypub, .bluesky,
    .ufed, .caseUCO, .graphml, .gexf, .dot,
  ]

  /// The size of the blocks in which a file is read makes no difference, and no more is read than is there.
  private static let foreign = FuzzTarget(name: "foreign") { bytes in
    var feed = ByteFeed(bytes)
    let format = formats[Int(feed.next()) % formats.count]
    let blockSize = 1 + Int(feed.next())
    let text = feed.remaining
    let name = foreignName(format)
    let head = FileHead(name: name, bytes: text, isWhole: true)
    _ = foreignFormat(of: head)
    let whole = ForeignLines(text, format, name)
    try require(
      whole.records <= text.count + 1,
      "\(format.rawValue): \(whole.records) records of \(text.count) bytes")
    let pieces = ForeignLines(text, format, name, blockSize: blockSize)
    try requireSame(pieces.lines, whole.lines, "\(format.rawValue) in blocks of \(blockSize)")
  }

  /// A name that such a file may have.
  static func foreignName(_ format: ForeignFormat) -> String {
    switch format {
    case .memotrace: "private_utf8.csv"
    case .pywxdump: "555@chatroom_0_5000.csv"
    case .ced: "901_Zk3QmXa7P_7000000001.json"
    case .whatsapp: "WhatsApp Chat with A.txt"
    case .mail: "a.mbox"
    case .twitterTree: "600000000000000001.txt"
    case .workbook: "records.xlsx"
    default: "input"
    }
  }

  private static let workbook = FuzzTarget(name: "workbook") { bytes in
    try checkWorkbook(bytes)
  }

  /// The parts of a workbook, one after the other, each after a byte NUL but the first.
  private static let sheet = FuzzTarget(name: "sheet") { bytes in
    let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    try checkWorkbook(
      storedWorkbook(
        sheet: Array(parts[0]), strings: parts.count > 1 ? Array(parts[1]) : nil,
        styles: parts.count > 2 ? Array(parts[2]) : nil))
  }

  private static func checkWorkbook(_ bytes: [UInt8]) throws {
    var request = CaseRequest(inputs: [.bytes(name: "records.xlsx", bytes)])
    request.badRows = .skip
    let first = description(of: request)
    request.badRows = .stop
    _ = description(of: request)
    request.badRows = .skip
    try requireSame(description(of: request), first, "read again")
  }

  // MARK: Entities and the case file

  /// Reads what was written.
  static func readAgain(_ request: CaseRequest) throws(BrokenPromise) -> ForwardingCase {
    do throws(RecordsError) {
      return try readCase(request)
    } catch {
      throw BrokenPromise(description: "written, and cannot be read: \(error)")
    }
  }

  private static let someRecords = CaseInput.bytes(
    name: "records.csv", Array("id,from,to,item\nR1,A,B;C,memo\nR2,B,D,memo\n".utf8))

  /// What is written of the entities reads as the same again.
  private static let entities = FuzzTarget(name: "entities") { bytes in
    var feed = ByteFeed(bytes)
    let options = feed.next()
    let ending = InputFormat.allCases[Int(options & 3)].rawValue
    let path = try FuzzFolder.file("entities.\(ending)", feed.remaining)
    var request = CaseRequest(inputs: [someRecords])
    request.entities = path
    request.badRows = options & 4 == 0 ? .skip : .stop
    guard let input = try? readCase(request) else { return }
    guard let written = nativeEntities(input) else { return }
    request.entities = try FuzzFolder.file("again.csv", written)
    request.badRows = .stop
    let again = try readAgain(request)
    try requireSame(entityLines(of: again), entityLines(of: input), "written and read")
  }

  /// What is written of the settings reads as the same again.
  private static let caseFile = FuzzTarget(name: "case-file") { bytes in
    var request = CaseRequest(inputs: [someRecords])
    request.caseFile = try FuzzFolder.file("case.yaml", bytes)
    guard let input = try? readCase(request) else { return }
    request.caseFile = try FuzzFolder.file("again.yaml", nativeCaseFile(input))
    let again = try readAgain(request)
    try requireSame(settingLines(of: again), settingLines(of: input), "written and read")
  }
}

/// What a reader finds in a file of another program, as lines.
private final class ForeignLines: ImportSink {
  private(set) var lines: [String] = []
  private(set) var records = 0

  init(_ text: [UInt8], _ format: ForeignFormat, _ name: String, blockSize: Int = 1 << 18) {
    var place = 0
    let input = ByteInput { buffer in
      let count = min(blockSize, buffer.count, text.count - place)
      text[place..<place + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
      place += count
      return count
    }
    do throws(FormatProblem) {
      try readForeign(input, as: format, file: name, ImportOptions(), into: self)
    } catch {
      note(error)
    }
  }

  private func note(_ problem: FormatProblem) {
    lines.append("\(problem.line ?? 0):\(problem.column ?? 0) \(problem.found)")
  }

  func take(_ record: ImportedRecord) {
    records += 1
    lines.append(
      "\(record.line) \(record.id) \(record.time) \(record.from ?? "-") \(record.to) "
        + "\(record.channel) \(record.item) \(record.parent) \(record.original ?? "-")")
  }

  func describe(entity id: String, name: String, kind: ImportedKind?) {
    lines.append("entity \(id) \(name)")
  }

  func describe(item id: String, title: String) { lines.append("item \(id) \(title)") }
  func leaveOut(_ reason: LeftOut, line: Int) { lines.append("\(line) \(reason.rawValue)") }
  func skip(_ problem: FormatProblem) { note(problem) }
  func remark(_ message: FileMessage, line: Int) { lines.append("\(line) \(message)") }
  func endsEarly(line: Int, byte: Int, found: FileMessage) {
    lines.append("\(line) \(byte) \(found)")
  }
}
