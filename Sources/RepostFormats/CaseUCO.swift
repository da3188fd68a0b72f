/// Reads messages in CASE/UCO, JSON-LD: objects with facets that name each other by their ids.
///
/// The ontology has no term for a forwarded message. A message that says what it answers or quotes
/// (`inReplyTo`, `references`) has that one as its parent.
struct CaseUCOReader: FormatReader {
  static let format = ForeignFormat.caseUCO
  private let file: String

  init(_ options: ImportOptions, file: String) { self.file = file }

  static func recognises(_ head: FileHead) -> Bool {
    guard let json = JSONHead(head), json.hasAny("@context", "@graph") else { return false }
    return head.text.contains("unifiedcyberontology.org") || head.text.contains("\"uco-core:")
      || head.text.contains("\"uco-observable:")
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let graph = CaseGraph(sink, file: file)
    try JSONEntries.read(
      input, lists: ["@graph", "uco-core:object", "core:object", "object"], into: sink
    ) {
      (entry) throws(FormatProblem) in try graph.take(entry)
    }
    try graph.end()
  }
}

/// An object or a facet of CASE, whose property names come with different prefixes or none.
private struct CaseObject {
  let value: JSONValue

  var id: String { value["@id"]?.text ?? "" }
  var types: [String] {
    guard let type = value["@type"] else { return [] }
    return (type.text.map { [$0] } ?? type.elements.compactMap(\.text)).map(Self.local)
  }
  var facets: [CaseObject] { all("hasFacet").map { CaseObject(value: $0) } }

  /// The name without its prefix.
  static func local(_ name: String) -> String {
    guard let end = name.lastIndex(where: { $0 == ":" || $0 == "/" || $0 == "#" }) else {
      return name
    }
    return String(name[name.index(after: end)...])
  }

  /// The values of a property, of which there can be one or an array.
  func all(_ name: String) -> [JSONValue] {
    guard let member = value.members.last(where: { Self.local($0.name) == name })?.value else {
      return []
    }
    if case .array(let elements) = member { return elements }
    return [member]
  }

  /// The text of a property.
  func text(_ name: String) -> String? {
    all(name).lazy.compactMap { $0.text ?? $0["@value"]?.text }.first
  }

  /// The value of a property that this program gives what it exports.
  func own(_ name: String) -> String? { value["repost:\(name)"]?.text }

  /// The values of such a property.
  func allOwn(_ name: String) -> [String] {
    value["repost:\(name)"]?.elements.compactMap(\.text) ?? []
  }

  /// The ids of the objects that a property names.
  func ids(_ name: String) -> [String] { all(name).compactMap { $0["@id"]?.text ?? $0.text } }
}

/// Turns the objects of a graph into records.
private final class CaseGraph {
  /// So many messages wait for the accounts that they name.
  private static let limit = 10_000

  private struct Message {
    var record: ImportedRecord
    var from: String?
    var to: [String]
    var application: String?
  }

  private let sink: any ImportSink
  private let file: String
  private var waiting: [Message] = []
  private var repeated = RepeatedIDs()
  /// The ids of records that are not those of their objects.
  private var recordIDs: [String: String] = [:]
  private var addresses: [String: String] = [:]
  private var kinds: [String: ImportedKind] = [:]
  private var unnamed: Set<String> = []
  private var mails: [String: String] = [:]
  private var names: [String: String] = [:]
  private var owners: [(owner: String, account: String)] = []
  private var threads: [String: String] = [:]
  private var parents: [String: String] = [:]
  private var used: Set<String> = []

  init(_ sink: any ImportSink, file: String) {
    self.sink = sink
    self.file = file
  }

  func take(_ entry: JSONEntries.Entry) throws(FormatProblem) {
    let object = CaseObject(value: entry.value)
    let facets = object.facets
    let types = object.types + facets.flatMap(\.types)
    if let facet = facets.first(where: Self.isMessage) {
      return try takeMessage(object, facet, entry)
    }
    if object.types.contains(where: { $0.hasSuffix("Message") }) {
      return sink.leaveOut(.empty, line: entry.line)
    }
    if types.contains("CallFacet") || types.contains("Call") {
      return sink.leaveOut(.call, line: entry.line)
    }
    sink.leaveOut(.otherObject, line: entry.line)
    if let thread = facets.first(where: { $0.types.contains("MessageThreadFacet") }) {
      return takeThread(object, thread)
    }
    if object.types.contains(where: { $0.hasSuffix("Relationship") }) {
      return takeRelationship(object, line: entry.line)
    }
    takeNames(object, facets)
  }

  func end() throws(FormatProblem) {
    for message in waiting { try give(message) }
    waiting = []
    describeAll()
  }

  private static func isMessage(_ facet: CaseObject) -> Bool {
    facet.types.contains { $0.hasSuffix("MessageFacet") }
      && !(facet.all("from").isEmpty && facet.all("to").isEmpty && facet.all("messageText").isEmpty
        && facet.all("body").isEmpty)
  }
}

// MARK: - Messages

extension CaseGraph {
  private func takeMessage(
    _ object: CaseObject, _ facet: CaseObject, _ entry: JSONEntries.Entry
  ) throws(FormatProblem) {
    var record = ImportedRecord(line: entry.line)
    record.id = facet.text("messageID").map(Self.bare) ?? object.id
    if record.id != object.id { recordIDs[object.id] = record.id }
    if object.own("record") == record.id {
      return try keep(exported(record, object, facet), text: "")
    }
    setTime(of: &record, facet)
    let text = facet.text("messageText") ?? facet.text("body") ?? ""
    record.item = ItemID.text(text, unique: "\(file):\(object.id):\(entry.line)")
    record.parent =
      (facet.ids("references").last ?? facet.ids("inReplyTo").first).map(Self.bare) ?? ""
    record.channel = channel(object.types, facet.types)
    if let subject = facet.text("subject") { record.extras.append(("subject", subject)) }
    let title = facet.text("subject") ?? ItemID.title(text)
    if !title.isEmpty { sink.describe(item: record.item, title: title) }
    if !text.isEmpty { record.extras.append(("text", ItemID.excerpt(text))) }
    if record.id != object.id, !object.id.isEmpty {
      record.extras.append(("object", object.id))
    }
    if !entry.path.isEmpty { record.extras.append(("path", entry.path)) }
    let message = Message(
      record: record, from: facet.ids("from").first ?? facet.ids("sender").first,
      to: ["to", "cc", "bcc"].flatMap(facet.ids), application: facet.ids("application").first)
    try keep(message, text: text)
  }

  /// A record that this program exported.
  private func exported(
    _ record: ImportedRecord, _ object: CaseObject, _ facet: CaseObject
  ) -> Message {
    var record = record
    record.time = object.own("time") ?? ""
    record.item = object.own("item") ?? ""
    record.channel = object.own("channel").map { $0 == "unknown" ? "" : $0 } ?? ""
    record.isBroadcast = object.value["repost:broadcast"]?.bool == true
    record.parent = object.own("parent") ?? ""
    record.original = object.own("original")
    record.directedBy = object.allOwn("directed_by")
    record.approvedBy = object.allOwn("approved_by")
    record.certainty = object.own("certainty") ?? ""
    record.evidence = object.allOwn("evidence")
    record.note = object.own("note") ?? ""
    let from = facet.ids("from").first.flatMap { unnamed.contains($0) ? nil : $0 }
    return Message(record: record, from: from, to: facet.ids("to"), application: nil)
  }

  private func keep(_ message: Message, text: String) throws(FormatProblem) {
    var message = message
    let id = message.record.id
    if !id.isEmpty {
      switch repeated.take(id, message.to + [message.from ?? "", message.record.time, text]) {
      case .new: break
      case .same: return sink.leaveOut(.duplicate, line: message.record.line)
      case .other(let number):
        message.record.addNote("the file has the message \(id) more than once, not always the same")
        message.record.post = id
        message.record.id += "#\(number)"
      }
    }
    waiting.append(message)
    guard waiting.count > 2 * Self.limit else { return }
    for message in waiting.prefix(Self.limit) { try give(message) }
    waiting.removeFirst(Self.limit)
  }

  private func give(_ message: Message) throws(FormatProblem) {
    var record = message.record
    let object = record.extras.first { $0.name == "object" }?.value ?? record.id
    record.from = message.from.map(entity)
    for to in message.to.map(entity) where !record.to.contains(to) { record.to.append(to) }
    if record.to.isEmpty, let thread = threads[object] {
      record.to = ["case:\(thread)"]
      used.insert(thread)
      sink.describe(entity: "case:\(thread)", name: names[thread] ?? "", kind: .group)
    }
    if record.parent.isEmpty, let parent = parents[object] { record.parent = parent }
    if let id = recordIDs[record.parent] { record.parent = id }
    if let application = message.application.flatMap({ names[$0] }) {
      if record.channel.isEmpty { record.channel = Self.channel(application) }
      record.extras.append(("application", application))
    }
    try sink.take(record)
  }

  private func setTime(of record: inout ImportedRecord, _ facet: CaseObject) {
    if let time = facet.text("sentTime") {
      record.time = time
    } else if let time = facet.text("receivedTime") {
      record.time = time
      record.extras.append(("time", "that of receipt"))
    }
  }

  private func channel(_ types: [String], _ facets: [String]) -> String {
    let all = types + facets
    if all.contains("SMSMessage") || all.contains("SMSMessageFacet") { return "sms" }
    if all.contains("MMSMessage") { return "mms" }
    return all.contains("EmailMessage") || all.contains("EmailMessageFacet") ? "email" : ""
  }

  private static func channel(_ application: String) -> String {
    let name = application.lowercased()
    return ["wechat", "weixin", "whatsapp", "telegram", "qq", "weibo", "twitter"]
      .first { name.hasPrefix($0) }
      .map { ["weixin": "wechat", "twitter": "x"][$0] ?? $0 } ?? name
  }

  /// An id of mail without its brackets.
  private static func bare(_ id: String) -> String {
    id.hasPrefix("<") && id.hasSuffix(">") ? String(id.dropFirst().dropLast()) : id
  }
}

// MARK: - What messages name

extension CaseGraph {
  private func takeThread(_ object: CaseObject, _ facet: CaseObject) {
    if let name = object.text("name") { names[object.id] = name }
    for thread in facet.all("messageThread").map({ CaseObject(value: $0) }) {
      for element in thread.ids("element") { threads[element] = object.id }
    }
  }

  private func takeRelationship(_ object: CaseObject, line: Int) {
    let kind = object.text("kindOfRelationship") ?? ""
    let sources = object.ids("source")
    let targets = object.ids("target")
    if kind == "Has_Account" {
      for owner in sources { owners += targets.map { (owner, $0) } }
    }
    guard kind.lowercased().contains("forward") else { return }
    let isBackwards = ["forwarded_from", "forward_of"].contains(kind.lowercased())
    if isBackwards, let target = targets.first {
      for source in sources { parents[source] = target }
    } else {
      sink.remark(
        FileMessage(
          .relationshipUnused, .text(kind), .listed(sources.map { .text($0) }),
          .listed(targets.map { .text($0) })), line: line)
    }
  }

  private func takeNames(_ object: CaseObject, _ facets: [CaseObject]) {
    if let id = object.own("id") { addresses[object.id] = id }
    if object.value["repost:unnamed"]?.bool == true { unnamed.insert(object.id) }
    if let kind = object.own("kind").flatMap(Self.kind) { kinds[object.id] = kind }
    for facet in facets {
      if let number = facet.text("phoneNumber") ?? facet.text("MSISDN") {
        addresses[object.id] = "tel:" + number.filter { !" -()".contains($0) }
      }
      if facet.types.contains("EmailAddressFacet"), let address = facet.text("addressValue") {
        addresses[object.id] = "mail:" + address.lowercased()
      }
      if let address = facet.ids("emailAddress").first { mails[object.id] = address }
      if names[object.id] == nil,
        let name = facet.text("displayName") ?? facet.text("name") ?? fullName(facet)
      {
        names[object.id] = name
      }
    }
    if names[object.id] == nil, let name = object.text("name") { names[object.id] = name }
  }

  private static func kind(_ word: String) -> ImportedKind? {
    switch word {
    case "person": .person
    case "group": .group
    case "account": .account
    case "organisation": .organisation
    case "site": .site
    default: nil
    }
  }

  private func fullName(_ facet: CaseObject) -> String? {
    let parts = [
      facet.text("givenName") ?? facet.text("firstName"),
      facet.text("familyName") ?? facet.text("lastName"),
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// The name of who is meant by the id of an object.
  private func entity(_ id: String) -> String {
    used.insert(id)
    return address(id)
  }

  private func address(_ id: String) -> String {
    if let address = addresses[id] { return address }
    if let mail = mails[id] {
      if let address = addresses[mail] { return address }
      if mail.contains("@") { return "mail:" + mail.lowercased() }
    }
    return "case:\(id)"
  }

  private func describeAll() {
    for id in used.sorted() {
      if let name = names[id] {
        sink.describe(entity: address(id), name: name, kind: kinds[id])
      }
    }
    for (owner, account) in owners where used.contains(account) {
      if let name = names[owner] { sink.describe(entity: address(account), name: name, kind: nil) }
    }
  }
}
