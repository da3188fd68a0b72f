import RepostRecords
import Testing

/// Every warning that reading gives, with its whole message.
@Suite struct WarningTests {
  @Test func duplicateID() throws {
    let result = try readRecords(
      "id,from,to,parent\nR1,a,b,\nR2,b,c,R1\nR1,a,d,\nR1,a,e,\n")
    #expect(
      (0..<4).map { result.records.id($0) }
        == ["R1", "R2", "R1@records.csv:4", "R1@records.csv:5"])
    #expect(result.records.parent(1) == 0)
    #expect(result.records.find("R1@records.csv:4") == 2)
    #expect(
      result.warningLines == [
        "duplicate-id R1@records.csv:4 records.csv:4 the id 'R1' is that of the record on line 2 "
          + "already; this one is called 'R1@records.csv:4' here; a parent 'R1' means the first",
        "duplicate-id R1@records.csv:5 records.csv:5 the id 'R1' is that of the record on line 2 "
          + "already; this one is called 'R1@records.csv:5' here; a parent 'R1' means the first",
      ])
  }

  @Test func idsThatLookLikePlaces() throws {
    let result = try readRecords("id,from,to\n,a,b\nrecords.csv:2,a,c\nrecords.csv:5,a,d\n,a,e\n")
    #expect(
      (0..<4).map { result.records.id($0) } == [
        "records.csv:2", "records.csv:2@records.csv:3", "records.csv:5", "records.csv:5:2",
      ])
    #expect(result.warnings.map(\.code) == [.duplicateID])
  }

  @Test func duplicateRecord() throws {
    let result = try readRecords(
      """
      id,time,from,to,channel,item
      R1,2017-10-03,a,b;c,fax,x
      R2,2017-10-03T00:00/2017-10-03T23:59,a,c;b;c,Fax,x
      R3,2017-10-03,a,b,fax,x
      R4,2017-10-03,a,b;c,mms,x
      R5,2017-10-03,a,b;c,fax,y
      R6,2017-10-04,a,b;c,fax,x
      R7,2017-10-03,,b;c,fax,x
      R8,2017-10-03,,b;c,fax,x
      R9,2017-10-03,a,b;c,fax,x
      """)
    #expect(result.records.recipients[1].map { result.entities.id(Int($0)) } == ["c", "b"])
    #expect(
      result.warningLines == [
        "duplicate-record R2 records.csv:3 says the same as 'R1' (records.csv:2): actor, "
          + "recipients, time, channel and item are equal; both are kept",
        "duplicate-record R9 records.csv:10 says the same as 'R1' (records.csv:2): actor, "
          + "recipients, time, channel and item are equal; both are kept",
      ])
  }

  /// Who passes a thing to themselves too passes it to the others alone.
  @Test func duplicateRecordThatNamesItsActor() throws {
    let result = try readRecords(
      "id,time,from,to\nR1,2017,a,b\nR2,2017,a,a;b\nR3,2018,a,a\nR4,2018,a,\n")
    let repeated = result.warnings.filter { $0.code == .duplicateRecord }
    #expect(repeated.map(\.record) == ["R2", "R4"])
  }

  @Test func undeclaredEntity() throws {
    let files = [
      "records.csv":
        "id,from,to,original,directed_by,approved_by\nR1,a,b,,,\nR2,b,c,o,d,p\nR3,c,b,,,\n",
      "entities.csv": "id,aliases\na,\nc,\nq,Q2\n",
    ]
    let message =
      " is not in the entities file and counts as a person; add it there, or as another spelling "
      + "of one that is"
    #expect(
      try readFolder(files).warningLines == [
        "undeclared-entity R1 records.csv:2 'b'" + message,
        "undeclared-entity R2 records.csv:3 'o'" + message,
        "undeclared-entity R2 records.csv:3 'd'" + message,
        "undeclared-entity R2 records.csv:3 'p'" + message,
      ])
    #expect(try readFolder(["records.csv": files["records.csv"] ?? ""]).warnings.isEmpty)
  }

  @Test func similarName() throws {
    let files = [
      "records.csv": "id,from,to\nR1,zhang a,ＺＨＡＮＧ　Ａ\nR2,张某,张 某\nR3,—,…\nR4,李某,李某-\n",
      "entities.csv": "id,aliases\nZhang A,Zhang-A\nZhang B,\nZhang. B,\n",
    ]
    let lines = try readFolder(files).warningLines.filter { $0.hasPrefix("similar-name") }
    let message =
      " only in case, width, spaces or punctuation; they stay two; if they are one, give one as an "
      + "alias of the other"
    #expect(
      lines == [
        "similar-name R1 records.csv:2 'zhang a' differs from 'Zhang A'" + message,
        "similar-name R1 records.csv:2 'ＺＨＡＮＧ　Ａ' differs from 'Zhang A'" + message,
        "similar-name R2 records.csv:3 '张 某' differs from '张某'" + message,
        "similar-name R4 records.csv:5 '李某-' differs from '李某'" + message,
        "similar-name - entities.csv:4 'Zhang. B' differs from 'Zhang B'" + message,
      ])
  }

  @Test(arguments: [
    ("a+b", "ab"), ("Zhang A", "Zhang B"), ("é", "e"), ("张某甲", "张某乙"), ("1", "２"),
  ])
  func namesThatAreNotSimilar(_ first: String, second: String) throws {
    #expect(try readRecords("from,to\n\(first),\(second)\n").warnings.isEmpty)
  }

  @Test(arguments: [("é", "e\u{301}"), ("ﬁle", "FILE"), ("①", "1"), ("a\u{200B}b", "ab")])
  func namesThatAreSimilarAfterFolding(_ first: String, second: String) throws {
    #expect(
      try readRecords("from,to\n\(first),\(second)\n").warnings.map(\.code) == [.similarName])
  }

  @Test func badRow() throws {
    let text = """
      id,from,to,certainty,note
      R1,a,b,,
      R2,a,b
      R3,a,b,sure,
      R4,"a" x,b,,
      R5,a,b,,"two
      lines"
      R6,a,b,,,
      R7,a,c,,
      """
    let result = try readRecords(text) { $0.badRows = .skip }
    #expect((0..<result.records.count).map { result.records.id($0) } == ["R1", "R5", "R7"])
    #expect(result.records.line(2) == 9)
    #expect(result.skippedRows == 4)
    #expect(result.inputs[0].records == 3)
    #expect(
      result.warningLines.filter { $0.hasPrefix("bad-row") } == [
        "bad-row - records.csv:3 row skipped: found 3 fields; expected 5 as in the header; it says "
          + "'R2,a,b'",
        "bad-row - records.csv:4 row skipped: found the certainty 'sure'; expected 'confirmed', "
          + "'probable', 'alleged'; it says 'R3,a,b,sure,'",
        "bad-row - records.csv:5 row skipped: found text after a closing quote; expected a "
          + "separator or the end of the line; it says 'R4,\"a\" x,b,,'",
        "bad-row - records.csv:8 row skipped: found 6 fields; expected 5 as in the header; it says "
          + "'R6,a,b,,,'",
      ])
    #expect(result.entities.find("sure") == nil)
  }

  @Test func whatCannotBeSkipped() {
    #expect(
      failure { try readRecords("from,to\na,b\nc,\"d\n") { $0.badRows = .skip } }
        .hasPrefix("records.csv:3:3: found a quote that is never closed"))
    #expect(
      failure { try readRecords(#"[{"from":"a","to":"b"},{"#) { $0.badRows = .skip } }
        .hasPrefix("records.csv:1:25: found the end of the text"))
    #expect(
      failure { try readRecords("from,to\na\n") { $0.badRows = .skip } }
        == "records.csv:2:1: found no row that can be read; the first has 1 field; expected 2 as in "
        + "the header; the row is cut or lacks a separator")
    #expect(
      failure {
        try readRecords("from,to,certainty\n\na,b,sure\na,b\n") { $0.badRows = .skip }
      }
        == "records.csv:3:5: found no row that can be read; the first has the certainty 'sure'; "
        + "expected 'confirmed', 'probable', 'alleged'")
  }

  @Test func aBadElementOfAnArrayIsABadRow() throws {
    let result = try readRecords(#"[{"from":"a","to":"b"},7,{"from":[],"to":"c"},{"to":"d"}]"#) {
      $0.badRows = .skip
    }
    #expect(result.records.count == 2)
    #expect(
      result.warningLines == [
        "bad-row - records.csv:1 row skipped: found '7'; expected an object for each record; it "
          + "says '7'",
        "bad-row - records.csv:1 row skipped: found '[]' in 'from'; expected a text; it says "
          + #"'{"from":[],"to":"c"}'"#,
      ])
  }

  /// Warnings come in the order of files and lines, whatever found them.
  @Test func order() throws {
    let files = [
      "records.csv": "id,time,from,to\nR1,noon,A,b\nR1,,a,B\n",
      "entities.csv": "id,zone\na,x\nb,\n",
    ]
    #expect(
      try readFolder(files).warnings.map { "\($0.file ?? -1):\($0.line ?? 0) \($0.code.rawValue)" }
        == [
          "0:2 bad-time", "0:2 undeclared-entity", "0:2 similar-name", "0:3 duplicate-id",
          "0:3 undeclared-entity", "0:3 similar-name", "1:2 unknown-zone",
        ])
  }

  /// What an input says cannot steer a terminal or turn a line of a message around.
  @Test func hostileText() throws {
    let name = "\u{1B}[31mred\u{7}\u{202E}gpj.exe\u{2028}\u{85}"
    let result = try readRecords("time,from,to\n\(name),a,b\n")
    #expect(
      result.warnings[0].message.hasPrefix(
        #"the time '\u{1B}[31mred\u{7}\u{202E}gpj.exe\u{2028}\u{85}' is in no form"#))
    let long = failure {
      try readRecords("from,to,certainty\na,b,\(String(repeating: "很", count: 10_000))\n")
    }
    #expect(
      long == "records.csv:2:5: found the certainty '" + String(repeating: "很", count: 59)
        + "…'; expected 'confirmed', 'probable', 'alleged'")
    let marks = failure {
      try readRecords("from,to,certainty\na,b,e\(String(repeating: "\u{301}", count: 10_000))\n")
    }
    #expect(marks.unicodeScalars.count < 600)
  }
}
