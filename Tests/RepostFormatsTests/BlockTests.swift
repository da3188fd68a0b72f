import Foundation
import Testing

@testable import RepostFormats

@Suite struct BlockTests {
  @Test(arguments: [
    "sms/backup.xml", "xferfaxlog/xferfaxlog", "ufed/report.xml", "graphml/passes.graphml",
    "gexf/passes.gexf", "dot/passes.dot",
  ])
  func theSizeOfBlocksMakesNoDifference(path: String) throws {
    let whole = try sample(path)
    let format = try #require(whole.format)
    let url = formatSamples.appending(path: path)
    var rest = Array(try Data(contentsOf: url))[...]
    let input = ByteInput { (buffer) throws(FormatProblem) in
      guard let byte = rest.popFirst() else { return 0 }
      buffer[0] = byte
      return 1
    }
    let sink = RecordingSink()
    try readForeign(
      input, as: format, file: url.lastPathComponent, ImportOptions(), into: sink)
    #expect(!whole.records.isEmpty)
    #expect(sink.records.map { "\($0)" } == whole.records.map { "\($0)" })
    #expect(sink.skipped.map { "\($0)" } == whole.sink.skipped.map { "\($0)" })
    #expect(sink.leftOut == whole.sink.leftOut)
  }
}
