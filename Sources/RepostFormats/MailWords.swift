/// Reads encoded words (RFC 2047): `=?charset?B?text?=`.
enum MailWords {
  /// Replaces the encoded words of a text.
  ///
  /// - Parameter text: The text of a header.
  /// - Returns: The text, and whether all of it could be decoded.
  static func decode(_ text: String) -> MailCharset.Decoded {
    var result = MailCharset.Decoded(text: "", isExact: true)
    guard text.contains("=?") else { return MailCharset.Decoded(text: text, isExact: true) }
    var rest = Substring(text)
    // Words in a row may share a character, so their bytes are joined before they are decoded.
    var open: (charset: String, bytes: [UInt8])?
    while let start = rest.firstRange(of: "=?")?.lowerBound {
      guard let word = Word(rest[start...]) else {
        let next = rest.index(start, offsetBy: 2)
        close(&open, &result)
        result.text += rest[..<next]
        rest = rest[next...]
        continue
      }
      let between = rest[..<start]
      if open != nil, between.allSatisfy(\.isWhitespace) {
        if let old = open, old.charset == word.charset {
          open = (old.charset, old.bytes + word.bytes)
        } else {
          close(&open, &result)
          open = (word.charset, word.bytes)
        }
      } else {
        close(&open, &result)
        result.text += between
        open = (word.charset, word.bytes)
      }
      rest = rest[word.end...]
    }
    close(&open, &result)
    result.text += rest
    return result
  }

  private static func close(
    _ open: inout (charset: String, bytes: [UInt8])?, _ result: inout MailCharset.Decoded
  ) {
    guard let word = open else { return }
    let decoded = MailCharset.decode(word.bytes, word.charset)
    result.text += decoded.text
    result.isExact = result.isExact && decoded.isExact
    open = nil
  }

  /// One encoded word.
  private struct Word {
    var charset: String
    var bytes: [UInt8]
    var end: Substring.Index

    init?(_ text: Substring) {
      let inner = text.dropFirst(2)
      guard let first = inner.firstIndex(of: "?"), first != inner.startIndex else { return nil }
      let afterFirst = inner.index(after: first)
      guard let second = inner[afterFirst...].firstIndex(of: "?") else { return nil }
      let kind = inner[afterFirst..<second].lowercased()
      let afterSecond = inner.index(after: second)
      guard let third = inner[afterSecond...].firstRange(of: "?=") else { return nil }
      let body = inner[afterSecond..<third.lowerBound]
      guard kind == "b" || kind == "q", !inner[..<first].contains(where: \.isWhitespace) else {
        return nil
      }
      // A language may follow the character set (RFC 2231).
      charset = String(inner[..<first].prefix { $0 != "*" }).lowercased()
      end = third.upperBound
      bytes = kind == "b" ? MailWords.base64(body.utf8) : MailWords.quoted(body.utf8)
    }
  }

  private static func base64(_ text: some Sequence<UInt8>) -> [UInt8] {
    var decoder = MailDecoder(.base64)
    var bytes: [UInt8] = []
    let text = Array(text)
    text.withUnsafeBytes { decoder.decode($0, isEnd: true, into: &bytes) }
    decoder.finish(into: &bytes)
    return bytes
  }

  private static func quoted(_ text: some Sequence<UInt8>) -> [UInt8] {
    let text = Array(text)
    var bytes: [UInt8] = []
    var place = 0
    while place < text.count {
      if text[place] == UInt8(ascii: "="), place + 2 < text.count,
        let high = MailDecoder.digit(text[place + 1]), let low = MailDecoder.digit(text[place + 2])
      {
        bytes.append(high << 4 | low)
        place += 3
        continue
      }
      bytes.append(text[place] == UInt8(ascii: "_") ? 0x20 : text[place])
      place += 1
    }
    return bytes
  }
}
