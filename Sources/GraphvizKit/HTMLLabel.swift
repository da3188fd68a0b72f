/// A label of several styles, or a table, in the markup that Graphviz calls HTML-like.
///
/// Text enters it through ``TextRun`` alone, which cleans and escapes it.
public struct HTMLLabel: Hashable, Sendable {
  let markup: String

  /// What is read, without what is between lines and cells.
  let text: String

  /// Makes a label of lines, each of which is a row of runs.
  public init(_ lines: [[TextRun]], align: Alignment = .center) {
    let lineBreak = align == .center ? "<BR/>" : #"<BR ALIGN="\#(align.rawValue)"/>"#
    let rows = lines.map { runs in runs.map(\.markup).joined() }
    let markup = rows.joined(separator: lineBreak) + (align == .center ? "" : lineBreak)
    self.markup = markup.isEmpty ? "&#160;" : markup
    text = lines.joined().map(\.text).joined()
  }

  /// Makes a label that is a table.
  public init(_ table: HTMLTable) {
    markup = table.markup
    text = table.text
  }

  /// Takes markup that another label has.
  init(markup: String, text: String) {
    self.markup = markup
    self.text = text
  }

  /// Where lines begin, or where the content of a cell is.
  public enum Alignment: String, Sendable {
    case left = "LEFT"
    case center = "CENTER"
    case right = "RIGHT"
  }
}

/// A piece of text in one style.
public struct TextRun: Hashable, Sendable {
  let markup: String
  let text: String

  /// Cleans a text and gives it a style; what is not given is as around it.
  ///
  /// - Parameters:
  ///   - text: Any text, from anyone.
  ///   - size: The size of the font in points.
  ///   - color: The colour of the text.
  ///   - bold: Whether the text is bold.
  ///   - italic: Whether the text is italic.
  ///   - limit: The number of characters to show.
  public init(
    _ text: String, size: Int? = nil, color: DrawingColor? = nil, bold: Bool = false,
    italic: Bool = false, limit: Int = 60
  ) {
    let drawn = DrawnText(text, limit: limit)
    self.text = drawn.description
    var markup = drawn.markup
    guard !markup.isEmpty else {
      // An element without text is a syntax error.
      self.markup = ""
      return
    }
    if bold {
      markup = "<B>\(markup)</B>"
    }
    if italic {
      markup = "<I>\(markup)</I>"
    }
    if size != nil || color != nil {
      let font = openTag("FONT", ["POINT-SIZE": size, "COLOR": color])
      markup = "\(font)\(markup)</FONT>"
    }
    self.markup = markup
  }
}

/// A colour of a drawing, opaque.
public struct DrawingColor: Hashable, Sendable, CustomStringConvertible {
  /// The colour as `#rrggbb`, which is also right as the value of an attribute.
  public let description: String

  /// Makes a colour from its parts: `DrawingColor(0xD55E00)` is vermilion.
  public init(_ rgb: UInt32) {
    let digits = String(rgb & 0xFFFFFF, radix: 16)
    description = "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}

func openTag(
  _ name: String, _ attributes: KeyValuePairs<String, (any CustomStringConvertible)?>
) -> String {
  let given = attributes.compactMap { key, value in value.map { #" \#(key)="\#($0)""# } }
  return "<\(name)\(given.joined())>"
}
