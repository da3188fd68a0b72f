import RepostRecords
import RepostReport
import RepostTrace
import Testing

@Test func theListSaysWhatResponsibleMeansFirst() throws {
  let lines = forwardersText(try sample("fax-and-mms-en"), language: .english)
    .split(separator: "\n", omittingEmptySubsequences: false)
  #expect(lines[0] == "Responsible forwarders, by the records (7)")
  #expect(lines[1].hasPrefix("“Responsible” here means only: recorded as sender"))
  #expect(lines[1].hasSuffix("It is no finding about intent or guilt."))
  #expect(!lines.contains { $0.contains("Zhao") })
}

@Test func theListOfASampleIsAsRecorded() throws {
  for language in Language.allCases {
    try expectGolden(
      forwardersText(try sample("fax-and-mms"), language: language),
      "fax-and-mms.forwarders.\(language.rawValue).txt")
  }
}

@Test func withoutARuleNobodyIsCalledResponsible() throws {
  let trace = try trace("id,from,to\nR1,A,B\nR2,B,C\n")
  let list = forwardersText(trace, language: .english)
  #expect(list.hasPrefix("Forwarders, by the records (2)\nNobody is called responsible"))
  #expect(list.contains("recorded as: sender (R1)"))
  #expect(
    forwardersText(trace, language: .chinese).contains("不称任何人为责任转发人：案件文件未载明规则。"))
}

@Test func withRulesThatNothingBreaksNobodyIsListed() throws {
  let trace = try trace(
    "id,from,to,channel,item\nR1,A,B,courier,doc\nR2,B,C,,doc\n",
    caseFile: "items:\n  - id: doc\n    approved_channels: [courier]\n")
  #expect(
    forwardersText(trace, language: .english) == """
      Responsible forwarders, by the records (0)
      “Responsible” here means only: recorded as sender, director or approver of a hop that breaks a rule of the case file. It is no finding about intent or guilt.
      Nobody is recorded as sender, director or approver of a hop that breaks a rule.

      1 record with the recipient's zone or the channel unknown: the records cannot tell whether it breaks a rule (or a further one): R2.

      """)
}

@Test func itemsComeMostPassedOnFirst() throws {
  let trace = try trace(
    "id,time,from,to,item\nR1,2020-01,A,B,x\nR2,2020-02,A,B;C,y\nR3,,,C,y\n",
    caseFile: "items:\n  - id: x\n    title: First\n  - id: y\n  - id: z\n")
  #expect(
    itemsText(trace, language: .english) == """
      y: 2 records, 3 hops, 3 named entities; 2020-02 (R2); 1 record without a time
      x “First”: 1 record, 1 hop, 2 named entities; 2020-01 (R1)
      z: 0 records, 0 hops, 0 named entities; no time on record

      """)
  #expect(
    text(itemsCSV(trace, language: .english)).dropFirst() == """
      ID,Item title,Marking,Records,Hops,Entities,First time,Last time\r
      y,,,2,3,3,2020-02,2020-02\r
      x,First,,1,1,2,2020-01,2020-01\r
      z,,,0,0,0,,\r

      """)
}

@Test func checkGivesALineForEachWarning() throws {
  let trace = try trace("id,from,to,parent\nR1,A,A;B,\nR2,B,C,R9\nR3,C,,\n")
  let lines = checkText(trace, language: .english).split(separator: "\n")
  #expect(lines.count == 4)
  #expect(lines[0].contains("records.csv:2: warning: self-forward: A is recorded"))
  #expect(lines[0].hasSuffix("(record R1)"))
  #expect(lines[1].contains("records.csv:3: warning: unknown-parent: "))
  #expect(lines[3] == "3 warnings: no-recipient 1, self-forward 1, unknown-parent 1")
  #expect(
    checkText(trace, language: .chinese).hasSuffix(
      "提示3条：无接收人（no-recipient）1条、转给自己（self-forward）1条、来源记录缺失（unknown-parent）1条\n"))
}

@Test func checkSaysWhereThereIsNothing() throws {
  let trace = try trace("id,from,to\nR1,A,B\n")
  #expect(checkText(trace, language: .english) == "no warnings\n")
  #expect(checkText(trace, language: .chinese) == "没有提示\n")
}
