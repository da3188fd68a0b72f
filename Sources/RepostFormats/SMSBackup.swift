internal import Crypto

/// Reads the backup of SMS Backup & Restore.
struct SMSBackup: FormatReader {
  static let format = ForeignFormat.sms

  static func recognises(_ head: FileHead) -> Bool { head.rootElement == "smses" }

  private let owner: String?
  private let file: String

  init(_ options: ImportOptions, file: String) {
    owner = options.owner
    self.file = file
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let filter = SMSFilter(input)
    let handler = SMSHandler(filter, owner: owner, file: file, sink: sink)
    try XMLInput.read(filter.filtered, handler: handler, into: sink)
    handler.checkCount()
  }
}

/// A part of a multimedia message.
private struct MMSPart {
  var type: String
  var name: String
  var text: String?
  /// Whether the backup holds it as an attachment.
  var isHeld: Bool
  /// The checksum of an attachment that can be decoded.
  var checksum: SHA256Digest?

  /// Whether it is a text that somebody wrote.
  var isText: Bool { text != nil && !isHeld }
}

/// A multimedia message as far as it was read.
private struct MMS {
  var attributes: XMLAttributes
  var line: Int
  var parts: [MMSPart] = []
  var addresses: [(type: String, address: String)] = []
}

/// Makes records of the messages of a backup.
private final class SMSHandler: XMLHandler {
  private let filter: SMSFilter
  private let sink: any ImportSink
  private let file: String
  private let owner: String
  private let isOwnerKnown: Bool
  private var message: MMS?
  private var isInRoot = false
  private var isOwnerTold = false
  private var announced: Int?
  private var found = 0
  private var lastLine = 1

  init(_ filter: SMSFilter, owner: String?, file: String, sink: any ImportSink) {
    self.filter = filter
    self.sink = sink
    self.file = file
    self.owner = owner.map(PhoneNumber.entity) ?? "owner of \(file)"
    isOwnerKnown = owner != nil
  }

  func begin(_ name: String, _ attributes: XMLAttributes, line: Int) throws(FormatProblem) {
    lastLine = line
    let isHeld = attributes["data"] == SMSFilter.mark
    let checksum = isHeld ? filter.nextChecksum() : nil
    guard isInRoot else {
      guard name == "smses" else {
        throw FormatProblem(
          line: line, found: "the element '\(name)'",
          expected: "a backup of messages, which begins with the element 'smses'")
      }
      isInRoot = true
      announced = attributes["count"].flatMap { Int($0) }
      sink.describe(entity: owner, name: "", kind: .person)
      return
    }
    switch name {
    case "sms":
      found += 1
      try takeSMS(attributes, line: line)
    case "mms":
      found += 1
      message = MMS(attributes: attributes, line: line)
    case "part": message?.parts.append(part(attributes, isHeld: isHeld, checksum))
    case "addr":
      guard let address = attributes.known("address") else { break }
      message?.addresses.append((attributes.known("type") ?? "", address))
    case "parts", "addrs": break
    default: sink.leaveOut(.otherObject, line: line)
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  func end(_ name: String, line: Int) throws(FormatProblem) {
    guard name == "mms", let ended = message else { return }
    message = nil
    try takeMMS(ended)
  }

  /// Tells where a backup holds fewer or more messages than it says.
  func checkCount() {
    guard let announced, announced != found else { return }
    sink.remark(
      FileMessage(.backupCountDiffers, "\(announced)", "\(found)"), line: lastLine)
  }

  // MARK: Text messages

  private func takeSMS(_ attributes: XMLAttributes, line: Int) throws(FormatProblem) {
    let type = attributes.known("type") ?? ""
    guard let isReceived = direction(type, line: line, other: .textMessageOfType) else { return }
    if !isReceived, let status = attributes.known("status").flatMap({ Int($0) }),
      (64..<128).contains(status)
    {
      return sink.leaveOut(.failed, line: line)
    }
    guard let body = attributes.known("body") else { return sink.leaveOut(.empty, line: line) }
    var record = ImportedRecord(line: line)
    record.channel = "sms"
    let others = others(attributes)
    record.from = isReceived ? (others.count == 1 ? others[0] : nil) : owner
    record.to = isReceived ? [owner] : others
    setTimes(&record, attributes, unit: 1)
    record.item = ItemID.text(body, unique: "\(file):\(line)")
    addSubject(&record, attributes)
    sink.describe(item: record.item, title: ItemID.title(body))
    try sink.take(record)
  }

  /// Whether a message came in; `nil` where it is none that was passed on, which is told to the sink.
  private func direction(_ type: String, line: Int, other: FileSentence) -> Bool? {
    switch type {
    case "1": return true
    case "2": return false
    case "3": sink.leaveOut(.draft, line: line)
    case "4", "6": sink.leaveOut(.unsent, line: line)
    case "5": sink.leaveOut(.failed, line: line)
    default:
      sink.skip(
        FormatProblem(
          line: line, FileMessage(other, .text(type)), expected: FileMessage(.directions)))
    }
    return nil
  }

  /// The others in the conversation, described by the name of the contact where it is one.
  private func others(_ attributes: XMLAttributes) -> [String] {
    let addresses = (attributes.known("address") ?? "").split(separator: "~")
    var others: [String] = []
    for address in addresses {
      let entity = PhoneNumber.entity(String(address))
      if !entity.isEmpty, !others.contains(entity) { others.append(entity) }
    }
    let name = attributes.known("contact_name") ?? ""
    for other in others {
      let isTold = others.count == 1 && name != "(Unknown)"
      sink.describe(entity: other, name: isTold ? name : "", kind: .person)
    }
    return others
  }

  private func setTimes(
    _ record: inout ImportedRecord, _ attributes: XMLAttributes, unit: Int64
  ) {
    let sent = instant(attributes.known("date_sent"), unit: unit)
    if let time = instant(attributes.known("date"), unit: 1) {
      record.time = time
      if let sent { record.extras.append(("date_sent", sent)) }
    } else {
      record.time = sent ?? ""
      let written = attributes.known("date") ?? ""
      if !written.isEmpty { record.extras.append(("time as written", written)) }
      if sent == nil { record.note = "The time of the message cannot be read." }
    }
  }

  private func instant(_ text: String?, unit: Int64) -> String? {
    guard let number = text.flatMap({ Int64($0) }), number > 0 else { return nil }
    // Android keeps the times of multimedia messages in seconds; some backups do, too.
    let isSeconds = unit == 1000 && number < 100_000_000_000
    let time = isSeconds ? ISOTime.utc(seconds: number) : ISOTime.utc(milliseconds: number)
    return time.isEmpty ? nil : time
  }

  private func addSubject(_ record: inout ImportedRecord, _ attributes: XMLAttributes) {
    let subject = attributes.known("subject") ?? attributes.known("sub")
    if let subject { record.extras.append(("subject", subject)) }
  }

  // MARK: Multimedia messages

  private func part(
    _ attributes: XMLAttributes, isHeld: Bool, _ checksum: SHA256Digest?
  ) -> MMSPart {
    MMSPart(
      type: attributes.known("ct")?.lowercased() ?? "",
      name: attributes.known("name") ?? attributes.known("fn") ?? attributes.known("cl") ?? "",
      text: attributes.known("text"), isHeld: isHeld, checksum: checksum)
  }

  private func takeMMS(_ message: MMS) throws(FormatProblem) {
    guard let isReceived = direction(message) else { return }
    var record = ImportedRecord(line: message.line)
    record.channel = "mms"
    setTimes(&record, message.attributes, unit: 1000)
    addSubject(&record, message.attributes)
    setParties(&record, message, isReceived: isReceived)
    let id = message.attributes.known("m_id") ?? message.attributes.known("tr_id") ?? ""
    record.id = id
    let parts = message.parts.filter { $0.type != "application/smil" }
    let text = parts.filter(\.isText).compactMap(\.text).joined(separator: "\n")
    let files = parts.filter { !$0.isText && !(!$0.isHeld && $0.type == "text/plain") }
    guard !files.isEmpty else { return try takeText(text, record, message) }
    if !text.isEmpty { record.note += record.note.isEmpty ? text : " \(text)" }
    for (index, file) in files.enumerated() {
      var copy = record
      if files.count > 1 {
        copy.id = "\(id.isEmpty ? "\(self.file):\(message.line)" : id)/\(index + 1)"
      }
      try takeFile(file, number: index + 1, copy)
    }
  }

  private func takeText(
    _ text: String, _ record: ImportedRecord, _ message: MMS
  ) throws(FormatProblem) {
    let content = text.isEmpty ? message.attributes.known("sub") ?? "" : text
    guard !content.isEmpty else { return sink.leaveOut(.empty, line: message.line) }
    var record = record
    record.item = ItemID.text(content, unique: "\(file):\(message.line)")
    sink.describe(item: record.item, title: ItemID.title(content))
    try sink.take(record)
  }

  private func takeFile(
    _ part: MMSPart, number: Int, _ record: ImportedRecord
  ) throws(FormatProblem) {
    var record = record
    let problem: String?
    if let checksum = part.checksum {
      record.item = ItemID.file(sha256: checksum)
      record.extras.append(("sha256", hexadecimal(checksum)))
      problem = nil
    } else {
      // What is not known is the same as nothing else.
      record.item = "mms:\(file):\(record.line)/\(number)"
      problem =
        part.isHeld
        ? "The attachment cannot be decoded." : "The backup does not hold the attachment."
    }
    if let problem { record.note = record.note.isEmpty ? problem : "\(problem) \(record.note)" }
    if !part.name.isEmpty { record.extras.append(("file", part.name)) }
    if !part.type.isEmpty { record.extras.append(("content type", part.type)) }
    let title = part.name.isEmpty ? part.type : part.name
    if !title.isEmpty { sink.describe(item: record.item, title: ItemID.title(title)) }
    try sink.take(record)
  }

  private func direction(_ message: MMS) -> Bool? {
    let kind = message.attributes.known("m_type") ?? ""
    switch kind {
    case "130":
      sink.leaveOut(.notInFile, line: message.line)
      return nil
    case "131", "133", "134", "135", "136":
      sink.leaveOut(.noTransmission, line: message.line)
      return nil
    default: break
    }
    var box = message.attributes.known("msg_box") ?? ""
    if box.isEmpty || box == "0" {
      let sender = message.addresses.first { $0.type == Self.from }?.address
      if kind == "132" {
        box = "1"
      } else if kind == "128" || sender == Self.token {
        box = "2"
      }
    }
    return direction(box, line: message.line, other: .multimediaMessageOfType)
  }

  private static let from = "137"
  // What Android writes in place of the number of the phone itself.
  private static let token = "insert-address-token"

  private func setParties(
    _ record: inout ImportedRecord, _ message: MMS, isReceived: Bool
  ) {
    let others = others(message.attributes)
    let sender = message.addresses.first { $0.type == Self.from }?.address
    var named: [String] = []
    for (type, address) in message.addresses where ["151", "130", "129"].contains(type) {
      let entity = address == Self.token ? owner : PhoneNumber.entity(address)
      if !named.contains(entity) { named.append(entity) }
    }
    guard isReceived else {
      record.from = owner
      record.to = (named.isEmpty ? others : named).filter { $0 != owner }
      if let sender, sender != Self.token { tellOwner(sender, &record, message.line) }
      return
    }
    if let sender {
      record.from = sender == Self.token ? owner : PhoneNumber.entity(sender)
    } else if others.count == 1 {
      record.from = others[0]
    }
    if let own = ownAddress(named, others, from: record.from) {
      named = named.map { $0 == own ? owner : $0 }
      tellOwner(own, &record, message.line)
    }
    if !named.contains(owner) { named.append(owner) }
    record.to = named.filter { $0 != record.from }
  }

  /// The address of the phone itself: the one recipient that is none of the others in the conversation,
  /// where these are all accounted for.
  private func ownAddress(_ named: [String], _ others: [String], from: String?) -> String? {
    guard !others.isEmpty, !named.contains(owner),
      others.allSatisfy({ $0 == from || named.contains($0) })
    else { return nil }
    let left = named.filter { !others.contains($0) && $0 != from }
    // A number in another spelling than in the list of the others shows nothing.
    guard left.count == 1, !others.contains(where: { $0.suffix(7) == left[0].suffix(7) })
    else { return nil }
    return left[0]
  }

  private func tellOwner(_ address: String, _ record: inout ImportedRecord, _ line: Int) {
    let entity = address.hasPrefix("tel:") ? address : PhoneNumber.entity(address)
    guard entity != owner else { return }
    let shown = entity.hasPrefix("tel:") ? String(entity.dropFirst(4)) : entity
    record.extras.append(("address of the phone", shown))
    guard !isOwnerKnown, !isOwnerTold else { return }
    isOwnerTold = true
    sink.remark(FileMessage(.phoneHasNumber, .text(shown)), line: line)
  }
}

extension XMLAttributes {
  /// The value of an attribute that says something: neither blank nor the word `null`.
  fileprivate func known(_ name: String) -> String? {
    guard let value = self[name], value != "null", !value.allSatisfy(\.isWhitespace) else {
      return nil
    }
    return value
  }
}
