import Crypto
import Testing

@testable import RepostFormats

@Suite struct SMSBackupTests {
  /// A record on one line, all that it says.
  private func line(_ record: ImportedRecord) -> String {
    let extras = record.extras.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    return [
      "\(record.line)", record.id, record.time, record.from ?? "nil",
      record.to.joined(separator: "+"), record.channel, record.item, record.note, extras,
    ].joined(separator: "|")
  }

  private static let image = (0..<2).flatMap { _ in (0..<256).map { UInt8($0) } }

  private var picture: String { ItemID.file(Self.image) }

  private var checksum: String { hexadecimal(SHA256.hash(data: Self.image)) }

  @Test func readsEveryField() throws {
    var options = ImportOptions()
    options.owner = "+1 555 010 0099"
    let found = try sample("sms/backup.xml", options: options)
    #expect(found.format == .sms)
    #expect(found.problem == nil)
    let first = ItemID.text("河堤 will be closed tonight 😎\ntell nobody", unique: "")
    let second = ItemID.text("The dike will be closed tonight", unique: "")
    let third = ItemID.text("ok", unique: "backup.xml:6")
    let fourth = ItemID.text("Your code is 123456, tell nobody", unique: "")
    let chat = ItemID.text("A chat over the data network", unique: "")
    let nobody = ItemID.text("Nobody is named here at all", unique: "")
    let pdf = ItemID.file([1, 2, 3])
    let pdfSum = hexadecimal(SHA256.hash(data: [1, 2, 3]))
    let owner = "tel:+15550100099"
    #expect(
      found.records.map(line) == [
        "4||2025-01-01T00:00:00Z|tel:+15550100001|\(owner)|sms|\(first)||"
          + "date_sent=2024-12-31T23:59:58Z",
        "5||2025-01-01T00:01:00Z|\(owner)|tel:5550100002|sms|\(second)||",
        "6||2025-01-01T00:02:00Z|tel:10010|\(owner)|sms|\(third)||subject=Notice",
        "7|||CITYBANK|\(owner)|sms|\(fourth)|The time of the message cannot be read.|"
          + "time as written=soon",
        "15|mid-1|2025-01-01T00:04:00Z|tel:+15550100001|\(owner)+tel:+15550100003|mms|\(picture)|"
          + "照片 of the notice|date_sent=2025-01-01T00:03:58Z,sha256=\(checksum),file=notice.jpg,"
          + "content type=image/jpeg",
        "35|mid-2/1|2025-01-01T00:05:00Z|\(owner)|tel:+15550100004|mms|\(picture)||"
          + "subject=For you,sha256=\(checksum),file=copy.jpg,content type=image/jpeg",
        "35|mid-2/2|2025-01-01T00:05:00Z|\(owner)|tel:+15550100004|mms|\(pdf)||"
          + "subject=For you,sha256=\(pdfSum),file=order.pdf,content type=application/pdf",
        "35|mid-2/3|2025-01-01T00:05:00Z|\(owner)|tel:+15550100004|mms|mms:backup.xml:35/3|"
          + "The backup does not hold the attachment.|"
          + "subject=For you,file=lost.png,content type=image/png",
        "35|mid-2/4|2025-01-01T00:05:00Z|\(owner)|tel:+15550100004|mms|mms:backup.xml:35/4|"
          + "The attachment cannot be decoded.|"
          + "subject=For you,file=bad.png,content type=image/png",
        "47|proto:7|2025-01-01T00:06:00Z|rcs:ab12@rcs.google.com|\(owner)|mms|\(chat)||",
        "55|mid-5|2025-01-01T00:08:00Z|nil|\(owner)|mms|\(nobody)||",
      ])
    for record in found.records {
      #expect(record.parent.isEmpty && record.original == nil && !record.isBroadcast)
      #expect(record.evidence.isEmpty && record.certainty.isEmpty && record.post.isEmpty)
    }
    #expect(
      found.sink.names == [
        "tel:+15550100001": "王小明", "tel:+15550100004": "韩梅梅",
      ])
    #expect(found.sink.kinds["tel:10010"] == .person)
    #expect(found.sink.kinds[owner] == .person)
    #expect(found.sink.titles[first] == "河堤 will be closed tonight 😎 tell nobody")
    #expect(found.sink.titles[pdf] == "order.pdf")
    #expect(
      found.sink.leftOut == [.draft: 1, .unsent: 2, .failed: 2, .empty: 1, .notInFile: 1])
    #expect(found.sink.skipped.map(\.line) == [14])
    #expect(found.sink.skipped.first?.found == "a text message of the type '9'")
    #expect(found.sink.remarks.isEmpty && found.sink.ends.isEmpty)
  }

  @Test func namesTheOwnerByTheFileWhereNobodySaidWhoItIs() throws {
    let found = try sample("sms/backup.xml")
    let owner = "owner of backup.xml"
    #expect(found.records[1].from == owner)
    #expect(found.records[4].to == [owner, "tel:+15550100003"])
    #expect(
      found.records[4].extras.contains { $0 == ("address of the phone", "+15550100099") })
    #expect(found.sink.remarks.map(\.line) == [15])
    #expect(found.sink.remarks.first?.text.contains("+15550100099") == true)
  }

  @Test func keepsWhatCameBeforeACut() throws {
    let text = """
      <?xml version='1.0'?>
      <smses count="9">
      <sms address="+15550100001" date="1" type="1" body="The first of two messages" />
      <mms date="1" msg_box="1" address="+15550100001"><parts><part ct="image/jpeg" data="AQID
      """
    let found = Imported(text, file: "cut.xml")
    #expect(found.records.map(\.line) == [3])
    #expect(found.sink.ends.map(\.line) == [4])
    #expect(
      found.sink.ends.map(\.byte) == [text.utf8.count - "<part ct=\"image/jpeg\" data=\"AQID".count]
    )
    #expect(
      found.sink.remarks.map(\.text) == [
        "The backup says that it holds 9 messages; 2 were found."
      ])
  }

  @Test func linesAndPlacesStayThoseOfTheFileBehindAnAttachment() {
    let data = Array(repeating: "AAAA", count: 50).joined(separator: "\r\n")
    let text = """
      <smses><mms date="1" msg_box="1" address="+15550100001">
      <parts><part ct="image/jpeg" data="\(data)"/><part ct="image/jpeg" data="AQ=="/></parts></mms>
      <sms address="+15550100001" date="1" type="1" body="The second of two messages" />
      </wrong>
      """
    let found = Imported(text, file: "lines.xml")
    #expect(found.records.map(\.line) == [1, 1, 52])
    #expect(found.sink.ends.map(\.line) == [53])
    let wrong = text.utf8.count - "</wrong>".utf8.count
    #expect(found.sink.ends.map(\.byte) == [wrong + 2])
  }

  @Test func replacesWhatXMLForbids() throws {
    let text = """
      <smses><sms address="+15550100001" date="1" type="1" \
      body="a&#0;b\u{1}c&#55357;d&#56846;e&#xD83D;&#xDE0E;f&#55357;&amp;&lt;" />
      </smses>
      """
    let found = Imported(text, file: "odd.xml")
    #expect(found.sink.ends.isEmpty)
    let item = try #require(found.records.first?.item)
    #expect(found.sink.titles[item] == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e😎f\u{FFFD}&<")
  }

  @Test func readsAttachmentsOfAnyLengthPieceByPiece() throws {
    // 4 MB of Base64 and a text of 3 MB.
    let head =
      "<smses><mms date='1' msg_box='1' address='+15550100001'><parts><part ct='image/jpeg' data='"
    let middle = "'/></parts></mms><sms address='1234' date='1' type='1' body='"
    let pieces: [(String, Int)] = [
      (head, 1), ("AAAA", 1_000_000), (middle, 1), ("河&#10;", 400_000), ("'/></smses>", 1),
    ]
    var place = (0, 0)
    let input = ByteInput { (buffer) throws(FormatProblem) in
      guard place.0 < pieces.count else { return 0 }
      let (text, count) = pieces[place.0]
      let bytes = Array(text.utf8)
      let repeats = min(count - place.1, buffer.count / bytes.count)
      for index in 0..<repeats * bytes.count { buffer[index] = bytes[index % bytes.count] }
      place.1 += repeats
      if place.1 == count { place = (place.0 + 1, 0) }
      return repeats * bytes.count
    }
    let sink = RecordingSink()
    try readForeign(input, as: .sms, file: "long.xml", ImportOptions(), into: sink)
    #expect(sink.records.count == 2)
    #expect(sink.records.first?.item == ItemID.file([UInt8](repeating: 0, count: 3_000_000)))
    #expect(sink.ends.isEmpty)
  }

  @Test func refusesOtherXML() {
    #expect(Imported("<calls count='1'/>", file: "calls.xml").format == nil)
    let other = Imported("<calls count='1'/>", file: "calls.xml", as: .sms)
    #expect(other.problem?.found == "the element 'calls'")
    #expect(Imported("no XML", file: "a.xml", as: .sms).problem != nil)
    let entities = "<!DOCTYPE smses [<!ENTITY a 'b'>]><smses count='0'></smses>"
    #expect(Imported(entities, file: "a.xml", as: .sms).problem?.found.contains("entity") == true)
    #expect(Imported("from,to\n<smses>,b\n", file: "a.csv").format == nil)
  }

  @Test(.enabled(if: hasCollection("sms/SYNTHETIC_sms_backup_restore.xml")))
  func readsTheVendorsFields() throws {
    var options = ImportOptions()
    options.owner = "+15559999999"
    let found = try collected("sms/SYNTHETIC_sms_backup_restore.xml", options: options)
    #expect(found.format == .sms)
    let owner = "tel:+15559999999"
    #expect(
      found.records.map(\.from) == [
        "tel:+15550000001", owner, "tel:+15550000001", owner, "tel:+15550000007", nil,
      ])
    #expect(
      found.records.map(\.to) == [
        [owner], ["tel:+15550000002"], [owner, "tel:+15550000004"],
        ["tel:+15550000005", "tel:+15550000006"], ["rcs:other@rcs.google.com", owner], [owner],
      ])
    #expect(found.records.map(\.channel) == ["sms", "sms", "mms", "mms", "mms", "mms"])
    #expect(found.records[2].item == found.records[3].item)
    #expect(Set(found.records.map(\.item)).count == 5)
    #expect(found.records[2].item == ItemID.file([1, 2, 3, 0xFA]))
    #expect(found.sink.leftOut == [.draft: 1])
    #expect(found.sink.remarks.isEmpty && found.sink.skipped.isEmpty)
  }

  @Test(.enabled(if: hasCollection("sms/SYNTHETIC_broken_surrogates_truncated.xml")))
  func readsABrokenBackup() throws {
    let found = try collected("sms/SYNTHETIC_broken_surrogates_truncated.xml")
    #expect(found.format == .sms)
    #expect(found.records.map(\.line) == [3, 4])
    #expect(found.sink.titles[found.records[0].item] == "Nice 😎 day")
    #expect(found.sink.names["tel:+15550000001"] == "Ann & Co")
    #expect(found.records[1].extras.contains { $0 == ("time as written", "soon") })
    #expect(found.sink.skipped.map(\.line) == [5])
    #expect(found.sink.ends.map(\.line) == [6])
  }
}
