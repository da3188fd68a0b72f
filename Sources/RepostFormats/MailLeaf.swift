internal import Crypto

/// The content of a part of a mail that holds no other parts; its bytes are not kept, unless they are
/// text.
struct MailLeaf {
  /// Of a text so much is kept; of what is beyond only the checksum is.
  static let textLimit = 1 << 20

  /// What it is.
  enum Role {
    /// A text that the mail shows.
    case text(isHTML: Bool)
    /// A file.
    case attachment
    /// A picture within the text.
    case inline
    /// Something that programs write for programs.
    case machine
  }

  /// What it is.
  let role: Role
  /// The header of the part.
  let header: MailHeader
  /// The alternatives among which it is; `nil` where it stands alone.
  let alternative: Int?

  private var decoder: MailDecoder
  private var decoded: [UInt8] = []
  private var hash = SHA256()
  /// The start of a text.
  private(set) var text: [UInt8] = []
  /// The number of decoded bytes.
  private(set) var count = 0

  init(_ role: Role, _ header: MailHeader, alternative: Int?) {
    self.role = role
    self.header = header
    self.alternative = alternative
    decoder = MailDecoder(header.encoding)
  }

  /// Whether something did not follow the transfer encoding.
  var isIrregular: Bool { decoder.isIrregular }

  /// Whether more was there than is kept.
  var isCut: Bool { count > text.count }

  /// Takes a piece of a line.
  mutating func add(_ bytes: UnsafeRawBufferPointer, isEnd: Bool) {
    decoder.decode(bytes, isEnd: isEnd, into: &decoded)
    if decoded.count >= 1 << 14 { pass() }
  }

  /// The checksum of all bytes.
  mutating func finish() -> SHA256Digest {
    decoder.finish(into: &decoded)
    pass()
    return hash.finalize()
  }

  private mutating func pass() {
    count += decoded.count
    hash.update(data: decoded)
    if case .text = role { text.append(contentsOf: decoded.prefix(Self.textLimit - text.count)) }
    decoded.removeAll(keepingCapacity: true)
  }

  /// The name of the file; empty where it has none.
  var fileName: MailCharset.Decoded {
    header.disposition.readable("filename") ?? header.contentType.readable("name")
      ?? MailCharset.Decoded(text: "", isExact: true)
  }

  /// What a part is by its header.
  ///
  /// - Parameters:
  ///   - header: The header of the part.
  ///   - isRelated: Whether it stands beside an HTML text that may show it.
  /// - Returns: The role.
  static func role(of header: MailHeader, isRelated: Bool) -> Role {
    let content = header.contentType
    let disposition = header.disposition
    let isNamed =
      disposition.readable("filename")?.text.isEmpty == false
      || content.readable("name")?.text.isEmpty == false
    switch content.value {
    case "message/delivery-status", "message/disposition-notification", "text/rfc822-headers",
      "application/pgp-signature", "application/pkcs7-signature",
      "application/x-pkcs7-signature", "application/pgp-encrypted", "message/feedback-report":
      return .machine
    default: break
    }
    if disposition.value == "attachment" { return .attachment }
    let isText = content.type == "text" || content.value.isEmpty
    if isText, !isNamed { return .text(isHTML: content.value == "text/html") }
    if isRelated, content.type == "image", !header.text("content-id").isEmpty { return .inline }
    // A multipart without a boundary is read as text.
    if content.type == "multipart" { return .text(isHTML: false) }
    return .attachment
  }
}
