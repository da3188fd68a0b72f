import Foundation
import RepostFormats
import RepostRecords
import RepostReport
import RepostTrace
import Testing

@Suite struct NativeRecordsTests {
  /// The samples of formats, each a case.
  private static let samples: [String] = {
    let folder = packageFolder.appending(path: "samples/formats")
    let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (found ?? []).filter { path in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(
        atPath: folder.appending(path: path).path, isDirectory: &isFolder)
      return !isFolder.boolValue && !path.hasPrefix("joined-case")
        && ![".md", ".LICENSE"].contains { path.hasSuffix($0) }
    }.sorted()
  }()

  /// What a trace finds, without what tells of the files that it was read from.
  private func findings(_ input: ForwardingCase) throws -> NSDictionary {
    let bytes = traceJSON(Trace(input), version: "0", full: true)
    var json = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    for key in ["inputs", "warnings", "case", "tool"] { json[key] = nil }
    return json as NSDictionary
  }

  @Test(arguments: samples)
  func recordsThatAreWrittenAndReadAgainGiveTheSameTrace(_ sample: String) throws {
    var request = CaseRequest(
      inputs: [.path(packageFolder.appending(path: "samples/formats/\(sample)").path)])
    request.importOptions.dateOrder = .dayFirst
    let input = try readCase(request)
    let expected = try findings(input)
    for format in NativeFormat.allCases {
      try withFolder { folder in
        var bytes: [UInt8] = []
        try writeNativeRecords(input, as: format) { bytes += $0 }
        try Data(bytes).write(to: URL(filePath: folder + "/records.\(format.rawValue)"))
        if let entities = nativeEntities(input) {
          try Data(entities).write(to: URL(filePath: folder + "/entities.csv"))
        }
        try Data(nativeCaseFile(input)).write(to: URL(filePath: folder + "/case.yaml"))
        let again = try readCase(CaseRequest(inputs: [.path(folder)]))
        #expect(try findings(again) == expected, "\(format)")
        #expect(again.records.extraColumns == input.records.extraColumns)
      }
    }
  }
}
