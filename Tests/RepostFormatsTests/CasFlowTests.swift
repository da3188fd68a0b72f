import Foundation
import Testing

@testable import RepostFormats

@Suite struct CasFlowTests {
  @Test func readsEveryField() throws {
    let read = try sample("casflow/cascades.txt")
    #expect(read.format == .casflow)
    #expect(read.problem == nil)
    let one = "501 |"
    let delay = "seconds after the post"
    #expect(
      read.records.map(socialSummary) == [
        "1 | 501:11 | 2026-03-01T04:40:00Z | weibo:11 | \(one)  | nobody | 501:11 |  | \(delay)=0",
        "1 | 501:11/12 | 2026-03-01T04:41:00Z | weibo:12 | \(one) 501:11 | weibo:11 | 501:11/12 |  | \(delay)=60",
        "1 | 501:11/12/13 | 2026-03-01T04:41:30Z | weibo:13 | \(one) 501:11/12 | weibo:11 | 501:11/12/13 |  | \(delay)=90",
        "1 | 501:11/12#2 | 2026-03-01T05:40:00Z | weibo:12 | \(one) 501:11 | weibo:11 | 501:11/12 |  | \(delay)=3600",
        "1 | 501:11/99/14 | 2026-03-01T04:42:00Z | weibo:14 | \(one) 501:11/99 | weibo:11 | 501:11/99/14 |  | \(delay)=120",
        "1 | 501:11/11 | 2026-03-01T04:40:30Z | weibo:11 | \(one) 501:11 | weibo:11 | 501:11/11 |  | \(delay)=30",
        "3 | 502:21 | 2026-03-01T04:56:40Z | weibo:21 | 502 |  | nobody | 502:21 |  | \(delay)=0",
        "3 | 502:21/22 | 2026-03-01T04:56:45Z | weibo:22 | 502 | 502:21 | weibo:21 | 502:21/22 |  | \(delay)=5",
        "3 | 502:23/24 | 2026-03-01T04:56:47Z | weibo:24 | 502 | 502:23 | weibo:21 | 502:23/24 |  | \(delay)=7",
        "5 | 503:31 | 2026-03-01T05:13:20Z | weibo:31 | 503 |  | nobody | 503:31 |  | \(delay)=0",
        "5 | 503:31/32 | 2026-03-01T05:13:22Z | weibo:32 | 503 | 503:31 | weibo:31 | 503:31/32 |  | \(delay)=2",
      ])
    #expect(read.records.allSatisfy { $0.isBroadcast && $0.to.isEmpty && $0.channel == "weibo" })
    #expect(read.sink.leftOut == [.duplicate: 1])
    #expect(read.sink.skipped.map(\.line) == [3, 4])
    #expect(
      read.sink.remarks.map(\.text) == [
        "Cascade 503 states 3 reposts and has 2; the file may have been cut off."
      ])
  }

  @Test func readsALineOfAnyLength() {
    let count = 200_000
    var text = "1\t2\t1772340000\t\(count + 1)\t2:0"
    for user in 0..<count { text += " 2/\(user + 10):\(user)" }
    let read = Imported(text, file: "a.txt")
    #expect(read.format == .casflow)
    #expect(read.records.count == count + 1)
    #expect(read.sink.remarks.isEmpty)
  }

  @Test func isNotTakenForOthers() {
    for text in ["a\tb\tc\td\te:0", "1\t2\t3\t4\t5:0", "1\t2\t3\t4\n", "from\tto\n1\t2", ""] {
      #expect(Imported(text, file: "a.txt").format != .casflow)
    }
  }

  @Test(.enabled(if: hasCollection("casflow_weibo/dataset_sample.txt")))
  func collectionHasTheTreesOfItsGroundTruth() throws {
    let read = try collected("casflow_weibo/dataset_sample.txt")
    #expect(read.format == .casflow)
    #expect(read.sink.remarks.isEmpty && read.sink.skipped.isEmpty && read.sink.ends.isEmpty)
    var events = read.sink.leftOut[.duplicate, default: 0] + read.records.count
    let byCascade = Dictionary(grouping: read.records, by: \.item)
    let rows = try groundTruth("casflow_weibo/ground_truth.csv")
    #expect(byCascade.count == rows.count)
    for row in rows {
      let records = try #require(byCascade[row["cascade"] ?? ""])
      func number(_ name: String) -> Int? { row[name].flatMap { Int($0) } }
      events -= number("events") ?? 0
      #expect(records[0].time == ISOTime.utc(seconds: Int64(number("publish_time") ?? 0)))
      let paths = TreeMeasures(records, root: records[0].post) { $0.post }
      #expect(
        [
          paths.nodes, paths.edges, paths.depth, paths.breadth, paths.maxOut, paths.unreached,
          Set(records.map(\.post)).count,
        ]
          == [
            "path_nodes", "path_edges", "path_depth", "path_max_breadth", "path_max_out",
            "path_unreached", "distinct_paths",
          ].map(number), "\(records[0].id)")
      // The ground truth takes the user before the last of a path for the parent, also where that path is
      // not in the file.
      let users = TreeMeasures(
        records + records.compactMap(missingParent(among: records)), root: records[0].from
      ) { $0.from ?? "" }
      #expect(
        [
          users.nodes, users.edges, users.depth, users.breadth, users.maxOut,
          users.severalParents, users.unreached,
        ]
          == [
            "user_nodes", "user_edges", "user_depth", "user_max_breadth", "user_max_out",
            "user_multi_parent", "user_unreached",
          ].map(number), "\(records[0].id)")
      #expect(users.selfLoops == number("user_self_loops"), "\(records[0].id)")
    }
    #expect(events == 0)
  }

  private func missingParent(
    among records: [ImportedRecord]
  ) -> (ImportedRecord) -> ImportedRecord? {
    let ids = Set(records.map(\.id))
    return { record in
      guard !record.parent.isEmpty, !ids.contains(record.parent) else { return nil }
      var parent = ImportedRecord(line: record.line)
      parent.id = record.parent
      parent.from = "weibo:" + (record.parent.split { $0 == "/" || $0 == ":" }.last ?? "")
      return parent
    }
  }
}
