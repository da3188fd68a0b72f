import RepostRecords
import Testing

@Suite struct JSONTests {
  private static let csv = #"""
    id,time,from,to,channel,parent,evidence,note,room
    1,2017-10-03,"Zhang ""A""",b;c,fax,,E1;E2,"two
    lines",12
    2,,b,*,,1,,,
    """#

  private static let object1 =
    #"{"id": 1, "time": "2017-10-03", "from": "Zhang \"A\"", "to": ["b", "c"], "channel": "fax","#
    + #" "parent": null, "evidence": ["E1", "E2"], "note": "two\nlines", "room": 12}"#

  private static let object2 = #"{"id":2,"from":"b","to":"*","parent":1}"#

  /// The same records in every format give the same tables.
  @Test func formatsAgree() throws {
    let expected = try readRecords(Self.csv)
    let tsv = Self.csv.split(separator: ",", omittingEmptySubsequences: false)
      .joined(separator: "\t")
    let texts = [
      ("tsv", tsv), ("json", "[\(Self.object1),\n \(Self.object2)]"),
      ("ndjson", "\(Self.object1)\n\n\(Self.object2)\n"),
      ("ndjson", "\(Self.object1)\r\n\(Self.object2)"),
    ]
    #expect(
      expected.recordLines == [
        "1|2017-10-03|Zhang \"A\"|b+c|fax|item|-|-|||confirmed|E1+E2|two\nlines|room=12",
        "2||b|*|unknown|item|1|-|||confirmed|||",
      ])
    for (format, text) in texts {
      let read = try readRecords(text)
      #expect(read.recordLines == expected.recordLines)
      #expect(read.inputs[0].format == format)
    }
  }

  @Test func oneObjectOverSeveralLines() throws {
    let read = try readRecords("{\n  \"from\": \"a\",\n  \"to\": \"b\"\n}\n")
    #expect(read.recordLines == ["records.csv:1||a|b|unknown|item|-|-|||confirmed|||"])
    #expect(read.inputs[0].format == "json")
  }

  @Test func escapes() throws {
    let read = try readRecords(
      #"[{"from":"\u5f20\u67d0","to":"\ud842\udFB7","note":"\"\\\/\b\f\n\r\t\u00e9."}]"#)
    #expect(read.entities.id(0) == "张某")
    #expect(read.entities.id(1) == "𠮷")
    #expect(read.records.note(0) == "\"\\/\u{8}\u{C}\n\r\té.")
  }

  @Test func otherKeysAreKept() throws {
    let read = try readRecords(
      #"[{"from":"a","to":"b","x":"text","y":-1.50e+3,"z":{"p" : [1, "q r" ,null],"\u0041":{}},"#
        + #""t":true,"n":null,"e":[]}]"#)
    #expect(
      read.records.extras(0).map { "\($0.name)=\($0.value)" } == [
        "x=text", "y=-1.50e+3", #"z={"p":[1,"q r",null],"\u0041":{}}"#, "t=true", "e=[]",
      ])
  }

  @Test func idsStayAsTheyAreWritten() throws {
    let read = try readRecords(#"[{"id":12345678901234567890,"from":0.10,"to":1}]"#)
    #expect(read.records.id(0) == "12345678901234567890")
    #expect(read.entities.id(0) == "0.10")
  }

  @Test func recordsOfOneLineHaveIdsOfTheirOwn() throws {
    let read = try readRecords(#"[{"from":"a","to":"b"},{"from":"a","to":"c"}]"#)
    #expect(read.records.id(0) == "records.csv:1")
    #expect(read.records.id(1) == "records.csv:1:2")
    #expect(read.warnings.isEmpty)
  }

  @Test(arguments: [
    (
      #"[{"from":"a","to":"b"}"#,
      "1:23: found the end of the text; expected ',' or ']'; the file may be cut"
    ),
    (#"[{"from":"a" "to":"b"}]"#, #"1:14: found '"'; expected ',' or '}'"#),
    (#"[{"from":"a","to":"b"},]"#, "1:24: found ']'; expected a value"),
    (#"[{"from":"a","to":"b",}]"#, "1:23: found '}'; expected a key in double quotes"),
    (
      "[{'from':1}]",
      "1:3: found '''; expected a key in double quotes; JSON takes double quotes only"
    ),
    ("[\n {\"from\":\"张\",\"to\":x}]", "2:19: found 'x'; expected a value"),
    (#"[{"from" "a"}]"#, #"1:10: found '"'; expected ':' after the key"#),
    (#"[{"from":"a","to":"b"}] x"#, "1:25: found 'x'; expected the end of the text"),
    (
      #"[{"from":"a","to":"b}]"#,
      "1:19: found a string that is never closed; expected a closing \""
    ),
    (
      "[{\"from\":\"a\nb\"}]",
      "1:12: found the end of the line inside a string; expected no control character in a "
        + "string"
    ),
    (
      "[{\"from\":\"a\u{1}b\"}]",
      "1:12: found a control character; expected no control character in a string"
    ),
    (
      #"[{"from":"\x41"}]"#,
      #"1:11: found an unknown escape; expected one of \" \\ \/ \b \f \n \r \t \u0000"#
    ),
    (#"[{"from":"\u12G4"}]"#, "1:15: found 'G'; expected four hexadecimal digits"),
    (
      #"[{"from":"\ud842"}]"#,
      "1:11: found half a surrogate pair; expected both halves of a surrogate pair"
    ),
    (
      #"[{"from":"\ud842\u0041"}]"#,
      "1:11: found half a surrogate pair; expected both halves of a surrogate pair"
    ),
    (
      #"[{"from":"\udfb7"}]"#,
      "1:11: found half a surrogate pair; expected both halves of a surrogate pair"
    ),
    (
      #"[{"from":"\u0000"}]"#,
      #"1:11: found the escape \u0000; expected text without zero characters"#
    ),
    (#"[{"id":01,"to":"b"}]"#, "1:9: found '1'; expected ',' or '}'"),
    (#"[{"id":1.,"to":"b"}]"#, "1:10: found ','; expected a digit"),
    (#"[{"id":-,"to":"b"}]"#, "1:9: found ','; expected a digit"),
    (
      #"[{"from":"a","from":"b","to":"c"}]"#,
      "1:14: found the key 'from' a second time; expected each field once"
    ),
    (
      #"[{"from":"a","sender":"b","to":"c"}]"#,
      "1:14: found the key 'sender' a second time; expected each field once"
    ),
    (#"[{"from":["a"],"to":"c"}]"#, #"1:10: found '["a"]' in 'from'; expected a text"#),
    (#"[{"from":true,"to":"c"}]"#, "1:10: found 'true' in 'from'; expected a text"),
    (
      #"[{"from":"a","to":{"b":1}}]"#,
      #"1:19: found '{"b":1}' in 'to'; expected a text or an array"#
    ),
    (#"[{"from":"a","to":["b",["c"]]}]"#, #"1:24: found '["c"]' in 'to'; expected a text"#),
    (#"[{"from":"a","to":"b"},7]"#, "1:24: found '7'; expected an object for each record"),
    ("[]", "1:1: found no records; expected at least one record"),
  ])
  func errors(_ text: String, message: String) {
    #expect(failure { try readRecords(text) } == "records.csv:" + message)
  }

  @Test func aBadLineIsABadRow() throws {
    let text = "{\"from\":\"a\",\"to\":\"b\"}\n{\"from\":\"a\",\n{\"from\":\"c\",\"to\":\"d\"}\n"
    #expect(failure { try readRecords(text) }.hasPrefix("records.csv:3:1: found '{'"))
    let read = try readRecords(text) { $0.badRows = .skip }
    #expect(read.recordLines.count == 2)
    #expect(read.skippedRows == 1)
    #expect(
      read.warningLines == [
        "bad-row - records.csv:2 row skipped: found '{'; expected a key in double quotes; it says "
          + "'{\"from\":\"a\",'"
      ])
  }

  @Test func depth() throws {
    func nested(_ depth: Int) -> String {
      #"[{"from":"a","to":"b","x":"# + String(repeating: "[", count: depth)
        + String(repeating: "]", count: depth) + "}]"
    }
    #expect(try readRecords(nested(63)).records.count == 1)
    #expect(
      failure { try readRecords(nested(64)) }
        == "records.csv:1:90: found arrays and objects more than 64 deep; expected at most 64")
    #expect(failure { try readRecords(nested(1_000_000)) }.contains("more than 64 deep"))
  }

  @Test func forcedFormats() throws {
    let line = #"{"from":"a","to":"b"}"#
    #expect(try readRecords(line) { $0.format = .json }.inputs[0].format == "json")
    #expect(try readRecords(line) { $0.format = .ndjson }.inputs[0].format == "ndjson")
    #expect(try readRecords("from,to\na,b\n") { $0.format = .csv }.inputs[0].format == "csv")
    #expect(failure { try readRecords("from,to\na,b\n") { $0.format = .tsv } } != "")
    #expect(
      failure { try readRecords("from,to\na,b\n") { $0.format = .json } }
        == "records.csv:1:1: found 'f'; expected a JSON array")
    #expect(
      failure { try readRecords("{\"from\":\"a\",\"to\":\"b\"}\n{}") { $0.format = .json } }
        == "records.csv:2:1: found '{'; expected the end of the text")
  }

  /// In tables `;` separates entries; an entry of an array that holds it must not become two.
  @Test func anArrayEntryThatHoldsASeparatorIsABadRow() {
    #expect(
      failure { try readRecords("[{\"from\":\"A\",\"to\":[\"Li; Wang Ltd\"]}]") }
        == "records.csv:1:20: found ';' within an entry of 'to'; expected one entry in each text; "
        + "make it two entries, or write ','")
  }
}
