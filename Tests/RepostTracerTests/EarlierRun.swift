import Foundation
import RepostReport
import Testing

/// A folder with the results of a run, which nothing that goes wrong in a later one may harm.
struct EarlierRun {
  let folder: Folder
  /// The folder of results.
  let out: String
  /// Other records, whose results would take their place.
  let others: String
  private let before: [String: Data]
  private let beside: [String]

  /// Without Graphviz nothing is drawn, and a run takes little time.
  static let withoutMap = ["GVBINDIR": "/nonexistent"]

  init() throws {
    folder = try Folder()
    out = folder.url.path + "/out"
    others = try folder.file("others.csv", "id,from,to\nR1,丙,丁\nR2,丁,戊\n")
    let records = try folder.file("records.csv", "id,from,to\nR1,甲,乙\nR2,乙,丙\n")
    let outcome = try Tool.run(["trace", records, "-o", out], environment: Self.withoutMap)
    #expect(outcome.code == 0, "\(outcome.errors)")
    before = try Self.contents(out)
    beside = try folder.names()
    #expect(before.count == 5)
  }

  /// Traces the other records into the folder of results.
  func again(_ environment: [String: String] = [:], _ more: [String] = []) throws -> Tool.Outcome {
    try Tool.run(
      ["trace", others, "-o", out] + more,
      environment: Self.withoutMap.merging(environment) { $1 })
  }

  /// Expects the earlier results as they were, and nothing new beside them.
  func expectUntouched(_ comment: Comment? = nil) throws {
    #expect(try Self.contents(out) == before, comment)
    #expect(try folder.names() == beside, comment)
  }

  /// Expects the results of one run or the other, whole by their manifest.
  ///
  /// - Returns: Whether they are those of the later one.
  func expectWhole(_ comment: Comment? = nil) throws -> Bool {
    try ResultFolder(path: out).check()
    let found = try Self.contents(out)
    #expect(Set(found.keys) == Set(before.keys), comment)
    let json = String(decoding: found["trace.json"] ?? Data(), as: UTF8.self)
    #expect(json.contains("甲") != json.contains("戊"), comment)
    return json.contains("戊")
  }

  static func contents(_ folder: String) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      contents[name] = try Data(contentsOf: URL(filePath: folder + "/" + name))
    }
    return contents
  }
}

extension Tool {
  /// Runs a shell, which can call the program by `$0`, in a folder.
  static func shell(
    _ script: String, in folder: String, environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script, path.path]
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LC_ALL": "C"]) { $1 }.merging(environment) { $1 }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    let written = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      code: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: String(decoding: written, as: UTF8.self),
      errors: String(decoding: said, as: UTF8.self))
  }
}
