import Foundation
import RepostMap
import RepostTrace
import Testing

/// The drawing as it goes to the layout, compared with what was looked at and found right.
///
/// `RECORD=1 swift test` writes the drawings anew, and fails, so that it is never left on.
@Suite struct GoldenTests {
  @Test(arguments: [
    ("report-to-leader", Language.chinese), ("hunter-money", .english),
    ("superior-instruction", .chinese),
  ])
  func sampleIsDrawnAsBefore(name: String, language: Language) throws {
    try compare(try sample(name), language, with: "\(name)-\(language.rawValue)")
  }

  @Test func broadcastIsDrawnToItsTakers() throws {
    let trace = try traced(
      """
      id,time,from,to,channel,item,parent,original
      R1,2020-01-01T08:00,Ann,*,weibo,post,,
      R2,2020-01-01T09:30,Ben,Club,wechat-group,post,R1,
      R3,2020-01-02,Cai,*,weibo,post,,Ann
      R4,,,Site,web,post,R2,
      """,
      entities: """
        id,kind,zone,size
        Ann,person,internal,
        Ben,person,external,
        Club,group,external,120
        Cai,person,,
        Site,site,overseas,
        """)
    try compare(trace, .english, with: "broadcast-en")
  }

  private func compare(_ trace: Trace, _ language: Language, with name: String) throws {
    let map = try SpreadMap(trace, language: language, version: "0.0.0").render(
      [.dot], in: .thisProcess)
    let drawn = String(decoding: try #require(map.files[.dot]), as: UTF8.self)
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens").appending(path: "\(name).dot")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(drawn.utf8).write(to: file)
      Issue.record("\(name).dot was written; look at it, then run the tests without RECORD")
    } else {
      let golden = try String(contentsOf: file, encoding: .utf8)
      #expect(drawn == golden, "the drawing of \(name) has changed")
    }
  }
}
