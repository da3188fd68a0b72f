import ArgumentParser
import Foundation
import RepostMap
import RepostRecords
import RepostReport
import Testing

@testable import repost_tracer

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
    #expect(
      outcome.errors
        == "error: --inside 'Zhang C' is in no record and no entity; expected a name as "
        + "records or entities spell it; the nearest: 'Zhang A', 'Zhang B'\n")
  }

  private static let wrongFiles: [(content: Data, message: String)] = [
    (Data(), ":1:1: found an empty file; expected a row of headers and at least one record"),
    (
      Data("time,from,to,channel\n".utf8),
      ":1:1: found no records; expected at least one record"
    ),
    (
      Data("id,time,from,to\nR1,2017,A,B\nR2,20".utf8),
      ":3:1: found 2 fields; expected 4 as in the header; the row is cut or lacks a separator"
    ),
    (
      Data("id,time,from,to\nR1,2017,\"A,B\nR2,2017,B,C\n".utf8),
      ":2:9: found a quote that is never closed; expected a closing \"; close it, or write a \" "
        + "inside a quoted field twice; the file may be cut"
    ),
    (
      Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0]),
      ":1:1: found a file that is not text (it looks like a PNG picture); expected CSV, TSV, JSON or "
        + "NDJSON as text; export the records as text, or name the right file"
    ),
    (
      Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37) }),
      ":1:1: found a file that is not text (it holds a zero byte at byte 1); expected CSV, TSV, JSON "
        + "or NDJSON as text; export the records as text, or name the right file"
    ),
    (
      Data("[{\"from\":\"A\",\"to\":\"B\"}".utf8),
      ":1:23: found the end of the text; expected ',' or ']'; the file may be cut"
    ),
  ]

  @Test(arguments: wrongFiles)
  func aFileThatIsNoRecordsIs65(content: Data, message: String) throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", content)
    let outcome = try Tool.run(["trace", records, "-o", folder.url.path + "/out"])
    #expect(outcome.code == 65)
    #expect(outcome.output == "")
    #expect(outcome.errors == "error: \(records)\(message)\n")
    #expect(try folder.names() == ["r.csv"])
  }

  @Test func oneLineOf200MegabytesIs65() throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", Data(repeating: UInt8(ascii: "x"), count: 200_000_000))
    let outcome = try Tool.run(["trace", records, "-o", folder.url.path + "/out"])
    #expect(outcome.code == 65)
    #expect(
      outcome.errors == "error: \(records):1:1: found a first line of more than 1048576 bytes; "
        + "expected a row of headers such as id,time,from,to\n")
    #expect(try folder.names() == ["r.csv"])
  }

  @Test func aMissingFileIs66() throws {
    let file = try Tool.run(["trace", "no-such-file.csv"])
    #expect(file.code == 66)
    #expect(file.errors == "error: no-such-file.csv: no such file; expected a file of records\n")
    let folder = try Tool.run(["trace", "samples"])
    #expect(folder.code == 66)
    #expect(
      folder.errors == "error: samples: holds no records; expected records.csv, records.tsv, "
        + "records.json, records.ndjson; name the record files themselves, or rename them\n")
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
      names.sorted() == [
        "forwarders.csv", "forwarders.xlsx", "manifest.json", "report.html", "trace.json",
      ])
  }

  @Test func aFaultOfTheProgramIs70() {
    #expect(MapError.Kind.drawing.exitCode == ExitCode(70))
    #expect(MapError.Kind.unavailable.exitCode == ExitCode(69))
    #expect(RecordsError.Kind.readFailed.exitCode == ExitCode(74))
    #expect(ResultError.Kind.writeFailed.exitCode == ExitCode(74))
  }

  @Test func aFolderWithSomebodysFileIs73AndLeftUntouched() throws {
    let folder = try Folder()
    _ = try folder.file("thesis.txt", "mine")
    let outcome = try Tool.run(["trace", "samples/fax-and-mms", "-o", folder.url.path])
    #expect(outcome.code == 73)
    #expect(
      outcome.errors
        == "error: \(folder.url.path): 'thesis.txt' in it is no result of an earlier run, "
        + "so the folder is left as it is; move it away, or choose another folder with -o\n")
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
