/// Reads channels of Telegram as TGDataset keeps them: an object of JSON with a member for each channel.
///
/// Numbers and truth values may stand in quotes, and `None` means that there is none.
struct TGDatasetReader: FormatReader {
  static let format = ForeignFormat.tgdataset

  private let file: String
  private var entries = 0
  private var hasRemarked = false

  init(_ options: ImportOptions, file: String) { self.file = file }

  static func recognises(_ head: FileHead) -> Bool {
    head.first == "{" && head.holds("\"n_subscribers\"")
      && (head.holds("\"text_messages\"") || head.holds("\"generic_media\""))
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let json = JSONInput(input)
    do throws(FormatProblem) {
      try json.enterObject()
      while let number = try json.nextName() {
        if try json.kind() == .object {
          try readChannel(number, json, sink)
        } else {
          sink.leaveOut(.otherObject, line: json.line)
          try json.skipValue()
        }
      }
    } catch {
      guard !error.isReadFailure, entries > 0 else { throw error }
      sink.endsEarly(line: error.line ?? json.line, byte: json.position, found: error.finding)
    }
  }

  private mutating func readChannel(
    _ number: String, _ json: JSONInput, _ sink: any ImportSink
  ) throws(FormatProblem) {
    let channel = TelegramPeer(.channel, number).id
    var username = ""
    try json.enterObject()
    while let name = try json.nextName() {
      let kind = try json.kind()
      switch name {
      case "username": username = try json.value().string ?? ""
      case "title":
        sink.describe(entity: channel, name: try json.value().string ?? "", kind: .account)
      case "text_messages" where kind == .object, "generic_media" where kind == .object:
        sink.describe(entity: channel, name: "", kind: .account)
        try readMessages(channel, name, username, json, sink)
      default: try json.skipValue()
      }
    }
    sink.describe(entity: channel, name: username, kind: .account)
  }

  private mutating func readMessages(
    _ channel: String, _ section: String, _ username: String, _ json: JSONInput,
    _ sink: any ImportSink
  ) throws(FormatProblem) {
    try json.enterObject()
    while let id = try json.nextName() {
      let line = json.line
      let message = try json.value()
      entries += 1
      var record = ImportedRecord(line: line)
      record.id = "\(channel)/\(id)"
      record.from = channel
      record.isBroadcast = true
      record.channel = "telegram-channel"
      record.time = Self.seconds(message["date"]).map { ISOTime.utc(seconds: $0) } ?? ""
      let title = setItem(message, &record, sink)
      guard !title.isEmpty else {
        sink.leaveOut(.empty, line: line)
        continue
      }
      setOriginal(message, &record, sink)
      let author = Self.known(message["author"])
      if let author, "telegram:channel\(author)" != channel {
        record.extras.append(("author", author))
      }
      if !username.isEmpty { record.extras.append(("username", username)) }
      record.extras.append(("path", "\(channel.dropFirst(16)).\(section).\(id)"))
      try sink.take(record)
    }
  }

  private func setItem(
    _ message: JSONValue, _ record: inout ImportedRecord, _ sink: any ImportSink
  ) -> String {
    let text = Self.known(message["message"]) ?? ""
    let media = Self.known(message["media_id"]) ?? ""
    let name = Self.known(message["title"]) ?? ""
    if !text.isEmpty {
      record.item = ItemID.text(text, unique: record.id)
    } else if !media.isEmpty {
      record.item = "telegram-media:\(media)"
      if let ending = Self.known(message["extension"]) {
        record.extras.append(("extension", ending))
      }
    } else {
      record.item = ItemID.text("", unique: record.id)
    }
    let title = text.isEmpty ? (name.isEmpty && !media.isEmpty ? "[media]" : name) : text
    if !title.isEmpty { sink.describe(item: record.item, title: ItemID.title(title)) }
    return title
  }

  private mutating func setOriginal(
    _ message: JSONValue, _ record: inout ImportedRecord, _ sink: any ImportSink
  ) {
    let isForwarded = Self.known(message["is_forwarded"])?.lowercased() == "true"
    let author = Self.known(message["forwarded_from_id"])
    guard isForwarded || author != nil else { return }
    if let author {
      let entity = TelegramPeer(.channel, author).id
      record.original = entity
      sink.describe(entity: entity, name: "", kind: .account)
      if !hasRemarked {
        hasRemarked = true
        sink.remark(FileMessage(.authorsTakenForChannels), line: record.line)
      }
    } else {
      record.note = "forwarded from an account that the file does not name"
    }
    if let time = Self.seconds(message["forwarded_message_date"]) {
      record.extras.append(("original time", ISOTime.utc(seconds: time)))
    }
  }

  /// A value as text, in quotes or not; `nil` for `null` and `None`.
  private static func known(_ value: JSONValue?) -> String? {
    if let truth = value?.bool { return truth ? "true" : "false" }
    guard let text = value?.text, text != "None" else { return nil }
    return text
  }

  /// Seconds since 1970, with a fraction or without.
  private static func seconds(_ value: JSONValue?) -> Int64? {
    known(value).flatMap { Int64($0.prefix { $0 != "." }) }
  }
}
