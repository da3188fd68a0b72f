/// Makes plain text of the HTML of a mail.
///
/// Lines of a quotation begin with `> ` as in plain text.
struct MailHTML {
  private var text = ""
  private var line = ""
  private var quotes = 0
  private var hidden: String?

  /// The text of HTML.
  static func text(_ html: String) -> String {
    var reader = MailHTML()
    reader.read(html)
    reader.endLine()
    return reader.text
  }

  private mutating func read(_ html: String) {
    let bytes = Array(html.utf8)
    var place = 0
    var start = 0
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<"), let end = Self.tagEnd(bytes, from: place) else {
        place += 1
        continue
      }
      add(bytes[start..<place])
      tag(bytes[place + 1..<end])
      place = min(end + 1, bytes.count)
      start = place
    }
    add(bytes[min(start, bytes.count)...])
  }

  private static func tagEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    guard start + 1 < bytes.count else { return nil }
    if bytes[start...].starts(with: Array("<!--".utf8)) {
      var place = start + 4
      while place + 2 < bytes.count {
        if bytes[place] == 0x2D, bytes[place + 1] == 0x2D, bytes[place + 2] == 0x3E {
          return place + 2
        }
        place += 1
      }
      return bytes.count
    }
    let next = bytes[start + 1]
    let isTag =
      next == UInt8(ascii: "/") || next == UInt8(ascii: "!") || next == UInt8(ascii: "?")
      || (65...90).contains(next) || (97...122).contains(next)
    guard isTag else { return nil }
    return bytes[start...].firstIndex(of: UInt8(ascii: ">"))
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>) {
    guard hidden == nil, !bytes.isEmpty else { return }
    for character in Self.unescaped(String(decoding: bytes, as: UTF8.self)) {
      if character.isWhitespace {
        if let last = line.last, last != " " { line.append(" ") }
      } else {
        line.append(character)
      }
    }
  }

  private mutating func tag(_ bytes: ArraySlice<UInt8>) {
    let isEnd = bytes.first == UInt8(ascii: "/")
    let name = String(
      decoding: bytes.drop { $0 == UInt8(ascii: "/") }
        .prefix { ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) || (48...57).contains($0) },
      as: UTF8.self
    ).lowercased()
    if let hiding = hidden {
      if isEnd, name == hiding { hidden = nil }
      return
    }
    switch name {
    case "style", "script", "title": if !isEnd, bytes.last != UInt8(ascii: "/") { hidden = name }
    case "br": endLine()
    case "blockquote":
      if !line.isEmpty { endLine() }
      quotes = isEnd ? max(0, quotes - 1) : min(quotes + 1, 50)
    case "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "ul", "ol",
      "pre":
      if !line.isEmpty { endLine() }
      if name == "p", isEnd { endLine() }
      if name == "hr" { line = "________________________________" }
    case "td", "th": if let last = line.last, last != " " { line.append(" ") }
    default: break
    }
  }

  private mutating func endLine() {
    text += String(repeating: "> ", count: quotes) + line + "\n"
    line = ""
  }

  private static func unescaped(_ text: String) -> String {
    guard text.contains("&") else { return text }
    var plain = ""
    var rest = Substring(text)
    while let start = rest.firstIndex(of: "&") {
      plain += rest[..<start]
      rest = rest[start...]
      if let end = rest.prefix(12).firstIndex(of: ";"),
        let character = character(rest[rest.index(after: start)..<end])
      {
        plain.append(character)
        rest = rest[rest.index(after: end)...]
      } else {
        plain.append(rest.removeFirst())
      }
    }
    return plain + rest
  }

  private static func character(_ name: Substring) -> Character? {
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let isHex = digits.first == "x" || digits.first == "X"
      let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return number.flatMap(Unicode.Scalar.init).map(Character.init)
    }
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case "nbsp": return "\u{A0}"
    case "ndash": return "–"
    case "mdash": return "—"
    case "hellip": return "…"
    case "lsquo": return "‘"
    case "rsquo": return "’"
    case "ldquo": return "“"
    case "rdquo": return "”"
    case "laquo": return "«"
    case "raquo": return "»"
    case "copy": return "©"
    case "middot": return "·"
    case "ensp", "emsp", "thinsp": return " "
    case "agrave": return "à"
    case "eacute": return "é"
    case "egrave": return "è"
    case "Agrave": return "À"
    case "auml": return "ä"
    case "ouml": return "ö"
    case "uuml": return "ü"
    case "szlig": return "ß"
    default: return nil
    }
  }
}
