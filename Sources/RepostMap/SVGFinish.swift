import GraphvizKit

/// Gives a picture in SVG what Graphviz does not: a title and a description for people who cannot see
/// it, and texts beside the pointer.
struct SVGFinish {
  /// The title of the picture.
  let title: String
  /// What the picture shows, in sentences.
  let description: String
  /// The language of its words, as `xml:lang` has it.
  let language: String
  /// What a browser shows beside the pointer, by the identity of the element.
  let texts: [String: String]

  /// Finishes a picture that Graphviz made.
  ///
  /// - Complexity: O(*bytes*).
  func finish(_ svg: [UInt8]) -> [UInt8] {
    var rest = Substring(String(decoding: svg, as: UTF8.self))
    var finished = ""
    finished.reserveCapacity(svg.count * 2)
    var isRoot = true
    // Graphviz escapes all text, so what looks like an element is one.
    while let tag = rest.firstRange(of: isRoot ? "<svg " : "<g id=\"") {
      finished += rest[..<tag.upperBound]
      rest = rest[tag.upperBound...]
      guard let end = rest.firstIndex(of: ">") else { break }
      if isRoot {
        finished +=
          "role=\"img\" aria-labelledby=\"map-title map-description\" xml:lang=\"\(language)\" "
        finished += rest[...end]
        finished += "\n<title id=\"map-title\">\(Self.escaped(title))</title>"
        finished += "\n<desc id=\"map-description\">\(Self.escaped(description))</desc>"
        rest = rest[rest.index(after: end)...]
        isRoot = false
        continue
      }
      // Graphviz escapes more than it has to.
      let id = String(rest.prefix { $0 != "\"" }).replacing("&#45;", with: "-")
      finished += id + String(rest[...end].drop { $0 != "\"" })
      rest = rest[rest.index(after: end)...]
      let start = "\n<title>"
      guard rest.hasPrefix(start), let close = rest.firstRange(of: "</title>") else { continue }
      // Graphviz writes the name of the node there, which tells nobody anything.
      if let text = texts[id] {
        finished += start + Self.escaped(text) + "</title>"
      }
      rest = rest[close.upperBound...]
    }
    return Array((finished + rest).utf8)
  }

  /// Text as SVG may hold it, line by line.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        var escaped = ""
        for scalar in DrawnText(String(line), limit: 4000).description.unicodeScalars {
          switch scalar {
          case "&": escaped += "&amp;"
          case "<": escaped += "&lt;"
          case ">": escaped += "&gt;"
          default: escaped.unicodeScalars.append(scalar)
          }
        }
        return escaped
      }
      .joined(separator: "\n")
  }
}
