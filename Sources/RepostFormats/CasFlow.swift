/// Reads cascades of Weibo as DeepHawkes and CasFlow keep them: one a line, with the path of each repost.
///
/// A line is `cascade⇥root user⇥time⇥number⇥path path …`, a path `user/user/…/user:seconds`. Who reposts is
/// the last user of a path; the repost that it is of has the path without that user.
struct CasFlowReader: FormatReader {
  static let format = ForeignFormat.casflow

  private var repeated = RepeatedIDs()

  init(_ options: ImportOptions, file: String) {}

  static func recognises(_ head: FileHead) -> Bool {
    let line = head.firstLine
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == 5, isNumber(fields[0]), isNumber(fields[2]), isNumber(fields[3]),
      let first = fields[4].split(separator: " ").first
    else { return false }
    let parts = first.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0].split(separator: "/").first == fields[1]
      && isNumber(parts[1])
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    var words = CasFlowWords(input)
    while let header = try words.header() {
      guard var cascade = Cascade(header, sink) else {
        try words.skipLine()
        continue
      }
      while let word = try words.path() { try cascade.take(word, &repeated, sink) }
      cascade.end(isEnded: words.isEnded, byte: words.position, sink)
    }
  }

  /// One line of the file.
  private struct Cascade {
    private let id: String
    private let root: String
    private let start: Int64
    private let stated: Int64?
    private let line: Int
    private var count: Int64 = 0

    init?(_ header: CasFlowWords.Header, _ sink: any ImportSink) {
      line = header.line
      guard header.fields.count == 4, let start = Int64(header.fields[2]),
        !header.fields[0].isEmpty, !header.fields[1].isEmpty
      else {
        sink.skip(
          FormatProblem(
            line: line, FileMessage(.fieldsBeforePaths, "\(header.fields.count)"),
            expected: FileMessage(.cascadeFields)))
        return nil
      }
      id = header.fields[0]
      root = header.fields[1]
      self.start = start
      stated = Int64(header.fields[3])
    }

    mutating func take(
      _ word: String, _ repeated: inout RepeatedIDs, _ sink: any ImportSink
    ) throws(FormatProblem) {
      let parts = word.split(separator: ":", omittingEmptySubsequences: false)
      let users = parts[0].split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, let seconds = Int64(parts[1]),
        users.allSatisfy({ !$0.isEmpty }), let user = users.last
      else {
        return sink.skip(
          FormatProblem(
            line: line, FileMessage(.wordInCascade, "\(word.prefix(80))", .text(id)),
            expected: FileMessage(.path)))
      }
      count += 1
      let path = String(parts[0])
      var record = ImportedRecord(line: line)
      record.id = "\(id):\(path)"
      record.post = record.id
      record.from = "weibo:\(user)"
      record.isBroadcast = true
      record.channel = "weibo"
      record.item = id
      if users.count > 1 {
        record.parent = "\(id):" + users.dropLast().joined(separator: "/")
        record.original = "weibo:\(root)"
      } else if user != root {
        record.original = "weibo:\(root)"
        record.addNote("its path does not begin with the root user, \(root)")
      }
      let time = start.addingReportingOverflow(seconds)
      record.time = time.overflow ? "" : ISOTime.utc(seconds: time.partialValue)
      record.extras.append(("seconds after the post", String(parts[1])))
      switch repeated.take(record.id, seconds) {
      case .new: break
      case .same: return sink.leaveOut(.duplicate, line: line)
      case .other(let number): record.id += "#\(number)"
      }
      try sink.take(record)
    }

    /// Compares the number of reposts with the one that the line states.
    func end(isEnded: Bool, byte: Int, _ sink: any ImportSink) {
      guard let stated, stated != count else { return }
      sink.remark(
        FileMessage(
          isEnded ? .cascadeDiffers : .cascadeCut, .text(id), "\(stated)", "\(count)"), line: line)
    }
  }
}

/// Gives the fields of a line, and then its paths one after the other: a line may be of any length.
private struct CasFlowWords {
  /// The fields of a line before its paths.
  struct Header {
    var fields: [String]
    var line: Int
  }

  /// A field or path is kept up to this length.
  private static let limit = 1 << 16

  private let input: ByteInput
  private var line = 1
  private var isAtLineEnd = false
  /// Whether the last line had an end.
  private(set) var isEnded = true

  init(_ input: ByteInput) { self.input = input }

  var position: Int { input.position }

  /// The fields before the paths of the next line that is not blank; `nil` at the end.
  mutating func header() throws(FormatProblem) -> Header? {
    while true {
      guard try !input.ahead().isEmpty else { return nil }
      isAtLineEnd = false
      var header = Header(fields: [], line: line)
      while header.fields.count < 4, let field = try word(endedBy: UInt8(ascii: "\t")) {
        header.fields.append(field)
      }
      if header.fields.count > 1 || header.fields.first?.isEmpty == false { return header }
      if !isAtLineEnd { try skipLine() }
    }
  }

  /// The next path of the line; `nil` where it ends.
  mutating func path() throws(FormatProblem) -> String? {
    while let path = try word(endedBy: UInt8(ascii: " ")) {
      if !path.isEmpty { return path }
    }
    return nil
  }

  /// Passes over what is left of the line.
  mutating func skipLine() throws(FormatProblem) {
    while try word(endedBy: 0x0A) != nil {}
  }

  private mutating func word(endedBy end: UInt8) throws(FormatProblem) -> String? {
    guard !isAtLineEnd else { return nil }
    var bytes: [UInt8] = []
    while true {
      let ahead = try input.ahead()
      guard !ahead.isEmpty else {
        isAtLineEnd = true
        isEnded = false
        return String(decoding: bytes, as: UTF8.self)
      }
      let place = ahead.firstIndex { $0 == end || $0 == 0x0A }
      let count = place ?? ahead.count
      bytes.append(contentsOf: ahead[..<min(count, Self.limit - bytes.count)])
      guard let place else {
        input.skip(count)
        continue
      }
      if ahead[place] == 0x0A {
        isAtLineEnd = true
        isEnded = true
        line += 1
      }
      input.skip(place + 1)
      if isAtLineEnd, bytes.last == 0x0D { bytes.removeLast() }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}
