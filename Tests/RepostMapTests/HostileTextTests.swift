import Foundation
import RepostMap
import RepostTrace
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Names that would break a picture, or mean something in it, if they were drawn as they are.
@Suite struct HostileTextTests {
  @Test(arguments: Language.allCases)
  func namesAreDrawnAsText(language: Language) throws {
    let names = [
      #"<script>alert(1)</script>"#, #"\N \G C:\new"#, "&copy;&#1;", "张\u{202E}gnp.exe",
      "bell\u{7}", #"say ""hi"" --> ]]>"#, "{a|b}", String(repeating: "长", count: 300),
    ]
    var records = "id,from,to,channel\n"
    var entities = "id,name,title\n"
    for (index, name) in names.enumerated() {
      records += "\"R\(index)<&\",E\(index),End,\"\(name)\"\n"
      entities += "E\(index),\"\(name)\",\"\(name)\"\n"
    }
    let trace = try traced(
      records, entities: entities, settings: "title: '<b>&amp; \\N'\n")
    let map = try SpreadMap(trace, language: language).render([.svg], in: .thisProcess)
    let svg = try #require(map.files[.svg])
    let reader = TextReader()
    #expect(reader.read(svg))
    #expect(!reader.elements.contains("script"))
    #expect(reader.text.contains("<script>alert(1)"))
    #expect(reader.text.contains(#"C:\new"#))
    #expect(reader.text.contains("&copy;&#1;"))
    #expect(reader.text.contains("张gnp.exe"))
    #expect(reader.text.contains("bell\u{FFFD}"))
    #expect(reader.text.contains(#"<b>&amp; \N"#))
    #expect(!String(decoding: svg, as: UTF8.self).contains("\u{202E}"))
  }

  /// Gathers the elements and the text of a document.
  private final class TextReader: NSObject, XMLParserDelegate {
    private(set) var elements: Set<String> = []
    private(set) var text = ""

    func read(_ bytes: [UInt8]) -> Bool {
      let parser = XMLParser(data: Data(bytes))
      parser.delegate = self
      return parser.parse()
    }

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      elements.insert(element)
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }
}
