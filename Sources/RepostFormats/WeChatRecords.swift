/// Turns WeChat messages into records: a forwarded chat record gives one for each message in it.
struct WeChatRecords {
  /// Chat records within chat records are read so deep.
  static let depthLimit = 16

  private let file: String
  /// The id of the owner of the device.
  let owner: String
  private let isOwnerTold: Bool
  // The account by which the file names its owner.
  private var ownerAccount = ""

  init(_ options: ImportOptions, file: String) {
    self.file = file
    owner = options.owner ?? "owner of \(file)"
    isOwnerTold = options.owner != nil
  }

  /// Notes the account by which the file names its owner.
  mutating func noteOwner(
    account: String, name: String, line: Int, into sink: any ImportSink
  ) {
    let known = !account.isEmpty && account != "我"
    if ownerAccount.isEmpty, known {
      ownerAccount = account
      if !isOwnerTold, owner != "wechat:\(account)" {
        sink.remark(FileMessage(.ownerOfDeviceHasAccount, .text(account)), line: line)
      }
    }
    let title = name.isEmpty || name == "我" ? ownerAccount : name
    sink.describe(entity: owner, name: isOwnerTold ? "" : title, kind: .person)
  }

  /// The entity of an account.
  func entity(_ account: String) -> String {
    !account.isEmpty && account == ownerAccount ? owner : "wechat:\(account)"
  }

  /// Takes a message.
  ///
  /// - Parameters:
  ///   - content: What it says.
  ///   - base: Its id, time, sender and recipient.
  ///   - unique: What tells it from all other messages of the case.
  ///   - parent: The id of the record of a message that is quoted, from the id that the quote gives.
  ///   - sink: Takes the records.
  /// - Throws: ``FormatProblem`` where the sink does.
  func take(
    _ content: WeChatContent, _ base: ImportedRecord, unique: String,
    parent: (String) -> String?, into sink: any ImportSink
  ) throws(FormatProblem) {
    if let reason = content.leftOut { return sink.leaveOut(reason, line: base.line) }
    var record = base
    record.extras += content.extras
    add(note: content.note, to: &record)
    if let quote = content.quote {
      return try take(quote, said: content.text, record, unique: unique, parent: parent, sink)
    }
    if let inner = content.record, !Self.items(of: inner).isEmpty {
      return try takeItems(of: inner, title: content.text, record, unique: unique, sink)
    }
    if content.isChatRecord {
      add(note: "the file does not hold the messages of this forwarded chat record", to: &record)
    }
    fill(&record, from: content, unique: unique, sink)
    try sink.take(record)
  }

  private func fill(
    _ record: inout ImportedRecord, from content: WeChatContent, unique: String,
    _ sink: any ImportSink
  ) {
    record.item = Self.item(of: content, unique: unique)
    sink.describe(item: record.item, title: ItemID.title(content.text))
    if !content.md5.isEmpty { record.extras.append(("md5", content.md5.lowercased())) }
    let author = content.author.isEmpty ? content.authorName : content.author
    guard !author.isEmpty else { return }
    record.original = author
    sink.describe(entity: author, name: content.authorName, kind: .account)
  }

  private static func item(of content: WeChatContent, unique: String) -> String {
    if !content.item.isEmpty { return content.item }
    if isChecksum(content.md5) { return ItemID.file(md5: content.md5) }
    return ItemID.text(content.isText ? content.text : "", unique: unique)
  }

  private static func isChecksum(_ text: String) -> Bool {
    text.utf8.count == 32 && text.allSatisfy(\.isHexDigit)
  }

  private func add(note: String, to record: inout ImportedRecord) {
    guard !note.isEmpty else { return }
    record.note += record.note.isEmpty ? note : "; \(note)"
  }

  // MARK: Quotes

  private func take(
    _ quote: WeChatContent.Quote, said: String, _ base: ImportedRecord, unique: String,
    parent: (String) -> String?, _ sink: any ImportSink
  ) throws(FormatProblem) {
    var record = base
    let known = quote.id.isEmpty || quote.id == "0" ? nil : parent(quote.id)
    record.parent = known ?? ""
    if !quote.id.isEmpty, quote.id != "0" { record.extras.append(("quoted message", quote.id)) }
    let content = quote.content
    fill(&record, from: content, unique: known ?? unique, sink)
    record.original = original(of: quote, sink)
    if !quote.time.isEmpty { record.extras.append(("quoted time", quote.time)) }
    if !said.isEmpty { record.extras.append(("comment", said)) }
    add(note: "quotes a message", to: &record)
    if known == nil {
      add(note: "the file does not tell which record the quoted message is", to: &record)
    }
    try sink.take(record)
    try takeComment(said, base, sink)
  }

  private func original(
    of quote: WeChatContent.Quote, _ sink: any ImportSink
  ) -> String? {
    guard !quote.account.isEmpty else { return quote.name.isEmpty ? nil : quote.name }
    let id = entity(quote.account)
    sink.describe(entity: id, name: quote.name, kind: nil)
    return id
  }

  /// What is said beside a quote is content too, where it is long enough to be known again elsewhere.
  private func takeComment(
    _ said: String, _ base: ImportedRecord, _ sink: any ImportSink
  ) throws(FormatProblem) {
    let item = ItemID.text(said, unique: "")
    guard item == ItemID.text(said, unique: "other") else { return }
    var record = base
    record.id = "\(idOrPlace(base))/comment"
    record.item = item
    add(note: "the text beside a quote", to: &record)
    sink.describe(item: item, title: ItemID.title(said))
    try sink.take(record)
  }

  private func idOrPlace(_ record: ImportedRecord) -> String {
    record.id.isEmpty ? "\(file):\(record.line)" : record.id
  }

  // MARK: Forwarded chat records

  /// The messages in a chat record, whatever the exporting program calls them.
  private static func items(of record: JSONValue) -> [JSONValue] {
    let list = record["datalist"] ?? record["DataList"]
    return (list?.all("dataitem") ?? []) + (list?.all("DataItems") ?? [])
  }

  private func takeItems(
    of outer: JSONValue, title: String, _ base: ImportedRecord, unique: String,
    _ sink: any ImportSink
  ) throws(FormatProblem) {
    var open = [(items: Self.items(of: outer), next: 0, path: "", within: "")]
    while let level = open.last {
      guard level.next < level.items.count else {
        open.removeLast()
        continue
      }
      open[open.count - 1].next += 1
      let item = WeChatItem(level.items[level.next])
      let path = "\(level.path)/\(level.next + 1)"
      let nested = item.nested.map(Self.items(of:)) ?? []
      var record = base
      record.id = idOrPlace(base) + path
      record.extras.append(("forwarded chat record", ItemID.title(title)))
      if !level.within.isEmpty {
        record.extras.append(("within the chat record forwarded by", level.within))
      }
      if !nested.isEmpty, open.count >= Self.depthLimit {
        add(
          note: "chat records nested deeper than \(Self.depthLimit) are not read", to: &record)
      }
      fill(&record, from: item, unique: unique + path, sink)
      try sink.take(record)
      if !nested.isEmpty, open.count < Self.depthLimit {
        open.append((nested, 0, path, item.name.isEmpty ? "unknown" : item.name))
      }
    }
  }

  private func fill(
    _ record: inout ImportedRecord, from item: WeChatItem, unique: String,
    _ sink: any ImportSink
  ) {
    let unique = item.messageID.isEmpty ? unique : WeChatRecords.id(ofServer: item.messageID)
    if !item.url.isEmpty {
      record.item = WeChatContent.item(url: item.url)
    } else if Self.isChecksum(item.md5), item.type != "1" {
      record.item = ItemID.file(md5: item.md5)
    }
    if record.item.isEmpty { record.item = ItemID.text(item.text, unique: unique) }
    sink.describe(item: record.item, title: ItemID.title(item.title))
    if !item.name.isEmpty {
      record.original = item.name
      sink.describe(entity: item.name, name: "", kind: .person)
    }
    record.extras += item.extras
  }

  /// The id of a message that the servers of WeChat know by a number.
  static func id(ofServer number: String) -> String { "wechat:\(number)" }
}

/// A message in a forwarded chat record.
private struct WeChatItem {
  let type: String
  let name: String
  let text: String
  let title: String
  let md5: String
  let url: String
  let messageID: String
  let nested: JSONValue?
  let extras: [(name: String, value: String)]

  init(_ value: JSONValue) {
    func find(_ names: String...) -> String {
      for name in names {
        if let text = value[name]?.content, !text.isEmpty { return text }
      }
      return ""
    }
    type = find("datatype", "DataType")
    name = find("sourcename", "SourceName")
    md5 = find("fullmd5", "FullMD5").lowercased()
    url = find("link", "Link")
    messageID = find("fromnewmsgid", "FromNewMsgID")
    nested =
      value.at("recordxml", "recordinfo") ?? value.at("RecordXML", "RecordInfo")
      ?? value["recordxml"].flatMap { XMLTree.value(of: $0.content) }
    let description = find("datadesc", "DataDesc")
    let dataTitle = find("datatitle", "DataTitle")
    let isRecord = type == "17"
    let summary = nested?["desc"]?.content ?? nested?["Desc"]?.content ?? ""
    text = isRecord ? summary : description
    let shown = description.isEmpty ? dataTitle : description
    title = shown.isEmpty ? Self.names[type] ?? "[\(type)]" : shown
    var extras = [("original time", find("sourcetime", "SourceTime"))]
    let seconds = Int64(find("srcMsgCreateTime", "SrcMsgCreateTime"))
    extras.append(("original time UTC", seconds.map { ISOTime.utc(seconds: $0) } ?? ""))
    extras.append(("original message id", messageID))
    let source = value["dataitemsource"] ?? value["DataItemSource"]
    extras.append(("original account hash", source?["hashusername"]?.content ?? ""))
    extras.append(("md5", md5))
    self.extras = extras.filter { !$0.1.isEmpty }.map { (name: $0.0, value: $0.1) }
  }

  private static let names = [
    "2": "[图片]", "3": "[语音]", "4": "[视频]", "5": "[链接]", "8": "[文件]", "17": "[聊天记录]",
  ]
}
