/// Reads WeChat chats as chatlog exports them: an array of JSON.
///
/// A quote holds the quoted message without the number that the message has elsewhere in the file.
struct ChatlogReader: FormatReader {
  static let format = ForeignFormat.chatlog

  private let file: String
  private var records: WeChatRecords

  init(_ options: ImportOptions, file: String) {
    self.file = file
    records = WeChatRecords(options, file: file)
  }

  static func recognises(_ head: FileHead) -> Bool {
    head.first == "["
      && head.holds("\"seq\"", "\"talker\"", "\"isChatRoom\"", "\"isSelf\"", "\"subType\"")
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let json = JSONInput(input)
    try json.enterArray()
    var count = 0
    do throws(FormatProblem) {
      while try json.nextElement() {
        let line = json.line
        let value = try json.value()
        try take(value, count, line, into: sink)
        count += 1
      }
    } catch {
      guard !error.isReadFailure, count > 0 else { throw error }
      sink.endsEarly(line: error.line ?? json.line, byte: json.position, found: error.finding)
    }
  }

  private mutating func take(
    _ message: JSONValue, _ index: Int, _ line: Int, into sink: any ImportSink
  ) throws(FormatProblem) {
    guard let talker = message["talker"]?.string, let type = message["type"]?.integer else {
      return sink.skip(
        FormatProblem(
          line: line, FileMessage(.elementWithoutTalker, "\(index)"),
          expected: FileMessage(.message)))
    }
    let content = content(message, type, message["subType"]?.integer ?? 0)
    if let reason = content.leftOut { return sink.leaveOut(reason, line: line) }
    var record = ImportedRecord(line: line)
    let seq = message["seq"]?.text ?? ""
    record.id = seq.isEmpty || seq == "0" ? "" : Self.id(talker, seq)
    let time = message["time"]?.string ?? ""
    record.time = WrittenTime(time)?.iso ?? ""
    if record.time != time, !time.isEmpty { record.extras.append(("time as written", time)) }
    record.extras.append(("path", "[\(index)]"))
    setPeople(message, talker, &record, into: sink)
    try records.take(
      content, record,
      unique: record.id.isEmpty ? "\(file):\(line)" : record.id,
      parent: { Self.id(talker, $0) }, into: sink)
  }

  private static func id(_ talker: String, _ seq: String) -> String { "wechat:\(talker):\(seq)" }

  private mutating func setPeople(
    _ message: JSONValue, _ talker: String, _ record: inout ImportedRecord,
    into sink: any ImportSink
  ) {
    let isGroup = message["isChatRoom"]?.bool ?? talker.hasSuffix("@chatroom")
    let isOwn = message["isSelf"]?.bool ?? false
    let sender = message["sender"]?.string ?? ""
    let name = message["senderName"]?.string ?? ""
    let chat = records.entity(talker)
    let isAccount = talker.hasPrefix("gh_")
    sink.describe(
      entity: chat, name: message["talkerName"]?.string ?? "",
      kind: isGroup ? .group : isAccount ? .account : .person)
    if isOwn {
      records.noteOwner(account: sender, name: name, line: record.line, into: sink)
      record.from = records.owner
    } else if !sender.isEmpty {
      let id = records.entity(sender)
      record.from = id
      sink.describe(entity: id, name: name, kind: sender.hasPrefix("gh_") ? .account : .person)
    } else {
      record.from = isGroup ? nil : chat
    }
    record.channel = isGroup ? "wechat-group" : isAccount ? "public-account" : "wechat"
    record.to = [isGroup || isOwn ? chat : records.owner]
    if !isGroup, !isOwn { sink.describe(entity: records.owner, name: "", kind: .person) }
  }

  private func content(_ message: JSONValue, _ type: Int64, _ subType: Int64) -> WeChatContent {
    let said = message["content"]?.text ?? ""
    let details = message["contents"] ?? .null
    guard type == 49 else {
      var content = WeChatContent(type: type, subType: subType, content: said)
      if content.md5.isEmpty { content.md5 = details["md5"]?.string ?? "" }
      return content
    }
    var content = WeChatContent()
    content.readApp(Self.app(details, subType), type: subType)
    switch subType {
    case 19: content.record = details["recordInfo"]
    case 57:
      content.text = said
      content.quote = quote(message, details["refer"])
    case 33, 36, 51: content.text = details["title"]?.string ?? content.text
    default:
      if content.text.isEmpty || details["title"] == nil, !said.isEmpty {
        content.text = said
        content.isText = true
      }
    }
    if subType == 51, content.item.isEmpty {
      content.item = WeChatContent.item(url: details["url"]?.string ?? "")
    }
    return content
  }

  /// The names that chatlog gives to the elements of a message.
  private static func app(_ details: JSONValue, _ subType: Int64) -> JSONValue {
    var members = details.members
    if let description = details["desc"] { members.append(("des", description)) }
    return .object(members)
  }

  private func quote(_ message: JSONValue, _ refer: JSONValue?) -> WeChatContent.Quote? {
    guard let refer else { return nil }
    var quote = WeChatContent.Quote()
    let seq = refer["seq"]?.text ?? ""
    quote.id = seq == "0" ? "" : seq
    let account = refer["sender"]?.string ?? ""
    quote.account = account.hasSuffix("@chatroom") ? "" : account
    quote.name = refer["senderName"]?.string ?? ""
    let time = refer["time"]?.string ?? ""
    quote.time = time.hasPrefix("1970-01-01") ? "" : time
    quote.text = refer["content"]?.text ?? ""
    return quote
  }
}
