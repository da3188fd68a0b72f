import Foundation
import RepostFormats
import RepostReport
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What every command makes of names that would be markup, commands, formulas or paths if they were
/// taken for more than text: each output is valid, and nothing tells a terminal what to do.
@Suite struct HostileSampleTests {
  private static let sample = "samples/hostile"

  @Test(arguments: ["en", "zh"])
  func theFolderOfResultsIsValid(language: String) throws {
    let folder = try Folder()
    let out = folder.url.path + "/out"
    let outcome = try Tool.run([
      "trace", Self.sample, "-o", out, "--lang", language, "--map-timeout", "300",
    ])
    #expect(outcome.code == 0, "\(outcome.errors)")
    expectText(outcome)
    try expectXML(try read(out + "/map.svg"), without: ["script", "image", "foreignObject"])
    try expectXML(try read(out + "/report.html"), without: ["iframe", "img", "object"])
    try expectTable(try read(out + "/forwarders.csv"), isForSpreadsheets: true)
    let answer = try JSONSerialization.jsonObject(with: read(out + "/trace.json"))
    #expect((answer as? [String: Any])?["hops"] != nil)
    #expect(try JSONSerialization.jsonObject(with: read(out + "/manifest.json")) is [String: Any])
    #expect(try read(out + "/map.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
    try expectWorkbook(out + "/forwarders.xlsx")
    let verified = try Tool.run(["verify", out])
    #expect(verified.code == 0, "\(verified.output)")
    expectText(verified)
  }

  @Test(arguments: ["text", "json", "csv"])
  func listsAreValid(format: String) throws {
    for command in ["forwarders", "items"] {
      let outcome = try Tool.run([command, Self.sample, "--format", format])
      #expect(outcome.code == 0, "\(outcome.errors)")
      let bytes = Data(outcome.output.utf8)
      switch format {
      case "json":
        #expect(try JSONSerialization.jsonObject(with: bytes) is [String: Any])
        expectNoControls(outcome.output)
      case "csv": try expectTable(bytes, isForSpreadsheets: true)
      default: expectText(outcome)
      }
    }
  }

  @Test func checkAndTheAnswerOnStandardOutputAreValid() throws {
    let checked = try Tool.run(["check", Self.sample])
    #expect(checked.code == 0)
    expectText(checked)
    let traced = try Tool.run(["trace", Self.sample, "--format", "json"])
    #expect(try JSONSerialization.jsonObject(with: Data(traced.output.utf8)) is [String: Any])
    expectNoControls(traced.output)
    let summary = try Tool.run(["trace", Self.sample, "--summary-only"])
    #expect(summary.code == 0)
    expectText(summary)
  }

  @Test(arguments: ["svg", "pdf", "dot"])
  func mapsAreValid(ending: String) throws {
    let folder = try Folder()
    let file = folder.url.path + "/map." + ending
    let outcome = try Tool.run(["map", Self.sample, "-o", file, "--map-timeout", "300"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    expectText(outcome)
    switch ending {
    case "svg": try expectXML(try read(file), without: ["script", "image", "foreignObject"])
    case "pdf": #expect(try read(file).starts(with: "%PDF".utf8))
    default:
      let reread = try Tool.run(["check", file])
      #expect(reread.code == 0, "\(reread.errors)")
      expectNoControls(String(decoding: try read(file), as: UTF8.self))
    }
  }

  @Test(arguments: ExportFormat.allCases)
  func exportsAreValid(format: ExportFormat) throws {
    let folder = try Folder()
    let file = folder.url.path + "/graph" + format.endings[0]
    let outcome = try Tool.run(["export", Self.sample, "-o", file])
    #expect(outcome.code == 0, "\(outcome.errors)")
    expectText(outcome)
    for name in try folder.names() {
      let bytes = try read(folder.url.path + "/" + name)
      switch format {
      case .graphml, .gexf: try expectXML(bytes, without: ["script"])
      case .jgf, .prov, .caseUCO:
        #expect(try JSONSerialization.jsonObject(with: bytes) is [String: Any])
      case .csv, .neo4j: try expectTable(bytes, isForSpreadsheets: false)
      case .dot: break
      }
      if !format.isPair { expectNoControls(String(decoding: bytes, as: UTF8.self)) }
    }
    if [.graphml, .gexf, .dot].contains(format) {
      let reread = try Tool.run(["check", file])
      #expect(reread.code == 0, "\(reread.errors)")
      expectText(reread)
    }
  }

  @Test(arguments: ["case/", "r.csv", "r.ndjson", "r.json"])
  func whatIsConvertedReadsAsBefore(name: String) throws {
    let folder = try Folder()
    let path = folder.url.path + "/" + name
    let outcome = try Tool.run(["convert", Self.sample, "-o", path])
    #expect(outcome.code == 0, "\(outcome.errors)")
    expectText(outcome)
    let arguments = name == "case/" ? [] : ["--case", Self.sample + "/case.yaml"]
    let reread = try Tool.run(["items", path, "--format", "json"] + arguments)
    #expect(reread.code == 0, "\(reread.errors)")
    #expect(reread.output == (try Tool.run(["items", Self.sample, "--format", "json"]).output))
  }

  @Test func pseudonymsTakeThePlaceOfAllOfIt() throws {
    let folder = try Folder()
    let (out, key) = (folder.url.path + "/out", folder.url.path + "/key.json")
    let outcome = try Tool.run([
      "trace", Self.sample, "-o", out, "--pseudonyms", key, "--map-timeout", "300",
    ])
    #expect(outcome.code == 0, "\(outcome.errors)")
    expectText(outcome)
    let table = try read(out + "/forwarders.csv")
    try expectTable(table, isForSpreadsheets: true)
    #expect(!String(decoding: table, as: UTF8.self).contains("alert"))
    _ = try JSONSerialization.jsonObject(with: read(key))
    let revealed = try Tool.run(["reveal", out + "/forwarders.csv", "--pseudonyms", key])
    #expect(revealed.code == 0, "\(revealed.errors)")
    expectNoControls(revealed.output)
  }

  @Test(arguments: [
    ("nul.csv", "a file that is not text (it holds a zero byte at byte 16)"),
    ("invalid-utf-8.csv", "byte 0xFF at byte 16, which is not UTF-8"),
  ])
  func bytesThatAreNoTextAreRefused(name: String, words: String) throws {
    let outcome = try Tool.run(["check", Self.sample + "/refused/" + name])
    #expect(outcome.code == 65)
    #expect((outcome.output + outcome.errors).contains(words), "\(outcome.errors)")
    expectText(outcome)
  }

  private func read(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

  /// What a person reads holds no character that is not seen, but line breaks.
  private func expectText(_ outcome: Tool.Outcome) {
    for text in [outcome.output, outcome.errors] {
      let unseen = text.unicodeScalars.filter {
        [.control, .format].contains($0.properties.generalCategory) && $0 != "\n"
      }
      #expect(unseen.isEmpty, "\(unseen.map { String($0.value, radix: 16) })")
    }
  }

  /// What a program reads holds no control character but those of lines and tabs.
  private func expectNoControls(_ text: String) {
    let controls = text.unicodeScalars.filter {
      $0.properties.generalCategory == .control && !["\n", "\r", "\t"].contains($0)
    }
    #expect(controls.isEmpty, "\(controls.map { String($0.value, radix: 16) })")
  }

  private func expectXML(_ bytes: Data, without names: Set<String>) throws {
    let reader = ElementReader()
    let parser = XMLParser(data: bytes)
    parser.delegate = reader
    let isValid = parser.parse()
    #expect(isValid, "line \(parser.lineNumber)")
    #expect(reader.names.isDisjoint(with: names))
    #expect(reader.attributes.allSatisfy { !$0.lowercased().hasPrefix("on") })
  }

  private func expectWorkbook(_ path: String) throws {
    let book = try Workbook(path: path)
    #expect(book.sheets.count == 2)
    var rows = 0
    for sheet in book.sheets {
      try book.forEachRow(of: sheet) { _ in
        rows += 1
        return true
      }
    }
    #expect(rows > 27)
  }

  /// Reads a table by RFC 4180: every row is as long as the first, and spreadsheets compute nothing.
  private func expectTable(_ bytes: Data, isForSpreadsheets: Bool) throws {
    let rows = table(String(decoding: bytes, as: UTF8.self))
    let header = try #require(rows.first)
    #expect(rows.allSatisfy { $0.count == header.count })
    guard isForSpreadsheets else { return }
    for cell in rows.joined() {
      #expect(!["=", "+", "-", "@"].contains(cell.first), "\(cell)")
      expectNoControls(cell)
    }
  }

  private func table(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        scalars.removeFirst()
        cell.unicodeScalars.append(scalar)
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        row.append(cell)
        cell = ""
      case "\r" where !isQuoted: break
      case "\n" where !isQuoted:
        rows.append(row + [cell])
        row = []
        cell = ""
      default: cell.unicodeScalars.append(scalar)
      }
    }
    #expect(!isQuoted && row.isEmpty && cell.isEmpty)
    return rows
  }

  private final class ElementReader: NSObject, XMLParserDelegate {
    private(set) var names: Set<String> = []
    private(set) var attributes: Set<String> = []

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      names.insert(element)
      self.attributes.formUnion(attributes.keys)
    }
  }
}
