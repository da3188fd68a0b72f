/// A label of one font, centred, that shows its text and nothing else.
public struct PlainLabel: Hashable, Sendable {
  /// The lines as they are shown.
  public let lines: [DrawnText]

  /// Makes a label of one line.
  public init(_ text: String, limit: Int = 60) {
    self.init(lines: [text], limit: limit)
  }

  /// Makes a label of several lines, each of them cut to the same length.
  public init(lines: [String], limit: Int = 60) {
    self.lines = lines.map { DrawnText($0, limit: limit) }
  }

  /// Takes lines that another label has.
  init(lines: [DrawnText]) {
    self.lines = lines
  }

  var escaped: String {
    let text = lines.map(\.escaped).joined(separator: #"\n"#)
    // Graphviz shows the name of a node that has an empty label.
    return text.isEmpty ? " " : text
  }
}

extension DrawnText {
  /// The text for an attribute: Graphviz expands `\N` and decodes `&lt;` there.
  var escaped: String {
    description.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "\\": escaped += #"\\"#
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }

  /// The text for an HTML-like label, where spaces at an end or in a row are dropped.
  var markup: String {
    var markup = ""
    var keepsSpace = true
    for (index, scalar) in description.unicodeScalars.enumerated() {
      let isLast = index == description.unicodeScalars.count - 1
      switch scalar {
      case " " where keepsSpace || isLast: markup += "&#160;"
      case "\\": markup += #"\\"#
      case "&": markup += "&amp;"
      case "<": markup += "&lt;"
      case ">": markup += "&gt;"
      case "\"": markup += "&quot;"
      default: markup.unicodeScalars.append(scalar)
      }
      keepsSpace = scalar == " "
    }
    return markup
  }
}
