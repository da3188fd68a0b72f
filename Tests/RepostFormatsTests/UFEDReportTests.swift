import Foundation
import Testing

@testable import RepostFormats

@Suite struct UFEDReportTests {
  private func line(_ record: ImportedRecord) -> String {
    let extras = record.extras.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    return [
      "\(record.line)", record.id, record.time, record.from ?? "nil",
      record.to.joined(separator: "+"), record.channel, record.item, record.parent,
      record.original ?? "nil", record.evidence.joined(separator: "+"), record.note, extras,
    ].joined(separator: "|")
  }

  @Test func readsEveryField() throws {
    let found = try sample("ufed/report.xml")
    #expect(found.format == .ufed)
    #expect(found.problem == nil)
    let owner = "tel:+15550100099"
    let wang = "tel:+15550100001"
    let han = "tel:+15550100003"
    let group = "whatsapp:15550100001-160@g.us"
    let question = ItemID.text("Who else has seen this notice?", unique: "")
    let seen = ItemID.text("The notice was seen on Sunday", unique: "")
    let hidden = ItemID.text("Seen by somebody hidden", unique: "")
    let two = "nil|files\\Image"
    #expect(
      found.records.map(line) == [
        "36|m1|2026-03-02T01:00:00+00:00|\(wang)|\(owner)|whatsapp|ufed:a1||"
          + "nil|files\\Image\\notice.jpg||recipients=by the participants of the chat,"
          + "chat=15550100001@s.whatsapp.net,message id=AA01,status=Read,application=WhatsApp,"
          + "content type=image/jpeg,file=notice.jpg",
        "61|m2|2026-03-02T09:01:00+08:00|\(owner)|\(wang)|whatsapp|\(question)||nil||"
          + "The message was deleted on the device; the report recovered it.|reply to=m1,"
          + "chat=15550100001@s.whatsapp.net,deleted state=Deleted",
        "178|m6|2026-03-02T01:05:00Z|\(owner)|\(group)+\(han)|whatsapp-group|ufed:a1|m1|\(wang)|"
          + "files\\Image\\notice.jpg||label=Forwarded,chat=河堤群,content type=image/jpeg,"
          + "file=notice.jpg",
        "254|m7||\(han)|\(group)|whatsapp-group|ufed:a7||\(two)\\one.jpg|Two pictures|"
          + "time as written=yesterday,chat=河堤群,content type=image/jpeg,file=one.jpg",
        "254|m7/2||\(han)|\(group)|whatsapp-group|ufed:a8||\(two)\\two.jpg|Two pictures|"
          + "time as written=yesterday,chat=河堤群,content type=image/jpeg,file=two.jpg",
        "288|m8|2026-03-02T01:10:00+00:00|telegram:user42|telegram:777|telegram-group|\(seen)||"
          + "telegram:user43|||label=Forwarded,original time=2026-03-01T00:00:00.000+00:00,"
          + "chat=Dam watch",
        "315|m9||a hidden user|telegram:777|telegram-group|\(hidden)||nil|||chat=Dam watch",
      ])
    for record in found.records {
      #expect(!record.isBroadcast && record.certainty.isEmpty && record.post.isEmpty)
    }
    #expect(
      found.sink.names == [
        wang: "王小明", owner: "李雷", han: "韩梅梅", group: "河堤群", "telegram:user42": "小红",
        "telegram:user43": "老张", "telegram:777": "Dam watch",
      ])
    #expect(found.sink.kinds[group] == .group)
    #expect(found.sink.kinds[wang] == .person)
    #expect(found.sink.titles["ufed:a1"] == "notice.jpg")
    #expect(
      found.sink.leftOut == [.otherObject: 2, .systemMessage: 1, .draft: 1, .empty: 2])
    #expect(found.sink.skipped.isEmpty && found.sink.ends.isEmpty)
    #expect(
      found.sink.remarks.map(\.text) == [
        "The report has entries beside its chats, which were not read: 1 of SMS."
      ])
  }

  @Test func readsOneMessageAlone() {
    let text = """
      <model type="InstantMessage" id="m" deleted_state="Intact"><field name="Body">
      <value>A message without a chat</value></field></model>
      """
    let found = Imported(text, file: "one.xml")
    #expect(found.format == .ufed)
    #expect(found.records.map(\.to) == [["owner of one.xml"]])
    #expect(found.records.map(\.from) == [nil])
    #expect(found.records.map(\.channel) == ["unknown"])
  }

  @Test func keepsWhatCameBeforeACut() throws {
    let whole = try String(
      contentsOf: formatSamples.appending(path: "ufed/report.xml"), encoding: .utf8)
    let cut = try #require(whole.range(of: "<model type=\"InstantMessage\" id=\"m7\""))
    let found = Imported(String(whole[..<cut.upperBound]), file: "report.xml")
    #expect(found.records.map(\.id) == ["m1", "m2", "m6"])
    #expect(found.sink.ends.count == 1)
  }

  @Test func refusesOtherXML() {
    #expect(Imported("<project><target name='build'/></project>", file: "build.xml").format == nil)
    #expect(Imported("<model><x/></model>", file: "a.xml").format == nil)
    #expect(Imported("<smses/>", file: "a.xml", as: .ufed).problem?.found == "the element 'smses'")
  }

  @Test(.enabled(if: hasCollection("ufed/iped_ufed-model-chat.xml")))
  func readsAModelOfAChat() throws {
    let found = try collected("ufed/iped_ufed-model-chat.xml")
    #expect(found.format == .ufed)
    // Eleven messages, one of them by the system.
    #expect(found.sink.leftOut == [.systemMessage: 1])
    #expect(Set(found.records.map { $0.id.prefix(36) }).count == 10)
    let forwarded = found.records.filter { $0.extras.contains { $0 == ("label", "Forwarded") } }
    #expect(forwarded.map { String($0.id.prefix(8)) } == ["5fd44844"])
    #expect(forwarded.map { String($0.parent.prefix(8)) } == ["9cfcb1df"])
    let replies = found.records.flatMap(\.extras).filter { $0.name == "reply to" }
    #expect(replies.map { String($0.value.prefix(8)) } == ["714a7bda"])
    #expect(found.records.allSatisfy { !$0.time.isEmpty && $0.from != nil && !$0.to.isEmpty })
    #expect(found.sink.skipped.isEmpty && found.sink.ends.isEmpty)
  }

  @Test(.enabled(if: hasCollection("ufed/iped_ufed-model-useraccount.xml")))
  func countsWhatIsNoMessage() throws {
    let found = try collected("ufed/iped_ufed-model-useraccount.xml")
    #expect(found.format == .ufed)
    #expect(found.records.isEmpty)
    #expect(found.sink.leftOut == [.otherObject: 2])
  }
}
