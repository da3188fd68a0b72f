/// Takes the marks out of texts that sites write as HTML.
enum PlainText {
  /// The text that a reader sees.
  static func of(html: String) -> String {
    guard html.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
      return html
    }
    var text = ""
    var rest = Substring(html)
    while let mark = rest.firstIndex(where: { $0 == "<" || $0 == "&" }) {
      text += rest[..<mark]
      rest = rest[mark...]
      if rest.first == "<" {
        takeTag(&rest, &text)
      } else {
        takeReference(&rest, &text)
      }
    }
    return (text + rest).trimmingLineEnds()
  }

  private static func takeTag(_ rest: inout Substring, _ text: inout String) {
    let start = rest.dropFirst().first
    guard let start, start.isLetter || start == "/" || start == "!",
      let end = rest.firstIndex(of: ">")
    else {
      text.append("<")
      rest = rest.dropFirst()
      return
    }
    let tag = rest[..<end].dropFirst().prefix { !$0.isWhitespace }.lowercased()
    if tag == "br" || tag == "br/" || tag == "/p" || tag == "/div" { text.append("\n") }
    rest = rest[end...].dropFirst()
  }

  private static func takeReference(_ rest: inout Substring, _ text: inout String) {
    guard let end = rest.prefix(12).firstIndex(of: ";"),
      let scalar = scalar(rest[..<end].dropFirst())
    else {
      text.append("&")
      rest = rest.dropFirst()
      return
    }
    text.unicodeScalars.append(scalar)
    rest = rest[end...].dropFirst()
  }

  private static func scalar(_ name: Substring) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case "nbsp": return " "
    default:
      guard name.first == "#" else { return nil }
      let digits = name.dropFirst()
      let isHex = digits.first == "x" || digits.first == "X"
      return UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10)
        .flatMap { Unicode.Scalar($0) }
    }
  }
}

extension String {
  fileprivate func trimmingLineEnds() -> String {
    var text = Substring(self)
    while text.last?.isNewline == true { text = text.dropLast() }
    return String(text)
  }
}
