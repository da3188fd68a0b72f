/// What a WeChat message says, whichever program exported it.
struct WeChatContent {
  /// A message that is quoted within another.
  struct Quote {
    /// The id by which the exporting program or the server knows it.
    var id = ""
    var account = ""
    var name = ""
    var time = ""
    var text = ""
    /// What is quoted, where that is more than a text.
    var payload: JSONValue?
  }

  /// What passes nothing on.
  var leftOut: LeftOut?
  /// The text, or the title of what is passed on.
  var text = ""
  /// Whether the text is what was passed on, not a mere name of it.
  var isText = false
  var md5 = ""
  /// The item, where the content has a name of its own.
  var item = ""
  /// Whom the content names as its author.
  var author = ""
  var authorName = ""
  /// Whether it is the record of a chat, forwarded as one message.
  var isChatRecord = false
  /// The content of that record.
  var record: JSONValue?
  var quote: Quote?
  var note = ""
  var extras: [(name: String, value: String)] = []

  /// A message of a type by its number, with its content as the exporting program keeps it.
  init(type: Int64, subType: Int64, content: String) {
    switch type {
    case 1:
      text = content
      isText = true
    case 10000, 10002: leftOut = Self.isRevocation(content) ? .revoked : .systemMessage
    case 50: leftOut = .call
    case 37, 65, 66: leftOut = .serviceMessage
    case 49: readApp(content, subType: subType)
    default: readMedia(content, type: type)
    }
    if isText, text.allSatisfy(\.isWhitespace) { leftOut = leftOut ?? .empty }
  }

  /// A message of which nothing is known yet.
  init() {}

  /// Whether a line of the system says that a message was taken back.
  static func isRevocation(_ text: String) -> Bool {
    text.contains("撤回") || text.contains("revokemsg") || text.contains("recalled a message")
  }

  private mutating func readMedia(_ content: String, type: Int64) {
    let names: [Int64: String] = [
      3: "图片", 34: "语音", 42: "名片", 43: "视频", 47: "动画表情", 48: "位置",
    ]
    text = "[\(names[type] ?? "type \(type)")]"
    guard content.contains("<"), let message = XMLTree.value(of: content) else { return }
    let media = message["img"] ?? message["videomsg"]
    md5 = media?["md5"]?.content ?? ""
  }

  private mutating func readApp(_ content: String, subType: Int64) {
    guard content.contains("<") else {
      text = content
      isText = !content.allSatisfy(\.isWhitespace)
      if !isText {
        readApp(.null, type: subType)
        if leftOut == nil, !isChatRecord {
          note = "the file does not hold the content of this message"
        }
      }
      return
    }
    guard let message = XMLTree.value(of: content) else {
      text = "[\(subType)]"
      note = "the payload cannot be read: what was passed on is not known"
      extras.append(("payload", String(content.prefix(2000))))
      return
    }
    let app = message["appmsg"] ?? message
    readApp(app, type: app["type"]?.content.trimmedInteger ?? subType)
  }

  /// Reads the element `appmsg`, or what a program made of it.
  mutating func readApp(_ app: JSONValue, type: Int64) {
    let title = app["title"]?.content ?? ""
    let description = app["des"]?.content ?? ""
    text = title
    switch type {
    case 3, 4, 5:
      readSource(app)
      item = Self.item(url: app["url"]?.content ?? "")
      if item.isEmpty { setText(title, description) }
    case 6, 8, 74:
      md5 = app["md5"]?.content ?? ""
      if text.isEmpty { text = "[文件]" }
    case 19:
      setText(title, description)
      isChatRecord = true
      record = Self.record(app["recorditem"])
    case 33, 36:
      readSource(app)
      if text.isEmpty { text = "[小程序]" }
    case 51:
      let feed = app["finderFeed"]
      text = feed?["desc"]?.content ?? title
      author = (feed?["username"]?.content).map { $0.isEmpty ? "" : "wechat:\($0)" } ?? ""
      authorName = feed?["nickname"]?.content ?? ""
      let id = feed?["objectId"]?.content ?? ""
      if !id.isEmpty { item = "wechat-channels:\(id)" }
    case 57:
      quote = Quote(app["refermsg"])
      isText = true
    case 62, 2000, 2001, 2003: leftOut = .noTransmission
    case 87: setText(app["textannouncement"]?.content ?? title, "")
    default:
      setText(title, description)
      if !isText { text = "[\(type)]" }
    }
  }

  private mutating func setText(_ title: String, _ description: String) {
    text = [title, description].filter { !$0.isEmpty }.joined(separator: "\n")
    isText = !text.isEmpty
  }

  private mutating func readSource(_ app: JSONValue) {
    let account = app["sourceusername"]?.content ?? ""
    authorName = app["sourcedisplayname"]?.content ?? ""
    author = account.isEmpty ? "" : "wechat:\(account)"
  }

  /// The element `recordinfo` of a forwarded chat record.
  private static func record(_ item: JSONValue?) -> JSONValue? {
    guard let item else { return nil }
    if let record = item["recordinfo"] { return record }
    let text = item.content
    guard text.contains("<"), let value = XMLTree.value(of: text) else { return nil }
    return value["recordinfo"] ?? value
  }

  /// The item of a page: of an article of a public account by its number, else by its address.
  static func item(url: String) -> String {
    var rest = Substring(url.replacing("&amp;", with: "&"))
    guard let scheme = rest.firstRange(of: "://") else { return "" }
    rest = rest[scheme.upperBound...]
    rest = rest.prefix { $0 != "#" }
    guard rest.hasPrefix("mp.weixin.qq.com/s") else { return "url:\(rest)" }
    var values: [Substring: Substring] = [:]
    for pair in rest.drop(while: { $0 != "?" }).dropFirst().split(separator: "&") {
      let name = pair.prefix { $0 != "=" }
      values[name] = pair.dropFirst(name.count + 1)
    }
    guard let account = values["__biz"], let number = values["mid"] else {
      return "url:\(rest.prefix { $0 != "?" })"
    }
    return "wechat-article:\(account):\(number):\(values["idx"] ?? "1")"
  }
}

extension WeChatContent.Quote {
  /// Reads the element `refermsg`.
  init?(_ value: JSONValue?) {
    guard let value, !value.members.isEmpty else { return nil }
    id = value["svrid"]?.content ?? ""
    let chat = value["chatusr"]?.content ?? ""
    account = chat.isEmpty ? value["fromusr"]?.content ?? "" : chat
    if account.hasSuffix("@chatroom") { account = "" }
    name = value["displayname"]?.content ?? ""
    time = value["createtime"]?.content ?? ""
    text = value["content"]?.content ?? ""
    let type = value["type"]?.content.trimmedInteger ?? 1
    guard type != 1 else { return }
    if text.contains("<"), let tree = XMLTree.value(of: text) { payload = tree }
  }

  /// What is quoted, as a message of its own.
  var content: WeChatContent {
    var content = WeChatContent()
    guard let payload else {
      content.text = text
      content.isText = !text.contains("<")
      return content
    }
    if let app = payload["appmsg"] {
      content.readApp(app, type: app["type"]?.content.trimmedInteger ?? 0)
      content.quote = nil
    } else {
      content.md5 = (payload["img"] ?? payload["videomsg"])?["md5"]?.content ?? ""
    }
    return content
  }
}

extension String {
  /// The whole number that a text is, blanks beside it passed over.
  var trimmedInteger: Int64? { Int64(filter { !$0.isWhitespace }) }
}
