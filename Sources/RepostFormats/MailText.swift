/// What the text of a mail passes on.
struct MailText {
  /// Messages that were forwarded within one another are followed so far.
  static let depthLimit = 10

  /// The text without quotations, signature and what is above a forwarded message.
  private(set) var text = ""
  /// The headers over forwarded messages, the newest first.
  private(set) var forwarded: [ForwardedBlock] = []
  /// What the sender wrote above the forwarded message.
  private(set) var comment = ""
  /// Whether there was nothing at all.
  let isBlank: Bool

  /// Looks at a text.
  ///
  /// - Parameters:
  ///   - text: The text of the mail.
  ///   - subject: The subject of the mail.
  ///   - isReply: Whether its header names a message that it answers.
  init(_ text: String, subject: String, isReply: Bool) {
    isBlank = text.allSatisfy(\.isWhitespace)
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var subject = subject
    var isReply = isReply
    while forwarded.count < Self.depthLimit {
      guard let block = ForwardedBlock.first(in: lines) else { break }
      let above = Self.cleaned(lines[..<block.lines.lowerBound])
      guard Self.isForward(block, above: above, subject: subject, isReply: isReply) else {
        lines = Self.withoutQuotation(lines, block)
        break
      }
      if forwarded.isEmpty { comment = above }
      forwarded.append(block)
      lines = Self.body(lines[block.lines.upperBound...], depth: block.depth)
      subject = block.subject
      isReply = false
    }
    self.text = Self.cleaned(lines[...])
  }

  private static func isForward(
    _ block: ForwardedBlock, above: String, subject: String, isReply: Bool
  ) -> Bool {
    let prefix = ForwardedBlock.prefix(of: subject).first
    if prefix == .forward { return true }
    if block.isAttribution { return false }
    if block.saysForwarded { return block.depth == 0 || prefix != .reply }
    return above.isEmpty && prefix != .reply && !isReply
  }

  // What is quoted below the own text, or the line over quoted lines.
  private static func withoutQuotation(
    _ lines: [Substring], _ block: ForwardedBlock
  ) -> [Substring] {
    let below = lines[block.lines.upperBound...]
    let next = below.first { !$0.allSatisfy(\.isWhitespace) }
    let isQuoted = block.depth > 0 || next.map { ForwardedBlock.unquoted($0).depth > 0 } ?? false
    guard isQuoted else { return Array(lines[..<block.lines.lowerBound]) }
    return Array(lines[..<block.lines.lowerBound] + below)
  }

  private static func body(_ lines: ArraySlice<Substring>, depth: Int) -> [Substring] {
    var depth = depth
    if depth == 0 {
      // Some programs quote the message and not its header.
      let said = lines.filter { !$0.allSatisfy(\.isWhitespace) }
      if !said.isEmpty, said.allSatisfy({ ForwardedBlock.unquoted($0).depth > 0 }) { depth = 1 }
    }
    guard depth > 0 else { return Array(lines) }
    return lines.map { line in
      var rest = line
      for _ in 0..<depth {
        let trimmed = rest.drop { $0 == " " }
        guard trimmed.first == ">" else { break }
        rest = trimmed.dropFirst()
      }
      return rest.first == " " ? rest.dropFirst() : rest
    }
  }

  private static func cleaned(_ lines: ArraySlice<Substring>) -> String {
    var kept: [Substring] = []
    for line in lines {
      if line == "-- " || line == "--" || line == "--\u{A0}" { break }
      if line.drop(while: { $0 == " " }).first == ">" { continue }
      kept.append(line)
    }
    return MailHeader.trimmed(kept.joined(separator: "\n"))
  }
}
