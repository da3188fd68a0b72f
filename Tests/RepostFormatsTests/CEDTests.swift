import Foundation
import Testing

@testable import RepostFormats

@Suite struct CEDTests {
  private let name = "901_Zk3QmXa7P_7000000001"

  private func line(_ record: ImportedRecord) -> String {
    let extras = record.extras.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
    return [
      "\(record.line)", record.id, record.time, record.from ?? "nobody", record.parent,
      record.original ?? "nobody", record.post, record.note, extras,
    ].joined(separator: " | ")
  }

  @Test func readsEveryField() throws {
    let read = try sample("ced/\(name).json")
    #expect(read.format == .ced)
    #expect(read.problem == nil)
    let root = "weibo:7000000001"
    let note = "the file has the repost Zr4 more than once, not always the same"
    #expect(
      read.records.map(line) == [
        "1 | Zk3QmXa7P |  | \(root) |  | nobody |  |  | id and author=from the name of the file",
        "2 | Zr9 |  | weibo:7000000009 | Zk3QmXa7P | \(root) |  |  | path=[0]; time as written=03月05日 08:00",
        "3 | Zr8 | 2014-02-10T09:00:05+08:00 | weibo:7000000002 | Zk3QmXa7P | \(root) |  |  | text=转给大家看看; path=[1]",
        "4 | Zr7 |  | weibo:7000000003 | Zr4 | \(root) |  |  | text=真的吗？; path=[2]; time as written=01月20日 17:45",
        "5 | Zr6 | 2013-01-02T10:00:00+08:00 | weibo:7000000004 | Zr4 | \(root) |  |  | path=[3]",
        "6 | Zr5 | 2012-12-31T23:59+08:00 | weibo:7000000005 | Zr4 | \(root) |  |  | text=x; path=[4]; time as written=12月31日 23:59; year=from the reposts before and after it in the list",
        "7 | Zr4 | 2012-12-30T12:00:00+08:00 | weibo:7000000006 | Zk3QmXa7P | \(root) |  |  | path=[5]",
        "9 | Zr4#2 | 2012-12-30T12:00:00+08:00 | weibo:7000000006 | Zr2 | \(root) | Zr4 | \(note) | path=[7]",
        "10 | Zr3 |  | weibo:7000000007 | Zr1 | \(root) |  |  | path=[8]; time as written=刚刚",
        "13 | Zr2 | 2012-12-30T10:00:00+08:00 | weibo:7000000008 | Zk3QmXa7P | \(root) |  |  | text=收到; path=[11]",
      ])
    #expect(read.records.allSatisfy { $0.isBroadcast && $0.to.isEmpty && $0.channel == "weibo" })
    #expect(read.records.allSatisfy { $0.item == "Zk3QmXa7P" && $0.certainty.isEmpty })
    #expect(read.sink.leftOut == [.duplicate: 1])
    #expect(read.sink.skipped.map(\.line) == [11, 12])
    #expect(read.sink.ends.isEmpty && read.sink.remarks.isEmpty)
  }

  @Test func readsThePostItself() throws {
    let read = try sample("ced/\(name).original.json")
    #expect(read.format == .ced)
    let record = try #require(read.records.first)
    #expect(read.records.count == 1)
    #expect(
      line(record)
        == "1 | Zk3QmXa7P | 2012-12-30T00:00:00Z | weibo:7000000001 |  | nobody |  |  | "
        + "id and author=from the name of the file; "
        + "text=今晚停水通知：青溪镇自来水厂检修，请各位邻居互相转告，提前储水，以免影响生活。; "
        + "client=手机客户端; reposts by the site's counter=41; comments by the site's counter=2; "
        + "likes by the site's counter=3")
    #expect(record.isBroadcast && record.channel == "weibo" && record.item == "Zk3QmXa7P")
    #expect(read.sink.titles == ["Zk3QmXa7P": "今晚停水通知：青溪镇自来水厂检修，请各位邻居互相转告，提前储水，以免影响生活。"])
  }

  @Test func readsTimesWrittenAsText() {
    let text = """
      {"text": "a", "user": "empty", "time": "Sat Jun 29 12:40:09 +0800 2013", "reposts": 1,
       "comments": 0, "source": "x"}
      """
    let read = Imported(text, file: "1_Ab1_22.json")
    #expect(read.records.map(\.time) == ["2013-06-29T12:40:09+08:00"])
    #expect(read.records.map(\.from) == ["weibo:22"])
  }

  @Test func aFileWithoutTheNameOfThePostSaysSo() {
    let text = #"[{"kids": [], "uid": "5", "parent": "", "text": "", "mid": "M", "date": ""}]"#
    let read = Imported(text, file: "reposts.json")
    #expect(read.records.map(\.id) == ["reposts", "M"])
    #expect(read.records.map(\.from) == [nil, "weibo:5"])
    #expect(read.records.map(\.original) == [nil, nil])
    #expect(read.sink.remarks.count == 1)
  }

  @Test func keepsWhatComesBeforeACut() throws {
    let text = try String(
      contentsOf: formatSamples.appending(path: "ced/\(name).json"), encoding: .utf8)
    let read = Imported(String(text.prefix(400)), file: "\(name).json")
    #expect(read.format == .ced)
    #expect(read.records.map(\.id) == ["Zk3QmXa7P", "Zr9", "Zr8", "Zr7"])
    #expect(read.sink.ends.map(\.line) == [5])
  }

  @Test func isNotTakenForOthers() {
    for text in [
      #"[{"id": "1", "from": "a", "to": "b", "mid": "1", "parent": "", "uid": "1", "date": ""}]"#,
      #"{"reposts": [{"id": 1, "mid": "2", "text": "", "user": {}}]}"#, "[]", "{}", "",
    ] {
      #expect(Imported(text, file: "1_Ab_2.json").format != .ced)
    }
  }

  @Test(.enabled(if: hasCollection("weibo_ced/sample")))
  func collectionHasTheTreesOfItsGroundTruth() throws {
    var found = 0
    for row in try groundTruth("weibo_ced/ground_truth_sample.csv") {
      let path = "weibo_ced/sample/\(row["kind"]!)_\(row["file"]!)"
      guard hasCollection(path + ".json") else { continue }
      found += 1
      let read = try collected(path + ".json")
      #expect(read.format == .ced)
      let conflicts = Int(row["dup_mid_conflicting"]!)!
      // A repost that differs from its double in the list of its children alone is the same repost.
      let duplicates = read.sink.leftOut[.duplicate, default: 0]
      #expect(duplicates + read.records.count - 1 == Int(row["records"]!))
      let others = read.records.filter { $0.id.contains("#") }.count
      #expect(others + duplicates == conflicts, "\(path)")
      expect(read.records, root: row["root_bid"]!, row)
      #expect(Set(read.records.dropFirst().compactMap(\.from)).count == Int(row["users"]!))

      let original = try collected(path + ".original.json")
      #expect(original.format == .ced)
      #expect(original.records.map(\.id) == [row["root_bid"]!])
      #expect(original.records[0].from == "weibo:" + row["root_uid"]!)
      let time = row["root_time"]!
      #expect(
        original.records[0].time == Int64(time).map { ISOTime.utc(seconds: $0) }
          ?? ISOTime.ofAPI(time))
      #expect(original.records[0].from == read.records[0].from)
      #expect(original.records[0].item == read.records[0].item)
    }
    #expect(found == 13)
  }

  private func expect(_ records: [ImportedRecord], root: String, _ row: [String: String]) {
    let measures = TreeMeasures(records, root: root) { $0.post.isEmpty ? $0.id : $0.post }
    #expect(
      [
        measures.nodes, measures.edges, measures.depth, measures.breadth, measures.maxOut,
        measures.rootOut, measures.severalParents, measures.unreached,
      ]
        == [
          "nodes", "edges", "depth", "max_breadth", "max_out", "root_out", "multi_parent",
          "unreached",
        ].map { row[$0].flatMap { Int($0) } })
  }

  @Test(.enabled(if: hasCollection("bench/ced_weibo_nonrumor.pseudonymised.jsonl.gz")))
  func largeCollectionHasTheTreesOfItsGroundTruth() throws {
    let path = collections.appending(path: "bench/ced_weibo_nonrumor.pseudonymised.jsonl.gz").path
    let text = String(decoding: try commandOutput(of: "/bin/gzip", ["-dc", path]), as: UTF8.self)
    var rows: [String: [String: String]] = [:]
    for row in try groundTruth("bench/ced_ground_truth.csv") { rows[row["cascade"]!] = row }
    var found = 0
    // Some of those that have dirt, and some of the others.
    for (place, line) in text.split(separator: "\n").enumerated() {
      let cascade = try JSONInput(ByteInput(Array(line.utf8))).value()
      let row = try #require(rows[cascade["cascade"]?.text ?? ""])
      guard row["dup_mid"] != "0" ? place % 10 == 0 : place % 100 == 0 else {
        continue
      }
      let reposts = (cascade["records"]?.elements ?? []).map { repost in
        let fields = repost.elements.map { $0.text ?? "" }
        return
          "{\"kids\": [], \"uid\": \"\(fields[2])\", \"parent\": \"\(fields[1] == "0" ? "" : fields[1])\", "
          + "\"text\": \"\", \"mid\": \"\(fields[0])\", \"date\": \"\(fields[3])\"}"
      }
      let read = Imported(
        "[" + reposts.joined(separator: ", ") + "]", file: "1_Root_1.json", as: .ced)
      let measures = TreeMeasures(read.records, root: "Root") { $0.post.isEmpty ? $0.id : $0.post }
      #expect(
        [
          measures.nodes, measures.edges, measures.depth, measures.breadth, measures.maxOut,
          measures.severalParents, read.sink.leftOut[.duplicate, default: 0] + read.records.count,
        ]
          == ["nodes", "edges", "depth", "max_breadth", "max_out", "multi_parent"].map {
            Int(row[$0]!)!
          } + [Int(row["records"]!)! + 1], "\(row["cascade"]!)")
      found += 1
    }
    #expect(found > 30)
  }
}
