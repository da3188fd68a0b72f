import RepostTrace
import Testing

@testable import RepostMap

/// What stands below the title.
@Suite struct VerdictTests {
  private func answers(
    _ trace: Trace, _ language: Language = .english
  ) -> (external: String, breach: String, unknown: String?) {
    let verdict = Verdict(
      plan: MapPlan(trace, budget: 40), wording: MapWording(language: language))
    func text(_ answer: Verdict.Answer) -> String { answer.sentences.joined(separator: "; ") }
    return (text(verdict.firstExternal), text(verdict.firstBreach), verdict.unknown.map(text))
  }

  @Test func oneFirstHopIsNamedWithItsNumber() throws {
    let answers = answers(try sample("fax-and-mms-en"))
    #expect(
      answers.external
        == "⑧ (R8) Zhang B → Other WeChat groups (names and number unknown), WeChat group, 2017-07")
    #expect(
      answers.breach
        == "② (R2) Zong → Duty office of a district, The other 3 districts, fax, 2017-07")
    #expect(answers.unknown == "who made ⑨")
  }

  @Test func severalAreToldApartByItem() throws {
    let answers = answers(try sample("hunter-money"), .chinese)
    #expect(answers.external == "记录不能区分先后：①、② (R1、R2) 杨某 → “师兄”，渠道无记载，时间无记载; 逐项分别看，每项各有一条")
  }

  @Test func noneIsSaidWhereNothingLeft() throws {
    #expect(answers(try sample("report-to-leader")).external == "none on record")
    let outside = answers(try sample("media-repost"))
    #expect(
      outside.external
        == "none on record; 傅某 already outside when first on record, source not recorded")
    #expect(outside.breach.hasPrefix("first on record: ① (R1) 傅某 → 某微信群"))
    #expect(outside.unknown == "where 傅某 had it from")
  }

  @Test func undecidedRecordsStandBesideTheAnswer() throws {
    let trace = try traced(
      "id,time,from,to\nR1,2020-01-01,Ann,Ben\nR2,2020-01-02,Ben,Cai\n",
      entities: "id,zone\nAnn,internal\nBen,internal\nCai,\n")
    let answers = answers(trace)
    #expect(
      answers.external == "none on record; undecided: ② goes to someone whose zone is unknown")
    #expect(answers.breach == "the case states no rule")
    #expect(answers.unknown == nil)
  }

  @Test func timesKeepTheirPrecision() throws {
    let trace = try traced(
      """
      id,time,from,to
      R1,2020,Ann,Ben
      R2,2020-03-04T05:06:07+08:00,Ben,Cai
      R3,2020-03-05/2020-04,Cai,Dan
      R4,,Dan,Eve
      """, settings: "time_zone: \"+08:00\"\n")
    func times(_ language: Language) -> [String] {
      let text = RecordText(trace: trace, wording: MapWording(language: language))
      return (0..<4).map { text.time($0) }
    }
    #expect(
      times(.english) == ["2020", "2020-03-04 05:06:07", "2020-03-05–2020-04", "time not recorded"])
    #expect(
      times(.chinese) == ["2020年", "2020年3月4日 05:06:07", "2020年3月5日–2020年4月", "时间无记载"])
  }
}
