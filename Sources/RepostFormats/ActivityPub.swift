/// Reads activities of ActivityPub: an outbox, a collection, one activity, or one a line.
///
/// `Announce` names what it passes on, normally the post itself and not the announcement between. Where it
/// names an announcement, that one is the step before.
struct ActivityPubReader: FormatReader {
  static let format = ForeignFormat.activitypub

  init(_ options: ImportOptions, file: String) {}

  static func recognises(_ head: FileHead) -> Bool {
    guard let json = JSONHead(head), !json.hasAny("from", "sender", "recipient") else {
      return false
    }
    if json.hasAny("orderedItems") { return true }
    guard json.has("type"), !json.hasAny("@graph", "messages") else { return false }
    if json.hasAny("actor", "attributedTo"), json.hasAny("object", "content") {
      return !json.has("@type")
    }
    return json.has("@context") && head.holds("www.w3.org/ns/activitystreams")
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let activities = Activities(sink)
    try JSONEntries.read(input, lists: ["orderedItems", "items", "first"], into: sink) {
      (entry) throws(FormatProblem) in try activities.take(entry)
    }
    try activities.end()
  }
}

/// An activity or an object of ActivityPub.
private struct ActivityObject {
  /// Activities may be nested so deep.
  static let depthLimit = 16

  let value: JSONValue

  var types: [String] {
    let type = value["type"] ?? value["@type"]
    return type?.text.map { [$0] } ?? (type?.elements ?? []).compactMap(\.text)
  }
  var id: String? { Self.id(of: value) }
  var time: String { value["published"]?.text ?? value["updated"]?.text ?? "" }
  var actor: JSONValue? { first(value["actor"]) ?? first(value["attributedTo"]) }
  var object: JSONValue? { first(value["object"]) }
  var text: String { PlainText.of(html: value["content"]?.string ?? value["name"]?.string ?? "") }
  /// What a post quotes.
  var quoted: String? {
    value["quoteUrl"]?.text ?? value["quoteUri"]?.text ?? value["_misskey_quote"]?.text
      ?? value["quote"].flatMap(Self.id(of:))
  }
  var isReply: Bool { value["inReplyTo"].flatMap(Self.id(of:)) != nil }

  func isA(_ names: String...) -> Bool { types.contains { names.contains($0) } }

  /// The ids in a member: a text, an object, or several of them.
  func ids(_ name: String) -> [String] {
    guard let member = value[name] else { return [] }
    if case .array(let elements) = member { return elements.compactMap(Self.id(of:)) }
    return Self.id(of: member).map { [$0] } ?? []
  }

  static func id(of value: JSONValue) -> String? {
    value.text ?? value["id"]?.text ?? value["@id"]?.text ?? value["url"]?.text
      ?? value["href"]?.text
  }

  private func first(_ value: JSONValue?) -> JSONValue? {
    guard case .array(let elements) = value else { return value }
    return elements.first
  }
}

/// Turns activities into records.
private final class Activities {
  private let records: PostRecords
  private var sink: any ImportSink { records.sink }
  private var withoutID = 0

  init(_ sink: any ImportSink) {
    records = PostRecords(into: sink) { record, found in
      guard let root = found.first else { return }
      record.original = root.original ?? root.from
      record.item = root.item
      if root.extras.contains(where: { $0 == ("activity", "Announce") }) { record.parent = root.id }
    }
  }

  func take(_ entry: JSONEntries.Entry) throws(FormatProblem) {
    let activity = ActivityObject(value: entry.value)
    if activity.isA("Undo", "Delete") { return try undo(activity, entry) }
    if activity.isA("Announce") {
      _ = try takeAnnounce(activity, line: entry.line, path: entry.path, isEmbedded: false)
    } else if activity.isA("Create"), let object = activity.object, !object.members.isEmpty {
      try takePost(ActivityObject(value: object), by: activity, entry)
    } else if activity.isA("Note", "Article", "Page", "Question", "Video", "Image", "Audio") {
      try takePost(activity, by: nil, entry)
    } else if activity.isA("Update") {
      let id = activity.object.flatMap(ActivityObject.id(of:))
      sink.remark(
        id.map { FileMessage(.postEdited, .text($0)) } ?? FileMessage(.unknownPostEdited),
        line: entry.line)
      sink.leaveOut(.noTransmission, line: entry.line)
    } else if activity.isA(
      "Like", "Follow", "Accept", "Reject", "Block", "Flag", "Add", "Remove", "Create")
    {
      sink.leaveOut(.noTransmission, line: entry.line)
    } else {
      sink.leaveOut(.otherObject, line: entry.line)
    }
  }

  func end() throws(FormatProblem) { try records.end() }
}

// MARK: - Posts

extension Activities {
  private func takePost(
    _ post: ActivityObject, by activity: ActivityObject?, _ entry: JSONEntries.Entry
  ) throws(FormatProblem) {
    let path = activity == nil ? entry.path : join(entry.path, "object")
    guard let record = record(of: post, by: activity, line: entry.line, path: path) else {
      return sink.leaveOut(.noTransmission, line: entry.line)
    }
    try records.take(record, text: post.text, offers: [record.id], wants: post.quoted)
  }

  /// The record of a post; `nil` for a reply, which passes nothing on.
  private func record(
    of post: ActivityObject, by activity: ActivityObject?, line: Int, path: String
  ) -> ImportedRecord? {
    guard !post.isReply || post.quoted != nil else { return nil }
    var record = start(line: line, path: path)
    record.id = post.id ?? activity?.id ?? nextID(line)
    record.item = record.id
    record.time = post.time.isEmpty ? activity?.time ?? "" : post.time
    record.from = (post.actor ?? activity?.actor).flatMap(name(of:))
    address(&record, by: activity?.value.has("to") == true ? activity ?? post : post)
    if let quoted = post.quoted {
      record.item = quoted
      record.original = author(ofQuoted: quoted, in: post) ?? author(of: quoted, named: [])
      record.extras.append(("quotes", quoted))
    } else if !post.text.isEmpty {
      sink.describe(item: record.item, title: ItemID.title(post.text))
    }
    if !post.text.isEmpty { record.extras.append(("text", ItemID.excerpt(post.text))) }
    return record
  }

  private func author(ofQuoted quoted: String, in post: ActivityObject) -> String? {
    let tag = post.value["tag"]?.elements.first { $0["href"]?.text == quoted }
    return tag?["attributedTo"].flatMap(name(of:))
  }
}

// MARK: - Announcements

extension Activities {
  private struct Announced {
    var id = ""
    var item = ""
    var original: String?
  }

  /// Gives the record of an announcement, and before it those of what stands within it.
  private func takeAnnounce(
    _ announce: ActivityObject, line: Int, path: String, isEmbedded: Bool
  ) throws(FormatProblem) -> Announced {
    // From the outermost to the innermost.
    var chain = [announce]
    while let object = chain.last?.object, chain.count < ActivityObject.depthLimit {
      let inner = ActivityObject(value: object)
      guard inner.isA("Announce", "Create") else { break }
      chain.append(inner)
    }
    let paths = chain.indices.map { count in
      (0..<count).reduce(path) { path, _ in join(path, "object") }
    }
    var announced = try takeObject(
      of: chain[chain.count - 1], line: line, path: paths[chain.count - 1])
    for (inner, path) in zip(chain, paths).dropFirst().reversed() where inner.isA("Announce") {
      announced = try give(inner, of: announced, line: line, path: path, isEmbedded: true)
    }
    return try give(announce, of: announced, line: line, path: path, isEmbedded: isEmbedded)
  }

  /// What the innermost activity is about.
  private func takeObject(
    of activity: ActivityObject, line: Int, path: String
  ) throws(FormatProblem) -> Announced {
    guard let object = activity.object else { return Announced() }
    var announced = Announced(item: ActivityObject.id(of: object) ?? "")
    let post = ActivityObject(value: object)
    if object.members.isEmpty {
      announced.original = activity.isA("Create") ? activity.actor.flatMap(name(of:)) : nil
      if announced.original == nil {
        announced.original = author(
          of: announced.item, named: activity.ids("to") + activity.ids("cc"))
      }
      return announced
    }
    let author = (post.actor ?? (activity.isA("Create") ? activity.actor : nil)).flatMap(name(of:))
    announced.original = author
    if announced.item.isEmpty {
      announced.item = ItemID.text(post.text, unique: nextID(line))
    } else if author != nil,
      var record = record(
        of: post, by: activity.isA("Create") ? activity : nil, line: line,
        path: join(path, "object"))
    {
      record.from = author
      announced.item = record.item
      try records.takeEmbedded(
        record, text: post.text, offers: [record.id], wants: post.quoted)
    }
    return announced
  }

  private func give(
    _ announce: ActivityObject, of announced: Announced, line: Int, path: String, isEmbedded: Bool
  ) throws(FormatProblem) -> Announced {
    var record = start(line: line, path: path)
    record.from = announce.actor.flatMap(name(of:))
    record.id = announce.id ?? announcementID(by: record.from, of: announced.item)
    record.extras.append(("activity", "Announce"))
    record.time = announce.time
    record.item = announced.item
    record.parent = announced.id
    record.original = announced.original ?? unknownAuthor(of: announced.item)
    address(&record, by: announce)
    if announce.id == nil { record.addNote("the announcement has no id of its own") }
    let offers = [record.id, announcementID(by: record.from, of: announced.item)]
    let wants = announced.id.isEmpty ? announced.item : nil
    if isEmbedded {
      try records.takeEmbedded(record, text: "", offers: offers, wants: wants)
    } else {
      try records.take(record, text: "", offers: offers, wants: wants)
    }
    return Announced(id: record.id, item: announced.item, original: record.original)
  }

  private func announcementID(by actor: String?, of item: String) -> String {
    "announcement of \(item) by \(actor ?? "nobody named")"
  }
}

// MARK: - What is undone

extension Activities {
  private func undo(
    _ activity: ActivityObject, _ entry: JSONEntries.Entry
  ) throws(FormatProblem) {
    guard let object = activity.object else {
      return sink.leaveOut(.undone, line: entry.line)
    }
    let inner = ActivityObject(value: object)
    if inner.isA("Like", "Follow", "Block") {
      return sink.leaveOut(.noTransmission, line: entry.line)
    }
    let end = RecordEnd(isDeleted: !activity.isA("Undo"), time: activity.time)
    if let id = inner.id { return records.undo(id, end, line: entry.line) }
    let actor = (inner.actor ?? activity.actor).flatMap(name(of:))
    let item = inner.object.flatMap(ActivityObject.id(of:)) ?? ""
    records.undo(announcementID(by: actor, of: item), end, line: entry.line)
  }
}

// MARK: - Names

extension Activities {
  private func start(line: Int, path: String) -> ImportedRecord {
    var record = ImportedRecord(line: line)
    record.channel = "mastodon"
    if !path.isEmpty { record.extras.append(("path", path)) }
    return record
  }

  private func nextID(_ line: Int) -> String {
    withoutID += 1
    return "activity \(withoutID) on line \(line)"
  }

  private func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  /// Sets who got it; what has no addressees is taken for public, as archives leave them out.
  private func address(_ record: inout ImportedRecord, by activity: ActivityObject) {
    let all = ["to", "cc", "bto", "bcc", "audience"].flatMap(activity.ids)
    let isPublic = all.contains { Self.isPublic($0) }
    record.isBroadcast = isPublic || all.isEmpty
    for id in all where !Self.isPublic(id) {
      let isFollowers = id.hasSuffix("/followers")
      guard !isFollowers || !isPublic else { continue }
      let name = "ap:\(id)"
      guard !record.to.contains(name), name != record.from else { continue }
      if isFollowers { sink.describe(entity: name, name: "", kind: .group) }
      record.to.append(name)
    }
  }

  private static func isPublic(_ id: String) -> Bool {
    id == "https://www.w3.org/ns/activitystreams#Public" || id == "as:Public" || id == "Public"
  }

  /// The author of a post that is named by its address alone: the one among those named whose address
  /// the address of the post begins with, or the account in an address of Mastodon.
  private func author(of post: String, named: [String]) -> String? {
    if let named = named.first(where: { post.hasPrefix($0 + "/") }) { return "ap:\(named)" }
    guard let users = post.firstRange(of: "/users/"),
      let statuses = post[users.upperBound...].firstRange(of: "/statuses/"),
      !post[users.upperBound..<statuses.lowerBound].contains("/")
    else { return nil }
    return "ap:" + post[..<statuses.lowerBound]
  }

  /// The id of an account, and what people call it.
  private func name(of actor: JSONValue) -> String? {
    guard let id = ActivityObject.id(of: actor) else { return actor["name"]?.text }
    if let name = actor["name"]?.text ?? actor["preferredUsername"]?.text {
      sink.describe(entity: "ap:\(id)", name: name, kind: nil)
    }
    return "ap:\(id)"
  }
}
