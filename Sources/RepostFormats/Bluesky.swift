/// Reads posts and reposts of Bluesky: records, feeds of its API, and the lines of Jetstream.
///
/// A repost names the post that it is of, and by `via` the repost through which it was seen, which is the
/// step before.
struct BlueskyReader: FormatReader {
  static let format = ForeignFormat.bluesky
  private let file: String

  init(_ options: ImportOptions, file: String) { self.file = file }

  static func recognises(_ head: FileHead) -> Bool {
    guard let json = JSONHead(head), head.holds("app.bsky."),
      !json.hasAny("from", "to", "sender", "recipient", "messages")
    else { return false }
    if json.members["$type"]?.text?.hasPrefix("app.bsky.") == true { return true }
    return json.has("did", "kind") || json.has("did", "commit") || json.has("post")
      || json.has("uri", "value") || json.has("uri", "record")
      || !json.isArray && json.hasAny("feed", "records", "posts")
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let posts = BlueskyPosts(sink, file: file)
    try JSONEntries.read(input, lists: ["feed", "records", "posts"], into: sink) {
      (entry) throws(FormatProblem) in try posts.take(entry)
    }
    try posts.end()
  }
}

/// One record of Bluesky, and what stands around it.
private struct BlueskyRecord {
  var uri = ""
  var value: JSONValue
  var author: JSONValue?
  /// The account whose record it is, where the file tells.
  var did: String?
  /// When a server had it.
  var serverTime = ""
  var line: Int
  var path: String
  var isEmbedded = false

  /// The account and the name of the post in an address, `at://did:plc:a/app.bsky.feed.post/b`.
  static func account(of uri: String) -> String? {
    guard uri.hasPrefix("at://") else { return nil }
    let account = uri.dropFirst(5).prefix { $0 != "/" }
    return account.isEmpty ? nil : String(account)
  }

  var type: String { value["$type"]?.text ?? "" }
  var text: String { value["text"]?.string ?? "" }
  /// The address of the post that it quotes.
  var quoted: String? {
    value.at("embed", "record", "uri")?.text ?? value.at("embed", "record", "record", "uri")?.text
  }
}

/// Turns records of Bluesky into records.
private final class BlueskyPosts {
  private let records: PostRecords
  private let file: String
  private var sink: any ImportSink { records.sink }

  init(_ sink: any ImportSink, file: String) {
    self.file = file
    records = PostRecords(into: sink) { record, found in
      guard let root = found.first else { return }
      record.original = root.from ?? record.original
      record.item = root.item
    }
  }

  func take(_ entry: JSONEntries.Entry) throws(FormatProblem) {
    let value = entry.value
    if value["did"] != nil, value.has("kind") || value.has("commit") {
      try takeEvent(value, entry)
    } else if let post = value["post"], !post.members.isEmpty {
      try takeFeedPost(value, post, entry)
    } else if value["uri"] != nil, let record = value["record"] ?? value["value"] {
      try takeView(value, record, line: entry.line, path: entry.path, isEmbedded: false)
    } else if value["$type"]?.text != nil {
      try take(BlueskyRecord(value: value, line: entry.line, path: entry.path))
    } else {
      sink.leaveOut(.otherObject, line: entry.line)
    }
  }

  func end() throws(FormatProblem) { try records.end() }
}

// MARK: - The shapes that records come in

extension BlueskyPosts {
  private func takeEvent(
    _ event: JSONValue, _ entry: JSONEntries.Entry
  ) throws(FormatProblem) {
    guard let commit = event["commit"], let did = event["did"]?.text,
      let collection = commit["collection"]?.text, let key = commit["rkey"]?.text
    else { return sink.leaveOut(.otherObject, line: entry.line) }
    guard collection == "app.bsky.feed.post" || collection == "app.bsky.feed.repost" else {
      return sink.leaveOut(.noTransmission, line: entry.line)
    }
    let uri = "at://\(did)/\(collection)/\(key)"
    let time = event["time_us"]?.integer.map { ISOTime.utc(milliseconds: $0 / 1000) } ?? ""
    if commit["operation"]?.text == "delete" {
      return records.undo(uri, RecordEnd(isDeleted: true, time: time), line: entry.line)
    }
    guard let value = commit["record"], !value.members.isEmpty else {
      return sink.skip(
        FormatProblem(
          line: entry.line, FileMessage(.commitWithoutRecord),
          expected: FileMessage(.createdRecord)))
    }
    var record = BlueskyRecord(
      uri: uri, value: value, did: did, serverTime: time, line: entry.line, path: entry.path)
    if value["$type"] == nil {
      record.value = .object(value.members + [("$type", .string(collection))])
    }
    try take(record)
  }

  /// A post in a feed, with the repost by which it came there.
  private func takeFeedPost(
    _ feed: JSONValue, _ post: JSONValue, _ entry: JSONEntries.Entry
  ) throws(FormatProblem) {
    let path = entry.path.isEmpty ? "post" : "\(entry.path).post"
    let reason = feed["reason"]
    let isRepost = reason?["$type"]?.text?.hasSuffix("#reasonRepost") == true
    try takeView(
      post, post["record"] ?? .null, line: entry.line, path: path, isEmbedded: isRepost)
    guard isRepost, let reason else { return }
    let uri = post["uri"]?.text ?? ""
    var record = start(
      line: entry.line, path: entry.path.isEmpty ? "reason" : "\(entry.path).reason")
    record.from = reason["by"].flatMap(name(of:))
    record.id = reason["uri"]?.text ?? "repost of \(uri) by \(record.from ?? "nobody named")"
    record.time = reason["indexedAt"]?.text ?? ""
    record.item = uri.isEmpty ? unknownItem(line: entry.line) : uri
    record.original =
      post["author"].flatMap(name(of:)) ?? BlueskyRecord.account(of: uri).map { "bsky:\($0)" }
      ?? unknownAuthor(of: record.item)
    if !record.time.isEmpty { record.extras.append(("time", "that of the server")) }
    try records.take(record, text: "", offers: [record.id], wants: uri.isEmpty ? nil : uri)
  }

  private func takeView(
    _ view: JSONValue, _ value: JSONValue, line: Int, path: String, isEmbedded: Bool
  ) throws(FormatProblem) {
    if let quoted = quotedView(in: view), let inner = quoted["value"] ?? quoted["record"] {
      let record = BlueskyRecord(
        uri: quoted["uri"]?.text ?? "", value: inner, author: quoted["author"],
        serverTime: quoted["indexedAt"]?.text ?? "", line: line,
        path: path.isEmpty ? "embed" : "\(path).embed", isEmbedded: true)
      if !record.uri.isEmpty { try take(record) }
    }
    try take(
      BlueskyRecord(
        uri: view["uri"]?.text ?? "", value: value, author: view["author"],
        serverTime: view["indexedAt"]?.text ?? "", line: line, path: path,
        isEmbedded: isEmbedded))
  }

  private func quotedView(in view: JSONValue) -> JSONValue? {
    guard let record = view.at("embed", "record") else { return nil }
    if record["uri"] != nil, record["value"] != nil { return record }
    return record["record"]
  }
}

// MARK: - Posts and reposts

extension BlueskyPosts {
  private func take(_ post: BlueskyRecord) throws(FormatProblem) {
    var record = start(line: post.line, path: post.path)
    record.id = post.uri
    record.from =
      post.author.flatMap(name(of:))
      ?? (post.did ?? BlueskyRecord.account(of: post.uri)).map { "bsky:\($0)" }
    record.time = post.value["createdAt"]?.text ?? ""
    if record.time.isEmpty {
      record.time = post.serverTime
      if !record.time.isEmpty { record.extras.append(("time", "that of the server")) }
    } else if !post.serverTime.isEmpty {
      record.extras.append(("time at the server", post.serverTime))
    }
    var passedOn: String?
    if post.type == "app.bsky.feed.repost" {
      passedOn = post.value.at("subject", "uri")?.text
      record.parent = post.value.at("via", "uri")?.text ?? ""
      record.item = passedOn ?? unknownItem(line: post.line)
      record.original = author(of: passedOn ?? "") ?? unknownAuthor(of: record.item)
    } else if post.type == "app.bsky.feed.post" {
      passedOn = post.quoted
      guard passedOn != nil || post.isEmbedded || post.value["reply"] == nil else {
        return sink.leaveOut(.noTransmission, line: post.line)
      }
      setContent(of: &record, post)
    } else {
      return sink.leaveOut(
        post.type.hasPrefix("app.bsky.") ? .noTransmission : .otherObject, line: post.line)
    }
    if post.isEmbedded {
      try records.takeEmbedded(record, text: post.text, offers: [record.id], wants: passedOn)
    } else {
      let offers = record.id.isEmpty ? [] : [record.id]
      try records.take(record, text: post.text, offers: offers, wants: passedOn)
    }
  }

  private func setContent(of record: inout ImportedRecord, _ post: BlueskyRecord) {
    if let quoted = post.quoted {
      record.item = quoted
      record.original = author(of: quoted) ?? unknownAuthor(of: quoted)
      record.extras.append(("quotes", quoted))
    } else {
      record.item =
        post.uri.isEmpty ? ItemID.text(post.text, unique: "\(file):\(post.line)") : post.uri
      if !post.text.isEmpty {
        sink.describe(item: record.item, title: ItemID.title(post.text))
      }
    }
    if !post.text.isEmpty { record.extras.append(("text", ItemID.excerpt(post.text))) }
  }

  private func start(line: Int, path: String) -> ImportedRecord {
    var record = ImportedRecord(line: line)
    record.isBroadcast = true
    record.channel = "bluesky"
    if !path.isEmpty { record.extras.append(("path", path)) }
    return record
  }

  private func author(of uri: String) -> String? {
    BlueskyRecord.account(of: uri).map { "bsky:\($0)" }
  }

  private func unknownItem(line: Int) -> String { "post named on line \(line) of \(file)" }

  private func name(of actor: JSONValue) -> String? {
    guard let did = actor["did"]?.text else { return actor["handle"]?.text }
    if let name = actor["displayName"]?.text ?? actor["handle"]?.text {
      sink.describe(entity: "bsky:\(did)", name: name, kind: nil)
    }
    return "bsky:\(did)"
  }
}
