/// What a message of a WhatsApp chat says.
struct WhatsAppText {
  var leftOut: LeftOut?
  /// The text, or the caption of an attachment.
  var text = ""
  /// The name of an attachment, or the words that stand for one.
  var attachment = ""
  var isEdited = false
  /// Whether it was taken for a line of the system by its mark alone.
  var isMarked = false

  /// Reads a message.
  ///
  /// - Parameters:
  ///   - name: Its sender.
  ///   - message: What follows the sender, continued over lines.
  ///   - isBracketed: Whether iOS wrote it, which marks lines of its own.
  init(from name: String, _ message: String, isBracketed: Bool) {
    let isMarked = message.unicodeScalars.first == "\u{200E}"
    text = Self.cleaned(message)
    if ["System", "Sistema", "Système"].contains(name) || Self.isNotice(text) {
      leftOut = .systemMessage
      return
    }
    for ending in ["<This message was edited>", "<消息已编辑>", "<此消息已编辑>", "<已编辑此消息>"]
    where text.hasSuffix(ending) {
      text = String(text.dropLast(ending.count)).trimmed
      isEdited = true
    }
    let sentence = text.hasSuffix(".") || text.hasSuffix("。") ? String(text.dropLast()) : text
    if Self.deleted.contains(sentence) {
      leftOut = .revoked
    } else if Self.calls.contains(where: sentence.hasPrefix), !text.contains("\n") {
      leftOut = .call
    } else {
      takeAttachment()
      if text.isEmpty, attachment.isEmpty { leftOut = .empty }
      let isShown = text.hasPrefix("POLL:") || text.contains("://") || !attachment.isEmpty
      if isMarked, isBracketed, !isShown, !isEdited, !text.contains("\n"), leftOut == nil {
        leftOut = .systemMessage
        self.isMarked = true
      }
    }
  }

  /// The text without the marks that WhatsApp puts in, and without blanks around it.
  private static func cleaned(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars where scalar != "\u{200E}" && scalar != "\u{FEFF}" {
      result.unicodeScalars.append(scalar)
    }
    return result.trimmed
  }

  private static func isNotice(_ text: String) -> Bool { notices.contains(where: text.hasPrefix) }

  private static let notices = [
    "Messages and calls are end-to-end encrypted",
    "Messages to this chat and calls are now secured with end-to-end encryption",
    "Messages you send to this", "This business uses a secure service from Meta",
    "消息和通话已进行端到端加密", "消息和通话都进行端到端加密", "訊息和通話經端對端加密", "訊息和通話都受到端對端加密",
    "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt",
    "Los mensajes y las llamadas están cifrados de extremo a extremo",
    "Les messages et les appels sont chiffrés de bout en bout",
    "メッセージと通話はエンドツーエンドで暗号化されています",
  ]

  private static let deleted: Set<String> = [
    "This message was deleted", "You deleted this message", "此消息已删除", "你已删除此消息", "您已删除此消息",
    "已刪除此訊息", "你已刪除此訊息", "這則訊息已刪除", "Diese Nachricht wurde gelöscht",
    "Du hast diese Nachricht gelöscht", "Se eliminó este mensaje", "Eliminaste este mensaje",
    "Ce message a été supprimé", "Vous avez supprimé ce message", "このメッセージは削除されました",
  ]

  private static let calls = [
    "Missed voice call", "Missed video call", "Missed group v", "未接语音通话", "未接视频通话", "未接語音通話",
    "未接視訊通話",
  ]

  // MARK: Attachments

  private mutating func takeAttachment() {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let first = lines.first, let last = lines.last else { return }
    if let name = Self.attached(first) {
      attachment = name
      lines.removeFirst()
    } else if let place = last.lastIndex(of: "<"), last.hasSuffix(">"),
      let name = Self.named(last[place...])
    {
      attachment = name
      lines[lines.count - 1] = String(last[..<place])
    } else if lines.count == 1, first.hasPrefix("<"), first.hasSuffix(">"), first.count < 60 {
      attachment = first
      lines = []
    } else if lines.count == 1, Self.omitted.contains(where: first.hasSuffix), first.count < 120 {
      attachment = first
      lines = []
    } else {
      return
    }
    text = lines.joined(separator: "\n").trimmed
  }

  private static let omitted = [
    "image omitted", "video omitted", "audio omitted", "sticker omitted", "GIF omitted",
    "document omitted", "Contact card omitted", "图像已忽略", "视频已忽略", "音频已忽略", "贴图已忽略", "文档已忽略",
  ]

  /// `NAME.jpg (file attached)` in any language: with words that are known, or a name without blanks.
  private static func attached(_ line: String) -> String? {
    guard line.hasSuffix(")"), let open = line.lastIndex(of: "(") else { return nil }
    let name = String(line[..<open]).trimmed
    let words = line[open...].dropFirst().dropLast()
    guard let dot = name.lastIndex(of: "."), words.count < 40 else { return nil }
    let ending = name[dot...].dropFirst()
    guard (1...5).contains(ending.count), ending.allSatisfy({ $0.isASCII && !$0.isWhitespace })
    else { return nil }
    let known = [
      "file attached", "Datei angehängt", "archivo adjunto", "fichier joint", "ファイル添付",
      "arquivo anexado", "file allegato", "文件附件", "附件", "檔案已附加", "文件已附加",
    ]
    return known.contains(String(words)) || !name.contains(" ") ? name : nil
  }

  /// `<attached: NAME.jpg>` in any language.
  private static func named(_ text: Substring) -> String? {
    guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" }), text.count < 300 else {
      return nil
    }
    let name = String(text[colon...].dropFirst().dropLast()).trimmed
    return name.contains(".") && !name.hasPrefix("/") ? name : nil
  }
}
