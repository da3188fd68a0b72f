import Foundation
import Testing

@testable import RepostFormats

@Suite struct TwitterTreeTests {
  private let id = "600000000000000001"

  @Test func readsEveryField() throws {
    let read = try sample("twitter-tree/\(id).txt")
    #expect(read.format == .twitterTree)
    #expect(read.problem == nil)
    let delay = "minutes after the post at the root"
    let root = "\(id)/42/\(id)/0.0"
    let b = "\(id)/43/\(id)/1.5"
    let c = "\(id)/44/600000000000000009/-2.25"
    let several = "the tree has more than one way by which this post was reached"
    #expect(
      read.records.map(socialSummary) == [
        "1 | \(root) |  | x:42 | \(id) | \(root) | nobody | \(root) | the tree has this post as its own parent | tweet=\(id); \(delay)=0.0",
        "2 | \(root)#2 |  | x:42 | \(id) |  | nobody | \(root) | \(several) | tweet=\(id); \(delay)=0.0",
        "3 | \(b) |  | x:43 | \(id) | \(root) | nobody | \(b) |  | tweet=\(id); \(delay)=1.5",
        "5 | \(c) |  | x:44 | \(id) | \(b) | nobody | \(c) |  | tweet=600000000000000009; \(delay)=-2.25",
        "6 | \(c)#2 |  | x:44 | \(id) | \(root) | nobody | \(c) | \(several) | tweet=600000000000000009; \(delay)=-2.25",
        "7 | \(b)#2 |  | x:43 | \(id) | \(c) | nobody | \(b) | \(several) | tweet=\(id); \(delay)=1.5",
        "9 | \(id)/45/\(id)/3.0 |  | x:45 | \(id) | \(id)/47/\(id)/9.0 | nobody | \(id)/45/\(id)/3.0 |  | tweet=\(id); \(delay)=3.0",
        "9 | \(id)/47/\(id)/9.0 |  | x:47 | \(id) |  | x:42 | \(id)/47/\(id)/9.0 | the tree does not tell how this post was reached | tweet=\(id); \(delay)=9.0",
      ])
    #expect(read.records.allSatisfy { $0.isBroadcast && $0.to.isEmpty && $0.channel == "x" })
    #expect(read.sink.leftOut == [.duplicate: 1])
    #expect(read.sink.skipped.map(\.line) == [8])
    #expect(read.sink.ends.map(\.line) == [11])
    #expect(read.sink.remarks.count == 1)
  }

  @Test func isNotTakenForOthers() {
    for text in ["digraph { a -> b }", "['a', 'b']->['c', 'd']", "[['a', 'b', 'c']]", "true:1", ""]
    {
      #expect(Imported(text, file: "1.txt").format != .twitterTree)
    }
  }

  @Test(.enabled(if: hasCollection("twitter15_16/twitter15.tar.gz")))
  func collectionHasTheTreesOfItsGroundTruth() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "twitter15-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let archive = collections.appending(path: "twitter15_16/twitter15.tar.gz").path
    _ = try commandOutput(of: "/bin/tar", ["-xzf", archive, "-C", folder.path])
    var trees = 0
    var differing: [String: Int] = [:]
    for row in try groundTruth("twitter15_16/ground_truth.csv") {
      guard row["dataset"] == "twitter15", let tree = row["tree"] else { continue }
      trees += 1
      let url = folder.appending(path: "twitter15/tree/\(tree).txt")
      let read = Imported(Array(try Data(contentsOf: url)), file: url.lastPathComponent)
      #expect(read.format == .twitterTree)
      compare(read, row, tree, &differing)
    }
    #expect(trees == 1490)
    #expect(differing == [:])
  }

  private func compare(
    _ read: Imported, _ row: [String: String], _ tree: String, _ differing: inout [String: Int]
  ) {
    func number(_ name: String) -> Int { row[name].flatMap { Int($0) } ?? -1 }
    func check(_ name: String, _ value: Int) {
      guard value != number(name) else { return }
      differing[name, default: 0] += 1
      if differing[name, default: 0] < 4 { print(tree, name, value, number(name)) }
    }
    let records = read.records
    let root = records.first { $0.parent.isEmpty }
    #expect(root?.from == "x:" + (row["root_uid"] ?? ""))
    check("lines", records.count + read.sink.leftOut[.duplicate, default: 0])
    check("dup_lines", read.sink.leftOut[.duplicate, default: 0])
    check("users", Set(records.map(\.from)).count)
    let posts = TreeMeasures(records, root: root?.post) { $0.post }
    check("A_nodes", posts.nodes)
    check("A_edges", posts.edges)
    check("A_depth", posts.depth)
    check("A_max_breadth", posts.breadth)
    check("A_max_out", posts.maxOut)
    check("A_multi_parent", posts.severalParents)
    check("A_unreached", posts.unreached)
    check("A_self_loops", posts.selfLoops)
    func pair(_ record: ImportedRecord) -> String {
      record.post.split(separator: "/").dropLast().joined(separator: "/")
    }
    let pairs = TreeMeasures(records, root: root.map(pair), node: pair)
    check("B_nodes", pairs.nodes)
    check("B_edges", pairs.edges)
    check("B_depth", pairs.depth)
    check("B_max_breadth", pairs.breadth)
    check("B_max_out", pairs.maxOut)
  }
}
