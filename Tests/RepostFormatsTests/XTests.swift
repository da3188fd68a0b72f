import Foundation
import Testing

@testable import RepostFormats

@Suite struct XTests {
  @Test func readsEveryFieldOfVersion1() throws {
    let read = try sample("x-v1/stream.jsonl")
    #expect(read.format == .xv1)
    #expect(read.problem == nil)
    let id = "202800000000000000"
    let unknown = ItemID.text("something that is not in this file", unique: "")
    let byName = "parent=by the name that comes first in its text"
    #expect(
      read.records.map(socialSummary) == [
        "1 | \(id)1 | 2026-03-01T04:00:00+00:00 | x:801 | \(id)1 |  | nobody |  |  | text=notice 停水; path=retweeted_status",
        "1 | \(id)3 | 2026-03-01T04:10:00+00:00 | x:803 | \(id)1 |  | x:801 |  |  | retweet of=\(id)1; text=RT @lin_a: notice 停水",
        "3 | \(id)4 | 2026-03-01T04:20:00+00:00 | x:804 | \(id)1 | \(id)3 | x:801 |  |  | text=look! RT @QingxiNews: RT @lin_a: notice  停水; named steps=qingxinews ← lin_a; \(byName)",
        "4 | \(id)5 | 2026-03-01T04:21:00+00:00 | x:805 | \(unknown) |  | x:@nobody_here |  |  | text=RT @nobody_here: something that is not in this file; named steps=nobody_here",
        "5 | \(id)6 | 2026-03-01T04:30:00+00:00 | x:806 | \(id)3 |  | x:803 |  |  | quotes=\(id)3; text=see this",
        "7 | \(id)8 | 2026-03-01T04:32:00+00:00 | x:808 | 2028000000000000099 |  | author of 2028000000000000099 |  | the post that it quotes is not in the file; deleted later | quotes=2028000000000000099; text=lost",
        "11 | \(id)9 |  | x:809 | \(id)3 |  | x:806 |  |  | time as written=sometime; retweet of=\(id)6; text=RT @quoter: see this",
      ])
    #expect(read.records.allSatisfy { $0.isBroadcast && $0.to.isEmpty && $0.channel == "x" })
    #expect(
      read.sink.leftOut == [.duplicate: 1, .noTransmission: 1, .undone: 1, .otherObject: 1])
    #expect(read.sink.skipped.map(\.line) == [10])
    #expect(read.sink.ends.map(\.line) == [13])
    #expect(read.sink.names["x:803"] == "QingxiNews")
    #expect(read.sink.titles == ["\(id)1": "notice 停水"])
  }

  @Test func readsEveryFieldOfVersion2() throws {
    let read = try sample("x-v2/page.json")
    #expect(read.format == .xv2)
    #expect(read.problem == nil)
    let id = "2028000000000000"
    let edited = "edited; the text is that of the last of 2 versions"
    #expect(
      read.records.map(socialSummary) == [
        "3 | \(id)302 | 2026-03-01T04:10:00.000Z | x:811 | \(id)200 |  | x:810 |  |  | text=RT @lin_a: 停水; path=data[0]; retweet of=\(id)200",
        "4 | \(id)303 | 2026-03-01T04:15:00.000Z | x:812 | \(id)200 |  | x:810 |  | \(edited) | text=看; path=data[1]; quotes=\(id)200",
        "6 | \(id)305 | 2026-03-01T04:17:00.000Z | x:814 | \(id)999 |  | author of \(id)999 |  | the post that it passes on is not in the file | text=RT @gone: x; path=data[3]; retweet of=\(id)999",
        "12 | \(id)200 | 2026-03-01T04:00:00.000Z | x:810 | \(id)200 |  | nobody |  |  | text=青溪镇停水; path=includes.tweets[0]",
      ])
    #expect(read.records.allSatisfy { $0.isBroadcast && $0.to.isEmpty && $0.channel == "x" })
    #expect(read.sink.leftOut == [.duplicate: 1, .noTransmission: 1, .notInFile: 1])
    #expect(read.sink.names == ["x:810": "lin_a", "x:811": "b"])
    #expect(read.sink.titles == ["\(id)200": "青溪镇停水"])
  }

  @Test func readsOnePostOfVersion2() {
    let read = Imported(
      #"{"data": {"id": "5", "author_id": "1", "text": "a"}, "includes": {"users": [{"id": "1", "username": "u"}]}}"#,
      file: "a.json")
    #expect(read.format == .xv2)
    #expect(read.records.map(\.id) == ["5"])
    #expect(read.records.map(\.from) == ["x:1"])
    #expect(read.sink.names == ["x:1": "u"])
  }

  @Test func keepsWhatComesBeforeACut() throws {
    let text = try String(
      contentsOf: formatSamples.appending(path: "x-v2/page.json"), encoding: .utf8)
    let read = Imported(String(text.prefix(600)), file: "a.json")
    #expect(read.format == .xv2)
    #expect(read.records.map(\.id) == ["2028000000000000302", "2028000000000000303"])
    #expect(
      read.records.map(\.original) == [String](repeating: "author of 2028000000000000200", count: 2)
    )
    #expect(read.sink.ends.count == 1)
    #expect(Imported("{\"data\": [", file: "a.json", as: .xv2).problem != nil)
    #expect(Imported("[1", file: "a.json", as: .xv1).problem == nil)
  }

  @Test func isNotTakenForOthers() {
    for text in [
      #"{"from": "a", "to": "b", "id_str": "1", "created_at": "", "user": {}, "text": ""}"#,
      #"{"data": [{"id": "1", "text": "a"}]}"#, #"[{"id": "1", "text": "a", "time": ""}]"#, "[]",
    ] {
      #expect(Imported(text, file: "a.json").format == nil)
    }
  }

  @Test(.enabled(if: hasCollection("twitter15_16/SYNTHETIC_x_v11.jsonl")))
  func collectionIsRead() throws {
    let lines = try collected("twitter15_16/SYNTHETIC_x_v11.jsonl")
    #expect(lines.format == .xv1)
    #expect(
      lines.records.map(\.id) == ["333333333333333333", "444444444444444444", "555555555555555555"])
    #expect(lines.records.map(\.from) == ["x:2", "x:1", "x:5"])
    #expect(lines.records.map(\.parent) == ["", "", "444444444444444444"])
    #expect(lines.records.map(\.original) == [nil, "x:2", "x:2"])
    #expect(lines.records.allSatisfy { $0.item == "333333333333333333" })

    let page = try collected("twitter15_16/SYNTHETIC_x_v2_page.json")
    #expect(page.format == .xv2)
    #expect(page.records.map(\.id) == ["300", "301", "200"])
    #expect(page.records.allSatisfy { $0.item == "200" && $0.parent.isEmpty })
    #expect(page.records.map(\.original) == ["x:2", "x:2", nil])
    #expect(page.sink.leftOut == [.noTransmission: 1])
    #expect(page.sink.names == ["x:1": "a", "x:2": "orig"])
  }
}
