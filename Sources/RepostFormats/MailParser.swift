internal import Crypto

/// Reads one message line by line and tells its records, those of attached messages among them.
final class MailParser {
  /// Parts and attached messages may be nested so deep.
  static let depthLimit = 40

  private enum Level {
    case letter(MailLetter)
    case multipart(Multipart)
  }

  private struct Multipart {
    var delimiter: [UInt8]
    var subtype: String
    var isReport: Bool
    var hasParts = false
    var isClosed = false
    var line: Int
    var number: Int
  }

  private enum Mode {
    case header
    case leaf
    case preamble
    case skip
  }

  private let file: String
  private let sink: any ImportSink
  private let seen: MailDuplicates
  private var levels: [Level] = []
  private var mode = Mode.header
  private var header: MailHeader
  private var leaf: MailLeaf?
  private var defaultType = ""
  private var multiparts = 0
  private var line: Int

  /// Begins a message.
  init(file: String, line: Int, seen: MailDuplicates, sink: any ImportSink) {
    self.file = file
    self.sink = sink
    self.seen = seen
    self.line = line
    header = MailHeader(line: line)
    levels = [.letter(MailLetter(outer: nil, line: line, isReturned: false))]
  }

  // MARK: - Lines

  /// Takes a piece of a line.
  func take(_ piece: MailLines.Piece) throws(FormatProblem) {
    line = piece.line
    if piece.isStart, piece.bytes.begins(with: "--"), try delimiter(piece) { return }
    switch mode {
    case .header:
      if piece.isBlank { try endHeader() } else { header.add(piece) }
    case .leaf, .preamble: leaf?.add(piece.bytes, isEnd: piece.isEnd)
    case .skip: break
    }
  }

  /// Ends the message.
  ///
  /// - Returns: The line of a part that its end is missing of, if any.
  func finish() throws(FormatProblem) -> Int? {
    var open: Int?
    for level in levels {
      if case .multipart(let multipart) = level, open == nil { open = multipart.line }
    }
    if mode == .header, levels.count == 1, header.isEmpty {
      sink.skip(
        FormatProblem(
          line: header.line, FileMessage(.noHeader), expected: FileMessage(.message),
          advice: FileMessage(.lookThere)))
      return nil
    }
    try close(to: 0, isCut: open != nil)
    return open
  }

  private func delimiter(_ piece: MailLines.Piece) throws(FormatProblem) -> Bool {
    for place in levels.indices.reversed() {
      guard case .multipart(var multipart) = levels[place] else { continue }
      let bytes = piece.bytes
      guard bytes.count >= multipart.delimiter.count,
        bytes[..<multipart.delimiter.count].elementsEqual(multipart.delimiter)
      else { continue }
      let rest = bytes[multipart.delimiter.count...]
      let isClose = rest.starts(with: [0x2D, 0x2D])
      guard rest.dropFirst(isClose ? 2 : 0).allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else {
        continue
      }
      try close(to: place + 1, isCut: false)
      multipart.hasParts = true
      levels[place] = .multipart(multipart)
      if isClose {
        levels.removeSubrange(place...)
        mode = .skip
      } else {
        begin(defaultType: multipart.subtype == "digest" ? "message/rfc822" : "")
      }
      return true
    }
    return false
  }

  private func begin(defaultType: String) {
    header = MailHeader(line: line + 1)
    self.defaultType = defaultType
    mode = .header
  }

  // MARK: - Parts

  private var letter: MailLetter? {
    for level in levels.reversed() {
      if case .letter(let letter) = level { return letter }
    }
    return nil
  }

  private func endHeader() throws(FormatProblem) {
    if levels.count == 1, mode == .header, header.isEmpty, header.strayLines == 0 {
      // Empty lines before the first field.
      return
    }
    let content = header.contentType
    var type = content.value.isEmpty ? defaultType : content.value
    if case .letter(let letter) = levels[levels.count - 1] {
      letter.take(header, into: sink)
      type = content.value
    }
    if type.hasPrefix("multipart/"), let boundary = content["boundary"], !boundary.isEmpty {
      guard levels.count < Self.depthLimit else { return tooDeep() }
      beginMultipart(boundary, String(type.dropFirst(10)), content)
    } else if type == "message/rfc822" || type == "message/global", header.encoding == .plain {
      guard levels.count < Self.depthLimit else { return tooDeep() }
      letter?.hasAttachment = true
      levels.append(
        .letter(MailLetter(outer: letter, line: line + 1, isReturned: isInReport)))
      begin(defaultType: "")
    } else {
      beginLeaf(MailLeaf.role(of: header, isRelated: isIn("related")))
    }
  }

  private func tooDeep() {
    sink.remark(FileMessage(.partsTooDeep, "\(Self.depthLimit)"), line: line)
    beginLeaf(.text(isHTML: false))
  }

  private func beginMultipart(_ boundary: String, _ subtype: String, _ content: MailParameters) {
    multiparts += 1
    let isReport =
      subtype == "report" && content["report-type"]?.lowercased() == "delivery-status"
    levels.append(
      .multipart(
        Multipart(
          delimiter: Array("--\(boundary)".utf8), subtype: subtype, isReport: isReport,
          line: header.line, number: multiparts)))
    // What stands before the first part is for programs that know no parts.
    beginLeaf(.text(isHTML: false))
    mode = .preamble
  }

  private func beginLeaf(_ role: MailLeaf.Role) {
    leaf = MailLeaf(role, header, alternative: alternative)
    mode = .leaf
    if header.contentType.value == "message/delivery-status",
      case .multipart(var multipart)? = levels.last
    {
      multipart.isReport = true
      levels[levels.count - 1] = .multipart(multipart)
    }
  }

  private func isIn(_ subtype: String) -> Bool {
    for level in levels.reversed() {
      guard case .multipart(let multipart) = level else { return false }
      if multipart.subtype == subtype { return true }
    }
    return false
  }

  private var isInReport: Bool {
    levels.contains {
      guard case .multipart(let multipart) = $0 else { return false }
      return multipart.isReport
    }
  }

  private var alternative: Int? {
    for level in levels.reversed() {
      guard case .multipart(let multipart) = level else { return nil }
      if multipart.subtype == "alternative" { return multipart.number }
    }
    return nil
  }

  /// Ends what is open below a number of levels.
  private func close(to count: Int, isCut: Bool) throws(FormatProblem) {
    if mode == .header { try endOpenHeader() }
    try endLeaf(isCut: isCut)
    while levels.count > count {
      let level = levels.removeLast()
      switch level {
      case .letter(let letter): try end(letter)
      case .multipart(let multipart):
        if !isCut {
          sink.remark(FileMessage(.boundaryMissing), line: multipart.line)
        }
        if isCut || !multipart.hasParts {
          letter?.flag("the end of a message of several parts is missing")
        }
      }
    }
  }

  private func endOpenHeader() throws(FormatProblem) {
    guard !header.isEmpty || levels.count == 1 else {
      mode = .skip
      return
    }
    try endHeader()
    if mode == .header { mode = .skip }
  }

  private func endLeaf(isCut: Bool) throws(FormatProblem) {
    guard var leaf, mode == .leaf || mode == .preamble else { return }
    self.leaf = nil
    let isPreamble = mode == .preamble
    mode = .skip
    if isPreamble, case .multipart(let multipart)? = levels.last, multipart.hasParts { return }
    guard let letter else { return }
    let digest = leaf.finish()
    if isPreamble {
      // The first part follows; without any the whole is one text.
      guard isCut || leaf.count > 0 else { return }
    }
    switch leaf.role {
    case .text(let isHTML):
      keep(leaf, isHTML: isHTML, digest, in: letter, isPreamble: isPreamble)
    case .machine: sink.leaveOut(.otherObject, line: leaf.header.line)
    case .inline: keepPicture(leaf, digest, in: letter)
    case .attachment: try takeAttachment(leaf, digest, in: letter, isCut: isCut)
    }
  }

  private func keep(
    _ leaf: MailLeaf, isHTML: Bool, _ digest: SHA256Digest, in letter: MailLetter,
    isPreamble: Bool
  ) {
    guard leaf.count > 0 else { return }
    if leaf.isIrregular { letter.flag("the transfer encoding of a text has errors") }
    let room = MailLeaf.textLimit - letter.texts.reduce(0) { $0 + $1.bytes.count }
    guard letter.texts.count < 100, room > 0 else {
      letter.flag("more text than is read of one message")
      return
    }
    let isCut = leaf.isCut || leaf.text.count > room
    if isCut { letter.flag("a text is longer than what is read of one: it is compared as a whole") }
    let charset = leaf.header.contentType["charset"] ?? ""
    letter.texts.append(
      MailLetter.Text(
        bytes: Array(leaf.text.prefix(room)), charset: charset, isHTML: isHTML,
        alternative: leaf.alternative, whole: isCut ? hexadecimal(digest) : nil))
  }

  private func keepPicture(_ leaf: MailLeaf, _ digest: SHA256Digest, in letter: MailLetter) {
    guard letter.pictures.count < 50 else {
      letter.furtherPictures += 1
      return
    }
    letter.pictures.append((ItemID.file(sha256: digest), leaf.fileName.text))
  }

  private func takeAttachment(
    _ leaf: MailLeaf, _ digest: SHA256Digest, in letter: MailLetter, isCut: Bool
  ) throws(FormatProblem) {
    letter.hasAttachment = true
    let name = leaf.fileName
    var part = MailPart(item: ItemID.file(sha256: digest), title: name.text)
    if !name.text.isEmpty { part.extras.append(("attachment", name.text)) }
    if !name.isExact { part.flags.append("letters of the file's name could not be decoded") }
    let type = leaf.header.contentType.value
    if !type.isEmpty { part.extras.append(("content type", type)) }
    part.extras.append(("bytes", String(leaf.count)))
    part.extras.append(("part at line", String(leaf.header.line)))
    if isCut { part.flags.append("the attachment is cut off: the item is what is there of it") }
    if leaf.isIrregular { part.flags.append("the transfer encoding of the attachment has errors") }
    if type.hasPrefix("message/") {
      part.flags.append("the attached message is encoded and is not read any further")
    }
    if isIn("encrypted") || type == "application/pkcs7-mime" {
      part.flags.append("the content is encrypted")
    }
    let encoding = leaf.header.transferEncoding
    if !["", "7bit", "8bit", "binary", "base64", "quoted-printable"].contains(encoding) {
      part.flags.append("the transfer encoding '\(encoding)' is not known")
    }
    try tell(part, of: letter)
  }

  // MARK: - Records

  private func end(_ letter: MailLetter) throws(FormatProblem) {
    if letter.records == 0 { try tellText(of: letter) }
  }

  private func tellText(of letter: MailLetter) throws(FormatProblem) {
    let text = letter.text
    let isShort =
      text.text.unicodeScalars.lazy.filter { $0.properties.isAlphabetic }
      .prefix(ItemID.shortest).count < ItemID.shortest
    if isShort, !letter.pictures.isEmpty {
      for picture in letter.pictures {
        var part = MailPart(item: picture.item, title: picture.name)
        part.extras = [("picture in the text", picture.name)]
        try tell(part, of: letter)
      }
      if letter.furtherPictures > 0 {
        sink.remark(
          FileMessage(.picturesLeftOut, "\(letter.furtherPictures)"), line: letter.line)
      }
      return
    }
    if text.isBlank, letter.pictures.isEmpty, letter.title.isEmpty {
      sink.leaveOut(.empty, line: letter.line)
      return
    }
    let unique = letter.id.isEmpty ? "\(file):\(letter.line)" : letter.id
    // A mail without a text says what it says in its subject.
    var part = MailPart(
      item: ItemID.text(text.isBlank ? letter.title : text.text, unique: unique),
      title: letter.title)
    if let subject = text.forwarded.last?.subject {
      let rest = ForwardedBlock.prefix(of: subject).rest
      if !rest.isEmpty { part.title = rest }
    }
    if part.title.isEmpty { part.title = text.text }
    part.title = ItemID.title(part.title)
    try tell(part, of: letter)
  }

  private func tell(_ part: MailPart, of letter: MailLetter) throws(FormatProblem) {
    var part = part
    var next: MailLetter? = letter
    if !part.title.isEmpty { sink.describe(item: part.item, title: part.title) }
    while let letter = next {
      if let id = try take(part, of: letter) {
        part.parent = id
        part.parentRule = "attached message"
      }
      next = letter.outer
    }
  }

  /// Tells the records of one item of a message.
  ///
  /// - Returns: The id of the last, by which those have it who got it with the message; `nil` where
  ///   the message is no transmission.
  private func take(_ part: MailPart, of letter: MailLetter) throws(FormatProblem) -> String? {
    if letter.isDraft {
      if letter.records == 0 { sink.leaveOut(.draft, line: letter.line) }
      letter.records += 1
      return nil
    }
    if letter.namesNobody, letter.resendings.isEmpty {
      if letter.records == 0 {
        sink.skip(
          FormatProblem(
            line: letter.line, FileMessage(.messageOfNobody),
            expected: FileMessage(.senderAndRecipient)))
      }
      letter.records += 1
      return nil
    }
    var record = letter.base
    record.id = letter.nextID(item: part.item)
    record.item = part.item
    if !part.parent.isEmpty {
      record.parent = part.parent
      record.extras.removeAll { $0.name == "parent by" }
      record.extras.append(("parent by", part.parentRule))
    }
    if letter.hasMadeID {
      record.extras.append(("id by", "the header: the message has no Message-ID"))
    }
    let isOwn = part.parentRule.isEmpty
    if isOwn { addForwarded(letter.text, to: &record) }
    for picture in letter.pictures where picture.item != part.item {
      record.extras.append(("picture in the text", "\(picture.name) \(picture.item)"))
    }
    record.extras += part.extras
    var flags = letter.flags + part.flags
    if isOwn, letter.hasAttachment, !letter.text.forwarded.isEmpty {
      flags.append(
        "the text holds a forwarded message: whether the attachment came with that the mail does not say"
      )
    }
    record.note = flags.joined(separator: "; ")
    try pass(record)
    return try takeResendings(record, of: letter)
  }

  private func addForwarded(_ text: MailText, to record: inout ImportedRecord) {
    guard let last = text.forwarded.last else { return }
    if let author = last.from {
      record.original = author.id
      sink.describe(entity: author.id, name: author.name, kind: nil)
    }
    for block in text.forwarded {
      if let from = block.from { record.extras.append(("forwarded from", from.id)) }
      if !block.date.isEmpty { record.extras.append(("forwarded date", block.date)) }
      if !block.to.isEmpty { record.extras.append(("forwarded to", block.to)) }
      if !block.cc.isEmpty { record.extras.append(("forwarded cc", block.cc)) }
      if !block.subject.isEmpty { record.extras.append(("forwarded subject", block.subject)) }
    }
    if !text.comment.isEmpty {
      record.extras.append(("text above the forwarded message", ItemID.title(text.comment)))
    }
  }

  private func takeResendings(
    _ original: ImportedRecord, of letter: MailLetter
  ) throws(FormatProblem) -> String {
    var last = original.id
    let number = letter.records == 1 ? "" : "#\(letter.records)"
    for (place, resending) in letter.resendings.enumerated() {
      var record = original
      record.id =
        resending.id.isEmpty ? "\(original.id)#resent\(place + 1)" : resending.id + number
      record.from = resending.from
      record.to = resending.to
      record.time = resending.time
      record.parent = last
      record.extras.removeAll {
        ["parent by", "cc", "bcc", "sender", "authors", "received", "in reply to"]
          .contains($0.name) || $0.name.hasPrefix("time ")
      }
      record.extras += resending.extras
      record.extras.append(("parent by", "Resent"))
      if resending.time.isEmpty {
        record.note += (record.note.isEmpty ? "" : "; ") + "no Resent-Date that can be read"
      }
      try pass(record)
      last = record.id
    }
    return last
  }

  private func pass(_ record: ImportedRecord) throws(FormatProblem) {
    var record = record
    switch seen.compare(record) {
    case .new: break
    case .same:
      sink.leaveOut(.duplicate, line: record.line)
      return
    case .different:
      record.note +=
        (record.note.isEmpty ? "" : "; ")
        + "another message of the file has this id and other content"
    }
    try sink.take(record)
  }
}
