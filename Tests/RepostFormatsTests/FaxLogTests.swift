import Testing

@testable import RepostFormats

@Suite struct FaxLogTests {
  private func line(_ record: ImportedRecord) -> String {
    let extras = record.extras.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    return [
      "\(record.line)", record.id, record.time, record.from ?? "nil",
      record.to.joined(separator: "+"), record.item, record.evidence.joined(separator: "+"),
      record.note, extras,
    ].joined(separator: "|")
  }

  @Test func readsEveryField() throws {
    let found = try sample("xferfaxlog/xferfaxlog")
    #expect(found.format == .xferfaxlog)
    #expect(found.problem == nil)
    let secretary = "mail:secretary@office.example"
    let first = "000000201/42/2026-03-02T09:01"
    let second = "000000202/fax000000202.tif/2026-03-02T09:40"
    let third = "000000202/fax000000203.tif/2026-03-02T09:41"
    let fourth = "000000204/2026-03-02T09:50"
    let retried = "000000207/43/2026-03-02T10:08"
    let short = "000000209/fax000000209.tif/2026-03-02T10:15"
    let poll = "000000210/44/2026-03-02T10:20"
    #expect(
      found.records.map(line) == [
        "1|\(first)|2026-03-02T09:01|\(secretary)|tel:09995550101|fax:\(first)|||"
          + "CSI=WATER BOARD,job=42,call=000000201,pages=3,duration=00:01:10,job tag=河堤通知,"
          + "modem=ttyS0,account=kim",
        "2|\(second)|2026-03-02T09:40|tel:09995550999|tel:09995550100|fax:\(second)|"
          + "recvq/fax000000202.tif||TSI=+999 2 555 0999,call=000000202,pages=3,"
          + "duration=00:01:05,modem=ttyS0",
        "3|\(third)|2026-03-02T09:41|tel:09995550999|owner of xferfaxlog|fax:\(third)|"
          + "recvq/fax000000203.tif||TSI=+999 2 555 0999,local number=front desk,call=000000202,"
          + "pages=1,duration=00:01:05,modem=ttyS0",
        "4|\(fourth)|2026-03-02T09:50|DAM OFFICE|owner of xferfaxlog|fax:\(fourth)||"
          + "The sender is what the calling machine said of itself.|name of the caller=WITHHELD,"
          + "TSI=DAM OFFICE,call=000000204,pages=2,duration=00:01:05,modem=ttyS0,account=kim",
        "7|\(retried)|2026-03-02T10:08|kim|tel:09995550202|fax:\(retried)|||"
          + "job=43,call=000000207,pages=3,duration=00:00:41,modem=ttyS0,account=kim",
        "9|\(short)|2026-03-02T10:15|nil|owner of xferfaxlog|fax:\(short)|"
          + "recvq/fax000000209.tif|The log does not say whether the call ended without an error.|"
          + "call=000000209,pages=1,modem=ttyS0",
        "10|\(poll)|2026-03-02T10:20|tel:09995550303|\(secretary)|fax:\(poll)||"
          + "It was fetched: the machine that was called gave it.|"
          + "TSI=+999 555 0303,job=44,call=000000210,pages=2,duration=00:01:00,modem=ttyS0",
      ])
    for record in found.records {
      #expect(record.channel == "fax" && record.parent.isEmpty && record.original == nil)
      #expect(!record.isBroadcast && record.certainty.isEmpty && record.post.isEmpty)
    }
    #expect(found.sink.names == ["tel:09995550101": "王小明", "tel:09995550999": "李雷"])
    #expect(found.sink.kinds["tel:09995550100"] == .person)
    #expect(found.sink.titles["fax:\(first)"] == "河堤通知")
    #expect(found.sink.titles["fax:\(second)"] == "fax000000202.tif")
    #expect(found.sink.titles["fax:\(retried)"] == "fax job 43")
    #expect(found.sink.leftOut == [.failed: 2, .call: 1, .unsent: 1, .noTransmission: 2])
    #expect(found.sink.skipped.map(\.line) == [14, 15, 16])
    #expect(found.sink.skipped[0].found == "a line of 1 field")
    #expect(found.sink.skipped[1].found == "a line with '13/02/26 10:30' and 'SEND'")
    #expect(found.sink.skipped[2].found == "a SEND line without the number of pages")
  }

  @Test func namesTheOwner() throws {
    var options = ImportOptions()
    options.owner = "0999 555 0100"
    let found = try sample("xferfaxlog/xferfaxlog", options: options)
    #expect(found.records.map(\.to)[1...3].allSatisfy { $0 == ["tel:09995550100"] })
  }

  @Test func takesNoNameFromANetworkThatHasNone() {
    let line =
      "03/02/26 09:40\tRECV\t2\tttyS0\tf.tif\t\"\"\tfax\t\"1234\"\t\"\"\t0\t1\t0\t0\t\"\"\t"
    let found = Imported(line + "\"5678\"\t\"Unknown\"", file: "log")
    #expect(found.records.map(\.from) == ["tel:5678"])
    #expect(found.sink.names.isEmpty)
  }

  @Test func recognisesTheLogAlone() {
    let line = "03/02/26 09:01\tSEND\t1\tttyS0\t42\t\"\"\ta@b\t\"1234\"\t\"\"\t0\t1"
    #expect(Imported("garbage\n\(line)", file: "log.txt").format == .xferfaxlog)
    #expect(Imported(line, file: "log.txt").records.count == 1)
    #expect(Imported("from\tto\n03/02/26 09:01\tSEND\n", file: "a.tsv").format == nil)
    #expect(
      Imported(line.replacing("SEND", with: "SENT"), file: "xferfaxlog").format == nil)
    #expect(Imported("nothing of it", file: "a", as: .xferfaxlog).sink.skipped.count == 1)
  }

  @Test(.enabled(if: hasCollection("fax/SYNTHETIC_xferfaxlog")))
  func readsAllVersions() throws {
    let found = try collected("fax/SYNTHETIC_xferfaxlog")
    #expect(found.format == .xferfaxlog)
    #expect(found.records.map(\.line) == [1, 2, 5, 6])
    #expect(
      found.records.map(\.from) == [
        "mail:secretary@office.example", "tel:0255509990", "tel:07079664986",
        "mail:secretary@office.example",
      ])
    #expect(
      found.records.map(\.to) == [
        ["tel:025550101"], ["tel:025550100"], ["owner of SYNTHETIC_xferfaxlog"], ["tel:025550303"],
      ])
    #expect(found.sink.names["tel:0255509990"] == "HONG GILDONG")
    #expect(found.sink.leftOut == [.failed: 1, .call: 1, .unsent: 1])
    #expect(found.sink.skipped.map(\.line) == [8])
  }

  @Test(.enabled(if: hasCollection("fax/quoted_test_lines.txt")))
  func readsShortLines() throws {
    let found = try collected("fax/quoted_test_lines.txt")
    #expect(found.format == .xferfaxlog)
    #expect(found.records.map(\.from) == ["tel:07079664986", "tel:0547337787"])
    #expect(found.records.map(\.time) == ["2026-08-07T17:09", "2026-08-12T13:55"])
  }
}
