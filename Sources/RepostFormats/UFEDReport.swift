/// Reads the chats of a report of Cellebrite UFED: a whole `report.xml`, or a model of one.
struct UFEDReport: FormatReader {
  static let format = ForeignFormat.ufed

  static func recognises(_ head: FileHead) -> Bool {
    switch head.rootElement {
    case "project":
      head.holds("cellebrite") || head.holds("Cellebrite") || head.holds("<decodedData")
    case "decodedData", "modelType", "model": head.holds("deleted_state=", "<model")
    default: false
    }
  }

  private let owner: String?
  private let file: String

  init(_ options: ImportOptions, file: String) {
    owner = options.owner
    self.file = file
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let handler = UFEDHandler(owner: owner, file: file, sink: sink)
    try XMLInput.read(input, handler: handler, into: sink)
    handler.finish()
  }
}

/// A model of a report: a chat, a message, or a part of one.
private final class UFEDModel {
  let type: String
  let id: String
  /// Whether it was deleted, as the report says it.
  let state: String
  /// The field of the model around it that it is in.
  let field: String
  let line: Int
  var values: [(name: String, text: String)] = []
  var models: [UFEDModel] = []
  var messages = 0

  init(_ attributes: XMLAttributes, field: String, line: Int) {
    type = attributes["type"] ?? ""
    id = attributes["id"] ?? ""
    state = attributes["deleted_state"] ?? ""
    self.field = field
    self.line = line
  }

  /// The first value of a field that says something.
  func value(_ name: String) -> String? { values.first { $0.name == name }?.text }

  /// The models in a field.
  func models(in field: String) -> [UFEDModel] { models.filter { $0.field == field } }

  /// Whether the text and the attachments of a message are both missing.
  var isEmpty: Bool { value("Body") == nil && attachments.isEmpty }

  /// The files and the contacts that a message hands over.
  var attachments: [UFEDModel] {
    models.filter { $0.type == "Attachment" || $0.field == "SharedContacts" }
  }
}

/// Makes records of the messages of a report.
private final class UFEDHandler: XMLHandler {
  private static let valueLimit = 1 << 20

  private let sink: any ImportSink
  private let file: String
  private let owner: String
  private var hasBegun = false
  private var open: [UFEDModel] = []
  private var fields: [String] = []
  private var passedOver = 0
  private var text: [UInt8]?
  private var others: [String: Int] = [:]
  private var lastLine = 1

  init(owner: String?, file: String, sink: any ImportSink) {
    self.sink = sink
    self.file = file
    self.owner = owner.map(PhoneNumber.entity) ?? "owner of \(file)"
  }

  func begin(_ name: String, _ attributes: XMLAttributes, line: Int) throws(FormatProblem) {
    lastLine = line
    if !hasBegun, !["project", "decodedData", "modelType", "model"].contains(name) {
      throw FormatProblem(
        line: line, found: "the element '\(name)'",
        expected: "a report of UFED, which begins with the element 'project'")
    }
    hasBegun = true
    switch name {
    case "model": begin(UFEDModel(attributes, field: fields.last ?? "", line: line))
    case "field", "modelField", "multiModelField", "multiField", "nodeField", "dataField":
      fields.append(attributes["name"] ?? "")
    case "value" where passedOver == 0 && !open.isEmpty: text = []
    default: break
    }
  }

  private func begin(_ model: UFEDModel) {
    if passedOver > 0 {
      passedOver += 1
    } else if open.isEmpty, model.type != "Chat", model.type != "InstantMessage" {
      others[model.type, default: 0] += 1
      sink.leaveOut(.otherObject, line: model.line)
      passedOver = 1
    } else {
      open.append(model)
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(FormatProblem) {
    guard let count = text?.count, count < Self.valueLimit else { return }
    text?.append(contentsOf: bytes)
  }

  func end(_ name: String, line: Int) throws(FormatProblem) {
    switch name {
    case "model" where passedOver > 0: passedOver -= 1
    case "model": try endModel()
    case "field", "modelField", "multiModelField", "multiField", "nodeField", "dataField":
      if !fields.isEmpty { fields.removeLast() }
    case "value":
      let value = PhoneNumber.trimmed(String(decoding: text ?? [], as: UTF8.self))
      text = nil
      if let field = fields.last, !value.isEmpty { open.last?.values.append((field, value)) }
    default: break
    }
  }

  private func endModel() throws(FormatProblem) {
    guard let model = open.popLast() else { return }
    guard let around = open.last else {
      if model.type == "InstantMessage" { try take(model, in: nil) }
      if model.type == "Chat", model.messages == 0 { sink.leaveOut(.empty, line: model.line) }
      return
    }
    // Messages within messages are what these quote, and no transmission of their own.
    if around.type == "Chat", model.type == "InstantMessage", model.field == "Messages" {
      around.messages += 1
      try take(model, in: around)
    } else {
      around.models.append(model)
    }
  }

  /// Tells of messages in the report that are read from no chat.
  func finish() {
    let kinds = ["SMS", "MMS", "Email", "Call"].compactMap { kind in
      others[kind].map {
        FileMessage.Value.message(FileMessage(.countOfKind, "\($0)", .text(kind)))
      }
    }
    guard !kinds.isEmpty else { return }
    sink.remark(FileMessage(.entriesBesideChats, .listed(kinds)), line: lastLine)
  }

  // MARK: Messages

  private func take(_ message: UFEDModel, in chat: UFEDModel?) throws(FormatProblem) {
    if let reason = reasonToLeaveOut(message) { return sink.leaveOut(reason, line: message.line) }
    let service = UFEDService(message.value("Source") ?? chat?.value("Source") ?? "")
    let origin = UFEDOrigin(of: message)
    let content = message.isEmpty ? origin.quoted ?? message : message
    guard !content.isEmpty else { return sink.leaveOut(.empty, line: message.line) }
    var record = ImportedRecord(line: message.line)
    record.id = message.id
    setTime(&record, message)
    setParties(&record, message, chat, service)
    setOrigin(&record, origin, service)
    addExtras(&record, message, chat)
    try takeContent(of: content, record)
  }

  private func reasonToLeaveOut(_ message: UFEDModel) -> LeftOut? {
    let from = message.models(in: "From").first
    let isOfSystem =
      from?.value("Identifier") == "System message"
      || (from?.value("Identifier") == nil && from?.value("Name") == "System message")
    if isOfSystem || !message.models(in: "ActivityLog").isEmpty { return .systemMessage }
    if message.value("Folder")?.hasPrefix("Draft") == true { return .draft }
    switch message.value("Status") {
    case "Draft": return .draft
    case "Unsent", "Outbox", "Sending", "NotSent", "Pending": return .unsent
    case "Failed", "SendFailed", "Undelivered": return .failed
    default: return nil
    }
  }

  private func setTime(_ record: inout ImportedRecord, _ message: UFEDModel) {
    guard let written = message.value("TimeStamp") else { return }
    record.time = WrittenTime(written)?.iso ?? ""
    if record.time.isEmpty { record.extras.append(("time as written", written)) }
  }

  private func setParties(
    _ record: inout ImportedRecord, _ message: UFEDModel, _ chat: UFEDModel?,
    _ service: UFEDService
  ) {
    let members = chat?.models(in: "Participants") ?? []
    record.from = message.models(in: "From").lazy.compactMap { self.entity($0, service) }.first
    var named: [String] = []
    for party in message.models(in: "To") {
      if let to = entity(party, service), to != record.from, !named.contains(to) {
        named.append(to)
      }
    }
    let isGroup = chat.map { UFEDService.isGroup($0, members: members.count) } ?? false
    record.channel = service.channel + (isGroup ? "-group" : "")
    if let chat, isGroup {
      let group = service.entity(chat.value("Id") ?? "", isPerson: false) ?? "ufed:\(chat.id)"
      sink.describe(entity: group, name: chat.value("Name") ?? "", kind: .group)
      // Who is in the group now need not have been when the message came.
      record.to = [group] + named
    } else if named.isEmpty {
      record.to = partners(members, from: record.from, service)
      record.extras.append(("recipients", "by the participants of the chat"))
    } else {
      record.to = named
    }
  }

  /// Who got a message of a chat of two that names nobody.
  private func partners(
    _ members: [UFEDModel], from: String?, _ service: UFEDService
  ) -> [String] {
    let isOwner = { (party: UFEDModel) in party.value("IsPhoneOwner") == "True" }
    let owner = members.first(where: isOwner).flatMap { entity($0, service) }
    if let owner, let from, from != owner { return [owner] }
    let rest = members.compactMap { entity($0, service) }.filter { $0 != from }
    return rest.isEmpty && from != self.owner ? [self.owner] : rest
  }

  private func entity(_ party: UFEDModel, _ service: UFEDService) -> String? {
    let name = party.value("Name")
    guard let entity = service.entity(party.value("Identifier") ?? "", isPerson: true) else {
      return name
    }
    sink.describe(entity: entity, name: name ?? "", kind: .person)
    return entity
  }

  private func setOrigin(
    _ record: inout ImportedRecord, _ origin: UFEDOrigin, _ service: UFEDService
  ) {
    if origin.isForwarded { record.extras.append(("label", "Forwarded")) }
    if let parent = origin.parent, parent != record.id { record.parent = parent }
    if let author = origin.author {
      let original =
        author.type == "Party" ? entity(author, service) : author.value("OriginalSender")
      if original != record.from { record.original = original }
    }
    record.extras += origin.extras
  }

  private func addExtras(
    _ record: inout ImportedRecord, _ message: UFEDModel, _ chat: UFEDModel?
  ) {
    let shown = [
      ("chat", chat?.value("Name") ?? chat?.value("Id")),
      ("message id", message.value("Identifier")),
      ("status", message.value("Status")),
      ("application", message.value("SourceApplication")),
    ]
    for (name, value) in shown {
      if let value { record.extras.append((name, value)) }
    }
    guard !message.state.isEmpty, message.state != "Intact" else { return }
    record.extras.append(("deleted state", message.state))
    if message.state == "Deleted" {
      record.note = "The message was deleted on the device; the report recovered it."
    }
  }

  // MARK: Content

  private func takeContent(
    of message: UFEDModel, _ record: ImportedRecord
  ) throws(FormatProblem) {
    let body = message.value("Body")
    let files = message.attachments
    guard !files.isEmpty else {
      var record = record
      record.item = ItemID.text(body ?? "", unique: message.id)
      sink.describe(item: record.item, title: ItemID.title(body ?? ""))
      return try sink.take(record)
    }
    for (index, file) in files.enumerated() {
      var copy = record
      if index > 0 { copy.id += "/\(index + 1)" }
      if let body { copy.note += copy.note.isEmpty ? body : " \(body)" }
      copy.item = "ufed:\(file.id.isEmpty ? "\(self.file):\(file.line)" : file.id)"
      if let path = file.value("attachment_extracted_path") { copy.evidence = [path] }
      if let type = file.value("ContentType") { copy.extras.append(("content type", type)) }
      let title = file.value("Filename") ?? file.value("Name") ?? file.value("Title")
      if let title = title ?? file.value("ContentType") {
        sink.describe(item: copy.item, title: ItemID.title(title))
      }
      if let name = file.value("Filename") { copy.extras.append(("file", name)) }
      try sink.take(copy)
    }
  }
}

/// What a message says of where its content is from.
private struct UFEDOrigin {
  var isForwarded = false
  /// The message that was forwarded.
  var parent: String?
  /// The message that was forwarded or quoted, as far as it is within this one.
  var quoted: UFEDModel?
  /// Whom the message names as the author: a party, or a model with the name of one.
  var author: UFEDModel?
  var extras: [(name: String, value: String)] = []

  init(of message: UFEDModel) {
    let embedded = message.models(in: "EmbeddedInstantMessage")
    isForwarded = message.values.contains { $0 == ("Label", "Forwarded") }
    for data in message.models {
      let isLabelled = data.values.contains { $0 == ("Label", "Forwarded") }
      switch data.type {
      case "MessageLabel" where isLabelled: isForwarded = true
      case "ForwardedMessageData":
        isForwarded = true
        author = data.models(in: "OriginalSender").first
        if author == nil, data.value("OriginalSender") != nil { author = data }
        if let time = data.value("TimeCreated") { extras.append(("original time", time)) }
      case "QuotedMessageData" where isLabelled:
        isForwarded = true
        parent = data.value("ReferenceId") ?? (embedded.count == 1 ? embedded[0].id : nil)
        if let id = data.value("OriginalMessageID") { extras.append(("original message", id)) }
        quoted = embedded.first { $0.id == parent }
      case "QuotedMessageData", "ReplyMessageData":
        let answered =
          data.value("ReferenceId") ?? data.models.first { $0.type == "InstantMessage" }?.id
          ?? data.value("OriginalMessageID")
        if let answered { extras.append(("reply to", answered)) }
      default: break
      }
    }
    if author == nil { author = quoted?.models(in: "From").first }
  }
}

/// The service that a message went through.
private struct UFEDService {
  private let name: String

  init(_ source: String) {
    let name = source.lowercased()
    if name.hasPrefix("whatsapp") {
      self.name = "whatsapp"
    } else if name.hasPrefix("telegram") {
      self.name = "telegram"
    } else if name.hasPrefix("wechat") || name == "微信" {
      self.name = "wechat"
    } else if name == "qq" || name.hasPrefix("qq ") {
      self.name = "qq"
    } else if name == "twitter" || name == "x" {
      self.name = "x"
    } else if ["native messages", "sms", "messages", "text messages"].contains(name) {
      self.name = "sms"
    } else {
      self.name = name.isEmpty ? "chat" : name.split(separator: " ").joined(separator: "-")
    }
  }

  /// The channel of a chat of two.
  var channel: String { name == "chat" ? "unknown" : name }

  static func isGroup(_ chat: UFEDModel, members: Int) -> Bool {
    if let type = chat.value("ChatType"), type != "Unknown" { return type != "OneOnOne" }
    return chat.value("Id")?.hasSuffix("@g.us") == true || members > 2
  }

  /// The entity of an account or a chat; `nil` where it has no id.
  func entity(_ id: String, isPerson: Bool) -> String? {
    guard !id.isEmpty else { return nil }
    switch name {
    case "whatsapp":
      // An account of WhatsApp is a telephone number with its country code.
      let phone = id.split(separator: "@").first.map(String.init) ?? ""
      let isNumber = id.hasSuffix("@s.whatsapp.net") && phone.allSatisfy(\.isNumber)
      return isNumber ? "tel:+\(phone)" : "whatsapp:\(id)"
    case "telegram":
      return isPerson && id.allSatisfy(\.isNumber) ? "telegram:user\(id)" : "telegram:\(id)"
    case "sms": return isPerson ? PhoneNumber.entity(id) : "sms:\(id)"
    default: return "\(name):\(id)"
    }
  }
}
