import RepostRecords
import RepostTrace
import Testing

@testable import RepostReport

@Suite struct MarkTests {
  @Test func aSentenceIsTakenApartAtItsMarks() {
    let sentence =
      "from " + Mark.entity(3).around("Zong") + " by " + Mark.record(0).around("R<1>") + "."
    let pieces = Mark.pieces(sentence)
    #expect(pieces.map(\.text) == ["from ", "Zong", " by ", "R<1>", "."])
    #expect(pieces.map(\.mark) == [nil, .entity(3), nil, .record(0), nil])
  }

  @Test func onlyWhatHasARowBecomesALink() {
    let links = PageLinks(records: [0], people: [])
    let sentence = Mark.record(0).around("R<1>") + Mark.record(1).around("R2")
    #expect(
      links.html(sentence).markup == "<a class=\"cite\" href=\"#record-1\">R&lt;1&gt;</a>R2")
  }

  @Test func marksInNamesOfTheInputAreText() throws {
    let forged = "\u{1}r0\u{2}x\u{3}"
    let trace = try trace("from,to\n\"A\(forged)\",B\n")
    let page = text(reportHTML(trace, language: .english, svg: [], version: "0"))
    #expect(page.contains("A\\u{1}r0\\u{2}x\\u{3}"))
  }
}

@Test(arguments: Language.allCases)
func everyLinkOfThePageHasItsTarget(language: Language) throws {
  for name in sampleNames {
    let page = text(reportHTML(try sample(name), language: language, svg: [], version: "0"))
    let targets = Set(page.matches(of: #/ id="([^"]*)"/#).map { String($0.1) })
    let links = page.matches(of: ##/ href="#([^"]*)"/##).map { String($0.1) }
    #expect(!links.isEmpty)
    for link in links { #expect(targets.contains(link), "\(name): \(link)") }
    #expect(!page.contains("\\u{1}"), "\(name): a mark is left")
  }
}

@Test func theFirstPageSaysWhatIsNotKnown() throws {
  let trace = try sample("fax-and-mms")
  let unknown = Summary(trace, .english).unknown.map { ($0.heading, $0.lines.map(\.text)) }
  #expect(
    unknown.map(\.0) == [
      "Gaps to look into next (1)", "Ambiguous", "Not confirmed", "Times", "Beyond the records",
    ])
  #expect(unknown[1].1 == ["Which of these records first led into zone internal: R3, R4, R5."])
  #expect(unknown[2].1 == ["2 records are only probable: R4, R9. What rests on them is no surer."])
}

@Test func inferredAndUndecidedStandAmongWhatIsNotKnown() throws {
  let trace = try trace(
    """
    id,time,from,to,certainty
    1,2024-01-01T10:00:00Z,A,B,
    2,2024-01-01T10:00:00Z,C,B,
    3,2024-01-01T11:00:00Z,B,D,alleged
    """)
  let lines = Summary(trace, .english).unknown.flatMap { $0.lines.map(\.text) }
  #expect(lines.contains { $0.hasPrefix("Cannot be told: nobody here is known to be inside") })
  #expect(lines.contains { $0.contains("not recorded for 1 record, but inferred") })
  #expect(lines.contains("1 record is only alleged: record 3. What rests on it is no surer."))
}

@Suite struct HandlingTimesTests {
  private func time(_ rows: String, from receipts: [Int], to act: Int) throws -> String? {
    let trace = try trace("time,from,to\n" + rows)
    return HandlingTimes(trace).time(from: receipts, to: act)
      .map { DurationWords(Wording(language: .english)).range($0) }
  }

  @Test func exactTimesGiveOneLength() throws {
    let rows = "2024-01-01T10:00:00Z,A,B\n2024-01-01T12:30:10Z,B,C\n"
    #expect(try time(rows, from: [0], to: 1) == "about 2 h 30 min")
  }

  @Test func daysLeaveRoom() throws {
    let rows = "2024-01-01,A,B\n2024-01-03T12:00:00Z,B,C\n"
    #expect(try time(rows, from: [0], to: 1) == "1 day 12 h to 2 days 12 h")
    #expect(try time("2024-01,A,B\n2024-01,B,C\n", from: [0], to: 1) == "up to 31 days")
  }

  @Test func severalSourcesWidenTheRange() throws {
    let rows = "2024-01-01T10:00Z,A,B\n2024-01-01T11:00Z,X,B\n2024-01-01T12:00Z,B,C\n"
    #expect(try time(rows, from: [0, 1], to: 2) == "59 min to 2 h 1 min")
  }

  @Test func anUnknownTimeTellsNothing() throws {
    #expect(try time(",A,B\n2024-01-01,B,C\n", from: [0], to: 1) == nil)
    #expect(try time("2024-01-01,A,B\n,B,C\n", from: [0], to: 1) == nil)
  }
}

@Test func thePageSaysHowToMakeItAgain() throws {
  let trace = try trace("from,to\nA,B\n")
  let page = text(
    reportHTML(
      trace, language: .english, svg: [], version: "1.2",
      arguments: ["trace", "my file.csv", "--inside", "张三", "it's"]))
  #expect(
    page.contains(
      "repost-tracer trace &#39;my file.csv&#39; --inside 张三 &#39;it&#39;\\&#39;&#39;s&#39;"))
}
