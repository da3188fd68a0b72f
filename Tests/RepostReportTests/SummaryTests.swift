import RepostRecords
import RepostReport
import RepostTrace
import Testing

@Test(arguments: ["fax-and-mms", "fax-and-mms-en", "hunter-money", "media-repost"])
func summaryOfASampleIsAsRecorded(name: String) throws {
  for language in Language.allCases {
    let summary = summaryText(try sample(name), language: language)
    try expectGolden(summary, "\(name).summary.\(language.rawValue).txt")
  }
}

@Test func aChineseSummaryHoldsNoEnglish() throws {
  let trace = try sample("fax-and-mms")
  for text in [
    summaryText(trace, language: .chinese), forwardersText(trace, language: .chinese),
  ] {
    let rest = text.replacing(try Regex("[^：、 ]*fax-and-mms/[a-z.]*"), with: "")
      .replacing(try Regex("R[0-9]+(#[0-9]+)?"), with: "")
      // The sample's own notes use this word.
      .replacing("courier", with: "")
    #expect(!rest.contains(try Regex("[A-Za-z{}]")), "\(rest)")
  }
}

@Test func anEnglishSummaryHoldsNoChinese() throws {
  let trace = try sample("fax-and-mms-en")
  for text in [
    summaryText(trace, language: .english), forwardersText(trace, language: .english),
  ] {
    #expect(!text.contains(try Regex("\\p{Han}|[，。：；、（）{}]")), "\(text)")
  }
}

@Test func withoutZonesTheFirstExternalHopCannotBeTold() throws {
  let trace = try trace("time,from,to,channel\n2020-01-01,A,B,email\n2020-01-02,B,C,email\n")
  let english = section("First external hop", summaryText(trace, language: .english))
  #expect(
    english == [
      "Cannot be told: nobody here is known to be inside or outside. Say who is inside with --inside NAME, once for each, or give zones in an entities file.",
      "Undecided for want of a zone: where these recipients stand is unknown. If all recipients of unknown zone were outside, these records would be among the first external hops, and the answer above could change: A → B, e-mail, 2020-01-01 (records.csv:2).",
    ])
  let chinese = section("首次外传", summaryText(trace, language: .chinese))
  #expect(chinese.first?.hasPrefix("无法判定：") == true)
  #expect(summaryText(trace, language: .english).contains("Nobody is called responsible"))
}

@Test(arguments: [
  ("R1,A,B", "At least 2 named people: they", "至少2名具名人员：持有"),
  ("R1,A,G", "At least 1 named person and 1 group or organisation: they", "至少1名具名人员和1个群或单位："),
  ("R1,G,H", "At least 2 groups or organisations: they", "至少2个群或单位：持有"),
])
func theRangeNamesOnlyWhatThereIs(row: String, english: String, chinese: String) throws {
  let trace = try trace("id,from,to\n\(row)\n", entities: "id,kind\nG,group\nH,group\n")
  #expect(summaryText(trace, language: .english).contains(english))
  #expect(summaryText(trace, language: .chinese).contains(chinese))
}

@Test func withInsideTheFirstExternalHopIsTold() throws {
  let trace = try trace(
    "time,from,to,channel\n2020-01-01,A,B,email\n2020-01-02,B,C,email\n", inside: ["A", "B"])
  #expect(
    section("First external hop", summaryText(trace, language: .english)).prefix(4) == [
      "B → C, e-mail, 2020-01-02 (records.csv:3).",
      "The chain that leads to it, 2 steps:",
      "1. A → B, e-mail, 2020-01-01 (records.csv:2) – origin: nothing earlier is on record",
      "2. B → C, e-mail, 2020-01-02 (records.csv:3) – inferred from one source, the only one on record (records.csv:2)",
    ])
}

@Test func severalFirstExternalHopsAreListedWithWhatLeadsToThem() throws {
  let trace = try trace(
    "id,time,from,to\nR1,2020-01-01,A,B\nR2,2020-01,A,X\nR3,2020-01,B,Y\n", inside: ["A", "B"])
  let lines = section("First external hop", summaryText(trace, language: .english))
  #expect(
    lines.prefix(3) == [
      "2 records; they cannot tell which came first:",
      "B → Y, channel not recorded, 2020-01 (R3); before it, as far as the records tell: R1",
      "A → X, channel not recorded, 2020-01 (R2)",
    ]
      || lines.prefix(3) == [
        "2 records; they cannot tell which came first:",
        "A → X, channel not recorded, 2020-01 (R2)",
        "B → Y, channel not recorded, 2020-01 (R3); before it, as far as the records tell: R1",
      ])
}

@Test func anExitOfSomeoneOfUnknownZoneSaysSo() throws {
  let trace = try trace(
    "id,from,to\nR1,U,X\nR2,X,V\n", entities: "id,zone\nX,external\nU,\nV,\n")
  let summary = summaryText(trace, language: .english)
  #expect(
    summary.contains(
      "The zone of U is unknown: if U was already outside, R1 is no hop from inside to outside."))
}

@Test func nothingThatGoesOutIsSaidSo() throws {
  let trace = try sample("report-to-leader")
  #expect(
    section("First external hop", summaryText(trace, language: .english)).first
      == "None: no record shows the item going from someone not outside to a recipient known to be outside."
  )
}

@Test func aChainThroughUnrecordedHandsIsAtLeastSoLong() throws {
  let summary = summaryText(try sample("public-account-draft"), language: .english)
  #expect(summary.contains("at least 3 steps (not all hands are on record)"))
  #expect(summary.contains("Forwarding levels: at least 4"))
}

@Test func aLongChainIsCutInTheMiddle() throws {
  var records = "id,from,to,parent\nR0,P0,P1,\n"
  for step in 1..<40 { records += "R\(step),P\(step),P\(step + 1),R\(step - 1)\n" }
  let inside = (0..<40).map { "P\($0)" }
  let lines = section(
    "First external hop", summaryText(try trace(records, inside: inside), language: .english))
  #expect(lines[1] == "The chain that leads to it, 40 steps:")
  #expect(lines[7].hasPrefix("6. P5 → P6"))
  #expect(lines[8] == "… 28 steps not shown …")
  #expect(lines[9].hasPrefix("35. P34 → P35"))
  #expect(lines[14].hasPrefix("40. P39 → P40"))
}

@Test func inferenceFromSeveralSourcesIsSaidSo() throws {
  let trace = try trace(
    "id,time,from,to\nR1,2020-01-01,A,C\nR2,2020-01-01,B,C\nR3,2020-01-02,C,D\n")
  #expect(
    forwardersText(trace, language: .english).contains(
      "how it was received, before R3: inferred: one of 2 sources; the records cannot tell which (R1, R2); from A, B"
    ))
}

@Test func everythingThatRecordsCannotTellIsSaid() throws {
  let trace = try trace(
    """
    id,time,from,to,channel,item,parent,original,certainty,directed_by,approved_by
    R1,2020-01-01,A,G,wechat-group,doc,,,,,
    R2,2020-01,B,A,fax,doc,,,alleged,,
    R3,2020-01-02,A,C,,doc,,,,,
    R4,,D,*,weibo,doc,,A,,E,F
    R5,2020-02,X,Y,email,doc,R4,,,,
    R6,2020-02,,Z,email,doc,,,,,
    R7,2020-03-01,M,N,,other,,,,,
    R8,2020-03-01,N,M,,other,,,,,
    R9,2020-03-02,Q,Q,,other,,,,,
    """,
    entities: """
      id,name,kind,zone,size,members
      A,,,internal,,
      B,,,external,,
      G,Group,group,internal,10,A;B;C
      C,,,internal,,
      X,,,public,,
      Y,,,external,,
      M,,,internal,,
      """,
    caseFile: """
      title: Everything at once
      items:
        - id: doc
          title: Doc
          issuer: C
          permitted_zone: internal
          approved_channels: [courier]
          rule: Order 1
        - id: other
          approved_channels: []
      """)
  for language in Language.allCases {
    let texts = [summaryText(trace, language: language), forwardersText(trace, language: language)]
    let lines = texts.joined(separator: "\n").split(
      separator: "\n", omittingEmptySubsequences: false
    ).filter { !$0.contains("/records.csv") }
    try expectGolden(
      lines.joined(separator: "\n"), "everything.\(language.rawValue).txt")
  }
}

@Test func namesSharedByTwoAreToldApart() throws {
  let trace = try trace(
    "id,from,to\nR1,a,b\nR2,b,c\n", entities: "id,name\na,Zhang\nb,Zhang\nc,Li\n")
  let summary = summaryText(trace, language: .english)
  #expect(summary.contains("Zhang [a] → Zhang [b]"))
  #expect(!summary.contains("Li [c]"))
}

@Test func escapesWhatWouldHarmATerminal() throws {
  let trace = try trace("id,from,to\nR\u{202E}1,A\u{1B}[2J,B\u{7}\n")
  for language in Language.allCases {
    let texts = [
      summaryText(trace, language: language), forwardersText(trace, language: language),
      itemsText(trace, language: language), checkText(trace, language: language),
    ]
    for text in texts {
      let unseen = text.unicodeScalars.contains {
        $0 != "\n" && ["\u{1B}", "\u{7}", "\u{202E}"].contains($0)
      }
      #expect(!unseen, "\(text)")
    }
  }
}

/// The lines under a heading, without their indentation.
private func section(_ heading: String, _ summary: String) -> [String] {
  let lines = summary.split(separator: "\n", omittingEmptySubsequences: false)
  guard let start = lines.firstIndex(where: { $0 == heading }) else { return [] }
  return lines[(start + 1)...].prefix { !$0.isEmpty }
    .map { String($0.drop { $0 == " " }) }
}
