import Foundation
import RepostRecords
import RepostTrace
import Testing

/// What must come out of the ten cases of the training material.
@Suite struct CasesTests {
  @Test func urgentNotice() throws {
    let sample = try SampleCase("urgent-notice")
    #expect(sample.origins == ["市委某部门"])
    #expect(sample.firstBreach == "one R2 洪某")
    #expect(sample.breaks("R1") == [""])
    #expect(sample.firstExternal == "one R3 杨某")
    #expect(sample.undecided == [])
    #expect(sample.gaps == ["?R4 unnamed R4", "?R5 unnamed R5"])
    #expect(sample.crossings == ["internal one R2", "external one R3", "public one R5"])
    #expect(sample.responsible == ["洪某 R2", "杨某 R3", "?R4 R4", "?R5 R5"])
    #expect(sample.receivedOnly == [])
  }

  /// Where nobody knows whether the other groups are outside, nothing is guessed.
  @Test func urgentNoticeWithGroupsOfUnknownZone() throws {
    let folder = try SampleCase.copy(of: "urgent-notice") { entities in
      entities.replacing(",群,external,", with: ",群,,")
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    let sample = try SampleCase(at: folder.path)
    #expect(sample.undecided == ["R3"])
    #expect(sample.firstExternal == "one R5 ?R5")
  }

  @Test func reportToLeader() throws {
    let sample = try SampleCase("report-to-leader")
    #expect(sample.origins == ["赵某"])
    #expect(sample.gaps == [])
    #expect(sample.breaks("R1") == [""])
    #expect(sample.breaks("R2") == ["channel"])
    #expect(sample.firstBreach == "one R2 肖某")
    #expect(sample.firstExternal == "none")
    #expect(sample.responsible == ["肖某 R2"])
  }

  @Test func superiorInstruction() throws {
    let sample = try SampleCase("superior-instruction")
    #expect(sample.breaks("R1") == [""])
    #expect(sample.breaks("R2") == [""])
    #expect(sample.breaks("R3") == [""])
    #expect(sample.firstBreach == "one R4 刘某")
    #expect(sample.roles("何某") == "director R4")
    #expect(sample.responsible == ["刘某 R4", "何某 R4"])
    #expect(sample.firstExternal == "none")
    #expect(
      sample.trace.families.map { $0.origins.map { sample.trace.id($0) } } == [["机要局"], ["刘某"]])
  }

  @Test(arguments: [
    ("fax-and-mms", ["宗某", "杨某", "徐某", "张某甲", "陶某", "张某乙", "赵某"]),
    ("fax-and-mms-en", ["Zong", "Yang", "Xu", "Zhang A", "Tao", "Zhang B", "Zhao"]),
  ])
  func faxAndMMS(folder: String, names: [String]) throws {
    let sample = try SampleCase(folder)
    let (zong, yang, xu, zhangA, tao, zhangB, zhao) =
      (names[0], names[1], names[2], names[3], names[4], names[5], names[6])
    #expect(sample.origins == [zong])
    #expect(sample.breaks("R1") == [""])
    #expect(sample.breaks("R2") == ["channel", "channel"])
    #expect(sample.firstBreach == "one R2 \(zong)")
    #expect(sample.firstExternal == "one R8 \(zhangB)")
    #expect(
      sample.crossings == ["internal several R3,R4,R5", "external one R8", "overseas one R9"])
    #expect(
      sample.responsible == [
        "\(zong) R2", "\(yang) R3,R4,R5", "\(xu) R4", "\(zhangA) R5,R6,R7", "\(tao) R7",
        "\(zhangB) R8", "?R9 R9",
      ])
    #expect(sample.roles(xu) == "director R4")
    #expect(sample.roles(zhangA) == "forwarder R6; director R5,R7")
    #expect(sample.receivedOnly == [zhao])
    #expect(sample.gaps == ["?R9 unnamed R9"])
    #expect(sample.trace.measures.breadth == [1, 4, 3, 1, 2, 2, 1])
    let lu = try #require(sample.trace.input.entities.find(folder.hasSuffix("en") ? "Lu" : "路某"))
    #expect(!sample.trace.measures.isReached[lu])
  }

  @Test func publicAccountDraft() throws {
    let sample = try SampleCase("public-account-draft")
    #expect(sample.firstBreach == "one R1 岳某")
    #expect(sample.breaks("R1") == ["recipient"])
    #expect(sample.firstExternal == "one R3 ?R3")
    #expect(sample.roles("王某") == "approver R3")
    #expect(
      sample.responsible == [
        "岳某 R1", "沈某 R2", "?R3 R3", "赵某 R3", "王某 R3", "宋某 R3", "?R4 R4",
      ])
    #expect(sample.gaps == ["?R3 unnamed R3", "?R4 unnamed R4"])
  }

  @Test func publicAccountAbridged() throws {
    let sample = try SampleCase("public-account-abridged")
    #expect(sample.firstBreach == "one R5 ?R5")
    #expect(sample.firstExternal == "one R5 ?R5")
    #expect(sample.crossings == ["public one R5"])
    #expect(sample.roles("饶某") == "forwarder R3; director R5; approver R5")
    #expect(sample.responsible == ["饶某 R5", "?R5 R5", "?R6 R6"])
    #expect(sample.trace.families.isEmpty)
  }

  @Test func mediaRepost() throws {
    let sample = try SampleCase("media-repost")
    #expect(sample.origins == ["傅某"])
    #expect(sample.outsideOrigins == ["傅某"])
    #expect(sample.gaps == ["傅某 unexplained-origin R1"])
    #expect(sample.firstExternal == "none")
    #expect(sample.firstBreach == "one R1 傅某")
    #expect(sample.responsible == ["傅某 R1", "黄某 R2", "另一媒体 R3", "李某 R3", "王某 R3"])
  }

  @Test(arguments: [
    ("hunter-money", "杨某", 2), ("hunter-flattery", "余某", 10), ("hunter-friend", "辛某", 4),
  ])
  func hunters(folder: String, actor: String, items: Int) throws {
    let sample = try SampleCase(folder)
    let all = (1...items).map { "R\($0)" }.joined(separator: ",")
    #expect(sample.firstExternal == "several \(all) \(actor)")
    #expect(sample.trace.families.count == items)
    for family in sample.trace.families {
      #expect(family.firstExternal.status == .one)
      #expect(family.origins.map { sample.trace.id($0) } == [actor])
    }
    #expect(sample.responsible.count == 2)
    #expect(sample.roles(sample.trace.id(sample.trace.forwarders[1])) == "director \(all)")
    #expect(sample.breaks("R1") == ["recipient"])
  }

  @Test(arguments: [
    "urgent-notice", "report-to-leader", "superior-instruction", "fax-and-mms", "fax-and-mms-en",
    "public-account-draft", "public-account-abridged", "media-repost", "hunter-money",
    "hunter-flattery", "hunter-friend",
  ])
  func noSampleGivesAWarning(folder: String) throws {
    #expect(try SampleCase(folder).trace.warnings == [])
  }
}
