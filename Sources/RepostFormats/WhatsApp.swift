/// Reads the export of a WhatsApp chat (`_chat.txt`, `WhatsApp Chat with NAME.txt`).
///
/// It holds no ids, no links between messages and no mark of a forward. Dates are written as the device
/// was set: what is day and what is month is decided over the whole file, or told, never guessed.
struct WhatsAppReader: FormatReader {
  static let format = ForeignFormat.whatsapp
  /// So many messages wait until the order of their dates is decided.
  static let pendingLimit = 50_000
  /// A message is kept up to this length.
  static let textLimit = 1 << 20

  private struct Pending {
    var record: ImportedRecord
    var header: WhatsAppHeader
  }

  private let file: String
  private let owner: String
  private let isTold: Bool
  private var orders: Set<ImportOptions.DateOrder>
  private var pending: [Pending] = []
  // The first header of the file, by whose form the others are told from text.
  private var first: WhatsAppHeader?
  private var senders: Set<String> = []
  private var isGroup = false
  // How messages went, once the first of them was handed on.
  private var channel = ""
  private var marked = (count: 0, line: 0)
  private var contradictions = (count: 0, line: 0)

  private struct Current {
    let header: WhatsAppHeader
    let name: String
    var text: String
    let line: Int
    // Whether more was there than is kept.
    var isCut: Bool
  }

  private var current: Current?

  init(_ options: ImportOptions, file: String) {
    self.file = file
    owner = options.owner ?? "owner of \(file)"
    isTold = options.dateOrder != nil
    orders = options.dateOrder.map { [$0] } ?? Set(ImportOptions.DateOrder.allCases)
  }

  static func recognises(_ head: FileHead) -> Bool {
    guard let header = WhatsAppHeader(String(head.firstLine.prefix(400))),
      ImportOptions.DateOrder.allCases.contains(where: { header.date.read($0) != nil })
    else { return false }
    let levels = ["INFO", "ERROR", "WARN", "WARNING", "DEBUG", "TRACE", "FATAL"]
    guard let name = header.message?.name else { return !header.isBracketed }
    return !levels.contains(name.uppercased())
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    var lines = LineInput(input)
    while let line = try lines.next() {
      let text = line.text
      if let header = WhatsAppHeader(text), isHeader(header, line.number) {
        try finish(sink)
        try begin(header, line, sink)
      } else if current != nil {
        append(text, isCut: line.isCut)
      } else if first == nil, !text.trimmed.isEmpty {
        sink.skip(
          FormatProblem(
            line: line.number, FileMessage(.lineBeforeMessages),
            expected: FileMessage(.dateTimeName)))
      }
    }
    try finish(sink)
    try decide(sink)
    try flush(sink)
    remark(sink)
  }

  /// Whether a message begins with it, by the form of the first and by the dates before it.
  private mutating func isHeader(_ header: WhatsAppHeader, _ line: Int) -> Bool {
    if let first {
      guard header.isBracketed == first.isBracketed,
        header.date.isYearFirst == first.date.isYearFirst
      else { return false }
    }
    let possible = orders.filter { header.date.read($0) != nil }
    if possible.isEmpty {
      guard !isTold else { return true }
      if contradictions.count == 0 { contradictions.line = line }
      contradictions.count += 1
      return false
    }
    orders = possible
    if first == nil { first = header }
    return true
  }

  private mutating func begin(
    _ header: WhatsAppHeader, _ start: LineInput.Line, _ sink: any ImportSink
  ) throws(FormatProblem) {
    let line = start.number
    guard orders.contains(where: { header.date.read($0) != nil }) else {
      sink.skip(
        FormatProblem(
          line: line, FileMessage(.date, "\(header.date.text)"),
          expected: FileMessage(.dateInOrder), advice: FileMessage(.checkDateOrder)))
      return
    }
    guard let message = header.message else {
      noteGroup(String(header.rest))
      sink.leaveOut(.systemMessage, line: line)
      return
    }
    current = Current(
      header: header, name: message.name, text: message.text, line: line, isCut: start.isCut)
  }

  private mutating func append(_ text: String, isCut: Bool) {
    guard let length = current?.text.utf8.count else { return }
    if length < Self.textLimit { current?.text += "\n" + text }
    if isCut || length >= Self.textLimit { current?.isCut = true }
  }

  /// Makes a record of the message that has ended.
  private mutating func finish(_ sink: any ImportSink) throws(FormatProblem) {
    guard let message = current else { return }
    current = nil
    let (header, name, line) = (message.header, message.name, message.line)
    let content = WhatsAppText(from: name, message.text, isBracketed: header.isBracketed)
    if content.isMarked {
      if marked.count == 0 { marked.line = line }
      marked.count += 1
    }
    if let reason = content.leftOut {
      if reason == .systemMessage { noteGroup(content.text) }
      return sink.leaveOut(reason, line: line)
    }
    var record = ImportedRecord(line: line)
    record.from = entity(name, sink)
    record.item = ItemID.text(content.text, unique: "\(file):\(line)")
    let title = content.text.isEmpty ? content.attachment : content.text
    sink.describe(item: record.item, title: ItemID.title(title))
    if !content.attachment.isEmpty { record.extras.append(("attachment", content.attachment)) }
    var notes: [String] = []
    if content.isEdited { notes.append("edited; what was sent first is not in the file") }
    if message.isCut {
      notes.append("longer than \(Self.textLimit) bytes, of which the item has the first")
    }
    record.note = notes.joined(separator: "; ")
    noteSender(name)
    try add(Pending(record: record, header: header), sink)
  }

  private func entity(_ name: String, _ sink: any ImportSink) -> String {
    var id = name
    if ["You", "你", "您"].contains(name) {
      id = owner
    } else if name.hasPrefix("+"), name.filter(\.isNumber).count >= 6,
      name.allSatisfy({ $0.isNumber || " +-‑().".contains($0) })
    {
      id = "tel:+\(name.filter(\.isNumber))"
    }
    sink.describe(entity: id, name: id == owner ? "" : name, kind: .person)
    return id
  }

  // MARK: The chat

  private var chat: String { "chat in \(file)" }

  /// Three who write, or a line on members, make a group.
  private mutating func noteSender(_ name: String) {
    guard !isGroup else { return }
    senders.insert(name)
    isGroup = senders.count > 2
  }

  private mutating func noteGroup(_ line: String) {
    let words = [
      "group", "added ", "joined ", "群", "Gruppe", "grupo", "groupe", "グループ", "gruppo",
    ]
    if words.contains(where: line.contains) { isGroup = true }
  }

  /// The name of the chat, by which the file is called.
  private var chatName: String {
    var name = file
    if let dot = name.lastIndex(of: ".") { name = String(name[..<dot]) }
    let starts = [
      "WhatsApp Chat with ", "WhatsApp Chat - ", "WhatsApp Chat mit ", "Chat de WhatsApp con ",
      "Discussion WhatsApp avec ", "Conversa do WhatsApp com ", "Chat WhatsApp con ",
    ]
    for start in starts where name.hasPrefix(start) { return String(name.dropFirst(start.count)) }
    if name.hasPrefix("与"), let end = name.firstRange(of: "的 WhatsApp 聊天") {
      return String(name[..<end.lowerBound].dropFirst()).trimmed
    }
    return ""
  }

  // MARK: The order of dates

  private mutating func add(
    _ message: Pending, _ sink: any ImportSink
  ) throws(FormatProblem) {
    pending.append(message)
    if isFlowing || (isGroup && isDecided) { return try flush(sink) }
    guard pending.count >= Self.pendingLimit else { return }
    try decide(sink)
    try flush(sink)
  }

  private var isFlowing: Bool { !channel.isEmpty }

  private var isDecided: Bool { orders.count == 1 || first?.date.isYearFirst == true }

  /// Decides the order of dates where all that are left read the dates of the file alike.
  private mutating func decide(_ sink: any ImportSink) throws(FormatProblem) {
    guard !isDecided, !isFlowing else { return }
    let left = ImportOptions.DateOrder.allCases.filter(orders.contains)
    guard let order = left.first else { return }
    for message in pending {
      let times = Set(left.map { message.header.time($0) })
      guard times.count > 1 else { continue }
      let names = left.map(\.rawValue)
      throw FormatProblem(
        line: message.record.line,
        found:
          "dates such as '\(message.header.date.text)', which can be read in more than one way",
        expected: "a date that shows what is day and what is month, such as one after the 12th",
        advice: "tell the order of day, month and year by "
          + names.map { "'--date-order \($0)'" }.joined(separator: " or "),
        isUsage: true)
    }
    orders = [order]
  }

  /// Hands on what has waited; from then on nothing waits.
  private mutating func flush(_ sink: any ImportSink) throws(FormatProblem) {
    if !isFlowing, !pending.isEmpty {
      channel = isGroup ? "whatsapp-group" : "whatsapp"
      sink.describe(entity: chat, name: chatName, kind: .group)
    }
    for message in pending {
      var record = message.record
      record.time = orders.lazy.compactMap { message.header.time($0) }.first ?? ""
      record.to = [chat]
      record.channel = channel
      try sink.take(record)
    }
    pending.removeAll(keepingCapacity: isFlowing)
  }

  private func remark(_ sink: any ImportSink) {
    if marked.count > 0 {
      sink.remark(FileMessage(.markedLines, "\(marked.count)"), line: marked.line)
    }
    if contradictions.count > 0 {
      sink.remark(
        FileMessage(.contradictingDates, "\(contradictions.count)"), line: contradictions.line)
    }
  }
}
