import Foundation
import RepostRecords
import RepostTrace
import Testing

/// The folder of the package.
let packageFolder = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The trace of a sample.
func sample(_ name: String) throws -> Trace {
  let folder = packageFolder.appending(path: "samples/\(name)").path(percentEncoded: false)
  return Trace(try readCase(CaseRequest(inputs: [.path(folder)])))
}

/// The trace of records written in a test; with entities or a case file they are read as a folder.
func trace(
  _ records: String, entities: String? = nil, caseFile: String? = nil, inside: [String] = []
) throws -> Trace {
  try withFolder { folder in
    for (name, text) in [
      ("records.csv", records), ("entities.csv", entities), ("case.yaml", caseFile),
    ] {
      try text?.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
    let isFolder = entities != nil || caseFile != nil
    var request = CaseRequest(inputs: [.path(isFolder ? folder : folder + "/records.csv")])
    request.inside = inside
    return Trace(try readCase(request))
  }
}

/// Calls `body` with a new folder that is removed afterwards.
func withFolder<R>(_ body: (String) throws -> R) throws -> R {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "repost-report-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path(percentEncoded: false))
}

/// Compares a text with the file that holds what it should be; with `RECORD=1` writes that file.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation)
  throws
{
  let root = packageFolder.path(percentEncoded: false)
  let found = text.replacing(root.hasSuffix("/") ? root : root + "/", with: "")
  let file = packageFolder.appending(path: "Tests/RepostReportTests/Goldens/\(name)")
  if ProcessInfo.processInfo.environment["RECORD"] == "1" {
    try found.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  let lines = zip(
    found.split(separator: "\n", omittingEmptySubsequences: false),
    golden.split(separator: "\n", omittingEmptySubsequences: false))
  if let (line, expected) = lines.first(where: { $0 != $1 }) {
    Issue.record("\(name): found “\(line)”, expected “\(expected)”", sourceLocation: sourceLocation)
  }
  #expect(found == golden, "\(name)", sourceLocation: sourceLocation)
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// The cases among the samples.
let sampleNames = [
  "urgent-notice", "report-to-leader", "superior-instruction", "fax-and-mms", "fax-and-mms-en",
  "public-account-draft", "public-account-abridged", "media-repost", "hunter-money",
  "hunter-flattery", "hunter-friend",
]
