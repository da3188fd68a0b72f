/// Reads WeChat chats as PyWxDump and programs of its kind (WeClone, WeFlow) export them, CSV.
///
/// The content stands in the columns `msg` and `src`, or as JSON in `content`. Without `room_name` the file
/// does not tell whom a message went to.
struct PyWxDumpReader: FormatReader {
  static let format = ForeignFormat.pywxdump

  private let file: String
  private var records: WeChatRecords
  private var hasRemarkedOnIDs = false

  init(_ options: ImportOptions, file: String) {
    self.file = file
    records = WeChatRecords(options, file: file)
  }

  static func recognises(_ head: FileHead) -> Bool {
    let headers = csvHeaders(head)
    return ["MsgSvrID", "type_name", "is_sender", "talker"].allSatisfy(headers.contains)
      && (headers.contains("msg") || headers.contains("content"))
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    var csv = CSVInput(input)
    let headers = try csv.next()?.fields ?? []
    let columns = CSVColumns(headers)
    while let row = try csv.next() {
      guard !row.isOpen else {
        sink.endsEarly(line: row.line, byte: row.position, found: FileMessage(.quoteWithoutEnd))
        return
      }
      guard row.fields.count >= headers.count - 1 else {
        sink.skip(
          FormatProblem(
            line: row.line, FileMessage(.rowOfFields, "\(row.fields.count)"),
            expected: FileMessage(.countOfFields, "\(headers.count)")))
        continue
      }
      try take(row, columns, into: sink)
    }
  }

  private mutating func take(
    _ row: CSVInput.Row, _ columns: CSVColumns, into sink: any ImportSink
  ) throws(FormatProblem) {
    let type = columns.value("type_name", in: row)
    let (text, source) = Self.payload(row, columns)
    var record = ImportedRecord(line: row.line)
    let number = id(columns.value("MsgSvrID", in: row), row.line, into: sink)
    record.id = number
    let time = columns.value("CreateTime", in: row)
    record.time = WrittenTime(time)?.iso ?? ""
    if record.time != time.replacing(" ", with: "T"), !time.isEmpty {
      record.extras.append(("time as written", time))
    }
    if !type.isEmpty { record.extras.append(("type", type)) }
    setPeople(row, columns, &record, into: sink)
    if let path = source.string, !path.hasPrefix("{"), !path.hasPrefix("<") {
      record.extras.append(("src", String(path.prefix(500))))
    }
    try records.take(
      Self.content(type, text, source), record,
      unique: number.isEmpty ? "\(file):\(row.line)" : number,
      parent: { WeChatRecords.id(ofServer: $0) }, into: sink)
  }

  private mutating func setPeople(
    _ row: CSVInput.Row, _ columns: CSVColumns, _ record: inout ImportedRecord,
    into sink: any ImportSink
  ) {
    let talker = columns.value("talker", in: row)
    let room = columns.value("room_name", in: row)
    let isKnown = !talker.isEmpty && talker != "未知" && talker != "系统"
    let isGroup = room.hasSuffix("@chatroom")
    let isTold = talker == "我" || columns.value("is_sender", in: row).trimmedInteger == 1
    // Of the two in a chat, who is not the one by whom it is named is the owner.
    let isOther = !isGroup && !room.isEmpty && isKnown && talker != room
    let isOwn = isTold || isOther
    if isOwn, !isTold {
      record.note = "'is_sender' says that the owner did not send it, 'talker' that the owner did"
    }
    if isOwn { records.noteOwner(account: talker, name: "", line: record.line, into: sink) }
    let sender = isOwn ? records.owner : isKnown ? records.entity(talker) : nil
    if let sender, !isOwn { sink.describe(entity: sender, name: talker, kind: .person) }
    record.from = sender
    record.channel = isGroup ? "wechat-group" : "wechat"
    if isGroup {
      record.to = ["wechat:\(room)"]
      sink.describe(entity: "wechat:\(room)", name: room, kind: .group)
    } else if room.isEmpty {
      // Whoever posts in a group is in it, and so is each of the two who talk with one another.
      let chat = "chat in \(file)"
      record.to = [chat]
      sink.describe(entity: chat, name: "", kind: .group)
    } else {
      let kind: ImportedKind = room.hasPrefix("gh_") ? .account : .person
      if room.hasPrefix("gh_") { record.channel = "public-account" }
      sink.describe(entity: records.entity(room), name: room, kind: kind)
      sink.describe(entity: records.owner, name: "", kind: .person)
      record.to = [isOwn ? records.entity(room) : records.owner]
    }
  }

  /// The id of a message; none where a spreadsheet has rounded its number.
  private mutating func id(_ number: String, _ line: Int, into sink: any ImportSink) -> String {
    if number.isEmpty || number == "0" { return "" }
    guard number.allSatisfy(\.isASCII), number.contains(where: { $0 == "E" || $0 == "." }) else {
      return WeChatRecords.id(ofServer: number)
    }
    if !hasRemarkedOnIDs {
      hasRemarkedOnIDs = true
      sink.remark(
        FileMessage(.idsRounded, .text(number)), line: line)
    }
    return ""
  }

  private static func payload(
    _ row: CSVInput.Row, _ columns: CSVColumns
  ) -> (text: String, source: JSONValue) {
    guard columns.has("content") else {
      return (columns.value("msg", in: row), .string(columns.value("src", in: row)))
    }
    let content = columns.value("content", in: row)
    let json = JSONInput(ByteInput(Array(content.utf8)))
    guard content.hasPrefix("{"), let value = try? json.value() else {
      return (content, .string(""))
    }
    let text = value["msg"] ?? .null
    return (text.text ?? "", value["src"] ?? .null)
  }

  /// What a message says: by the name of its type, or by the payload where that is there.
  private static func content(
    _ type: String, _ text: String, _ source: JSONValue
  ) -> WeChatContent {
    if text.hasPrefix("<"), text.contains("<appmsg") {
      return WeChatContent(type: 49, subType: 0, content: text)
    }
    switch type {
    case "文本", "粘贴的文本", "接龙", "群公告", "位置", "(分享)笔记":
      return WeChatContent(type: 1, subType: 0, content: text)
    case let type where type.hasPrefix("引用"): return quote(text)
    case let type where type.hasPrefix("合并转发"): return merged(text, source)
    case "(分享)卡片式链接", "(分享)音乐": return article(text, source)
    case "语音通话": return leftOut(.call)
    case "拍一拍", "转账", "赠送红包封面", "红包": return leftOut(.noTransmission)
    case "邀请加群", "添加好友": return leftOut(.serviceMessage)
    case let type where type.hasPrefix("消息撤回"): return leftOut(.revoked)
    case "系统通知":
      return leftOut(WeChatContent.isRevocation(text) ? .revoked : .systemMessage)
    default:
      var content = WeChatContent()
      content.text = text.isEmpty ? "[\(type)]" : text
      return content
    }
  }

  private static func leftOut(_ reason: LeftOut) -> WeChatContent {
    var content = WeChatContent()
    content.leftOut = reason
    return content
  }

  /// `TITLE`, a blank line, `[引用](TIME)NAME:TEXT`: the id of what is quoted is not kept.
  private static func quote(_ text: String) -> WeChatContent {
    var content = WeChatContent(type: 1, subType: 0, content: text)
    guard let mark = text.firstRange(of: "[引用]("),
      let colon = text[mark.upperBound...]
        .firstIndex(of: ")")
    else { return content }
    var quote = WeChatContent.Quote()
    quote.time = String(text[mark.upperBound..<colon])
    let rest = text[colon...].dropFirst()
    quote.name = String(rest.prefix { $0 != ":" })
    quote.text = String(rest.dropFirst(quote.name.count + 1))
    content.quote = quote
    content.leftOut = nil
    content.text = String(text[..<mark.lowerBound]).trimmed
    return content
  }

  private static func merged(_ text: String, _ source: JSONValue) -> WeChatContent {
    var content = WeChatContent(type: 1, subType: 0, content: text)
    content.leftOut = nil
    content.isChatRecord = true
    var value: JSONValue? = source
    if let literal = source.string {
      value =
        literal.contains("<") && !literal.hasPrefix("{")
        ? XMLTree.value(of: literal) : PythonLiteral.value(of: literal)
    }
    content.record = value.map { $0["recordinfo"] ?? $0 }
    return content
  }

  /// `TITLE`, `DESCRIPTION`, a blank line and a link.
  private static func article(_ text: String, _ source: JSONValue) -> WeChatContent {
    let plain = (text.firstRange(of: "<a href").map { String(text[..<$0.lowerBound]) } ?? text)
    var content = WeChatContent(type: 1, subType: 0, content: plain.trimmed)
    content.leftOut = nil
    content.item = WeChatContent.item(url: source.string ?? "")
    return content
  }
}

extension String {
  /// The text without the blanks around it.
  var trimmed: String {
    var text = Substring(self).drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
