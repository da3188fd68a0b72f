import RepostTrace
import Testing

@testable import RepostMap

/// What a map must not let a reader believe.
@Suite struct HonestMapTests {
  private func dot(_ trace: Trace, _ view: MapView = MapView()) throws -> String {
    let map = try SpreadMap(trace, language: .english, view: view, version: "0")
      .render([.dot], in: .thisProcess)
    return String(decoding: try #require(map.files[.dot]), as: UTF8.self)
  }

  @Test func twoPeopleOfOneNameAreToldApart() throws {
    let entities = "id,name,zone\nP1,Li Wei,internal\nP2,Li Wei,external\nP3,Wang,internal\n"
    let text = try dot(
      try traced("id,time,from,to\nR1,2024-03-01,P3,P1\nR2,2024-03-02,P1,P2\n", entities: entities))
    #expect(text.contains("Li Wei [P1] → Li Wei [P2]"))
    #expect(text.contains(">[P1]<") && text.contains(">[P2]<"))
    #expect(!text.contains("[P3]"))
  }

  @Test func someoneOutsideBeforeTheFirstExternalHopIsNamedBesideIt() throws {
    let records = """
      id,time,from,to
      R1,2024-03-01,Out,Other
      R2,2024-03-02,Desk,Li
      R3,2024-03-03,Li,Friend
      """
    let entities =
      "id,zone\nOut,external\nOther,external\nDesk,internal\nLi,internal\n"
      + "Friend,external\n"
    let text = try dot(try traced(records, entities: entities))
    #expect(text.contains("first on record:"))
    #expect(text.contains("Out already outside when first on record"))
    #expect(text.contains("★ first external hop on record"))
    #expect(!text.contains("when the records begin"))
  }

  @Test func everyHopThatBreaksARuleIsMarked() throws {
    let settings = "items:\n  - id: x\n    approved_channels: [courier]\n"
    let trace = try traced(
      "id,time,from,to,channel,item\nR1,2024-03-01,A,B,courier,x\nR2,2024-03-02,B,C,fax,x\n"
        + "R3,2024-03-03,C,D,sms,x\n", settings: settings)
    let text = try dot(trace)
    #expect(text.ranges(of: "△</B>").count == 1)
    #expect(text.contains("△ = breaks a rule"))
  }

  @Test func originThatOnlyImpreciseTimesMakeOneSaysSo() throws {
    let trace = try traced("id,time,from,to\nR1,2024-03,A,B\nR2,2024-03,B,A\n")
    let text = try dot(trace)
    #expect(text.contains(">taken as origin<"))
    #expect(!text.contains(">origin<"))
  }

  @Test func requestForARecordOfSeveralHopsSaysHowManyGotIt() throws {
    let trace = try traced(
      "id,time,from,to,directed_by\nR1,2024-03-01,A,B;C;D,Boss\nR2,2024-03-02,B,E,Boss\n")
    let text = try dot(trace)
    #expect(text.contains("(it went to 3)"))
    #expect(!text.contains("(it went to 1)"))
  }

  @Test func answerThatANarrowedMapLeavesOutIsSaidToBe() throws {
    let entities = "id,zone\nA,internal\nB,internal\nC,external\nX,internal\nY,internal\n"
    let trace = try traced(
      "id,time,from,to\nR1,2024-03-01,A,B\nR2,2024-03-02,B,C\nR3,2024-03-01,X,Y\n",
      entities: entities)
    var view = MapView()
    view.focus = [try trace.entity(named: "Y", option: "--focus")]
    let text = try dot(trace, view)
    #expect(text.contains("not on this map"))
    #expect(!text.contains(">first external hop"))
  }

  @Test func takerOfABroadcastIsNotDrawnAsItsAddressee() throws {
    let trace = try traced(
      "id,time,from,to,parent\nR1,2024-03-01,A,*,\nR2,2024-03-02,B,C,R1\n")
    #expect(try dot(trace).contains(">published<"))
  }

  @Test func mapThatHadToBeMadeSmallerSaysSo() throws {
    var view = MapView()
    view.isReduced = true
    #expect(try dot(try sample("fax-and-mms-en"), view).contains("fewer shapes than asked for"))
  }
}
