import Foundation
import Testing

@testable import RepostRecords

/// What stands for names, and what may stay.
@Suite struct PseudonymTests {
  private func pseudonymised(
    _ text: String, _ key: inout PseudonymKey, masked: Bool = false,
    keeping kept: Set<PseudonymOptions.Kept> = []
  ) throws -> ForwardingCase {
    var options = PseudonymOptions()
    options.masksNames = masked
    options.kept = kept
    return try readRecords(text).pseudonymised(&key, options)
  }

  @Test func namesKeepTheirPseudonymsInEveryCase() throws {
    var key = PseudonymKey()
    let first = try pseudonymised("id,from,to\nR1,Ann,Bob\n", &key)
    var again = try #require(
      PseudonymKey(
        JSONDecoder().decode(
          PseudonymKey.Content.self, from: JSONEncoder().encode(key.content))))
    #expect(!again.isChanged)
    let second = try pseudonymised("id,from,to\nR1,Bob,Ann\n", &again)
    #expect(!again.isChanged || again.content.names == key.content.names)
    #expect(first.entities.id(0) == second.entities.id(1))
    #expect(first.entities.id(1) == second.entities.id(0))
    #expect(key.trueID(of: first.entities.id(0)) == "Ann")
  }

  @Test func twoKeysGiveOtherPseudonyms() throws {
    var (one, other) = (PseudonymKey(), PseudonymKey())
    let text = "id,from,to\n" + (0..<20).map { "R\($0),Ann\($0)x,Bob\($0)x\n" }.joined()
    let names = try [pseudonymised(text, &one), pseudonymised(text, &other)].map { read in
      (0..<read.entities.count).map { read.entities.id($0) }
    }
    #expect(names[0] != names[1])
  }

  @Test func manyNamesHaveDistinctPseudonyms() throws {
    var key = PseudonymKey()
    let text = "id,from,to\n" + (0..<3000).map { "R\($0),Ann\($0)x,Bob\($0)x\n" }.joined()
    let read = try pseudonymised(text, &key)
    #expect(Set((0..<read.entities.count).map { read.entities.id($0) }).count == 6000)
    #expect(key.content.names.keys.contains { $0.count > 6 })
  }

  @Test func aPseudonymIsNeverANameOfTheCase() throws {
    var key = PseudonymKey()
    let before = try pseudonymised("id,from,to\nR1,Ann,Bob\n", &key)
    var same = try #require(PseudonymKey(PseudonymKey.Content(secret: key.content.secret)))
    let name = before.entities.id(0)
    let after = try pseudonymised("id,from,to\nR1,Ann,\(name)\n", &same)
    #expect(after.entities.id(0) != name)
    #expect(after.entities.id(1) != name)
  }

  @Test func chineseNamesAreMaskedAndNoOthers() throws {
    var key = PseudonymKey()
    let read = try pseudonymised(
      "id,from,to\nR1,张三丰,张伟;欧阳锋;Ann;洪某;第三办公室人员\n", &key, masked: true)
    let names = (0..<read.entities.count).map { read.entities.id($0) }
    #expect(names.prefix(3) == ["张某甲", "张某乙", "欧阳某甲"])
    // A masked name would hold the name that the records have.
    #expect(names.dropFirst(3).allSatisfy { $0.hasPrefix("P-") })
  }

  @Test func theTenStemsAreFollowedByTwoOfThem() throws {
    var key = PseudonymKey()
    let people = "一二三四五六七八九十壹".map { "王\($0)" }
    let read = try pseudonymised(
      "id,from,to\nR1,\(people[0]),\(people.dropFirst().joined(separator: ";"))\n", &key,
      masked: true)
    #expect(read.entities.id(9) == "王某癸")
    #expect(read.entities.id(10) == "王某甲甲")
  }

  @Test(arguments: [
    ("R12", true), ("MSG-2017-12", true), ("R7#1", true), ("telegram", true),
    ("13800138000", false), ("7000001", false), ("a@b.example", false), ("records.csv:3", false),
    ("3kabc4", false), ("通知", false), ("P-7F3A", false), ("zhangsan1", false),
    ("x-bo-1", false), ("", false),
  ])
  func anIDStaysOnlyWhereItTellsNothing(id: String, stays: Bool) throws {
    var key = PseudonymKey()
    let read = try pseudonymised(
      "id,from,to,parent\nR0,Zhangsan,Bo,\n\(id),Bo,Ann,R0\n", &key)
    #expect((read.records.id(1) == id) == stays)
    #expect(read.records.parent(1) == 0)
    if !stays, !id.isEmpty, !id.hasPrefix("records") {
      #expect(key.content.records[read.records.id(1)] == id)
    }
  }

  @Test func parentsThatAreNotThereHavePseudonymsToo() throws {
    var key = PseudonymKey()
    let read = try pseudonymised("id,from,to,parent\nR1,Ann,Bob,mail of Ann\n", &key)
    let parent = try #require(read.records.parentID(0))
    #expect(parent.hasPrefix("R-"))
    #expect(read.records.parent(0) == nil)
    #expect(key.content.records[parent] == "mail of Ann")
  }

  @Test func recordsWithoutIDsAreCalledByWhatStandsForTheirFile() throws {
    var key = PseudonymKey()
    let read = try pseudonymised("from,to\nAnn,Bob\nBob,Cid\n", &key)
    #expect(read.records.id(1) == read.inputs[0].path + ":3")
    #expect(read.inputs[0].path.hasSuffix(".csv"))
    #expect(key.content.files[read.inputs[0].path]?.path == "records.csv")
  }

  @Test func textsAreLeftOutUnlessTheyAreKept() throws {
    var key = PseudonymKey()
    let text = """
      id,from,to,evidence,note,colour
      R1,Zhang San,Bob,exhibit 3 of zhang san,told ＺＨＡＮＧ San's friend; not Bobby,red of Bob

      """
    let without = try pseudonymised(text, &key)
    #expect(without.records.evidence(0).isEmpty)
    #expect(without.records.note(0).isEmpty)
    #expect(without.records.extras(0).isEmpty)
    #expect(without.records.extraColumns.isEmpty)
    let (san, bob) = (without.entities.id(0), without.entities.id(1))
    let with = try pseudonymised(text, &key, keeping: [.notes, .evidence])
    #expect(with.records.evidence(0) == ["exhibit 3 of \(san)"])
    #expect(with.records.note(0) == "told \(san)'s friend; not Bobby")
    #expect(with.records.extras(0).map(\.value) == ["red of \(bob)"])
  }

  @Test func textsThatStayInALargeFileAreLeftOutToo() throws {
    var key = PseudonymKey()
    let rows = (0..<200).map { "R\($0),Ann,Bob,exhibit,told by Ann\n" }.joined()
    try withFolder(["records.csv": "id,from,to,evidence,note\n" + rows]) { folder in
      var request = CaseRequest(inputs: [.path(folder + "/records.csv")])
      request.streaming.fileSize = 100
      let old = try readCase(request)
      let new = old.pseudonymised(&key, PseudonymOptions())
      #expect(old.records.note(7) == "told by Ann")
      #expect(new.records.note(7).isEmpty)
      var options = PseudonymOptions()
      options.kept = [.notes]
      let kept = old.pseudonymised(&key, options)
      #expect(kept.records.note(7) == "told by \(kept.entities.id(0))")
      #expect(kept.records.evidence(7).isEmpty)
    }
  }

  @Test func whatItemsChannelsAndZonesSayOfPeopleIsReplaced() throws {
    let files = [
      "records.csv":
        "id,from,to,channel,item\nR1,Ann,Bob,Ann's fax,letter\nR2,Bob,Cid,fax,ann-letter\n",
      "case.yaml": """
      title: What Ann did
      zones: [internal, house of Bob, public]
      boundary: public
      items:
        - {id: letter, title: Letter of Ann, marking: for Bob, issuer: Dan, rule: law, approved_channels: [ANN'S FAX]}
      """,
    ]
    var key = PseudonymKey()
    let new = try readFolder(files).pseudonymised(&key, PseudonymOptions())
    let (ann, bob) = (new.entities.id(0), new.entities.id(1))
    #expect(new.settings.title.hasPrefix("T-"))
    #expect(new.name.hasPrefix("T-"))
    #expect(new.settings.zones[1].hasPrefix("Z-"))
    #expect(new.settings.zones[2] == "public")
    #expect(new.records.channel(0).hasPrefix("c-"))
    #expect(new.records.channel(1) == "fax")
    #expect(new.items[0].approvedChannels == [new.records.channelKey(0)])
    #expect(new.items[0].title == nil)
    #expect(new.items[0].rule == nil)
    #expect(new.items[0].marking == "for \(bob)")
    #expect(new.items[0].issuer?.hasPrefix("O-") == true)
    #expect(new.items[1].id.hasPrefix("I-"))

    var options = PseudonymOptions()
    options.kept = [.titles]
    let kept = try readFolder(files).pseudonymised(&key, options)
    #expect(kept.settings.title == "What \(ann) did")
    #expect(kept.items[0].title == "Letter of \(ann)")
    #expect(kept.items[0].rule == "law")
  }

  @Test func namesAndPseudonymsBothFindSomebody() throws {
    var key = PseudonymKey()
    let read = try pseudonymised("id,from,to\nR1,Ann,Bob\n", &key)
    #expect(try read.entity(named: "Bob", option: "--focus") == 1)
    #expect(try read.entity(named: read.entities.id(1), option: "--focus") == 1)
    #expect(throws: RecordsError.self) { try read.entity(named: "Eve", option: "--focus") }
  }

  @Test func warningsOfReadingRepeatNothing() throws {
    var key = PseudonymKey()
    let read = try pseudonymised(
      "id,from,to,time\nR1,Ann,Bob,when Ann was there\nR1,Ann,Bob,2017\n", &key)
    #expect(read.warnings.map(\.code) == [.badTime, .duplicateID])
    for warning in read.warnings {
      #expect(!warning.message.contains("Ann"))
      #expect(warning.record.flatMap { read.records.find($0) } != nil)
    }
  }
}
