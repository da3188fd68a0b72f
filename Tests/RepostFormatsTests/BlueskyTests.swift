import Foundation
import Testing

@testable import RepostFormats

@Suite struct BlueskyTests {
  private let post = "at://did:plc:lin/app.bsky.feed.post/p1"

  @Test func readsEveryFieldOfJetstream() throws {
    let read = try sample("bluesky/jetstream.jsonl")
    #expect(read.format == .bluesky)
    #expect(read.problem == nil)
    let wu = "at://did:plc:wu/app.bsky.feed.repost/r1"
    let he = "at://did:plc:he/app.bsky.feed.repost/r2"
    let chen = "at://did:plc:chen/app.bsky.feed.post/p3"
    let gone = "at://did:plc:gone/app.bsky.feed.post/p9"
    let server = "time at the server"
    #expect(
      read.records.map(socialSummary) == [
        "1 | \(post) | 2026-03-01T05:00:00.000Z | bsky:did:plc:lin | \(post) |  | nobody |  |  | \(server)=2026-03-01T05:00:00Z; text=内部通知：今晚停水",
        "2 | \(wu) | 2026-03-01T05:01:00.000Z | bsky:did:plc:wu | \(post) |  | bsky:did:plc:lin |  | deleted at 2026-03-01T05:03:00Z | \(server)=2026-03-01T05:01:00Z",
        "3 | \(he) | 2026-03-01T05:02:00.000Z | bsky:did:plc:he | \(post) | \(wu) | bsky:did:plc:lin |  |  | ",
        "8 | \(chen) | 2026-03-01T05:04:00.000Z | bsky:did:plc:chen | \(gone) |  | bsky:did:plc:gone |  |  | quotes=\(gone); text=look",
      ])
    #expect(read.records.allSatisfy { $0.isBroadcast && $0.to.isEmpty && $0.channel == "bluesky" })
    #expect(read.sink.titles == [post: "内部通知：今晚停水"])
    #expect(read.sink.leftOut == [.undone: 1, .noTransmission: 2, .otherObject: 1])
    #expect(read.sink.skipped.map(\.line) == [9])
    #expect(read.sink.ends.map(\.line) == [11])
  }

  @Test func readsEveryFieldOfAFeed() throws {
    let read = try sample("bluesky/feed.json")
    #expect(read.format == .bluesky)
    let server = "time=that of the server"
    #expect(
      read.records.map(socialSummary) == [
        "2 | \(post) | 2026-03-01T05:00:01Z | bsky:did:plc:lin | \(post) |  | nobody |  |  | path=feed[0].post; \(server); text=内部通知：今晚停水",
        "2 | repost of \(post) by bsky:did:plc:wu | 2026-03-01T05:01:00Z | bsky:did:plc:wu | \(post) |  | bsky:did:plc:lin |  |  | path=feed[0].reason; \(server)",
      ])
    #expect(read.sink.names == ["bsky:did:plc:lin": "林甲", "bsky:did:plc:wu": "wu.example"])
    #expect(read.sink.leftOut == [.duplicate: 1])
    #expect(read.sink.skipped.map(\.line) == [5])
  }

  @Test func keepsWhatComesBeforeACut() throws {
    let text = try String(
      contentsOf: formatSamples.appending(path: "bluesky/feed.json"), encoding: .utf8)
    let read = Imported(String(text.prefix(700)), file: "a.json")
    #expect(read.format == .bluesky)
    #expect(read.records.count == 2)
    #expect(read.sink.ends.count == 1)
  }

  @Test func isNotTakenForOthers() {
    for text in [
      #"{"from": "did:plc:a", "to": "did:plc:b", "post": "app.bsky.feed.post"}"#,
      #"{"name": "x", "type": "personal_chat", "messages": [{"text": "app.bsky.feed.post"}]}"#,
    ] {
      #expect(Imported(text, file: "a.json").format != .bluesky)
    }
  }

  @Test(.enabled(if: hasCollection("bluesky")))
  func collectionIsRead() throws {
    let lines = try collected("bluesky/SYNTHETIC_jetstream_reposts.jsonl")
    #expect(lines.format == .bluesky)
    let measures = TreeMeasures(
      lines.records.map { record in
        // The repost by alice names the post without the step between.
        var record = record
        if record.parent.isEmpty, record.original != nil { record.parent = record.item }
        return record
      }, root: "at://did:plc:bob/app.bsky.feed.post/abc123"
    ) { $0.id }
    #expect(measures.nodes == 3 && measures.edges == 2 && measures.depth == 2)
    #expect(
      lines.records.map(\.parent) == ["", "", "at://did:plc:alice/app.bsky.feed.repost/3kco5r8abc"])
    #expect(lines.records.map(\.note) == ["", "deleted at 2026-01-01T00:03:00Z", ""])
    #expect(lines.sink.leftOut == [.undone: 1])

    let quote = try collected("bluesky/granary_quote.bsky.json")
    #expect(quote.format == .bluesky)
    #expect(quote.records.map(\.from) == ["bsky:did:plc:pv7fudn", "bsky:did:plc:r72exhka"])
    #expect(quote.records.map(\.original) == [nil, "bsky:did:plc:pv7fudn"])
    #expect(quote.records.map(\.time) == ["2023-05-11T19:59:12Z", "2007-07-07T03:04:05"])

    let attachment = try collected("bluesky/granary_quote_and_attachment.bsky.json")
    #expect(attachment.format == .bluesky)
    #expect(attachment.records.map(\.original) == [nil, "bsky:did:plc:user"])
    #expect(attachment.records.map(\.from) == ["bsky:did:plc:user", nil])

    let bare = try collected("bluesky/granary_repost.bsky-from-as.json")
    #expect(bare.format == .bluesky)
    #expect(bare.records.map(\.time) == ["2012-12-05T00:58:26.000Z"])
    #expect(bare.records.map(\.from) == [nil])
    #expect(bare.records[0].item == "post named on line 1 of granary_repost.bsky-from-as.json")

    let feed = try collected("bluesky/granary_repost.bsky.json")
    #expect(feed.format == .bluesky)
    #expect(
      feed.records.map(\.from) == ["bsky:did:web:example.com", "bsky:did:web:alice.example.com"])
    #expect(feed.records.map(\.original) == [nil, "bsky:did:web:example.com"])
  }
}
