import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What a reader sees of the nodes, edges and clusters in an SVG, by their titles.
struct ShownText {
  private(set) var texts: [String: String] = [:]
  private(set) var tooltips: [String: String] = [:]
  private(set) var elements: Set<String> = []

  /// Reads an SVG; throws what is wrong when it is not valid XML.
  init(_ svg: [UInt8]?) throws {
    let parser = XMLParser(data: Data(svg ?? []))
    let reader = Reader()
    parser.delegate = reader
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
    texts = reader.texts
    tooltips = reader.tooltips
    elements = reader.elements
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var texts: [String: String] = [:]
    var tooltips: [String: String] = [:]
    var elements: Set<String> = []
    private var title = ""
    private var content = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      content = ""
      elements.insert(name)
      if let tooltip = attributes["xlink:title"] {
        tooltips[title] = tooltip.withPlainSpaces
      }
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) {
      content += characters
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      if name == "title" {
        title = content
        texts[title] = ""
      } else if name == "text" {
        // Graphviz keeps spaces in a row by writing some of them as no-break spaces.
        texts[title, default: ""] += content.withPlainSpaces
      }
      content = ""
    }
  }
}

extension String {
  /// The text with spaces for no-break spaces.
  var withPlainSpaces: String {
    let scalars = unicodeScalars.map { $0 == "\u{A0}" ? " " : $0 }
    return String(String.UnicodeScalarView(scalars))
  }
}
