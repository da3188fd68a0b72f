import Foundation
import Testing

/// How a run ends that cannot give its result: one clear error, its code, and nothing half-written.
@Suite struct ExitCodeTests {
  @Test func wrongUsageIs64() throws {
    #expect(try Tool.run(["trace"]).code == 64)
    #expect(try Tool.run(["trace", "samples/fax-and-mms", "--lang", "fr"]).code == 64)
    #expect(try Tool.run(["map", "samples/fax-and-mms", "-o", "map.bmp"]).code == 64)
    #expect(try Tool.run(["nothing"]).code == 64)
  }

  @Test func aNameThatNobodyHasIs64AndShowsTheNearest() throws {
    let outcome = try Tool.run(
      ["forwarders", "samples/fax-and-mms-en", "--inside", "Zhang C"])
    #expect(outcome.code == 64)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("Zhang C") && outcome.errors.contains("Zhang A"))
  }

  @Test(arguments: [
    ("empty.csv", Data(), "r.csv"),
    ("header-only.csv", Data("time,from,to,channel\n".utf8), "r.csv"),
    ("cut.csv", Data("id,time,from,to\nR1,2017,A,B\nR2,20".utf8), "r.csv:3"),
    ("open-quote.csv", Data("id,time,from,to\nR1,2017,\"A,B\nR2,2017,B,C\n".utf8), "r.csv:2:9"),
    ("picture.csv", Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0]), "r.csv:1:1"),
    ("binary.csv", Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37) }), "r.csv:1"),
    ("array.csv", Data("[{\"from\":\"A\",\"to\":\"B\"}".utf8), "r.csv:1"),
  ])
  func aFileThatIsNoRecordsIs65(name: String, content: Data, place: String) throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", content)
    let outcome = try Tool.run(["trace", records, "-o", folder.url.path + "/out"])
    #expect(outcome.code == 65, "\(name): \(outcome.errors)")
    #expect(outcome.output == "")
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 1)
    #expect(
      lines.first?.hasPrefix("error: \(folder.url.path)/\(place)") == true, "\(outcome.errors)")
    #expect(try folder.names() == ["r.csv"])
  }

  @Test func oneLineOf200MegabytesIs65() throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", Data(repeating: UInt8(ascii: "x"), count: 200_000_000))
    let outcome = try Tool.run(["trace", records, "-o", folder.url.path + "/out"])
    #expect(outcome.code == 65)
    #expect(outcome.errors.utf8.count < 1_000)
    #expect(outcome.errors.hasPrefix("error: \(records):1"))
    #expect(try folder.names() == ["r.csv"])
  }

  @Test func aMissingFileIs66() throws {
    let outcome = try Tool.run(["trace", "no-such-file.csv"])
    #expect(outcome.code == 66)
    #expect(outcome.errors.hasPrefix("error: no-such-file.csv: "))
    #expect(try Tool.run(["trace", "samples"]).code == 66)
  }

  @Test func withoutGraphvizPluginsTheMapIs69AndTheTraceIsWritten() throws {
    let folder = try Folder()
    let environment = ["GVBINDIR": folder.url.path]
    let map = try Tool.run(
      ["map", "samples/fax-and-mms", "-o", folder.url.path + "/map.svg"], environment: environment)
    #expect(map.code == 69, "\(map.errors)")
    #expect(map.errors.hasPrefix("error: "))
    #expect(try folder.names() == [])

    let trace = try Tool.run(
      ["trace", "samples/fax-and-mms", "-o", folder.url.path + "/out"], environment: environment)
    #expect(trace.code == 0, "\(trace.errors)")
    #expect(trace.errors.contains("warning: the map could not be drawn"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/out")
    #expect(
      names.sorted() == ["forwarders.csv", "manifest.json", "report.html", "trace.json"])
  }

  @Test func aFolderWithSomebodysFileIs73AndLeftUntouched() throws {
    let folder = try Folder()
    _ = try folder.file("thesis.txt", "mine")
    let outcome = try Tool.run(["trace", "samples/fax-and-mms", "-o", folder.url.path])
    #expect(outcome.code == 73)
    #expect(outcome.errors.contains("thesis.txt"))
    #expect(try folder.names() == ["thesis.txt"])
  }

  @Test func aFullDiskIs74() throws {
    let process = Process()
    process.executableURL = Tool.path
    process.arguments = ["items", "samples/fax-and-mms"]
    process.currentDirectoryURL = Tool.root
    guard let full = FileHandle(forWritingAtPath: "/dev/full") else { return }
    let errors = Pipe()
    process.standardOutput = full
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 74)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(said == "error: standard output cannot be written: No space left on device\n")
  }

  @Test func aReaderThatGoesAwayIsNoError() throws {
    let folder = try Folder()
    let code = folder.url.path + "/code"
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c",
      "{ '\(Tool.path.path)' trace samples/fax-and-mms --format json; echo $? >'\(code)'; } | "
        + "head -c 10",
    ]
    process.currentDirectoryURL = Tool.root
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    process.waitUntilExit()
    #expect(output.fileHandleForReading.readDataToEndOfFile().count == 10)
    #expect(try String(contentsOfFile: code, encoding: .utf8) == "0\n")
  }
}
