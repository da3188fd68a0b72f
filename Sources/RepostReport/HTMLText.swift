/// HTML being written: markup comes from string literals of the program, everything else is escaped.
///
/// `"<td>\(name)</td>"` escapes `name`; there is no other way for text of the input to get in. What is
/// written is well-formed XML too.
struct HTMLText: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  private(set) var markup: String

  init(stringLiteral value: StaticString) { markup = value.description }

  init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

  /// Text of whatever origin, escaped, with unseen characters written out.
  init(_ text: String) { markup = Self.escaped(text) }

  /// A drawing that the program made, as it is.
  init(drawing: Drawing) { markup = drawing.markup }

  /// A style sheet or a script of the program's own, as it is.
  init(part text: String) { markup = text }

  static func += (text: inout HTMLText, addition: HTMLText) { text.markup += addition.markup }

  static func + (text: HTMLText, addition: HTMLText) -> HTMLText {
    var sum = text
    sum += addition
    return sum
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in visible(text).unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }

  /// Gathers literals as markup and values as text.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: StaticString) { markup += literal.description }

    mutating func appendInterpolation(_ text: String) { markup += HTMLText.escaped(text) }

    /// A sentence in which records and people may be marked.
    mutating func appendInterpolation(_ sentence: String, _ links: PageLinks) {
      markup += links.html(sentence).markup
    }

    mutating func appendInterpolation(_ number: Int) { markup += String(number) }

    mutating func appendInterpolation(_ html: HTMLText) { markup += html.markup }
  }

  /// An SVG drawing without what may stand before its root element.
  struct Drawing {
    fileprivate let markup: String

    /// Takes the `svg` element of a file, or gives `nil` where there is none.
    init?(svg: [UInt8]) {
      guard let text = String(validating: svg, as: UTF8.self) else { return nil }
      guard let start = text.firstRange(of: "<svg"), let end = text.lastRange(of: "</svg>") else {
        return nil
      }
      guard start.lowerBound < end.lowerBound else { return nil }
      markup = String(text[start.lowerBound..<end.upperBound])
    }
  }
}

extension StringProtocol {
  fileprivate func lastRange(of text: String) -> Range<Index>? {
    var found: Range<Index>?
    var rest = startIndex..<endIndex
    while let next = self[rest].firstRange(of: text) {
      found = next
      rest = next.upperBound..<endIndex
    }
    return found
  }
}
