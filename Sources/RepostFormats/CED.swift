/// Reads the reposts of one Weibo post, or the post itself, as the CED collection keeps them.
///
/// Which post it is stands in the name of the file alone, `SEQ_BID_UID.json`.
struct CEDReader: FormatReader {
  static let format = ForeignFormat.ced
  /// So many reposts may wait for the year of their date.
  static let waitingLimit = 10_000

  private let root: CEDRoot
  private var repeated = RepeatedIDs()
  private var years = CEDYears()

  init(_ options: ImportOptions, file: String) { root = CEDRoot(file: file) }

  static func recognises(_ head: FileHead) -> Bool {
    guard let json = JSONHead(head) else { return false }
    return json.isArray ? isRepost(json) : isOriginal(json)
  }

  private static func isRepost(_ json: JSONHead) -> Bool {
    json.has("mid", "parent", "uid") && json.hasAny("date", "kids")
      && !json.hasAny("from", "to", "user")
  }

  private static func isOriginal(_ json: JSONHead) -> Bool {
    json.has("text", "user", "time", "reposts", "comments")
      && json.hasAny("has_url", "pics", "likes", "source")
      && !json.hasAny("id", "mid", "idstr", "id_str", "created_at", "from", "to")
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let json = JSONInput(input)
    switch try json.kind() {
    case .array: try readReposts(json, sink)
    case .object: try readOriginal(json, sink)
    default:
      throw FormatProblem(
        line: json.line, found: "neither an array nor an object",
        expected: "the reposts or the post as the CED collection keeps them")
    }
  }
}

// MARK: - The post

extension CEDReader {
  private func readOriginal(_ json: JSONInput, _ sink: any ImportSink) throws(FormatProblem) {
    var record = root.record(line: json.line)
    var members: [(name: String, value: JSONValue)] = []
    do throws(FormatProblem) {
      try json.enterObject()
      while let name = try json.nextName() {
        if ["text", "time", "source", "reposts", "comments", "likes"].contains(name) {
          members.append((name, try json.value()))
        } else {
          try json.skipValue()
        }
      }
    } catch {
      guard !members.isEmpty else { throw error }
      sink.endsEarly(line: json.line, byte: json.position, found: error.finding)
    }
    let post = JSONValue.object(members)
    if let time = post["time"]?.text { set(time, of: &record) }
    if let text = post["text"]?.string {
      sink.describe(item: root.item, title: ItemID.title(text))
      record.extras.append(("text", ItemID.excerpt(text)))
    }
    for (name, title) in [
      ("source", "client"), ("reposts", "reposts by the site's counter"),
      ("comments", "comments by the site's counter"), ("likes", "likes by the site's counter"),
    ] {
      if let value = post[name]?.text { record.extras.append((title, value)) }
    }
    root.remark(to: sink)
    try sink.take(record)
  }

  private func set(_ time: String, of record: inout ImportedRecord) {
    if let seconds = Int64(time) {
      record.time = ISOTime.utc(seconds: seconds)
    } else if let time = ISOTime.ofAPI(time) {
      record.time = time
    }
    if record.time.isEmpty { record.extras.append(("time as written", time)) }
  }
}

// MARK: - Its reposts

extension CEDReader {
  private mutating func readReposts(
    _ json: JSONInput, _ sink: any ImportSink
  ) throws(FormatProblem) {
    root.remark(to: sink)
    try sink.take(root.record(line: 1))
    try json.enterArray()
    var place = 0
    do throws(FormatProblem) {
      while try json.nextElement() {
        try readRepost(json, path: "[\(place)]", sink)
        place += 1
      }
    } catch {
      for record in years.end() { try sink.take(record) }
      sink.endsEarly(line: json.line, byte: json.position, found: error.finding)
      return
    }
    for record in years.end() { try sink.take(record) }
  }

  private mutating func readRepost(
    _ json: JSONInput, path: String, _ sink: any ImportSink
  ) throws(FormatProblem) {
    guard try json.kind() == .object else {
      let line = json.line
      try json.skipValue()
      return sink.skip(
        FormatProblem(
          line: line, FileMessage(.elementOfNoObject), expected: FileMessage(.repost)))
    }
    let line = json.line
    var repost: [(name: String, value: JSONValue)] = []
    try json.enterObject()
    while let name = try json.nextName() {
      if ["mid", "parent", "uid", "date", "data", "text"].contains(name) {
        repost.append((name, try json.value()))
      } else {
        try json.skipValue()
      }
    }
    try take(.object(repost), path: path, line: line, sink)
  }

  private mutating func take(
    _ repost: JSONValue, path: String, line: Int, _ sink: any ImportSink
  ) throws(FormatProblem) {
    guard repost["mid"]?.text != nil || repost["uid"]?.text != nil else {
      return sink.skip(
        FormatProblem(
          line: line, FileMessage(.repostWithoutIDs, .text(path)),
          expected: FileMessage(.repostIDs)))
    }
    var record = ImportedRecord(line: line)
    record.id = repost["mid"]?.text ?? ""
    record.from = repost["uid"]?.text.map { "weibo:\($0)" }
    record.isBroadcast = true
    record.channel = "weibo"
    record.item = root.item
    record.original = root.author
    record.parent = parent(repost["parent"])
    let text = repost["text"]?.string ?? ""
    if !text.isEmpty { record.extras.append(("text", ItemID.excerpt(text))) }
    record.extras.append(("path", path))
    let date = (repost["date"] ?? repost["data"])?.text ?? ""
    if !record.id.isEmpty {
      switch repeated.take(record.id, [record.from ?? "", record.parent, text, date]) {
      case .new: break
      case .same: return sink.leaveOut(.duplicate, line: line)
      case .other(let number):
        record.note = "the file has the repost \(record.id) more than once, not always the same"
        record.post = record.id
        record.id += "#\(number)"
      }
    }
    for record in years.take(record, date: date) { try sink.take(record) }
  }

  private func parent(_ value: JSONValue?) -> String {
    guard case .string(let text) = value else { return value?.text ?? "" }
    return text.isEmpty ? root.id : text
  }
}

/// The post that was reposted, as the name of the file tells it.
private struct CEDRoot {
  let id: String
  let author: String?
  private let file: String

  init(file: String) {
    self.file = file
    var stem = Substring(file)
    for ending in [".json", ".original"] where stem.hasSuffix(ending) {
      stem = stem.dropLast(ending.count)
    }
    let parts = stem.split(separator: "_", omittingEmptySubsequences: false)
    if parts.count >= 2, let uid = parts.last, Self.isNumber(uid),
      Self.isName(parts[parts.count - 2])
    {
      id = String(parts[parts.count - 2])
      author = "weibo:\(uid)"
    } else {
      id = String(stem)
      author = nil
    }
  }

  var item: String { id }

  func record(line: Int) -> ImportedRecord {
    var record = ImportedRecord(line: line)
    record.id = id
    record.from = author
    record.isBroadcast = true
    record.channel = "weibo"
    record.item = item
    if author != nil { record.extras.append(("id and author", "from the name of the file")) }
    return record
  }

  func remark(to sink: any ImportSink) {
    guard author == nil else { return }
    sink.remark(FileMessage(.fileNameTellsNoPost, .text(file)), line: 1)
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }
}

/// Gives dates without a year that of the reposts before and after them, where only one fits.
///
/// The site lists reposts from the newest to the oldest and writes no year for those of the year in which
/// it is asked.
private struct CEDYears {
  /// The last date with a year; empty before the first.
  private var newer = ""
  private var waiting: [(record: ImportedRecord, date: String)] = []

  /// Takes a repost in the order of the file.
  ///
  /// - Returns: Those whose time is settled.
  mutating func take(_ record: ImportedRecord, date: String) -> [ImportedRecord] {
    var record = record
    guard let time = full(date) else {
      if let day = yearless(date) {
        record.extras.append(("time as written", date))
        waiting.append((record, day))
        return waiting.count < CEDReader.waitingLimit ? [] : end()
      }
      if !date.isEmpty { record.extras.append(("time as written", date)) }
      guard waiting.isEmpty else {
        waiting.append((record, ""))
        return waiting.count < CEDReader.waitingLimit ? [] : end()
      }
      return [record]
    }
    record.time = time + "+08:00"
    var settled = waiting.map { dated($0.record, $0.date, older: time) }
    settled.append(record)
    waiting = []
    newer = time
    return settled
  }

  /// Gives those that wait, without a time.
  mutating func end() -> [ImportedRecord] {
    defer { waiting = [] }
    return waiting.map(\.record)
  }

  private func dated(_ record: ImportedRecord, _ day: String, older: String) -> ImportedRecord {
    guard !day.isEmpty, let first = Int(older.prefix(4)), let last = Int(newer.prefix(4)),
      first <= last, last - first < 100
    else { return record }
    let times = (first...last).map { "\($0)-\(day)" }.filter {
      $0 >= older.prefix(16) && $0 <= newer.prefix(16) && Self.isDay($0)
    }
    guard times.count == 1 else { return record }
    var record = record
    record.time = times[0] + "+08:00"
    record.extras.append(("year", "from the reposts before and after it in the list"))
    return record
  }

  /// `2013-02-06 17:45:10` in ISO 8601.
  private func full(_ date: String) -> String? {
    let bytes = Array(date.utf8)
    guard Self.matches(bytes, "0000-00-00 00:00:00") || Self.matches(bytes, "0000-00-00 00:00"),
      Self.isDay(date)
    else { return nil }
    return date.replacing(" ", with: "T")
  }

  /// `02月06日 17:45` as `02-06T17:45`.
  private func yearless(_ date: String) -> String? {
    let day = date.replacing("月", with: "-").replacing("日", with: "").replacing(" ", with: "T")
    return date.contains("月") && Self.matches(Array(day.utf8), "00-00T00:00") ? day : nil
  }

  private static func matches(_ bytes: [UInt8], _ pattern: String) -> Bool {
    bytes.count == pattern.utf8.count
      && zip(bytes, pattern.utf8).allSatisfy { byte, sign in
        sign == UInt8(ascii: "0") ? (48...57).contains(byte) : byte == sign
      }
  }

  private static func isDay(_ text: String) -> Bool {
    guard let year = Int(text.prefix(4)), let month = Int(text.dropFirst(5).prefix(2)),
      let day = Int(text.dropFirst(8).prefix(2)), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }
}
