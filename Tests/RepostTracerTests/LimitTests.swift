#if os(Linux)
import Foundation
import GraphvizShim
import Testing

/// Input that would take all memory is refused with a word on why, before it does.
@Suite(.enabled(if: gvs_limits_memory(), "a sanitizer takes memory of its own"))
struct LimitTests {
  /// How much a refusal may take, in MB; the program alone takes about a tenth of it.
  private static let room = 600

  @Test(arguments: [
    ("r.csv", "id,from,to\nR1,A,B\nR2,", 3), ("r.csv", "id,from,to\nR1,A,B\nR2,\"", 3),
    ("r.tsv", "id\tfrom\tto\nR1\tA\tB\nR2\t", 3),
    ("r.ndjson", "{\"from\":\"A\",\"to\":\"B\"}\n{\"from\":\"A\",\"to\":\"", 2),
  ])
  func aLineOfAGigabyteIsRefused(name: String, start: String, line: Int) throws {
    let folder = try Folder()
    // Beyond the start of the file, which tells its format.
    let records = try folder.file(name, start + String(repeating: "x", count: 3 << 20))
    try lengthen(records, to: 1_000_000_000)
    let run = try Watched(["check", records])
    #expect(run.code == 65)
    #expect(
      run.said.contains("\(records):\(line):1: found a row of more than 67108864 bytes"),
      "\(run.said)")
    #expect(run.peak < Self.room, "\(run.peak) MB")
  }

  @Test(arguments: [["r.json"], ["r.ndjson", "--entities"]])
  func aFileThatHasToBeReadAsAWholeMayNotHaveFiveGigabytes(arguments: [String]) throws {
    let folder = try Folder()
    let long = try folder.file(
      "long.json", "[" + String(repeating: " ", count: 3 << 20))
    try lengthen(long, to: 5 << 30)
    let records = try folder.file("r.ndjson", "{\"from\":\"A\",\"to\":\"B\"}\n")
    let run = try Watched(
      ["check"] + (arguments.count == 1 ? [long] : [records, "--entities", long]))
    #expect(run.code == 65)
    #expect(run.said.contains("5368709120 bytes of a text that has to be read as a whole"))
    #expect(run.said.contains("expected at most 4294967296"))
    #expect(run.peak < Self.room, "\(run.peak) MB")
  }

  @Test(arguments: [
    ("r.json", "", "found arrays and objects more than 64 deep"),
    ("r.json", "[{\"from\":\"A\",\"to\":\"B\",\"x\":", "arrays and objects more than 64 deep"),
    ("r.ndjson", "{\"from\":\"A\",\"to\":\"B\",\"x\":", "arrays and objects more than 64 deep"),
    (
      "result.json", "{\"type\":\"personal_chat\",\"id\":1,\"messages\":[{\"id\":1,\"x\":",
      "objects and arrays nested deeper than 256"
    ),
  ])
  func aHundredThousandBracketsAreRefused(name: String, start: String, words: String) throws {
    let folder = try Folder()
    let brackets = String(repeating: "[", count: 100_000)
    let run = try Watched(["check", folder.file(name, start + brackets)])
    #expect(run.code == 65)
    #expect(run.said.contains(words), "\(run.said)")
    #expect(run.peak < Self.room, "\(run.peak) MB")
  }

  @Test func entitiesThatMultiplyAreRefused() throws {
    let folder = try Folder()
    var text = "<?xml version=\"1.0\"?><!DOCTYPE graphml [<!ENTITY e0 \"lol\">"
    for place in 1..<10 {
      let ten = String(repeating: "&e\(place - 1);", count: 10)
      text += "<!ENTITY e\(place) \"\(ten)\">"
    }
    text += "]><graphml><graph><node id=\"&e9;\"/></graph></graphml>"
    let run = try Watched(["check", folder.file("g.graphml", text), "--from", "graphml"])
    #expect(run.code == 65)
    #expect(run.said.contains("found a declaration of an entity"), "\(run.said)")
    #expect(run.peak < Self.room, "\(run.peak) MB")
  }

  @Test func aTagOfAGigabyteIsRefused() throws {
    let folder = try Folder()
    let file = try folder.file("g.graphml", "<?xml version=\"1.0\"?><graphml><graph><node id=\"")
    let handle = try FileHandle(forWritingTo: URL(filePath: file))
    try handle.seekToEnd()
    for _ in 0..<20 { try handle.write(contentsOf: Data(repeating: 0x61, count: 1 << 20)) }
    try handle.close()
    let run = try Watched(["check", file, "--from", "graphml"])
    #expect(run.code == 65)
    #expect(run.said.contains("a tag or comment of more than 16777216 bytes"), "\(run.said)")
    #expect(run.peak < Self.room, "\(run.peak) MB")
  }

  @Test(arguments: [
    ("&a [x,x,x,x,x,x,x,x,x,x]", "found an alias"), ("deep", "brackets more than 64 deep"),
    ("long", "bytes of a text that has to be read as a whole; expected at most 2097152"),
  ])
  func caseFilesThatMultiplyAreRefused(kind: String, words: String) throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", "from,to\nA,B\n")
    var text = "title: \(kind)\n"
    switch kind {
    case "deep": text = String(repeating: "[", count: 100_000)
    case "long": break
    default:
      for place in 1..<12 {
        let before = place == 1 ? "a" : "a\(place - 1)"
        let ten = (0..<10).map { _ in "*" + before }.joined(separator: ",")
        text += "k\(place): &a\(place) [\(ten)]\n"
      }
    }
    let file = try folder.file("case.yaml", text)
    if kind == "long" { try lengthen(file, to: 1_000_000_000) }
    let run = try Watched(["check", records, "--case", file])
    #expect(run.code == 65)
    #expect(run.said.contains(words), "\(run.said)")
    #expect(run.peak < Self.room, "\(run.peak) MB")
  }

  @Test(arguments: [
    // Ten gigabytes of zeros, by what the archive says of them.
    (10 << 30, 1_000, "which unpacks to"),
    // And zeros of which the archive says nothing.
    (2_000, 600_000, "which is damaged"),
  ])
  func aWorkbookThatUnpacksToFarMoreIsRefused(
    stated: Int, repeats: Int, words: String
  ) throws {
    let folder = try Folder()
    var archive = ZipFile()
    archive.add("xl/workbook.xml", Self.book)
    archive.add("xl/_rels/workbook.xml.rels", Self.relations)
    archive.add(
      "xl/worksheets/sheet1.xml", deflated: ZipFile.blanks(repeats: repeats), stating: stated)
    let run = try Watched(["check", folder.file("bomb.xlsx", archive.bytes)])
    #expect(run.code == 65)
    #expect(run.said.contains(words), "\(run.said)")
    #expect(run.peak < Self.room, "\(run.peak) MB")
  }

  @Test func aCellOfMegabytesIsRefused() throws {
    let folder = try Folder()
    var archive = ZipFile()
    archive.add("xl/workbook.xml", Self.book)
    archive.add("xl/_rels/workbook.xml.rels", Self.relations)
    archive.add(
      "xl/sharedStrings.xml",
      "<sst><si><t>\(String(repeating: "a", count: 1_100_000))</t></si></sst>")
    archive.add("xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>")
    let run = try Watched(["check", folder.file("cell.xlsx", archive.bytes)])
    #expect(run.code == 65)
    #expect(run.said.contains("found a text of more than 1048576 bytes in a cell"), "\(run.said)")
  }

  private static let book =
    "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\" xmlns:r=\"r\"/></sheets></workbook>"
  private static let relations =
    "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"

  // What a file is lengthened by takes no room on the disk.
  private func lengthen(_ path: String, to size: UInt64) throws {
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.truncate(atOffset: size)
    try file.close()
  }

  /// A run whose memory is looked at.
  private struct Watched {
    let code: Int32
    let said: String
    /// The most memory that it had, in MB.
    private(set) var peak = 0

    init(_ arguments: [String]) throws {
      let process = Process()
      process.executableURL = Tool.path
      process.arguments = arguments
      let output = Pipe()
      process.standardOutput = output
      process.standardError = output
      try process.run()
      let status = "/proc/\(process.processIdentifier)/status"
      while process.isRunning {
        if let text = try? String(contentsOfFile: status, encoding: .utf8),
          let match = text.firstMatch(of: /VmHWM:\s*([0-9]+) kB/), let peak = Int(match.1)
        {
          self.peak = max(self.peak, peak / 1_024)
        }
        usleep(10_000)
      }
      said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      code = process.terminationStatus
    }
  }
}
#endif
