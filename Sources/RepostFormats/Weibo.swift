/// Reads reposts as the API of Weibo gives them.
///
/// A repost names the post at the root (`retweeted_status`). The names of the steps between stand in its
/// text, `//@A: … //@B: …` from the newest to the oldest, without the ids of accounts.
struct WeiboReader: FormatReader {
  static let format = ForeignFormat.weibo
  private let file: String

  init(_ options: ImportOptions, file: String) { self.file = file }

  static func recognises(_ head: FileHead) -> Bool {
    guard let json = JSONHead(head), !json.hasAny("from", "to") else { return false }
    if json.isArray { return WeiboPost.isPost(json) }
    guard json.hasAny("reposts", "statuses", "data"), !json.has("user"),
      !head.holds("\"id_str\"")
    else { return false }
    return head.holds("\"user\"", "\"created_at\"")
      && ["\"mid\"", "\"idstr\"", "\"mblogid\"", "\"bid\""].contains { head.text.contains($0) }
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let posts = WeiboPosts(file: file, sink: sink)
    try JSONEntries.read(input, lists: ["reposts", "statuses", "data"], into: sink) {
      (entry) throws(FormatProblem) in try posts.take(entry)
    }
    try posts.end()
  }
}

/// Reads reposts of Weibo that stand one a line, as crawlers write them.
struct WeiboLinesReader: FormatReader {
  static let format = ForeignFormat.weiboLines
  private let file: String

  init(_ options: ImportOptions, file: String) { self.file = file }

  static func recognises(_ head: FileHead) -> Bool {
    guard let json = JSONHead(head), !json.isArray, !json.hasAny("from", "to") else {
      return false
    }
    return WeiboPost.isPost(json)
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let posts = WeiboPosts(file: file, sink: sink)
    try JSONEntries.read(input, lists: [], into: sink) {
      (entry) throws(FormatProblem) in try posts.take(entry)
    }
    try posts.end()
  }
}

/// A post or repost of Weibo.
private struct WeiboPost {
  let value: JSONValue

  static func isPost(_ json: JSONHead) -> Bool {
    json.has("created_at", "user") && json.hasAny("mid", "idstr", "mblogid", "bid")
      && json.hasAny("text", "text_raw", "raw_text", "content") && !json.has("id_str")
  }

  var id: String? { first("idstr", "id", "_id", "mid") }
  var userID: String? {
    let user = value["user"]
    return user?["idstr"]?.text ?? user?["id"]?.text ?? user?["_id"]?.text
  }
  var userName: String? {
    let user = value["user"]
    return user?["screen_name"]?.text ?? user?["nick_name"]?.text ?? user?["name"]?.text
  }
  var root: WeiboPost? {
    guard let root = value["retweeted_status"], !root.members.isEmpty else { return nil }
    return WeiboPost(value: root)
  }
  /// The id of the post at the root, where nothing else of it is there.
  var rootID: String? { first("retweet_id", "retweeted_id") }
  /// The id of the repost that this one is of.
  var parentID: String? { first("pidstr", "pid").flatMap { $0 == "0" ? nil : $0 } }

  var text: String {
    let text = first("text_raw", "raw_text", "text", "content") ?? ""
    return text.contains("</") || text.contains("<br") ? PlainText.of(html: text) : text
  }

  var time: String {
    guard let written = value["created_at"]?.text else { return "" }
    if let time = ISOTime.ofAPI(written) { return time }
    let bytes = Array(written.utf8)
    let pattern = Array("0000-00-00 00:00:00".utf8)
    let isLocal =
      bytes.count == pattern.count
      && zip(bytes, pattern).allSatisfy {
        $1 == UInt8(ascii: "0") ? (48...57).contains($0) : $0 == $1
      }
    return isLocal ? written.replacing(" ", with: "T") : ""
  }

  /// The names of the steps between, from the newest to the oldest.
  var steps: [String] {
    var steps: [String] = []
    for part in text.split(separator: "//@", omittingEmptySubsequences: false).dropFirst() {
      let name = part.prefix { !$0.isWhitespace && $0 != ":" && $0 != "：" && $0 != "/" }
      if !name.isEmpty { steps.append(String(name)) }
    }
    return steps
  }

  private func first(_ names: String...) -> String? {
    for name in names {
      if let text = value[name]?.text { return text }
    }
    return nil
  }
}

/// Turns posts of Weibo into records.
private final class WeiboPosts {
  private let sink: any ImportSink
  private let file: String
  private var recent: RecentRecords
  private var repeated = RepeatedIDs()
  private var embedded: Set<String> = []
  private var hasRemarkedOnRoot = false

  init(file: String, sink: any ImportSink) {
    self.file = file
    self.sink = sink
    recent = RecentRecords { record, found in _ = record.takeNamedStep(among: found) }
  }

  func take(_ entry: JSONEntries.Entry) throws(FormatProblem) {
    let post = WeiboPost(value: entry.value)
    guard let id = post.id else {
      return sink.skip(
        FormatProblem(
          line: entry.line,
          entry.path.isEmpty
            ? FileMessage(.objectWithoutID) : FileMessage(.objectWithoutIDAt, .text(entry.path)),
          expected: FileMessage(.post)))
    }
    var record = record(of: post, id: id, line: entry.line, path: entry.path)
    switch repeated.take(id, [record.from ?? "", record.time, post.text]) {
    case .new: break
    case .other where embedded.contains(id): return sink.leaveOut(.duplicate, line: entry.line)
    case .same: return sink.leaveOut(.duplicate, line: entry.line)
    case .other(let number):
      record.note = "the file has the post \(id) more than once, not always the same"
      record.post = id
      record.id += "#\(number)"
    }
    try setRoot(of: &record, post, entry)
    try give(record, post)
  }

  func end() throws(FormatProblem) {
    try recent.end(into: sink)
    if recent.isBeyondLimit {
      sink.remark(FileMessage(.stepsLookedForNearby, "\(RecentRecords.limit)"), line: 1)
    }
  }

  private func give(_ record: ImportedRecord, _ post: WeiboPost) throws(FormatProblem) {
    var record = record
    let steps = post.steps
    if !steps.isEmpty {
      record.extras.append(("named steps", steps.prefix(100).joined(separator: " ← ")))
    }
    let offers = post.userName.map { ["\($0)\n\(record.item)"] } ?? []
    let wants = record.parent.isEmpty ? steps.first.map { "\($0)\n\(record.item)" } : nil
    try recent.take(record, offers: offers, wants: wants, into: sink)
  }

  private func record(
    of post: WeiboPost, id: String, line: Int, path: String
  ) -> ImportedRecord {
    var record = ImportedRecord(line: line)
    record.id = id
    record.time = post.time
    record.isBroadcast = true
    record.channel = "weibo"
    record.item = id
    if let user = post.userID {
      record.from = "weibo:\(user)"
      if let name = post.userName {
        sink.describe(entity: "weibo:\(user)", name: name, kind: nil)
      }
    } else {
      record.from = post.userName
    }
    if record.time.isEmpty, let written = post.value["created_at"]?.text {
      record.extras.append(("time as written", written))
    }
    if !post.text.isEmpty { record.extras.append(("text", ItemID.excerpt(post.text))) }
    if let place = post.value["ip_location"]?.text ?? post.value["region_name"]?.text {
      record.extras.append(("place by the site", place))
    }
    if !path.isEmpty { record.extras.append(("path", path)) }
    return record
  }

  /// Says of a repost what it is of, and gives the post at the root where it is seen first.
  private func setRoot(
    of record: inout ImportedRecord, _ post: WeiboPost, _ entry: JSONEntries.Entry
  ) throws(FormatProblem) {
    if let parent = post.parentID { record.parent = parent }
    if let root = post.root {
      let id = root.id ?? "root of \(record.id)"
      record.item = id
      try giveRoot(root, id: id, entry)
      if let user = root.userID {
        record.original = "weibo:\(user)"
      } else {
        record.original = root.userName ?? unknownAuthor(of: id)
        record.addNote("the author of the post that was reposted is not in the file")
      }
    } else if let id = post.rootID {
      record.item = id
      record.original = unknownAuthor(of: id)
    } else if entry.path.hasPrefix("reposts[") || entry.path.isEmpty {
      setUnknownRoot(of: &record, line: entry.line)
    } else {
      describe(post, item: record.item)
    }
  }

  private func giveRoot(
    _ root: WeiboPost, id: String, _ entry: JSONEntries.Entry
  ) throws(FormatProblem) {
    guard root.userID != nil, !embedded.contains(id) else { return }
    let path = entry.path.isEmpty ? "retweeted_status" : "\(entry.path).retweeted_status"
    let record = record(of: root, id: id, line: entry.line, path: path)
    guard repeated.take(id, [record.from ?? "", record.time, root.text]) == .new else { return }
    embedded.insert(id)
    describe(root, item: id)
    try give(record, root)
  }

  private func setUnknownRoot(of record: inout ImportedRecord, line: Int) {
    record.item = "post reposted in \(file)"
    record.original = unknownAuthor(of: record.item)
    guard !hasRemarkedOnRoot else { return }
    hasRemarkedOnRoot = true
    sink.remark(FileMessage(.rootUnknown, .text(record.item)), line: line)
  }

  private func describe(_ post: WeiboPost, item: String) {
    let title = ItemID.title(post.text)
    if !title.isEmpty { sink.describe(item: item, title: title) }
  }
}
