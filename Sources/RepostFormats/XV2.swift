/// Reads posts as version 2 of the API of X gives them.
///
/// A retweet names the post that it repeats, never the retweet between. That post and its author stand
/// among what the page includes, or are missing.
struct XV2Reader: FormatReader {
  static let format = ForeignFormat.xv2

  init(_ options: ImportOptions, file: String) {}

  static func recognises(_ head: FileHead) -> Bool {
    guard let json = JSONHead(head), !json.hasAny("from", "to") else { return false }
    if json.has("id", "text"), json.has("author_id") || json.has("edit_history_tweet_ids") {
      return json.hasAny(
        "created_at", "referenced_tweets", "conversation_id", "edit_history_tweet_ids",
        "public_metrics")
    }
    return json.has("data") && !json.isArray
      && ["author_id", "referenced_tweets", "edit_history_tweet_ids"].contains {
        head.text.contains("\"\($0)\"")
      }
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let posts = XV2Posts(sink)
    try JSONEntries.read(
      input, lists: ["data", "includes", "tweets", "users", "errors"], into: sink
    ) {
      (entry) throws(FormatProblem) in try posts.take(entry)
    }
    try posts.end()
  }
}

/// Turns posts of version 2 into records.
private final class XV2Posts {
  /// The posts that others name and the file does not hold, and where it names them.
  private final class Missing {
    var lines: [String: Int] = [:]
  }

  private let records: PostRecords
  private let missing = Missing()
  private var wanted: Set<String> = []
  /// The posts that the page itself tells to be missing.
  private var told: Set<String> = []
  private var sink: any ImportSink { records.sink }

  init(_ sink: any ImportSink) {
    records = PostRecords(into: sink) { [missing] record, found in
      if let root = found.first {
        record.original = root.from ?? record.original
        record.item = root.item
      } else {
        if missing.lines[record.item] == nil { missing.lines[record.item] = record.line }
        record.addNote("the post that it passes on is not in the file")
      }
    }
  }

  func take(_ entry: JSONEntries.Entry) throws(FormatProblem) {
    let value = entry.value
    if entry.path.hasPrefix("includes.users[") { return describe(value) }
    if entry.path.hasPrefix("errors[") {
      if let id = value["resource_id"]?.text ?? value["value"]?.text { told.insert(id) }
      return sink.leaveOut(.notInFile, line: entry.line)
    }
    guard let id = value["id"]?.text else {
      return sink.leaveOut(.otherObject, line: entry.line)
    }
    let references = value["referenced_tweets"]?.elements ?? []
    func reference(_ type: String) -> String? {
      references.first { $0["type"]?.text == type }?["id"]?.text
    }
    let passedOn = reference("retweeted") ?? reference("quoted")
    let isIncluded = entry.path.hasPrefix("includes.")
    if let passedOn { wanted.insert(passedOn) }
    let isReply = passedOn == nil && reference("replied_to") != nil
    guard !isReply || isIncluded && wanted.contains(id) else {
      return sink.leaveOut(.noTransmission, line: entry.line)
    }
    var record = record(of: value, id: id, entry)
    if let passedOn {
      record.item = passedOn
      record.original = unknownAuthor(of: passedOn)
      record.extras.append((reference("retweeted") == nil ? "quotes" : "retweet of", passedOn))
    } else if let text = value["text"]?.string {
      sink.describe(item: id, title: ItemID.title(text))
    }
    try give(record, value, wants: passedOn, isIncluded: isIncluded)
  }

  func end() throws(FormatProblem) {
    try records.end()
    let untold = missing.lines.filter { !told.contains($0.key) }
    for (_, line) in untold.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
      sink.leaveOut(.notInFile, line: line)
    }
  }

  private func give(
    _ record: ImportedRecord, _ value: JSONValue, wants: String?, isIncluded: Bool
  ) throws(FormatProblem) {
    let text = value["text"]?.string ?? ""
    if isIncluded {
      try records.takeEmbedded(record, text: text, offers: [record.id], wants: wants)
    } else {
      try records.take(record, text: text, offers: [record.id], wants: wants)
    }
  }

  private func describe(_ user: JSONValue) {
    guard let id = user["id"]?.text, let name = user["username"]?.text ?? user["name"]?.text else {
      return
    }
    sink.describe(entity: "x:\(id)", name: name, kind: nil)
  }

  private func record(
    of value: JSONValue, id: String, _ entry: JSONEntries.Entry
  ) -> ImportedRecord {
    var record = ImportedRecord(line: entry.line)
    record.id = id
    record.isBroadcast = true
    record.channel = "x"
    record.item = id
    record.time = value["created_at"]?.text ?? ""
    record.from = (value["author_id"]?.text ?? value["author"]?["id"]?.text).map { "x:\($0)" }
    if let author = value["author"] { describe(author) }
    if let edits = value["edit_history_tweet_ids"]?.elements, edits.count > 1 {
      record.addNote("edited; the text is that of the last of \(edits.count) versions")
    }
    if let text = value["text"]?.string { record.extras.append(("text", ItemID.excerpt(text))) }
    if !entry.path.isEmpty { record.extras.append(("path", entry.path)) }
    return record
  }
}
