import Foundation
import Testing

/// Sentences that a reader would otherwise take for more than the records show.
@Suite struct HonestyTests {
  @Test func twoSpellingsOfAnApprovedChannelAreOne() throws {
    let folder = try Folder()
    let caseFile = try folder.file(
      "case.yaml",
      "items:\n  - id: doc\n    permitted_zone: authorised\n    approved_channels: [courier, 微信群]\n"
    )
    let entities = try folder.file(
      "entities.csv", "id,zone\nA,authorised\nB,authorised\nC,authorised\nD,authorised\n")
    let records = try folder.file(
      "r.csv", "id,from,to,channel,parent\nR1,A,B,机要,\nR2,B,C,不明,R1\nR3,C,D,Wechat group,R2\n")
    let outcome = try Tool.run(
      ["trace", records, "--entities", entities, "--case", caseFile, "--format", "json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(!outcome.output.contains("first_breach"))
    #expect(outcome.output.contains("\"rule_undecided\": [\"R2\"]"))
  }

  @Test func aCaseThatIsNarrowedToAnItemSaysSo() throws {
    let folder = try Folder()
    let records = try folder.file(
      "r.csv",
      "id,time,from,to,item,parent\nR1,2017-01-01,A,B,photo,\nR2,2017-01-02,B,C,article,R1\n"
        + "R3,2017-01-03,C,D,photo,\n")
    let output = try summary([records, "--item", "article"], in: folder)
    #expect(
      output.contains("Only “article” and what derives from it: 2 other records are left out"))
    #expect(output.contains("B (R2): R2 names a source that is left out here"))
    #expect(!output.contains("nothing earlier is on record"))
  }

  @Test func rulesOfItemsThatAreLeftOutDoNotCount() throws {
    let folder = try Folder()
    let caseFile = try folder.file(
      "case.yaml", "items:\n  - id: t\n    approved_channels: [courier]\n  - id: m\n")
    let records = try folder.file("r.csv", "id,from,to,item\nR1,A,B,t\nR2,A,B,m\n")
    let outcome = try Tool.run(["forwarders", records, "--case", caseFile, "--item", "m"])
    #expect(outcome.output.contains("Nobody is called responsible"))
  }

  @Test func aTimeThatCannotBeReadIsNotCalledMissing() throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", "id,time,from,to\nR1,next week,A,B\nR2,2017,B,C\n")
    let output = try summary([records], in: folder)
    #expect(output.contains("1 record states a time that cannot be read: R1"))
    #expect(!output.contains("without a time"))
  }

  @Test func oneVagueTimeDoesNotSpeakForTheOthers() throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", "id,time,from,to\nR1,2017-10,A,B\nR2,2017-10-03,B,C\n")
    let output = try summary([records], in: folder)
    #expect(!output.contains("throughout"))
  }

  @Test func columnsWithoutAMeaningAreNamedAndShown() throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", "id,from,to,page,note\nR1,A,B,p. 7,by hand\n")
    let output = try summary([records], in: folder)
    #expect(
      output.contains("Columns without a meaning here, kept and shown with their records: page."))
    let report = try String(contentsOfFile: folder.url.path + "/out/report.html", encoding: .utf8)
    #expect(report.contains("page: p. 7") && report.contains("by hand"))
  }

  @Test func whoIsOutsideOnlyByTheOptionsIsCounted() throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", "id,from,to\nR1,A,B\nR2,B,C\n")
    let output = try summary([records, "--inside", "A"], in: folder)
    #expect(output.contains("2 entities are outside only because --inside names others."))
  }

  @Test func aRecordThatNamesNoRecipientIsNotPassedOver() throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", "id,from,to,parent\nR1,Z,,\nR2,B,C,R1\nR3,C,,R2\n")
    let output = try summary([records], in: folder)
    #expect(output.contains("the records name R1 as source, which names no recipient"))
    #expect(output.contains("Named as sender of records that name no recipient: C (R3)."))
  }

  @Test func onlyTheLawThatWasBrokenIsCited() throws {
    let folder = try Folder()
    let caseFile = try folder.file(
      "case.yaml",
      """
      items:
        - id: a
          permitted_zone: authorised
          rule: Law A
        - id: b
          permitted_zone: overseas
          rule: Law B
        - id: d
          derived_from: [a, b]

      """)
    let entities = try folder.file("entities.csv", "id,zone\nX,authorised\nY,external\n")
    let records = try folder.file("r.csv", "id,from,to,item\nR1,X,Y,d\n")
    let output = try summary(
      [records, "--case", caseFile, "--entities", entities], in: folder)
    #expect(output.contains("Law A") && !output.contains("Law B"))
  }

  @Test func noInputIsWrittenOver() throws {
    let folder = try Folder()
    let text = "id,from,to\nR1,A,B\n"
    let records = try folder.file("r.csv", text)
    let outcome = try Tool.run(["forwarders", records, "--format", "csv", "-o", records])
    #expect(outcome.code == 73)
    #expect(outcome.errors == "error: \(records): is an input of this run; name another file\n")
    #expect(try String(contentsOfFile: records, encoding: .utf8) == text)
  }

  @Test func aFileOfDotsGivesACaseAName() throws {
    let folder = try Folder()
    let records = try folder.file("..csv", "id,from,to\nR1,A,B\n")
    let outcome = try Tool.run(["trace", records, "--format", "json"])
    #expect(outcome.output.contains("\"title\": \"case\""))
  }

  @Test func controlCharactersOfNamesReachNoTerminal() throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", "id,from,to\nR1,A\u{1B}[2J,\u{202E}B\n")
    for format in ["text", "csv"] {
      let outcome = try Tool.run(["forwarders", records, "--format", format])
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(!outcome.output.unicodeScalars.contains("\u{1B}"))
      #expect(!outcome.output.unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test func aFullStandardErrorLosesNoResult() throws {
    let folder = try Folder()
    let records = try folder.file("r.csv", "from,to\nA,A\nB,C\n")
    guard let full = FileHandle(forWritingAtPath: "/dev/full") else { return }
    let process = Process()
    process.executableURL = Tool.path
    process.arguments = ["trace", records, "-o", folder.url.path + "/out"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = full
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(FileManager.default.fileExists(atPath: folder.url.path + "/out/trace.json"))
  }

  private func summary(_ arguments: [String], in folder: Folder) throws -> String {
    let outcome = try Tool.run(["trace"] + arguments + ["-o", folder.url.path + "/out", "--quiet"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    return outcome.output
  }
}
