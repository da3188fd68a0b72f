import Foundation
import Testing

@testable import RepostFormats

@Suite struct SocialRecognitionTests {
  private static let folders: [String: Set<ForeignFormat>] = [
    "weibo_ced/sample": [.ced], "weibo_api": [.weibo, .weiboLines], "casflow_weibo": [.casflow],
    "twitter15_16": [.xv1, .xv2], "twitter15_16/sample": [.twitterTree],
    "activitypub": [.activitypub], "bluesky": [.bluesky], "case_uco": [.caseUCO],
  ]

  @Test(.enabled(if: hasCollection("weibo_ced")))
  func filesOfTheseAndOtherFormatsAreToldApart() throws {
    let own = Set(socialReaders.map { $0.format })
    let manager = FileManager.default
    var found: [ForeignFormat: Int] = [:]
    let paths = manager.enumerator(atPath: collections.path)?.compactMap { $0 as? String } ?? []
    for path in paths.sorted() {
      var isFolder: ObjCBool = false
      let url = collections.appending(path: path)
      guard manager.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue,
        let file = try? FileHandle(forReadingFrom: url)
      else { continue }
      defer { try? file.close() }
      let bytes = Array(try file.read(upToCount: FileHead.limit) ?? Data())
      let head = FileHead(
        name: url.lastPathComponent, bytes: bytes, isWhole: bytes.count < FileHead.limit)
      let formats = socialReaders.filter { $0.recognises(head) }.map { $0.format }
      #expect(formats.count < 2, "\(path): \(formats)")
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      let expected = Self.folders[folder] ?? []
      for format in formats {
        #expect(own.contains(format) && expected.contains(format), "\(path): \(format)")
        found[format, default: 0] += 1
      }
    }
    #expect(
      found == [
        .ced: 26, .weibo: 1, .weiboLines: 1, .casflow: 1, .twitterTree: 6, .xv1: 1, .xv2: 1,
        .activitypub: 5, .bluesky: 5, .caseUCO: 6,
      ])
  }

  @Test func nativeFilesAreNoneOfThese() throws {
    for text in [
      "id,time,from,to,channel,item\n1,2026-03-01,a,b,fax,x\n",
      #"[{"id": "1", "from": "a", "to": ["b"], "time": "2026-03-01", "parent": ""}]"#,
      #"{"sender": "a", "recipient": "b", "item": "x", "text": "", "created_at": "", "user": 1}"#,
      #"{"id": "1", "from": "a", "to": "*", "channel": "weibo", "mid": "5", "uid": "6"}"#,
    ] {
      let head = FileHead(name: "records.json", bytes: text.utf8, isWhole: true)
      #expect(!socialReaders.contains { $0.recognises(head) })
    }
  }
}
