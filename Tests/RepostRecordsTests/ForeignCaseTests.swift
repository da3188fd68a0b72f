import Foundation
import RepostFormats
import RepostRecords
import Testing

/// The samples of formats in the repository.
private let samples = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples/formats")

private func read(
  _ paths: String..., change: (inout CaseRequest) -> Void = { _ in }
) throws -> ForwardingCase {
  var request = CaseRequest(
    inputs: paths.map {
      .path(samples.appending(path: $0).path(percentEncoded: false))
    })
  change(&request)
  return try readCase(request)
}

@Suite struct WorkbookCaseTests {
  private func line(_ input: ForwardingCase, _ record: Int) -> String {
    let (table, entities) = (input.records, input.entities)
    let to = table.recipients[record].map { $0 < 0 ? "*" : entities.id(Int($0)) }
    return [
      table.id(record), table.statedTime(record).text(in: input.settings.timeZone),
      table.actor(record).map { entities.id($0) } ?? "", to.joined(separator: "+"),
      table.channel(record), input.items[table.item(record)].id, table.parentID(record) ?? "",
      table.evidence(record).joined(separator: "+"), table.note(record),
      "line \(table.line(record))",
    ].joined(separator: " | ")
  }

  @Test func readsASheetWithATitleAboveItAndDaysAndClocksInTwoColumns() throws {
    let input = try read("xlsx/登记表.xlsx")
    #expect(
      (0..<input.records.count).map { line(input, $0) } == [
        "R1 | 2017-10-03T21:15Z | 张某甲 | 李某 | fax | 电报 |  | 卷一第3页 |  | line 4",
        "R2 | 2017-10-03T22:40:30Z | 李某 | 王某+赵某 | mms | 电报 | R1 | 卷一第4页 | 拍照后\n发送 | line 5",
        "R3 | 2017-10-04 | 王某 | 户外群 | wechat-group | 照片 |  | 卷二 |  | line 6",
        "R4 | 2017-10 | 赵某 | * | weibo | 照片 |  |  | =1+1 | line 7",
      ])
    #expect(input.records.extras(0) == [ExtraField(name: "手机号", value: "13900000001")])
    #expect(input.inputs.map(\.format) == ["xlsx"])
    #expect(input.inputs.first?.records == 4)
  }

  @Test func readsItsSheetsOfEntitiesItemsAndZones() throws {
    let input = try read("xlsx/登记表.xlsx")
    let group = try #require(input.entities.find("户外群"))
    #expect(input.entities.name(group) == "户外活动群")
    #expect(input.entities.kind(group) == .group)
    #expect(input.entities.size(group) == 120)
    #expect(input.entities.zone(group) == 2)
    #expect(input.entities.find("张秘书") == input.entities.find("张某甲"))
    let telegram = input.items[try #require(input.items.find("电报"))]
    #expect(telegram.permittedZone == 0)
    #expect(telegram.approvedChannels == ["courier"])
    #expect(telegram.issuer == "张某甲")
    #expect(input.items.find("截图") == input.items.find("照片"))
    #expect(input.items.find("IMG_1.jpg") == input.items.find("照片"))
    #expect(input.settings.boundary == 2)
  }

  @Test func tellsOfANumberThatHasLostDigits() throws {
    let remarks = try read("xlsx/登记表.xlsx").warnings.filter { $0.code == .remark }
    #expect(remarks.map(\.line) == [6])
    #expect(remarks.first?.message.contains("in column J: Excel keeps fifteen digits") == true)
  }

  @Test func refusesADamagedWorkbook() throws {
    let whole = try Data(contentsOf: samples.appending(path: "xlsx/登记表.xlsx"))
    try withFolder([:]) { folder in
      let path = folder + "/damaged.xlsx"
      for length in stride(from: 4, to: whole.count - 1, by: 997) {
        try whole.prefix(length).write(to: URL(filePath: path))
        let message = failure { try readCase(CaseRequest(inputs: [.path(path)])) }
        #expect(message.contains("expected a workbook as Excel or LibreOffice saves it"))
      }
      try Data([0x50, 0x4B, 0x05, 0x06] + [UInt8](repeating: 0, count: 18))
        .write(to: URL(filePath: path))
      #expect(!failure { try readCase(CaseRequest(inputs: [.path(path)])) }.isEmpty)
    }
  }
}

@Suite struct ColumnNamesTests {
  @Test func columnsCanBeNamed() throws {
    let columns = try ColumnNames("from=谁发的, to = 谁收的,time=哪天,item=content")
    let input = try readRecords("哪天,谁发的,谁收的,content,sender\n2017,甲,乙,电报,丙\n") {
      $0.columns = columns
    }
    #expect(input.entities.find("甲") == input.records.actor(0))
    #expect(input.records.extras(0) == [ExtraField(name: "sender", value: "丙")])
    #expect(input.items[input.records.item(0)].id == "电报")
    #expect(try ColumnNames(columns.text) == columns)
  }

  @Test func namesThatAreWrongAreRefused() {
    for (text, found) in [
      ("from", "'from'"), ("who=甲", "the field 'who'"), ("from=甲,from=乙", "the field 'from' twice"),
      ("", "no columns"),
    ] {
      #expect(
        failure { try readRecords("a,b\n1,2\n") { $0.columns = try ColumnNames(text) } }
          .contains(found), "\(text)")
    }
    let message = failure {
      try readRecords("哪天,谁发的\n2017,甲\n") { $0.columns = try ColumnNames("from=谁发,to=谁收") }
    }
    #expect(message.contains("no header '谁发' among '哪天', '谁发的'"))
  }
}

@Suite struct ForeignCaseTests {
  @Test func aRecordThatTwoFilesTellIsOne() throws {
    let both = try read(
      "ced/901_Zk3QmXa7P_7000000001.json", "ced/901_Zk3QmXa7P_7000000001.original.json")
    let alone = try read("ced/901_Zk3QmXa7P_7000000001.json")
    #expect(both.records.count == alone.records.count)
    #expect(both.inputs[1].leftOut.map(\.reason) == [.duplicate])
    // The time of the root stands in its own file alone, which came second.
    let root = try #require(both.records.find("Zk3QmXa7P"))
    #expect(alone.records.time(root).isUnknown)
    #expect(!both.records.time(root).isUnknown)
  }

  @Test func aFolderIsReadFileByFile() throws {
    let input = try read("ced")
    #expect(input.inputs.map { $0.path.hasSuffix(".original.json") } == [true, false])
    #expect(Set(input.inputs.map(\.format)) == ["ced"])
  }

  @Test func postsCanBeTakenForEntities() throws {
    let people = try read("casflow/cascades.txt")
    let posts = try read("casflow/cascades.txt") { $0.byPost = true }
    #expect(people.records.count == posts.records.count)
    #expect(posts.entities.count > people.entities.count)
    #expect(posts.records.extraColumns.contains("author"))
  }

  @Test func timesOfUnknownZonesAreNotComparedWithOthers() throws {
    #expect(
      try read("xferfaxlog/xferfaxlog").warnings.contains { $0.code == .unknownTimeZone })
    let message = failure { try read("xferfaxlog/xferfaxlog", "sms/backup.xml") }
    #expect(message.contains("beside other inputs; expected --time-zone"))
    let zoned = try read("xferfaxlog/xferfaxlog", "sms/backup.xml") { $0.timeZone = "+08:00" }
    #expect(!zoned.warnings.contains { $0.code == .unknownTimeZone })
  }

  @Test func aNameThatTablesWouldCutIsWrittenOtherwise() throws {
    try withFolder([
      "a.gexf": """
      <gexf version="1.3"><graph defaultedgetype="directed"><nodes><node id="1" label="甲；乙"/>
      <node id="*"/></nodes><edges><edge source="甲；乙" target="*"/></edges></graph></gexf>
      """
    ]) { folder in
      guard let input = try? readCase(CaseRequest(inputs: [.path(folder + "/a.gexf")])) else {
        return
      }
      #expect(input.records.actor(0).map { input.entities.id($0).contains("；") } == false)
      #expect(input.records.recipients[0].allSatisfy { $0 >= 0 })
    }
  }

  @Test func aFileWithoutRecordsIsAnError() throws {
    try withFolder([
      "log":
        "01/31/26 09:05\tCALL\t\"000001\"\t\"m\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t0\t0\t\"0:00\"\t\"0:05\"\t\"busy\"\n"
    ]) { folder in
      let message = failure {
        var request = CaseRequest(inputs: [.path(folder + "/log")])
        request.foreignFormat = .xferfaxlog
        return try readCase(request)
      }
      #expect(message.contains("no record of a transmission"))
    }
  }
}
