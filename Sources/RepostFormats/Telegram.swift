/// Reads the export of Telegram Desktop: one chat, or all chats of an account, JSON.
///
/// A forwarded message names its author, not the step by which the sender got it.
struct TelegramReader: FormatReader {
  static let format = ForeignFormat.telegram
  /// So many messages of others are looked through for one by the owner of a chat of two.
  static let pendingLimit = 10_000

  private let file: String
  private var people: TelegramPeople
  private var entries = 0
  // Records that came in before the account of the owner was known.
  private var pending: [ImportedRecord] = []

  init(_ options: ImportOptions, file: String) {
    self.file = file
    people = TelegramPeople(options, file: file)
  }

  static func recognises(_ head: FileHead) -> Bool {
    guard head.first == "{" else { return false }
    if head.holds("\"personal_information\"", "\"user_id\"", "\"first_name\"") { return true }
    guard head.holds("\"messages\"", "\"type\"") else { return false }
    if head.holds("\"chats\"", "\"list\"", "\"date\"", "\"from\"") { return true }
    return TelegramChat.Kind.allCases.contains {
      $0 != .replies && head.holds("\"\($0.rawValue)\"")
    }
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let json = JSONInput(input)
    do throws(FormatProblem) {
      try readRoot(json, sink)
    } catch {
      guard !error.isReadFailure, !error.isUsage, entries > 0 else { throw error }
      try flush(sink)
      sink.endsEarly(line: error.line ?? json.line, byte: json.position, found: error.finding)
    }
  }

  private mutating func readRoot(
    _ json: JSONInput, _ sink: any ImportSink
  ) throws(FormatProblem) {
    var chat = TelegramChat()
    try json.enterObject()
    while let name = try json.nextName() {
      switch name {
      case "personal_information": people.noteOwner(try json.value(), sink)
      case "chats", "left_chats": try readChats(json, name, sink)
      default: try readMember(name, of: &chat, path: "", json, sink)
      }
    }
  }

  private mutating func readChats(
    _ json: JSONInput, _ section: String, _ sink: any ImportSink
  ) throws(FormatProblem) {
    guard try json.kind() == .object else { return try json.skipValue() }
    try json.enterObject()
    while let name = try json.nextName() {
      guard name == "list", try json.kind() == .array else {
        try json.skipValue()
        continue
      }
      var number = 0
      try json.enterArray()
      while try json.nextElement() {
        var chat = TelegramChat()
        try json.enterObject()
        while let name = try json.nextName() {
          try readMember(name, of: &chat, path: "\(section).list[\(number)].", json, sink)
        }
        number += 1
      }
    }
  }

  private mutating func readMember(
    _ name: String, of chat: inout TelegramChat, path: String, _ json: JSONInput,
    _ sink: any ImportSink
  ) throws(FormatProblem) {
    let kind = try json.kind()
    switch (name, kind) {
    case ("messages", .array): try readMessages(of: &chat, path: path, json, sink)
    case ("name", .string), ("name", .other): chat.name = try json.value().string ?? ""
    case ("type", .string): chat.type = try json.value().string ?? ""
    case ("id", .string), ("id", .other): chat.number = try json.value().text ?? ""
    case (_, .object), (_, .array):
      sink.leaveOut(.otherObject, line: json.line)
      try json.skipValue()
    default: try json.skipValue()
    }
  }

  private mutating func readMessages(
    of chat: inout TelegramChat, path: String, _ json: JSONInput, _ sink: any ImportSink
  ) throws(FormatProblem) {
    var number = 0
    try json.enterArray()
    while try json.nextElement() {
      let line = json.line
      let message = try json.value()
      let place = "\(path)messages[\(number)]"
      number += 1
      entries += 1
      switch message["type"]?.string {
      case "message": try take(message, in: &chat, line, place, sink)
      case "service":
        let isCall = message["action"]?.string == "phone_call"
        sink.leaveOut(isCall ? .call : .serviceMessage, line: line)
      case "unsupported": sink.leaveOut(.unsupportedMessage, line: line)
      case let type:
        sink.skip(
          FormatProblem(
            line: line, FileMessage(.entryOfType, .text(place), "\(type ?? "")"),
            expected: FileMessage(.oneOfThree, "message", "service", "unsupported")))
      }
    }
    try flush(sink)
  }

  /// Hands on what waited for the account of the owner.
  private mutating func flush(_ sink: any ImportSink) throws(FormatProblem) {
    guard !pending.isEmpty else { return }
    people.giveUpOwner()
    for var record in pending {
      people.settleOwner(of: &record)
      try sink.take(record)
    }
    pending = []
  }

  private mutating func take(
    _ message: JSONValue, in chat: inout TelegramChat, _ line: Int, _ place: String,
    _ sink: any ImportSink
  ) throws(FormatProblem) {
    let content = TelegramContent(message)
    guard !content.isEmpty else { return sink.leaveOut(.empty, line: line) }
    people.settle(&chat, by: message, sink)
    var record = ImportedRecord(line: line)
    if let id = message["id"]?.text { record.id = people.id(of: id, in: chat) }
    setTime(message, &record)
    people.setSender(message, &record, in: chat, sink)
    people.setRecipients(&record, in: chat, sink)
    setOriginal(message, &record, sink)
    let unique = record.id.isEmpty ? "\(file):\(line)" : record.id
    record.item = ItemID.text(content.text, unique: unique)
    sink.describe(item: record.item, title: ItemID.title(content.title))
    record.extras += content.extras
    record.extras.append(("path", place))
    if chat.isPersonal, !people.isOwnerSettled, pending.count < Self.pendingLimit {
      pending.append(record)
    } else {
      if !pending.isEmpty {
        try flush(sink)
        people.settleOwner(of: &record)
      }
      try sink.take(record)
    }
  }

  private func setTime(_ message: JSONValue, _ record: inout ImportedRecord) {
    let local = message["date"]?.string ?? ""
    if let seconds = message["date_unixtime"]?.integer {
      record.time = ISOTime.utc(seconds: seconds)
      if !local.isEmpty { record.extras.append(("time as written", local)) }
    } else {
      record.time = WrittenTime(local)?.iso ?? ""
      if record.time.isEmpty, !local.isEmpty {
        record.extras.append(("time as written", local))
      }
    }
    let edited =
      message["edited_unixtime"]?.integer.map { ISOTime.utc(seconds: $0) }
      ?? message["edited"]?.string
    // Old exports write the year 1970 where a message was not edited.
    guard let edited, !edited.hasPrefix("1970-01-01") else { return }
    record.note = "edited at \(edited); what was sent first is not in the file"
  }

  /// Sets the author of a forwarded message, whose name may be hidden or gone.
  private func setOriginal(
    _ message: JSONValue, _ record: inout ImportedRecord, _ sink: any ImportSink
  ) {
    guard message.has("forwarded_from") || message.has("forwarded_from_id") else { return }
    let name = message["forwarded_from"]?.string ?? ""
    if let id = message["forwarded_from_id"]?.text, let peer = TelegramPeer(id) {
      let entity = people.entity(peer)
      record.original = entity
      sink.describe(entity: entity, name: name, kind: peer.kind)
    } else if !name.isEmpty {
      record.original = name
      sink.describe(entity: name, name: "", kind: nil)
    } else {
      record.note += record.note.isEmpty ? "" : "; "
      record.note += "forwarded from an account that the file does not name"
    }
  }
}

/// A user, a group or a channel.
struct TelegramPeer: Equatable {
  enum Sort: String {
    case user
    case chat
    case channel
  }

  let sort: Sort
  let number: String

  init(_ sort: Sort, _ number: String) {
    self.sort = sort
    self.number = number
  }

  /// Reads `user123`, `chat123`, `channel123`, or the number alone as exports up to 2021 write it.
  init?(_ text: String) {
    for sort in [Sort.user, .channel, .chat] where text.hasPrefix(sort.rawValue) {
      let number = text.dropFirst(sort.rawValue.count)
      guard !number.isEmpty, number.allSatisfy(\.isNumber) else { return nil }
      self.init(sort, String(number))
      return
    }
    guard let number = Int64(text), number > 0 else { return nil }
    self = Self.old(number) ?? Self(.user, String(number))
  }

  /// The group or the channel of a number to which old exports add 2³² or 2³³.
  static func old(_ number: Int64) -> Self? {
    let bare = number & 0xFFFF_FFFF
    switch number >> 32 {
    case 1: return Self(.chat, String(bare))
    case 2: return Self(.channel, String(bare))
    default: return nil
    }
  }

  var id: String { "telegram:\(sort.rawValue)\(number)" }

  var kind: ImportedKind {
    switch sort {
    case .user: .person
    case .chat: .group
    case .channel: .account
    }
  }
}

/// A chat of an export.
struct TelegramChat {
  enum Kind: String, CaseIterable {
    case savedMessages = "saved_messages"
    case replies
    case personalChat = "personal_chat"
    case botChat = "bot_chat"
    case privateGroup = "private_group"
    case privateSupergroup = "private_supergroup"
    case publicSupergroup = "public_supergroup"
    case privateChannel = "private_channel"
    case publicChannel = "public_channel"
  }

  var name = ""
  var type = ""
  var number = ""
  /// The id of its entity; empty before it is settled.
  var entity = ""
  var peer: TelegramPeer?

  var kind: Kind? { Kind(rawValue: type) }

  var isChannel: Bool { kind == .privateChannel || kind == .publicChannel }

  /// Whether it is with one other account.
  var isPersonal: Bool { kind == .personalChat || kind == .botChat }

  /// Whether the numbers of its messages are the same for all its members.
  var hasCommonNumbers: Bool {
    isChannel || kind == .privateSupergroup || kind == .publicSupergroup
  }
}

/// What a message of Telegram says.
private struct TelegramContent {
  let text: String
  let title: String
  let isEmpty: Bool
  let extras: [(name: String, value: String)]

  init(_ message: JSONValue) {
    let written = Self.text(message["text_entities"]) ?? Self.text(message["text"]) ?? ""
    let poll = message["poll"].map(Self.poll) ?? ""
    text = [written, poll].filter { !$0.isEmpty }.joined(separator: "\n")
    var extras: [(name: String, value: String)] = []
    let shown = [
      "photo", "file", "file_name", "media_type", "place_name", "game_title", "author",
      "saved_from", "via_bot", "reply_to_message_id", "reply_to_peer_id",
    ]
    for name in shown {
      guard let value = message[name]?.text else { continue }
      extras.append((name.replacing("_", with: " "), value))
    }
    self.extras = extras
    let others = [
      "photo", "file", "contact_information", "location_information", "place_name",
      "game_title", "invoice_information", "poll", "rich_message", "media_type",
    ]
    let media = others.first { message.has($0) }
    isEmpty = text.allSatisfy(\.isWhitespace) && media == nil
    title = text.allSatisfy(\.isWhitespace) ? "[\(media ?? "")]" : text
  }

  /// A text, or the parts of one; `nil` where there is none.
  private static func text(_ value: JSONValue?) -> String? {
    guard let value else { return nil }
    if let text = value.string { return text }
    let parts = value.elements.map { $0.string ?? Self.raw($0) }
    let text = parts.joined()
    return text.isEmpty ? nil : text
  }

  private static func raw(_ part: JSONValue) -> String {
    for value in [part, part["text"] ?? .null] {
      if case .string(let text) = value { return text }
    }
    return ""
  }

  private static func poll(_ poll: JSONValue) -> String {
    let question = text(poll["question"]) ?? ""
    let answers = (poll["answers"]?.elements ?? []).compactMap { text($0["text"]) }
    return ([question] + answers).joined(separator: "\n")
  }
}
