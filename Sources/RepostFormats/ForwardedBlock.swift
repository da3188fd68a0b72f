/// The header that a mail program puts over a message that it quotes, in the language of its user.
struct ForwardedBlock {
  /// A line of it.
  enum Label {
    case from
    case to
    case cc
    case date
    case subject
    case other
  }

  /// Who wrote the quoted message.
  var from: MailAddress?
  /// The other lines as they are written.
  var to = ""
  var cc = ""
  var date = ""
  var subject = ""
  /// Whether the line above it says that the message is forwarded.
  var saysForwarded = false
  /// Whether it is a line such as "On Monday Li Wei wrote:".
  var isAttribution = false
  /// How many quotation marks its lines have.
  var depth = 0
  /// The lines that it stands on, the one above it among them.
  var lines = 0..<0

  private static let labels: [String: Label] = {
    var labels: [String: Label] = [:]
    let words: [(Label, String)] = [
      (
        .from,
        """
        from|von|de|da|mittente|van|fra|från|lähettäjä|od|nadawca|odesílatel|feladó|šalje|expeditorul|de la\
        |от|отправитель|від|від кого|kimden|gönderen|saatja|送信元|差出人|发件人|寄件人|寄件者|發件人|보낸 사람
        """
      ),
      (
        .to,
        """
        to|an|para|a|à|pour|aan|til|till|vastaanottaja|do|adresat|komu|címzett|prima|destinatarul|către|кому\
        |kime|alıcı|pre|送信先|宛先|收件人|收件者|받는 사람
        """
      ),
      (
        .cc,
        """
        cc|kopie|kopie (cc)|kopia|kopi|kopio|kópia|dw|másolat|másolatot kap|копия|копія|copie à|bilgi|抄送\
        |副本|抄送人|bcc|참조
        """
      ),
      (
        .date,
        """
        date|sent|datum|gesendet|fecha|enviado|enviado el|data|inviato|verzonden|dato|sendt|skickat|päivämäärä\
        |päiväys|lähetetty|wysłano|odesláno|odoslané|dátum|elküldve|dată|trimis|дата|отправлено|відправлено\
        |надіслано|tarih|gönderilen|gönderme tarihi|envoyé|日付|送信日時|日時|发送时间|发送日期|日期|时间|寄件日期\
        |傳送時間|發送時間|傳送日期|보낸 날짜
        """
      ),
      (
        .subject,
        """
        subject|betreff|asunto|assunto|oggetto|onderwerp|emne|ämne|aihe|temat|předmět|predmet|tárgy|naslov\
        |subiectul|subiect|тема|konu|objet|sujet|件名|主题|主旨|標題|제목
        """
      ),
      (.other, "reply-to|importance|priority|attachments|附件|重要性|organization"),
    ]
    for (label, list) in words {
      for word in list.split(separator: "|") { labels[String(word)] = label }
    }
    return labels
  }()

  // Stems of what programs say over a forwarded message.
  private static let forwardStems = [
    "forward", "weitergeleitet", "reenviado", "reencaminhad", "encaminhad", "transféré",
    "transmis", "réexpédié", "inoltrato", "doorgestuurd", "videresend", "vidarebefordra",
    "edelleenlähetet", "välitetty", "przekaz", "przesłana dalej", "přeposlan", "přeposílan",
    "preposlan", "továbbított", "proslijeđen", "redirecționat", "пересыла", "перенаправлен",
    "переадресован", "переслан", "пересилає", "iletil", "i̇letil", "ileti başlangıcı",
    "i̇leti başlangıcı", "転送", "转发", "轉寄",
    "轉發", "转寄", "fwd", "전달",
  ]

  private static let forwardPrefixes = [
    "fwd", "fw", "wg", "tr", "rv", "vs", "vb", "vl", "pd", "enc", "i", "ilt", "i̇lt", "redir.",
    "videresend", "doorst", "转发", "轉寄", "轉發", "転送", "回复转发",
  ]
  private static let replyPrefixes = [
    "re", "aw", "sv", "antw", "res", "odp", "ynt", "回复", "答复", "回覆", "答覆", "返信", "回信",
  ]

  // Ends of lines by which a program says who wrote what follows.
  private static let verbs = [
    "wrote", "writes", "schrieb", "écrit", "escribió", "escreveu", "ha scritto", "geschreven",
    "schreef", "skrev", "følgende", "följande", "kirjoitti", "napisał", "napsal", "napísal",
    "написал", "написав", "пише", "yazdı", "írta", "写道", "寫道", "書きました", "のメール",
  ]

  /// What the prefix of a subject says.
  enum Prefix {
    case forward
    case reply
  }

  /// The prefix of a subject, and the subject without all of its prefixes.
  static func prefix(of subject: String) -> (first: Prefix?, rest: String) {
    var rest = subject[...]
    var first: Prefix?
    for _ in 0..<20 {
      guard let colon = rest.firstIndex(where: { $0 == ":" || $0 == "：" }) else { break }
      let word = MailHeader.trimmed(rest[..<colon]).lowercased()
      let plain = word.prefix { $0 != "[" && $0 != "(" }
      let isForward = forwardPrefixes.contains(word) || forwardPrefixes.contains(String(plain))
      guard isForward || replyPrefixes.contains(word) || replyPrefixes.contains(String(plain))
      else { break }
      if first == nil { first = isForward ? .forward : .reply }
      rest = rest[rest.index(after: colon)...]
    }
    return (first, MailHeader.trimmed(rest))
  }

  /// The first block in a text.
  ///
  /// - Parameter lines: The lines of the text.
  /// - Returns: The block, or `nil` where the text has none.
  static func first(in lines: [Substring]) -> ForwardedBlock? {
    var place = 0
    while place < lines.count {
      if let block = block(lines, at: place) ?? attribution(lines, at: place)
        ?? oneLine(lines, at: place)
      {
        return block
      }
      place += 1
    }
    return nil
  }

  /// A line without its quotation marks, and their number.
  static func unquoted(_ line: Substring) -> (depth: Int, text: Substring) {
    var rest = line
    var depth = 0
    var after = rest
    while true {
      let trimmed = after.drop { $0 == " " || $0 == "\u{FEFF}" }
      guard trimmed.first == ">" else { break }
      depth += 1
      after = trimmed.dropFirst()
      rest = after
    }
    if depth > 0, rest.first == " " { rest = rest.dropFirst() }
    return (depth, rest)
  }

  private static func label(_ line: Substring) -> (label: Label, value: String)? {
    // The last byte of a wide colon.
    guard line.utf8.prefix(160).contains(where: { $0 == UInt8(ascii: ":") || $0 == 0x9A }) else {
      return nil
    }
    let line = plain(line)
    guard let colon = line.prefix(40).firstIndex(where: { $0 == ":" || $0 == "：" }) else {
      return nil
    }
    let word = line[..<colon].filter { $0 != "*" }
    guard let label = labels[MailHeader.trimmed(word).lowercased()] else { return nil }
    var value = MailHeader.trimmed(line[line.index(after: colon)...])
    if value.hasPrefix("*") { value = MailHeader.trimmed(value.dropFirst()) }
    return (label, value)
  }

  private static func plain(_ line: Substring) -> String {
    if line.utf8.allSatisfy({ $0 < 0x80 }) { return MailHeader.trimmed(line) }
    return MailHeader.trimmed(
      String(
        String.UnicodeScalarView(
          line.unicodeScalars.filter {
            $0.properties.generalCategory != .format
          })))
  }

  private static func block(_ lines: [Substring], at start: Int) -> ForwardedBlock? {
    let (depth, first) = unquoted(lines[start])
    guard let begun = label(first), begun.label != .other, begun.label != .cc else { return nil }
    var block = ForwardedBlock()
    block.depth = depth
    var kinds: Set<Label> = []
    var end = start
    var last = Label.other
    var place = start
    while place < lines.count, place - start < 40 {
      let (depth, text) = unquoted(lines[place])
      guard depth == block.depth else { break }
      if let (label, value) = label(text) {
        guard label == .other || kinds.insert(label).inserted else { break }
        block.set(label, value)
        last = label
        end = place + 1
      } else if plain(text).isEmpty {
        // One empty line may stand between two of the header.
        guard place + 1 < lines.count, end == place,
          let next = label(unquoted(lines[place + 1]).text), !kinds.contains(next.label)
        else { break }
      } else if last == .to || last == .cc, text.contains("@"), end == place {
        block.extend(last, plain(text))
        end = place + 1
      } else {
        break
      }
      place += 1
    }
    guard kinds.contains(.from), block.from != nil, kinds.subtracting([.other]).count >= 3 else {
      return nil
    }
    block.lines = start..<end
    block.lookAbove(lines)
    return block
  }

  private mutating func set(_ label: Label, _ value: String) {
    switch label {
    case .from: from = MailAddress.shown(value)
    case .to: to = value
    case .cc: cc = value
    case .date: date = value
    case .subject: subject = value
    case .other: break
    }
  }

  private mutating func extend(_ label: Label, _ value: String) {
    if label == .to { to += " " + value } else { cc += " " + value }
  }

  private mutating func lookAbove(_ lines: [Substring]) {
    var place = self.lines.lowerBound
    while place > 0 {
      place -= 1
      let text = Self.plain(Self.unquoted(lines[place]).text)
      guard !text.isEmpty else {
        if self.lines.lowerBound - place > 3 { return }
        continue
      }
      guard Self.isSeparator(text) else { return }
      saysForwarded = saysForwarded || Self.saysForwarded(text)
      self.lines = place..<self.lines.upperBound
      return
    }
  }

  private static func isSeparator(_ text: String) -> Bool {
    let isRule = (text.hasPrefix("--") || text.hasPrefix("__")) && text.count <= 80
    let isTitle = text.count <= 60 && (text.hasSuffix(":") || text.hasSuffix("："))
    return isRule || isTitle && saysForwarded(text)
  }

  private static func saysForwarded(_ text: String) -> Bool {
    let text = text.lowercased()
    return forwardStems.contains { text.contains($0) }
  }

  private static func attribution(_ lines: [Substring], at start: Int) -> ForwardedBlock? {
    guard
      mayEndAttribution(lines[start])
        || start + 1 < lines.count && mayEndAttribution(lines[start + 1])
    else { return nil }
    let (depth, first) = unquoted(lines[start])
    var text = plain(first)
    guard !text.isEmpty, text.utf8.count < 400 else { return nil }
    var end = start + 1
    if !isAttribution(text) {
      guard end < lines.count, text.contains(where: \.isNumber) else { return nil }
      let (nextDepth, second) = unquoted(lines[end])
      let next = plain(second)
      guard nextDepth == depth, next.count < 120, verbs.contains(where: next.contains),
        isAttribution(text + " " + next)
      else { return nil }
      text += " " + next
      end += 1
    }
    var block = ForwardedBlock()
    block.isAttribution = true
    block.depth = depth
    block.lines = start..<end
    if text.contains("@") { block.from = MailAddress.shown(text) }
    block.from?.name = quotedName(text)
    return block
  }

  private static func mayEndAttribution(_ line: Substring) -> Bool {
    guard line.utf8.count < 400, let last = line.utf8.last(where: { $0 > 0x20 }) else {
      return false
    }
    return last == UInt8(ascii: ":") || last >= 0x80
  }

  private static func isAttribution(_ text: String) -> Bool {
    guard text.hasSuffix(":") || text.hasSuffix("："), text.contains(where: \.isNumber) else {
      return false
    }
    let lower = text.lowercased()
    return verbs.contains { lower.contains($0) }
      && (text.contains("@") || lower.hasPrefix("on ") || text.hasPrefix("在"))
  }

  private static func quotedName(_ text: String) -> String {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.count >= 3 ? String(parts[1]) : ""
  }

  // Yahoo writes the whole header on one line.
  private static func oneLine(_ lines: [Substring], at start: Int) -> ForwardedBlock? {
    let isRule = lines[start].utf8.first { $0 > 0x20 && $0 < 0x80 && $0 != UInt8(ascii: ">") }
    guard isRule == UInt8(ascii: "-") else { return nil }
    let (depth, quoted) = unquoted(lines[start])
    let text = plain(quoted)
    guard text.hasPrefix("--"), text.utf8.count < 8000 else { return nil }
    guard let close = text.drop(while: { $0 == "-" }).firstRange(of: "--")?.lowerBound else {
      return nil
    }
    let rest = text[close...].drop { $0 == "-" || $0 == " " }
    guard let from = label(rest), from.label == .from, from.value.contains("@"),
      saysForwarded(text)
    else { return nil }
    var block = ForwardedBlock()
    block.depth = depth
    block.saysForwarded = true
    let end = from.value.firstIndex(of: ">").map { from.value[...$0] } ?? from.value[...]
    block.from = MailAddress.shown(String(end))
    block.subject = lastValue(String(rest))
    block.lines = start..<start + 1
    return block
  }

  private static func lastValue(_ text: String) -> String {
    var found: (at: String.Index, value: String)?
    for (word, label) in labels where label == .subject {
      let title = word.prefix(1).uppercased() + word.dropFirst()
      guard let range = text.firstRange(of: title + ":") ?? text.firstRange(of: title + " :")
      else { continue }
      if let old = found, old.at >= range.upperBound { continue }
      found = (range.upperBound, MailHeader.trimmed(text[range.upperBound...]))
    }
    return found?.value ?? ""
  }
}
