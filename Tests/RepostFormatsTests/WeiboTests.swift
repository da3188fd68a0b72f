import Foundation
import Testing

@testable import RepostFormats

/// A record in one line, for tests: what is the same in all records of a format is left out.
func socialSummary(_ record: ImportedRecord) -> String {
  let extras = record.extras.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
  return [
    "\(record.line)", record.id, record.time, record.from ?? "nobody", record.item,
    record.parent, record.original ?? "nobody", record.post, record.note, extras,
  ].joined(separator: " | ")
}

@Suite struct WeiboTests {
  @Test func readsEveryFieldOfThePagesOfTheAPI() throws {
    let read = try sample("weibo/repost_timeline.json")
    #expect(read.format == .weibo)
    #expect(read.problem == nil)
    let id = "527000000000000000"
    let root = "\(id)1 |"
    let author = "weibo:7100000001"
    let byName = "parent=by the name that comes first in its text"
    #expect(
      read.records.map(socialSummary) == [
        "3 | \(id)1 | 2026-03-01T12:00:00+08:00 | \(author) | \(root)  | nobody |  |  | text=青溪镇今晚停水的内部通知; path=reposts[0].retweeted_status",
        "3 | \(id)7 | 2026-03-01T12:30:00+08:00 | weibo:7100000005 | \(root) \(id)5 | \(author) |  |  | text=转发微博//@青溪小李：求证 //@阿宝: 真的？//@老周:快看; path=reposts[0]; named steps=青溪小李 ← 阿宝 ← 老周; \(byName)",
        "5 | \(id)6 | 2026-03-01T12:25:00+08:00 | weibo:7100000004 | \(root)  | \(author) |  |  | text=x //@不在文件里的人:看; path=reposts[1]; named steps=不在文件里的人",
        "7 | \(id)5 | 2026-03-01T12:20:00+08:00 | weibo:7100000003 | \(root)  | \(author) |  |  | text=求证 //@阿宝:真的？; path=reposts[2]; named steps=阿宝",
        "9 | \(id)8 | 2026-03-01T12:35:00+08:00 | weibo:7100000003 | \(root) \(id)6 | \(author) |  |  | text=again; path=reposts[3]",
        "11 | \(id)9 | 2026-03-01T12:40:00+08:00 | weibo:7100000006 | \(id)2 |  | author of \(id)2 |  | the author of the post that was reposted is not in the file | text=没了; path=reposts[4]",
      ])
    #expect(read.records.allSatisfy { $0.isBroadcast && $0.to.isEmpty && $0.channel == "weibo" })
    #expect(read.sink.titles == ["\(id)1": "青溪镇今晚停水的内部通知"])
    #expect(read.sink.names[author] == "李某甲")
    #expect(read.sink.names["weibo:7100000003"] == "青溪小李")
    #expect(read.sink.leftOut == [.duplicate: 1])
    #expect(read.sink.skipped.map(\.line) == [15])
    #expect(read.sink.remarks.isEmpty && read.sink.ends.isEmpty)
  }

  @Test func readsEveryFieldOfTheLinesOfCrawlers() throws {
    let read = try sample("weibo-lines/reposts.jsonl")
    #expect(read.format == .weiboLines)
    let item = "post reposted in reposts.jsonl |"
    let author = "author of post reposted in reposts.jsonl |"
    let byName = "parent=by the name that comes first in its text"
    #expect(
      read.records.map(socialSummary) == [
        "1 | 4900000000000003 | 2026-03-01T12:10:00 | weibo:7100000012 | \(item) 4900000000000002 | \(author)  |  | text=看看//@阿宝:转; place by the site=发布于 海外; named steps=阿宝; \(byName)",
        "2 | 4900000000000002 | 2026-03-01T12:05:00 | weibo:7100000011 | \(item)  | \(author)  |  | text=转",
        "3 | 4900000000000001 |  | weibo:7100000012 | \(item)  | \(author)  |  | time as written=3分钟前",
        "5 | 4900000000000005 | 2026-03-01T12:20:00 | weibo:7100000013 | \(item) 4900000000000003 | \(author)  | the name that comes first in its text has 2 reposts that can be meant; the latest is taken | text=//@老周:看看//@阿宝:转; named steps=老周 ← 阿宝; \(byName)",
      ])
    #expect(read.records.allSatisfy { $0.isBroadcast && $0.channel == "weibo" })
    #expect(read.sink.skipped.map(\.line) == [4])
    #expect(read.sink.ends.map(\.line) == [7])
    #expect(read.sink.remarks.count == 1)
    #expect(read.sink.names["weibo:7100000011"] == "阿宝")
  }

  @Test func aStepIsFoundWithinSoManyRepostsOnly() {
    var lines: [String] = []
    func add(_ number: Int, _ name: String, _ text: String) {
      lines.append(
        "{\"_id\": \"\(number)\", \"mblogid\": \"x\", \"created_at\": \"2026-03-01 12:00:00\", "
          + "\"content\": \"\(text)\", \"user\": {\"_id\": \"\(number)\", \"nick_name\": \"\(name)\"}}"
      )
    }
    add(1, "first", "")
    add(2, "second", "//@first:")
    for number in 3..<(3 * RecentRecords.limit + 5) { add(number, "n\(number)", "") }
    add(900_001, "last", "//@first:")
    add(900_002, "last", "//@last:")
    let read = Imported(lines.joined(separator: "\n"), file: "a.jsonl")
    #expect(read.records.count == lines.count)
    #expect(read.records.map(\.line) == Array(1...lines.count))
    #expect(read.records.filter { !$0.parent.isEmpty }.map(\.id) == ["2", "900002"])
    #expect(read.sink.remarks.count == 2)
  }

  @Test func keepsWhatComesBeforeACut() throws {
    let text = try String(
      contentsOf: formatSamples.appending(path: "weibo/repost_timeline.json"), encoding: .utf8)
    let read = Imported(String(text.prefix(1200)), file: "a.json")
    #expect(read.format == .weibo)
    #expect(read.records.count == 3)
    #expect(read.sink.ends.count == 1)
    #expect(Imported("{\"reposts\": 17", file: "a.json", as: .weibo).problem != nil)
  }

  @Test func isNotTakenForOthers() {
    for text in [
      #"{"from": "a", "to": "b", "mid": "1", "created_at": "", "user": "x", "text": "y"}"#,
      #"[{"created_at": "", "id_str": "1", "user": {}, "text": "", "mid": "1"}]"#,
      #"{"text": "", "user": "empty", "time": 1, "reposts": 1, "comments": 2, "pics": 0}"#,
    ] {
      let format = Imported(text, file: "a.json").format
      #expect(format != .weibo && format != .weiboLines)
    }
  }

  @Test(.enabled(if: hasCollection("weibo_api")))
  func collectionIsRead() throws {
    let page = try collected("weibo_api/SYNTHETIC_from_doc_repost_timeline_v2.json")
    #expect(page.format == .weibo)
    #expect(page.records.map(\.id) == ["11142488790", "11488058246"])
    #expect(page.records.map(\.from) == ["weibo:1073880650", "weibo:1404376560"])
    #expect(page.records.map(\.item) == ["11142488790", "11142488790"])
    #expect(page.records.map(\.original) == [nil, "weibo:1073880650"])
    #expect(page.records.map(\.parent) == ["", ""])
    #expect(
      page.records.map(\.time) == ["2011-05-24T18:04:53+08:00", "2011-05-31T17:46:55+08:00"])

    let lines = try collected("weibo_api/weibospider_readme_repost.jsonl")
    #expect(lines.format == .weiboLines)
    #expect(lines.records.map(\.id) == ["4826312651310475"])
    #expect(lines.records.map(\.from) == ["weibo:2717869081"])
    #expect(lines.records[0].extras.contains { $0.name == "named steps" && $0.value == "陈坤" })

    let chain = try String(
      contentsOf: collections.appending(path: "weibo_api/doc_slash_at_chain.txt"), encoding: .utf8)
    let object: [String: Any] = [
      "_id": "1", "mblogid": "x", "created_at": "", "content": chain, "user": ["_id": "2"],
    ]
    let read = Imported(
      Array(try JSONSerialization.data(withJSONObject: object)), file: "a.jsonl")
    #expect(
      read.records[0].extras.first { $0.name == "named steps" }?.value
        == "v渣渣 ← 小铁罐 ← VIOLET_EA命 ← Yersinia_pestis ← 某酷发奋学英语 ← 苏饼无罪的某眠 ← 青色萝卜")
  }
}
