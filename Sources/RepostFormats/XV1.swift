/// Reads posts as version 1.1 of the API of X gives them, in an array, a page of results, or one a line.
///
/// `retweeted_status` is the post at the root, never the retweet between. The names of steps stand in the
/// text of retweets of the old style, `RT @a: RT @b: …`, from the newest to the oldest.
struct XV1Reader: FormatReader {
  static let format = ForeignFormat.xv1

  init(_ options: ImportOptions, file: String) {}

  static func recognises(_ head: FileHead) -> Bool {
    guard let json = JSONHead(head), !json.hasAny("from", "to") else { return false }
    if json.has("statuses"), !json.isArray { return head.holds("\"id_str\"", "\"created_at\"") }
    if json.has("delete") { return json.members.at("delete", "status", "id_str") != nil }
    return json.has("id_str", "created_at") && json.hasAny("text", "full_text")
      && json.hasAny("user", "retweeted_status", "entities")
      && !json.hasAny("mid", "mblogid", "bid", "idstr")
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let posts = XV1Posts(sink)
    try JSONEntries.read(input, lists: ["statuses"], into: sink) {
      (entry) throws(FormatProblem) in try posts.take(entry)
    }
    try posts.end()
  }
}

/// A post of version 1.1.
private struct XV1Post {
  let value: JSONValue

  var id: String? { value["id_str"]?.text ?? value["id"]?.text }
  var user: String? { value["user"]?["id_str"]?.text ?? value["user"]?["id"]?.text }
  var name: String? { value["user"]?["screen_name"]?.text }
  var text: String {
    value["full_text"]?.string ?? value.at("extended_tweet", "full_text")?.string
      ?? value["text"]?.string ?? ""
  }
  var retweeted: XV1Post? { inner("retweeted_status") }
  var quoted: XV1Post? { inner("quoted_status") }
  var quotedID: String? {
    quoted?.id ?? value["quoted_status_id_str"]?.text ?? value["quoted_status_id"]?.text
  }
  var isReply: Bool {
    value["in_reply_to_status_id_str"]?.text != nil || value["in_reply_to_status_id"]?.text != nil
  }
  /// What it passes on.
  var item: String? { quotedID ?? id }

  private func inner(_ name: String) -> XV1Post? {
    guard let post = value[name], !post.members.isEmpty else { return nil }
    return XV1Post(value: post)
  }
}

/// The steps that a retweet of the old style names in its text.
private struct OldRetweet {
  /// From the newest to the oldest.
  var names: [String] = []
  /// The text of the step that is named first.
  var before = ""
  /// The text without the names.
  var content = ""

  init?(_ text: String) {
    var rest = Substring(text)
    while let mark = rest.firstRange(of: "RT @") {
      let after = rest[mark.upperBound...]
      let name = after.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      rest = after.dropFirst(name.count)
      guard !name.isEmpty, rest.first == ":" else { continue }
      rest = rest.dropFirst()
      names.append(name.lowercased())
      if names.count == 1 { before = String(rest) }
    }
    guard !names.isEmpty else { return nil }
    content = String(rest)
  }
}

/// Turns posts of version 1.1 into records.
private final class XV1Posts {
  private let records: PostRecords
  private var sink: any ImportSink { records.sink }

  init(_ sink: any ImportSink) {
    records = PostRecords(into: sink) { record, found in
      guard let step = record.takeNamedStep(among: found) else { return }
      record.item = step.item
      record.original = step.original ?? step.from
    }
  }

  func take(_ entry: JSONEntries.Entry) throws(FormatProblem) {
    if let id = entry.value.at("delete", "status", "id_str")?.text {
      return records.undo(id, RecordEnd(isDeleted: true), line: entry.line)
    }
    let post = XV1Post(value: entry.value)
    guard let id = post.id, entry.value.has("text") || entry.value.has("full_text") else {
      return sink.leaveOut(.otherObject, line: entry.line)
    }
    if let root = post.retweeted { try takeEmbedded(root, entry, "retweeted_status") }
    if let quoted = post.quoted { try takeEmbedded(quoted, entry, "quoted_status") }
    if post.isReply, post.retweeted == nil, post.quotedID == nil {
      return sink.leaveOut(.noTransmission, line: entry.line)
    }
    var record = record(of: post, id: id, line: entry.line, path: entry.path)
    if post.value["retweeted_status"] != nil, post.retweeted == nil {
      record.addNote("the post that was retweeted is not in the file")
    }
    try give(record, post, isEmbedded: false)
  }

  func end() throws(FormatProblem) { try records.end() }

  private func takeEmbedded(
    _ post: XV1Post, _ entry: JSONEntries.Entry, _ name: String
  ) throws(FormatProblem) {
    guard let id = post.id else { return }
    let path = entry.path.isEmpty ? name : "\(entry.path).\(name)"
    if let quoted = post.quoted, let id = quoted.id {
      let quotedPath = "\(path).quoted_status"
      let record = record(of: quoted, id: id, line: entry.line, path: quotedPath)
      try give(record, quoted, isEmbedded: true)
    }
    let record = record(of: post, id: id, line: entry.line, path: path)
    try give(record, post, isEmbedded: true)
  }

  private func give(
    _ record: ImportedRecord, _ post: XV1Post, isEmbedded: Bool
  ) throws(FormatProblem) {
    var record = record
    var wants: String?
    if record.original == nil, let old = OldRetweet(post.text) {
      record.extras.append(("named steps", old.names.prefix(100).joined(separator: " ← ")))
      record.item = ItemID.text(old.content, unique: record.id)
      record.original = old.names.last.map { "x:@\($0)" }
      wants = old.names.first.map { key($0, old.before) }
    } else if record.original == nil {
      let title = ItemID.title(post.text)
      if !title.isEmpty { sink.describe(item: record.item, title: title) }
    }
    let offers = post.name.map { [key($0.lowercased(), post.text)] } ?? []
    if isEmbedded {
      try records.takeEmbedded(record, text: post.text, offers: offers, wants: wants)
    } else {
      try records.take(record, text: post.text, offers: offers, wants: wants)
    }
  }

  private func key(_ name: String, _ text: String) -> String {
    "\(name)\n" + ItemID.text(text, unique: "")
  }

  private func record(
    of post: XV1Post, id: String, line: Int, path: String
  ) -> ImportedRecord {
    var record = ImportedRecord(line: line)
    record.id = id
    record.isBroadcast = true
    record.channel = "x"
    record.from = name(of: post)
    record.item = post.retweeted?.item ?? post.item ?? id
    let written = post.value["created_at"]?.text ?? ""
    record.time = ISOTime.ofAPI(written) ?? ""
    if record.time.isEmpty, !written.isEmpty {
      record.extras.append(("time as written", written))
    }
    if let root = post.retweeted {
      record.original = name(of: root) ?? unknownAuthor(of: root.id ?? record.item)
      if let id = root.id { record.extras.append(("retweet of", id)) }
    } else if let quoted = post.quotedID {
      record.original = post.quoted.flatMap(name(of:)) ?? unknownAuthor(of: quoted)
      record.extras.append(("quotes", quoted))
      if post.quoted == nil { record.addNote("the post that it quotes is not in the file") }
    }
    if !post.text.isEmpty { record.extras.append(("text", ItemID.excerpt(post.text))) }
    if !path.isEmpty { record.extras.append(("path", path)) }
    return record
  }

  private func name(of post: XV1Post) -> String? {
    guard let user = post.user else { return post.name.map { "x:@\($0.lowercased())" } }
    if let name = post.name { sink.describe(entity: "x:\(user)", name: name, kind: nil) }
    return "x:\(user)"
  }
}
