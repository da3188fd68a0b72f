/// The fields of a mail or of a part of it that a reader needs.
struct MailHeader {
  /// A field is kept up to this length; what is beyond is passed over.
  static let limit = 1 << 20
  /// So many fields are kept.
  static let fieldLimit = 500

  /// One field.
  struct Field {
    /// Its name in lower case.
    var name: String
    /// Its value, unfolded.
    var value: [UInt8]
  }

  /// The fields in their order.
  private(set) var fields: [Field] = []
  /// The line on which it begins.
  let line: Int
  /// The number of lines that are no field.
  private(set) var strayLines = 0
  /// Whether more was there than is kept.
  private(set) var isCut = false

  private var isInKept = false
  private var hasField = false

  init(line: Int) { self.line = line }

  /// Whether no field was there.
  var isEmpty: Bool { !hasField }

  /// Takes a piece of a line that is not blank.
  mutating func add(_ piece: MailLines.Piece) {
    guard piece.isStart else { return append(piece.bytes) }
    if let first = piece.bytes.first, first == 0x20 || first == 0x09 {
      guard hasField else {
        strayLines += 1
        return
      }
      append([0x20])
      return append(UnsafeRawBufferPointer(rebasing: piece.bytes.dropFirst()))
    }
    isInKept = false
    guard let name = Self.name(piece.bytes) else {
      // A line of an envelope may stand where a mailbox was made of mailboxes.
      if !piece.bytes.begins(with: ">From ") { strayLines += 1 }
      return
    }
    hasField = true
    let lower = name.text
    guard Self.isKept(lower) else { return }
    // Of the servers that passed it on only the first and the last to write are looked at.
    if lower == "received", fields.count(where: { $0.name == lower }) >= 2,
      let last = fields.lastIndex(where: { $0.name == lower })
    {
      fields.remove(at: last)
    }
    guard fields.count < Self.fieldLimit else {
      isCut = true
      return
    }
    fields.append(Field(name: lower, value: []))
    isInKept = true
    append(UnsafeRawBufferPointer(rebasing: piece.bytes.dropFirst(name.end)))
  }

  private mutating func append(_ bytes: some Collection<UInt8>) {
    guard isInKept, let last = fields.indices.last else { return }
    let room = Self.limit - fields[last].value.count
    if bytes.count > room { isCut = true }
    fields[last].value.append(contentsOf: bytes.prefix(room))
  }

  /// The name at the start of a line, in lower case, and where its value begins.
  static func name(_ line: UnsafeRawBufferPointer) -> (text: String, end: Int)? {
    guard let colon = line.prefix(100).firstIndex(of: UInt8(ascii: ":")), colon > 0 else {
      return nil
    }
    var end = colon
    while end > 0, line[end - 1] == 0x20 || line[end - 1] == 0x09 { end -= 1 }
    guard end > 0, line[..<end].allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    return (String(decoding: line[..<end], as: UTF8.self).lowercased(), colon + 1)
  }

  private static let kept: Set<String> = [
    "from", "sender", "to", "cc", "bcc", "date", "received", "message-id", "references",
    "in-reply-to", "x-forwarded-message-id", "x-forwarded-to", "x-forwarded-for", "subject",
    "list-id", "list-post", "mailing-list", "return-path", "content-type",
    "content-transfer-encoding", "content-disposition", "content-id", "x-unsent",
    "x-gmail-labels",
  ]

  private static func isKept(_ name: String) -> Bool {
    kept.contains(name) || name.hasPrefix("resent-")
  }

  /// The first field of a name as text; empty where there is none.
  func text(_ name: String) -> String { fields.first { $0.name == name }.map(text) ?? "" }

  /// The value of a field as text, without what is around it.
  func text(_ field: Field) -> String {
    let decoded = MailCharset.decode(field.value, charset(of: field))
    return String(Self.trimmed(decoded.text))
  }

  /// The values of all fields of a name as one list.
  func list(_ name: String) -> String {
    fields.lazy.filter { $0.name == name }.map(text).joined(separator: ", ")
  }

  /// A field for people to read.
  func readable(_ name: String) -> MailCharset.Decoded {
    guard let field = fields.first(where: { $0.name == name }) else {
      return MailCharset.Decoded(text: "", isExact: true)
    }
    let raw = MailCharset.decode(field.value, charset(of: field))
    var words = MailWords.decode(String(Self.trimmed(raw.text)))
    words.isExact = words.isExact && raw.isExact
    return words
  }

  // Programs that write other letters than ASCII into a header mean those of the body.
  private func charset(of field: Field) -> String {
    guard field.value.contains(where: { $0 >= 0x80 }) else { return "" }
    guard let content = fields.first(where: { $0.name == "content-type" }) else { return "" }
    return MailParameters(MailCharset.latin1(content.value))["charset"] ?? ""
  }

  /// The kind of content, in lower case; empty where none is named.
  var contentType: MailParameters { MailParameters(text("content-type")) }

  /// How it is meant to be shown.
  var disposition: MailParameters { MailParameters(text("content-disposition")) }

  /// How it was made fit for transfer.
  var encoding: MailDecoder.Encoding {
    switch transferEncoding {
    case "base64": .base64
    case "quoted-printable": .quotedPrintable
    default: .plain
    }
  }

  /// The name of the transfer encoding, in lower case.
  var transferEncoding: String {
    String(text("content-transfer-encoding").lowercased().prefix { $0 != ";" && $0 != " " })
  }

  /// The ids between angle brackets; without brackets the words with an at sign.
  static func ids(_ text: String) -> [String] {
    var ids: [String] = []
    var rest = Substring(text)
    while let start = rest.firstIndex(of: "<"),
      let end = rest[start...].firstIndex(of: ">")
    {
      let id = rest[rest.index(after: start)..<end].filter { !$0.isWhitespace }
      if !id.isEmpty { ids.append(String(id)) }
      rest = rest[rest.index(after: end)...]
    }
    guard ids.isEmpty else { return ids }
    return text.split { $0.isWhitespace || $0 == "," || $0 == "<" || $0 == ">" }
      .filter { $0.contains("@") }.map(String.init)
  }

  /// The id of a message, as the text between angle brackets.
  static func id(_ text: String) -> String {
    if let id = ids(text).first { return id }
    return text.filter { !$0.isWhitespace && $0 != "<" && $0 != ">" }
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    var rest = Substring(text)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}

/// The value of a header field with parameters (RFC 2045, RFC 2231).
struct MailParameters {
  /// What stands before the parameters, in lower case.
  let value: String
  private var parameters: [(name: String, value: String)] = []

  init(_ text: String) {
    var pieces = Self.split(text)[...]
    value = MailHeader.trimmed(pieces.popFirst() ?? "").lowercased()
    for piece in pieces.prefix(200) {
      guard let equals = piece.firstIndex(of: "=") else { continue }
      let name = MailHeader.trimmed(piece[..<equals]).lowercased()
      parameters.append((name, Self.unquoted(piece[piece.index(after: equals)...])))
    }
  }

  /// The type before the slash and the subtype after it.
  var type: Substring { value.prefix { $0 != "/" } }

  /// A parameter as it is written.
  subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

  /// A parameter for people to read: its pieces joined, its character set and words decoded.
  func readable(_ name: String) -> MailCharset.Decoded? {
    if let whole = self[name + "*"] { return Self.extended([(whole, true)]) }
    var pieces: [(text: String, isExtended: Bool)] = []
    while pieces.count < 200 {
      if let piece = self["\(name)*\(pieces.count)*"] {
        pieces.append((piece, true))
      } else if let piece = self["\(name)*\(pieces.count)"] {
        pieces.append((piece, false))
      } else {
        break
      }
    }
    if !pieces.isEmpty { return Self.extended(pieces) }
    return self[name].map(MailWords.decode)
  }

  private static func extended(_ pieces: [(text: String, isExtended: Bool)])
    -> MailCharset.Decoded
  {
    var charset = ""
    var bytes: [UInt8] = []
    for (place, piece) in pieces.enumerated() {
      guard piece.isExtended else {
        bytes.append(contentsOf: piece.text.utf8)
        continue
      }
      var text = Substring(piece.text)
      if place == 0 {
        let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        if parts.count == 3 {
          charset = String(parts[0])
          text = parts[2]
        }
      }
      let coded = Array(text.utf8)
      var at = 0
      while at < coded.count {
        if coded[at] == UInt8(ascii: "%"), at + 2 < coded.count,
          let high = MailDecoder.digit(coded[at + 1]), let low = MailDecoder.digit(coded[at + 2])
        {
          bytes.append(high << 4 | low)
          at += 3
        } else {
          bytes.append(coded[at])
          at += 1
        }
      }
    }
    return MailCharset.decode(bytes, charset)
  }

  private static func split(_ text: String) -> [Substring] {
    var pieces: [Substring] = []
    var start = text.startIndex
    var isQuoted = false
    var isEscaped = false
    for place in text.indices {
      let character = text[place]
      if isEscaped {
        isEscaped = false
      } else if isQuoted, character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if character == ";", !isQuoted {
        pieces.append(text[start..<place])
        start = text.index(after: place)
      }
    }
    return pieces + [text[start...]]
  }

  private static func unquoted(_ text: Substring) -> String {
    let text = MailHeader.trimmed(text)
    guard text.first == "\"" else { return text }
    var plain = ""
    var isEscaped = false
    for character in text.dropFirst() {
      if isEscaped {
        plain.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        break
      } else {
        plain.append(character)
      }
    }
    return plain
  }
}
