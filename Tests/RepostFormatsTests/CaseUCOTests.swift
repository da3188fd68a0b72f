import Foundation
import Testing

@testable import RepostFormats

@Suite struct CaseUCOTests {
  @Test func readsEveryField() throws {
    let read = try sample("case-uco/graph.json")
    #expect(read.format == .caseUCO)
    #expect(read.problem == nil)
    let sms = ItemID.text("内部通知：今晚停水，请转告", unique: "")
    let mail = ItemID.text("see the notice attached here", unique: "")
    let chat = ItemID.text("ok", unique: "graph.json:kb:chat-1:6")
    let other = ItemID.text("别的内容", unique: "graph.json:kb:sms-1:20")
    let note = "the file has the message kb:sms-1 more than once, not always the same"
    #expect(
      read.records.map(socialSummary) == [
        "3 | kb:sms-1 | 2026-03-01T05:00:00.25Z | tel:+15550100 | \(sms) |  | nobody |  |  | text=内部通知：今晚停水，请转告; path=@graph[0]; application=WhatsApp",
        "4 | a1@mail.example | 2026-03-01T06:00:00Z | mail:lin@mail.example | \(mail) |  | nobody |  |  | time=that of receipt; subject=停水; text=see the notice attached here; object=kb:mail-1; path=@graph[1]",
        "5 | a2@mail.example | 2026-03-01T07:00:00Z | mail:wu@mail.example | \(mail) | a1@mail.example | nobody |  |  | text=see the notice attached here; object=kb:mail-2; path=@graph[2]",
        "6 | kb:chat-1 |  | tel:+15550101 | \(chat) | kb:sms-1 | nobody |  |  | text=ok; path=@graph[3]; application=WhatsApp",
        "20 | kb:sms-1#2 |  | tel:+15550100 | \(other) |  | nobody | kb:sms-1 | \(note) | text=别的内容; path=@graph[17]",
      ])
    #expect(
      read.records.map(\.to) == [
        ["tel:+15550101", "case:kb:nobody"], ["mail:wu@mail.example"], ["tel:+15550100"],
        ["case:kb:thread-1"], [],
      ])
    #expect(read.records.map(\.channel) == ["sms", "email", "email", "whatsapp", "sms"])
    #expect(read.records.allSatisfy { !$0.isBroadcast })
    #expect(
      read.sink.names == [
        "case:kb:thread-1": "青溪镇群", "mail:wu@mail.example": "吴乙", "tel:+15550100": "甲 林",
      ])
    #expect(read.sink.kinds == ["case:kb:thread-1": .group])
    #expect(read.sink.titles[mail] == "停水")
    #expect(read.sink.leftOut == [.empty: 1, .call: 1, .otherObject: 11])
    #expect(read.sink.skipped.map(\.line) == [21])
    #expect(read.sink.remarks.map(\.line) == [18])
  }

  @Test func keepsWhatComesBeforeACut() throws {
    let text = try String(
      contentsOf: formatSamples.appending(path: "case-uco/graph.json"), encoding: .utf8)
    let read = Imported(String(text.prefix(1300)), file: "graph.json")
    #expect(read.format == .caseUCO)
    #expect(read.records.map(\.id) == ["kb:sms-1", "a1@mail.example"])
    #expect(read.records[0].from == "case:kb:phone-1")
    #expect(read.sink.ends.count == 1)
  }

  @Test func isNotTakenForOthers() {
    for text in [
      #"{"@context": "https://www.w3.org/ns/activitystreams", "type": "Note", "content": ""}"#,
      #"{"from": "a", "to": "b", "text": "uco-core:"}"#,
    ] {
      #expect(Imported(text, file: "a.json").format != .caseUCO)
    }
  }

  @Test(.enabled(if: hasCollection("case_uco")))
  func collectionIsRead() throws {
    let message = try collected("case_uco/message.json")
    #expect(message.format == .caseUCO)
    #expect(message.records.count == 2)
    #expect(message.sink.leftOut == [.empty: 2, .otherObject: 21])
    #expect(
      message.records.map(\.time) == ["2010-01-16T16:34:56.25Z", "2010-01-15T17:59:43.25Z"])
    #expect(message.records.map(\.channel) == ["", "whatsapp"])
    #expect(message.records.allSatisfy { $0.from != nil && $0.to.count == 1 })

    let sms = try collected("case_uco/sms_and_contacts.json")
    #expect(sms.records.map(\.from) == ["tel:11235557890"])
    #expect(sms.records.map(\.to) == [["tel:1237771337"]])
    #expect(sms.records.map(\.channel) == ["sms"])
    #expect(sms.sink.names["tel:1237771337"] != nil)
    #expect(sms.sink.leftOut == [.otherObject: 12])

    let calls = try collected("case_uco/call_log.json")
    #expect(calls.format == .caseUCO)
    #expect(calls.records.isEmpty)
    #expect(calls.sink.leftOut == [.call: 4, .otherObject: 11])

    let phishing = try collected("case_uco/spear_phishing.json")
    #expect(phishing.format == .caseUCO)
    #expect(phishing.records.count == 2)
    #expect(phishing.records.map(\.time) == ["2021-09-02T06:32:16.411Z", ""])
    #expect(phishing.records.allSatisfy { $0.from?.hasPrefix("mail:") == true })
    #expect(phishing.records.count + phishing.sink.leftOut.values.reduce(0, +) == 94)

    let accounts = try collected("case_uco/accounts.json")
    #expect(accounts.format == .caseUCO)
    #expect(accounts.records.isEmpty)
    #expect(accounts.sink.leftOut == [.otherObject: 14])

    let play = try collected("case_uco/Oresteia.json")
    #expect(play.format == .caseUCO)
    #expect(play.records.count == 4)
    #expect(play.records.map(\.to.count).sorted() == [1, 1, 3, 3])
    #expect(play.records.filter { $0.channel == "sms" }.allSatisfy { $0.from == "tel:1239275339" })
    #expect(play.records.contains { $0.id == "CAKBqNfyKo+ZXtkz6DUjWpvHy6O82jTbkNA@mail.gmail.com" })
  }
}
