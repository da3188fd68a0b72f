import Foundation
import RepostMap
import RepostRecords
import RepostTrace
import Testing

@Test func theLibraryTracesAndDrawsAsTheReadmesShow() throws {
  #expect(FileManager.default.changeCurrentDirectoryPath(Tool.root.path))
  let svg = try example()
  #expect(String(decoding: svg, as: UTF8.self).contains("Zhang A"))
}

private func example() throws -> [UInt8] {
  let input = try readCase(CaseRequest(inputs: [.path("samples/fax-and-mms-en")]))
  let trace = Trace(input)
  for entity in trace.forwarders {
    let roles = trace.forwarder(entity).roles.map(\.role.rawValue)
    print(trace.id(entity), trace.measures.fanOut[entity], roles)
  }
  let map = try SpreadMap(trace, language: .english).render([.svg], in: .thisProcess)
  return map.files[.svg] ?? []
}
