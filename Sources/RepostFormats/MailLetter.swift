internal import Crypto

/// One message: what its header says, and what was found in it so far.
final class MailLetter {
  /// The message that it is attached to.
  let outer: MailLetter?
  /// The line on which it begins.
  let line: Int
  /// Whether a report of a failed delivery returns it.
  let isReturned: Bool

  /// Its header.
  private(set) var header: MailHeader
  /// Where it was resent, the first time first.
  private(set) var resendings: [MailResending] = []
  /// Its part of every record of it.
  private(set) var base: ImportedRecord
  /// What an investigator must know of the message.
  private(set) var flags: [String] = []
  /// Whether it was written and not sent.
  private(set) var isDraft = false

  /// How many records it gave.
  var records = 0
  /// Its texts so far.
  var texts: [Text] = []
  /// Pictures within its text.
  var pictures: [(item: String, name: String)] = []
  /// How many pictures there were beside those.
  var furtherPictures = 0
  /// How many parts could not be kept.
  var furtherTexts = 0
  /// Whether a part holds another message or a file.
  var hasAttachment = false

  private var known: (texts: Int, text: MailText)?
  private var isIdMade = false

  /// A text of a message.
  struct Text {
    var bytes: [UInt8]
    var charset: String
    var isHTML: Bool
    var alternative: Int?
    /// The checksum of the whole where it is longer than what is kept.
    var whole: String?
  }

  init(outer: MailLetter?, line: Int, isReturned: Bool) {
    self.outer = outer
    self.line = line
    self.isReturned = isReturned
    header = MailHeader(line: line)
    base = ImportedRecord(line: line)
  }

  /// The id of the message; empty where it has none and nothing was found in it yet.
  private(set) var id = ""

  /// Notes something that an investigator must know.
  func flag(_ text: String) {
    if !flags.contains(text), flags.count < 20 { flags.append(text) }
  }

  /// Takes the header, which is complete.
  func take(_ header: MailHeader, into sink: any ImportSink) {
    self.header = header
    base.channel = "email"
    let subject = header.readable("subject")
    if !subject.text.isEmpty { extra("subject", subject.text) }
    if !subject.isExact { flag("letters of the subject could not be decoded") }
    if ["from", "sender", "to", "cc", "bcc"].contains(where: { !header.readable($0).isExact }) {
      flag("letters of a name could not be decoded")
    }
    setSender(sink)
    setRecipients(sink)
    setTime()
    id = MailHeader.id(header.text("message-id"))
    setParent()
    resendings = MailResending.all(header, sink)
    if header.strayLines > 0 { flag("\(header.strayLines) lines of the header could not be read") }
    if header.isCut { flag("the header is longer than what is read of one") }
    if isReturned {
      flag("returned by a report on its delivery: it may not have arrived")
      base.certainty = "alleged"
    }
    isDraft = header.text("x-unsent") == "1" || isInDrafts
  }

  private var isInDrafts: Bool {
    header.readable("x-gmail-labels").text.split(separator: ",")
      .contains { ["drafts", "draft", "草稿"].contains(MailHeader.trimmed($0).lowercased()) }
  }

  private func extra(_ name: String, _ value: String) { base.extras.append((name, value)) }

  /// Whether the header names neither a sender nor a recipient.
  var namesNobody: Bool { base.from == nil && base.to.isEmpty }

  /// The subject without its prefixes.
  var title: String {
    ForwardedBlock.prefix(of: header.readable("subject").text).rest
  }

  private func setSender(_ sink: any ImportSink) {
    let authors = MailAddress.list(header.list("from"))
    let sender = MailAddress.list(header.text("sender")).first
    if authors.count > 1 {
      extra("authors", authors.map(\.id).joined(separator: "; "))
    }
    // Of several authors the sender is the one who passed it on.
    let from = authors.count > 1 ? sender ?? authors[0] : authors.first ?? sender
    if let from {
      base.from = from.id
      sink.describe(entity: from.id, name: from.name, kind: nil)
      if let sender, sender.id != from.id {
        extra("sender", sender.id)
        sink.describe(entity: sender.id, name: sender.name, kind: nil)
      }
    } else if let path = MailHeader.ids(header.text("return-path")).first, path.contains("@") {
      base.from = "mail:" + path.lowercased()
      flag("no From: the sender is the address for returns")
    }
  }

  private func setRecipients(_ sink: any ImportSink) {
    var lists: [String: [String]] = [:]
    for name in ["to", "cc", "bcc"] {
      for address in MailAddress.list(header.list(name)) where !address.id.isEmpty {
        sink.describe(entity: address.id, name: address.name, kind: nil)
        lists[name, default: []].append(address.id)
      }
    }
    base.to = Self.distinct((lists["to"] ?? []) + (lists["cc"] ?? []) + (lists["bcc"] ?? []))
    if let cc = lists["cc"] { extra("cc", Self.distinct(cc).joined(separator: "; ")) }
    if let bcc = lists["bcc"] { extra("bcc", Self.distinct(bcc).joined(separator: "; ")) }
    let list = header.readable("list-id").text
    if !list.isEmpty {
      extra("list", list)
    } else if !header.text("mailing-list").isEmpty {
      extra("list", header.readable("mailing-list").text)
    }
    if let post = MailHeader.ids(header.text("list-post")).first,
      post.lowercased().hasPrefix("mailto:")
    {
      let group = "mail:" + post.dropFirst(7).prefix { $0 != "?" }.lowercased()
      if base.to.contains(group) { sink.describe(entity: group, name: "", kind: .group) }
    }
    for name in ["x-forwarded-for", "x-forwarded-to"] where !header.text(name).isEmpty {
      extra(name == "x-forwarded-for" ? "forwarded for" : "forwarded to", header.text(name))
    }
  }

  /// Ids without repetitions, in their order.
  static func distinct(_ ids: [String]) -> [String] {
    var seen: Set<String> = []
    return ids.filter { seen.insert($0).inserted }
  }

  private func setTime() {
    let written = header.text("date")
    let servers = header.fields.filter { $0.name == "received" }.map(header.text)
      .compactMap { $0.split(separator: ";").last.flatMap { MailDate(String($0)) } }
    if let date = MailDate(written) {
      base.time = date.iso
      if let zone = date.unknownZone { extra("time zone as written", zone) }
    } else {
      if !written.isEmpty { extra("time as written", written) }
      // The last of them was written first, by the server nearest to the sender.
      if let server = servers.last {
        base.time = server.iso
        flag(
          written.isEmpty
            ? "no Date: the time is that of the first server"
            : "the Date cannot be read: the time is that of the first server")
      } else {
        flag(written.isEmpty ? "no Date" : "the Date cannot be read")
      }
    }
    if let last = servers.first { extra("received", last.iso) }
  }

  private func setParent() {
    let references = MailHeader.ids(header.list("references")).filter { $0 != id }
    let answered = MailHeader.ids(header.text("in-reply-to")).filter { $0 != id }
    let forwarded = MailHeader.ids(header.list("x-forwarded-message-id")).filter { $0 != id }
    let rules = [
      ("X-Forwarded-Message-Id", forwarded.first), ("References", references.last),
      ("In-Reply-To", answered.first { $0.contains("@") } ?? answered.first),
    ]
    guard let (rule, parent) = rules.first(where: { $0.1 != nil }), let parent else { return }
    base.parent = parent
    extra("parent by", rule)
    if forwarded.count > 1 {
      extra("forwarded messages", forwarded.joined(separator: "; "))
    }
    if rule != "In-Reply-To", let other = rules[2].1, other != parent {
      extra("in reply to", other)
    }
  }

  /// Whether the header names a message that it answers.
  var isReply: Bool {
    !header.text("in-reply-to").isEmpty || !header.text("references").isEmpty
  }

  // MARK: - Text

  /// What the texts found so far pass on.
  var text: MailText {
    if let known, known.texts == texts.count { return known.text }
    let text = MailText(shown, subject: header.readable("subject").text, isReply: isReply)
    known = (texts.count, text)
    return text
  }

  /// The texts one after the other; of alternatives the plain one, unless it is empty.
  private var shown: String {
    var chosen: [(alternative: Int?, isHTML: Bool, text: String)] = []
    for part in texts {
      let decoded = MailCharset.decode(part.bytes, part.charset)
      if !decoded.isExact { flag("letters of the text could not be decoded") }
      let text = part.isHTML ? MailHTML.text(decoded.text) : decoded.text
      guard !text.allSatisfy(\.isWhitespace) else { continue }
      if let group = part.alternative,
        let place = chosen.firstIndex(where: { $0.alternative == group })
      {
        if chosen[place].isHTML, !part.isHTML {
          chosen[place] = (group, false, text)
        } else if chosen[place].isHTML == part.isHTML {
          chosen[place].text += "\n" + text
        }
        continue
      }
      chosen.append((part.alternative, part.isHTML, text))
    }
    var text = chosen.map(\.text).joined(separator: "\n")
    // Texts that are too long to be kept differ by their checksums.
    for part in texts { if let whole = part.whole { text += "\n" + whole } }
    return text
  }

  // MARK: - Records

  /// The id of the next record of the message.
  ///
  /// - Parameter item: What the record passes on.
  /// - Returns: The id; for a message without one a checksum of its header and its first item.
  func nextID(item: String) -> String {
    if id.isEmpty {
      var facts = item
      for name in ["from", "to", "cc", "date", "subject"] { facts += "\n" + header.text(name) }
      id = "made:" + hexadecimal(SHA256.hash(data: Array(facts.utf8)).prefix(12))
      isIdMade = true
    }
    records += 1
    return records == 1 ? id : "\(id)#\(records)"
  }

  /// Whether the id was made of the header.
  var hasMadeID: Bool { isIdMade }
}

/// One time that a message was resent as it is (RFC 5322, section 3.6.6).
struct MailResending {
  var id = ""
  var from: String?
  var to: [String] = []
  var time = ""
  var extras: [(name: String, value: String)] = []
  private var names: Set<String> = []

  /// The resendings that a header tells of, the first in time first.
  static func all(_ header: MailHeader, _ sink: any ImportSink) -> [MailResending] {
    var blocks: [MailResending] = []
    for field in header.fields where field.name.hasPrefix("resent-") {
      // The newest stands on top; a name that comes again begins an older one.
      if blocks.isEmpty || blocks[blocks.count - 1].names.contains(field.name) {
        guard blocks.count < 50 else { break }
        blocks.append(MailResending())
      }
      blocks[blocks.count - 1].take(field, header, sink)
    }
    return blocks.filter { $0.from != nil || !$0.to.isEmpty }.reversed()
  }

  private mutating func take(
    _ field: MailHeader.Field, _ header: MailHeader, _ sink: any ImportSink
  ) {
    names.insert(field.name)
    let text = header.text(field)
    switch field.name {
    case "resent-from":
      guard let address = MailAddress.list(text).first else { return }
      from = address.id
      sink.describe(entity: address.id, name: address.name, kind: nil)
    case "resent-sender":
      guard let address = MailAddress.list(text).first else { return }
      extras.append(("sender", address.id))
    case "resent-to", "resent-cc", "resent-bcc":
      let list = MailAddress.list(text)
      for address in list { sink.describe(entity: address.id, name: address.name, kind: nil) }
      to = MailLetter.distinct(to + list.map(\.id))
      if field.name != "resent-to" {
        extras.append(
          (String(field.name.dropFirst(7)), list.map(\.id).joined(separator: "; ")))
      }
    case "resent-date":
      if let date = MailDate(text) {
        time = date.iso
      } else {
        extras.append(("time as written", text))
      }
    case "resent-message-id": id = MailHeader.id(text)
    default: break
    }
  }
}
