import Foundation
import Testing

@testable import RepostFormats

@Suite struct ActivityPubTests {
  @Test func readsEveryField() throws {
    let read = try sample("activitypub/outbox.json")
    #expect(read.format == .activitypub)
    #expect(read.problem == nil)
    let lin = "https://a.example/users/lin"
    let post = "https://b.example/users/wu/statuses/77"
    let wu = "ap:https://b.example/users/wu"
    let note = "https://b.example/notes/5"
    let nine = "https://c.example/announce/9"
    let announce = "activity=Announce"
    let later = "2026-03-01"
    #expect(
      read.records.map(socialSummary) == [
        "6 | \(lin)/statuses/3/activity | \(later)T08:00:00Z | ap:\(lin) | \(post) |  | \(wu) |  | undone later | path=orderedItems[1]; \(announce)",
        "7 | \(nine) | \(later)T07:00:00Z | ap:https://c.example/users/chen | \(post) |  | \(wu) |  |  | path=orderedItems[2].object; \(announce)",
        "7 | \(lin)/statuses/4/activity |  | ap:\(lin) | \(post) | \(nine) | \(wu) |  |  | path=orderedItems[2]; \(announce)",
        "8 | announcement of \(note) by ap:\(lin) |  | ap:\(lin) | \(note) |  | author of \(note) |  | the announcement has no id of its own; undone at \(later)T09:00:00Z | path=orderedItems[3]; \(announce)",
        "9 | \(lin)/statuses/6/activity |  | ap:\(lin) | \(post) | \(nine) | \(wu) |  |  | path=orderedItems[4]; \(announce)",
        "10 | \(lin)/statuses/2 | \(later)T06:00:00Z | ap:\(lin) | \(lin)/statuses/2 |  | nobody |  |  | path=orderedItems[5].object; text=内部通知 & 附件\n请看",
      ])
    #expect(read.records.map(\.isBroadcast) == [true, true, true, true, true, false])
    #expect(
      read.records.map(\.to) == [
        [wu], [], [], [], [], ["ap:https://d.example/users/he", "ap:\(lin)/followers"],
      ])
    #expect(read.records.allSatisfy { $0.channel == "mastodon" })
    #expect(read.sink.kinds == ["ap:\(lin)/followers": .group])
    #expect(read.sink.names == ["ap:\(lin)": "林甲"])
    #expect(read.sink.titles == ["\(lin)/statuses/2": "内部通知 & 附件 请看"])
    #expect(read.sink.leftOut == [.undone: 2, .noTransmission: 2, .otherObject: 1])
    #expect(read.sink.skipped.isEmpty && read.sink.ends.isEmpty && read.sink.remarks.isEmpty)
  }

  @Test func keepsWhatComesBeforeACut() throws {
    let text = try String(
      contentsOf: formatSamples.appending(path: "activitypub/outbox.json"), encoding: .utf8)
    let read = Imported(String(text.prefix(900)), file: "a.json")
    #expect(read.format == .activitypub)
    #expect(read.records.count == 1)
    #expect(read.sink.ends.count == 1)
    #expect(Imported("{\"orderedItems\": [{", file: "a.json").problem != nil)
  }

  @Test func anAnnouncementNestedWithoutEndIsRead() {
    var text = #""https://b.example/notes/5""#
    for _ in 0..<60 {
      text = #"{"type": "Announce", "actor": "https://a.example/u", "object": "# + text + "}"
    }
    let read = Imported(text, file: "a.json")
    #expect(read.format == .activitypub)
    #expect(!read.records.isEmpty)
  }

  @Test func isNotTakenForOthers() {
    for text in [
      #"{"@context": {}, "@graph": [{"@type": "x"}]}"#,
      #"{"type": "message", "from": "a", "actor": "b", "object": "c"}"#,
      #"{"name": "x", "type": "personal_chat", "id": 1, "messages": []}"#,
    ] {
      #expect(Imported(text, file: "a.json").format != .activitypub)
    }
  }

  @Test(.enabled(if: hasCollection("activitypub")))
  func collectionIsRead() throws {
    let outbox = try collected("activitypub/SYNTHETIC_mastodon_outbox.json")
    #expect(outbox.format == .activitypub)
    let ann = "https://m.example/users/ann/statuses"
    #expect(
      outbox.records.map(\.id) == [
        "\(ann)/1", "\(ann)/2/activity", "https://third.example/announce/9", "\(ann)/3/activity",
      ])
    #expect(outbox.records.map(\.parent) == ["", "", "", "https://third.example/announce/9"])
    let bob = "ap:https://other.example/users/bob"
    #expect(outbox.records.map(\.original) == [nil, bob, bob, bob])
    #expect(outbox.records.map(\.note) == ["", "undone later", "", ""])
    #expect(outbox.sink.leftOut == [.undone: 1])

    let quote = try collected("activitypub/granary_quote.as2.json")
    #expect(quote.format == .activitypub)
    #expect(quote.records.map(\.id) == ["https://quote/"])
    #expect(quote.records.map(\.item) == ["https://bsky.app/orig/post"])
    #expect(quote.records.map(\.from) == ["ap:https://bob.bsky.social/"])
    #expect(quote.records.map(\.original) == ["ap:https://alice.example.com/"])

    let repost = try collected("activitypub/granary_repost.as2.json")
    #expect(repost.format == .activitypub)
    #expect(
      repost.records.map(\.id) == ["http://example.com/original/post", "tag:example.com,2001:3344"])
    #expect(
      repost.records.map(\.from) == ["ap:http://example.com/bob", "ap:http://example.com/alice"])
    #expect(repost.records.map(\.original) == [nil, "ap:http://example.com/bob"])
    #expect(repost.records[1].time == "2012-12-05T00:58:26+00:00")

    let undo = try collected("activitypub/granary_undo_repost.as2.json")
    #expect(undo.format == .activitypub)
    #expect(undo.records.isEmpty)
    #expect(undo.sink.leftOut == [.undone: 1])

    let arrival = try collected("activitypub/w3c_vocabulary-ex170_announce.json")
    #expect(arrival.format == .activitypub)
    #expect(arrival.records.map(\.from) == ["ap:http://sally.example.org"])
    #expect(arrival.records.map(\.original) == ["ap:http://sally.example.org"])
  }
}
