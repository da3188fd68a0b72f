import RepostRecords
import Testing

/// What is said of headers that are not those of a record.
@Suite struct HeaderTests {
  private static let needed =
    "'to' (接收人) and at least one of 'from' (发送人) and 'time' (时间); "

  private static let fields = """
    a file of records has the fields id (编号), time (时间), from (发送人), to (接收人), channel (渠道), \
    item (文件), parent (来源记录), original (原作者), directed_by (指使人), approved_by (审批人), \
    certainty (可信度), evidence (证据), note (备注)
    """

  private func message(_ text: String) -> String { failure { try readRecords(text) } }

  @Test func headersThatAreMissing() {
    let both = "records.csv:1:1: found the headers 'name', 'colour'; expected the headers "
    let start = "say which columns are which, such as --columns "
    #expect(
      message("name,colour\na,b\n")
        == both + Self.needed + start + "'from=WHO SENT,to=WHO GOT IT,time=WHEN'")
    #expect(
      message("发件方,收件方,日子\n甲,乙,2017\n").hasSuffix(start + "'from=发件方,to=收件方,time=日子'"))
    let one = "records.csv:1:1: found the header 'to'; expected the headers "
    #expect(message("to\na\n") == one + Self.needed + Self.fields)
    let key = "records.csv:1:1: found the key 'messages'; expected the keys "
    #expect(message(#"{"messages":[{"from":"a"}]}"#) == key + Self.needed + Self.fields)
  }

  @Test func fullWidthCommas() {
    let found = "records.csv:1:1: found the header '时间，发送人，接收人'; expected the headers "
    let advice = "full-width commas (，) separate nothing; save the file with plain commas (,)"
    #expect(message("时间，发送人，接收人\n2017，甲，乙\n") == found + Self.needed + advice)
  }

  @Test func entitiesInPlaceOfRecords() {
    let advice = "give the entities file with --entities, beside a file of records"
    let found = "the headers '标识', '类型', '圈层', those of an entities file; expected the headers "
    #expect(
      message("标识,类型,圈层\n甲,个人,internal\n")
        == "records.csv:1:1: found " + found + Self.needed + advice)
    #expect(message(#"[{"id":"a","members":["b"]}]"#).hasSuffix(advice))
  }

  @Test func aColumnThatCountsRowsIsNoIDBesideOne() throws {
    let records = try readRecords("序号,编号,发送人,接收人\n1,R7,甲,乙\n").records
    #expect(records.id(0) == "R7")
    #expect(records.extras(0) == [ExtraField(name: "序号", value: "1")])
  }
}
