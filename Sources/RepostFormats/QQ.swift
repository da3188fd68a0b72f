/// Reads the text export of the message manager of QQ for PC: one chat, or all.
///
/// It holds no ids of messages, no links between them and no mark of a forward.
struct QQReader: FormatReader {
  static let format = ForeignFormat.qq
  /// A message is kept up to this length.
  static let textLimit = 1 << 20

  private struct Chat {
    var category = ""
    var name = ""
    /// Its entity; two chats of one name are two.
    var entity = ""
    /// How its messages went; empty before the first.
    var channel = ""
  }

  private struct Message {
    let header: QQHeader
    let line: Int
    var text = ""
    // Blank lines that belong to the text only where more of it follows.
    var blanks = 0
    var isCut = false
  }

  private let file: String
  private var chat: Chat?
  private var current: Message?
  private var names: Set<String> = []

  init(_ options: ImportOptions, file: String) { self.file = file }

  static func recognises(_ head: FileHead) -> Bool {
    head.firstLine.hasPrefix("消息记录")
      && (head.holds("消息对象:") || head.holds("消息对象：") || head.holds("消息分组:"))
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    var lines = LineInput(input)
    var isTitle = true
    var isAfterBlank = true
    while let line = try lines.next() {
      let text = line.text
      let isBlank = text.allSatisfy(\.isWhitespace)
      if Self.isRule(text), try isSection(&lines) {
        try finish(sink)
        try readSection(&lines, line.number)
        isAfterBlank = true
      } else if isAfterBlank, let header = QQHeader(text) {
        try finish(sink)
        current = Message(header: header, line: line.number)
        isAfterBlank = false
      } else if current != nil {
        append(text, isBlank: isBlank, isCut: line.isCut)
        isAfterBlank = isBlank
      } else if !isBlank, !isTitle {
        sink.skip(
          FormatProblem(
            line: line.number, FileMessage(.lineBeforeMessages),
            expected: FileMessage(.dateTimeName)))
      }
      isTitle = isTitle && isBlank
    }
    try finish(sink)
  }

  // MARK: Sections

  private static func isRule(_ line: String) -> Bool {
    line.utf8.count >= 16 && line.utf8.allSatisfy { $0 == UInt8(ascii: "=") }
  }

  private static func value(_ line: String, of name: String) -> String? {
    for colon in [":", "："] where line.hasPrefix(name + colon) {
      return String(line.dropFirst(name.count + 1)).trimmed
    }
    return nil
  }

  /// Whether the name of a chat or of its group of contacts follows.
  private func isSection(_ lines: inout LineInput) throws(FormatProblem) -> Bool {
    guard let line = try lines.next() else { return false }
    lines.putBack(line)
    return ["消息分组", "消息对象"].contains { Self.value(line.text, of: $0) != nil }
  }

  /// Reads the names between the rules, the last rule among them.
  private mutating func readSection(
    _ lines: inout LineInput, _ number: Int
  ) throws(FormatProblem) {
    var chat = Chat()
    while let line = try lines.next() {
      let text = line.text
      if let category = Self.value(text, of: "消息分组") {
        chat.category = category
      } else if let name = Self.value(text, of: "消息对象") {
        chat.name = name
      } else if !Self.isRule(text) {
        lines.putBack(line)
        break
      }
    }
    let isNew = names.insert(chat.name).inserted
    let name = chat.name.isEmpty ? "chat" : "chat \(chat.name)"
    chat.entity = isNew ? "\(name) in \(file)" : "\(name) at line \(number) in \(file)"
    self.chat = chat
  }

  // MARK: Messages

  private mutating func append(_ text: String, isBlank: Bool, isCut: Bool) {
    guard var message = current else { return }
    current = nil
    defer { current = message }
    if isBlank {
      message.blanks += 1
    } else if message.text.utf8.count < Self.textLimit {
      if !message.text.isEmpty {
        message.text += String(repeating: "\n", count: min(message.blanks, 2) + 1)
      }
      message.text += text
      message.blanks = 0
      message.isCut = message.isCut || isCut
    } else {
      message.isCut = true
    }
  }

  /// Makes a record of the message that has ended.
  private mutating func finish(_ sink: any ImportSink) throws(FormatProblem) {
    guard let message = current else { return }
    current = nil
    let header = message.header
    if header.isSystem {
      return sink.leaveOut(
        message.text.contains("撤回") ? .revoked : .systemMessage, line: message.line)
    }
    guard !message.text.isEmpty else { return sink.leaveOut(.empty, line: message.line) }
    var record = ImportedRecord(line: message.line)
    record.time = header.time
    record.from = header.entity
    sink.describe(entity: header.entity, name: header.name, kind: .person)
    setChat(of: &record, header, sink)
    let isShown = Self.isShown(message.text)
    record.item = ItemID.text(isShown ? message.text : "", unique: "\(file):\(message.line)")
    sink.describe(item: record.item, title: ItemID.title(message.text))
    if !header.title.isEmpty { record.extras.append(("title in the group", header.title)) }
    if message.text.hasPrefix("[聊天记录]") {
      record.note = "the file does not hold the messages of this forwarded chat record"
    } else if !isShown {
      record.note = "the file does not hold what this stands for"
    }
    if message.isCut {
      record.note = "longer than \(Self.textLimit) bytes, of which the item has the first"
    }
    try sink.take(record)
  }

  private mutating func setChat(
    of record: inout ImportedRecord, _ header: QQHeader, _ sink: any ImportSink
  ) {
    var chat = self.chat ?? Chat(entity: "chat in \(file)")
    if chat.channel.isEmpty {
      // Numbers stand beside the names in groups alone.
      let isGroup = header.hasAccount || chat.category.contains("群")
      chat.channel = isGroup ? "qq-group" : "qq"
      self.chat = chat
    }
    record.channel = chat.channel
    record.to = [chat.entity]
    sink.describe(entity: chat.entity, name: chat.name, kind: .group)
  }

  /// Whether a text is more than words in brackets that stand for pictures and the like.
  private static func isShown(_ text: String) -> Bool {
    var rest = text
    for word in [
      "图片", "表情", "动画表情", "语音", "视频", "文件", "闪照", "聊天记录", "链接", "自定义表情", "QQ红包", "红包",
    ] {
      rest = rest.replacing("[\(word)]", with: "")
    }
    return !rest.allSatisfy(\.isWhitespace)
  }
}

/// The line above a message: date, time, name and number.
struct QQHeader {
  let time: String
  let entity: String
  let name: String
  /// What the group calls the sender, such as 管理员.
  let title: String
  /// Whether the number or the address of the sender is told.
  let hasAccount: Bool
  /// Whether QQ itself speaks.
  let isSystem: Bool

  /// Reads `2024-01-02 8:04:05 PM 【TITLE】NAME(12345)`; `nil` where a line is none.
  init?(_ line: String) {
    var scanner = DigitScanner(Array(line.utf8))
    guard let year = scanner.number(4...4), scanner.skip("-"), let month = scanner.number(2...2),
      scanner.skip("-"), let day = scanner.number(2...2), scanner.next == 0x20
    else { return nil }
    scanner.skipBlanks()
    guard var hour = scanner.number(1...2), scanner.skip(":"),
      let minute = scanner.number(2...2), scanner.skip(":"), let second = scanner.number(2...2),
      WrittenTime.isDay(year: year, month: month, day: day), hour < 24, minute < 60, second < 60,
      scanner.next == 0x20
    else { return nil }
    scanner.skipBlanks()
    let isMorning = scanner.skip("AM ") || scanner.skip("上午 ")
    let isAfternoon = !isMorning && (scanner.skip("PM ") || scanner.skip("下午 "))
    if isMorning || isAfternoon {
      guard hour <= 12 else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    time = ISOTime.local(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    var rest = String(decoding: scanner.rest, as: UTF8.self).trimmed
    guard !rest.isEmpty else { return nil }
    let account = Self.takeAccount(from: &rest)
    title = Self.takeTitle(from: &rest)
    name = rest
    hasAccount = account != nil
    isSystem =
      rest == "系统消息" && (account == nil || account == "10000" || account == "1000000")
      || account == "10000" || account == "1000000"
    if let account {
      entity = account.contains("@") ? "mail:\(account.lowercased())" : "qq:\(account)"
    } else {
      entity = rest
    }
  }

  /// Takes the number in round brackets, or the address in angle brackets, from the end of a name.
  private static func takeAccount(from name: inout String) -> String? {
    guard let last = name.last, last == ")" || last == ">",
      let open = name.lastIndex(of: last == ")" ? "(" : "<")
    else { return nil }
    let account = String(name[open...].dropFirst().dropLast())
    let isNumber = account.utf8.count >= 5 && account.utf8.allSatisfy { (48...57).contains($0) }
    guard isNumber || account.contains("@") else { return nil }
    name = String(name[..<open]).trimmed
    return account
  }

  private static func takeTitle(from name: inout String) -> String {
    guard name.hasPrefix("【"), let end = name.firstIndex(of: "】") else { return "" }
    let title = String(name[..<end].dropFirst())
    let rest = String(name[end...].dropFirst()).trimmed
    guard !rest.isEmpty else { return "" }
    name = rest
    return title
  }
}
