import Foundation
import Testing

/// A stream of cases, traced by the program as a user runs it.
@Suite struct CaseStreamTests {
  private static let a = [
    #"{"case":"a","id":"R1","time":"2020-01-01","from":"Li","to":"Wang","channel":"fax"}"#,
    #"{"id":"R2","time":"2020-01-02","from":"Wang","case":"a","to":["Chen","Sun"]}"#,
  ]
  private static let bad = [
    #"{"case":7,"id":"R1","from":"Li","to":"Wang"}"#,
    #"{"case":7,"id":"R2","from":"Wang","to":{}}"#,
  ]
  private static let c = [
    #"{"id":"R1","from":"Zhao","to":"Qian","case":"c \"c\""}"#,
    #"{"from":"Qian","to":"Li","parent":"R1","case":"c \u0022c\""}"#,
  ]

  @Test func aBadCaseIsALineAndNotTheEnd() throws {
    let lines = try run(Self.a + Self.bad + Self.c, code: 65)
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix(#"{ "case": "a", "trace": { "schema": "repost-tracer/trace/1", "#))
    #expect(
      lines[1]
        == #"{ "case": 7, "error": { "line": 4, "column": 40, "message": "found '{}' in 'to'; "#
        + #"expected a text or an array" } }"#)
    #expect(lines[2].hasPrefix(#"{ "case": "c \"c\"", "trace": { "#))
  }

  @Test func theNumberOfJobsChangesNoByte() throws {
    var stream: [String] = []
    for number in 0..<500 {
      let people = 1 + number * 7 % 23
      for person in 0..<people {
        stream.append(
          #"{"case":\#(number),"id":"R\#(person)","from":"P\#(person / 2)","to":"P\#(person + 1)"}"#
        )
      }
      if number % 50 == 0 { stream.append("no record") }
      if number % 70 == 0 { stream.append(#"{"case":\#(number),"from":[]}"#) }
    }
    let data = Data((stream.joined(separator: "\n") + "\n").utf8)
    let outcomes = try ["1", "2", "5"].map {
      try Tool.run(["trace", "-", "--by-case", "--jobs", $0], input: data)
    }
    #expect(outcomes[0].code == 65)
    #expect(
      outcomes[0].errors == "492 cases traced, 8 cases with an error, 10 lines of no case\n")
    #expect(outcomes.allSatisfy { $0.output == outcomes[0].output })
    #expect(outcomes[0].output.split(separator: "\n").count == 510)
  }

  /// The case alone is its lines without the field, where they stand in the stream.
  @Test func aCaseGivesTheTraceThatItGivesAlone() throws {
    let lines = try run(Self.a + Self.c, code: 0)
    let alone = ["", ""] + Self.c.map { $0.replacing(/,"case":"c [^,]*"}/, with: "}") }
    let json = try Tool.run(
      ["trace", "-", "--format", "json"], input: Data(alone.joined(separator: "\n").utf8))
    #expect(json.code == 0, "\(json.errors)")
    let expected = try withoutHash(Data(json.output.utf8))
    let line = try #require(
      try JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: Any])
    let trace = try JSONSerialization.data(withJSONObject: try #require(line["trace"]))
    #expect(try withoutHash(trace) == expected)
    #expect(lines[1].contains(#""stdin:4""#))
  }

  @Test func theCaseIsNoColumnOfItsRecords() throws {
    let folder = try Folder()
    let stream = try folder.file("s.ndjson", Self.a.joined(separator: "\n"))
    let outcome = try Tool.run(["trace", stream, "--by-case"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.errors == "1 case traced\n")
    #expect(outcome.output.contains("\"path\": \"\(stream)\""))
    #expect(try folder.names() == ["s.ndjson"])
  }

  @Test func aCaseThatComesAgainIsNamedWithBothLines() throws {
    let lines = try run(Self.a + Self.c + Self.a, code: 65)
    #expect(lines.count == 3)
    #expect(
      lines[2]
        == #"{ "case": "a", "error": { "line": 5, "column": 9, "message": "found the case a second "#
        + #"time, after other cases; expected its lines together, from line 1 on; sort the stream by case" } }"#
    )
  }

  @Test func aLineOfNoCaseIsNamedAndLeavesNoCaseAsWhole() throws {
    let lines = try run([Self.a[0], "cut {", Self.a[1]] + Self.c, code: 65)
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix(#"{ "case": null, "error": { "line": 2, "column": 1, "#))
    #expect(lines[1].hasPrefix(#"{ "case": "a", "error": { "line": 2, "column": null, "#))
    #expect(lines[2].contains("trace"))
    let skipping = try run(
      [Self.a[0], "cut {", Self.a[1]] + Self.c, ["--skip-bad-rows"], code: 65)
    #expect(skipping.map { $0.contains("\"trace\"") } == [false, true, true])
  }

  /// All that a line says without the long tables, it says with them too.
  @Test func aSummaryIsTheLineWithoutItsTables() throws {
    let whole = try run(Self.a + Self.bad + Self.c, code: 65)
    let short = try run(Self.a + Self.bad + Self.c, ["--summary-only"], code: 65)
    #expect(short.count == 3)
    #expect(short[1] == whole[1])
    for place in [0, 2] {
      var expected = try trace(whole[place])
      for table in ["forwarders", "entities", "hops", "received_only"] {
        #expect(expected.removeValue(forKey: table) != nil)
      }
      expected["summary_only"] = true
      #expect(try trace(short[place]) as NSDictionary == expected as NSDictionary)
    }
  }

  @Test func aSummaryListsAHundredWarningsAndSaysHowManyThereAre() throws {
    let lines = (0..<150).map {
      #"{"case":1,"id":"R\#($0)","from":"A\#($0)","to":"B","parent":"X"}"#
    }
    for (count, total) in [(150, 150), (100, nil)] {
      let short = try trace(run(Array(lines.prefix(count)), ["--summary-only"], code: 0)[0])
      #expect((short["warnings"] as? [Any])?.count == 100)
      #expect(short["warnings_total"] as? Int == total)
    }
    let whole = try trace(run(lines, code: 0)[0])
    #expect((whole["warnings"] as? [Any])?.count == 150)
    #expect(whole["warnings_total"] == nil)
  }

  @Test func anEmptyStreamHasNoCases() throws {
    #expect(try run([], code: 0) == [])
    #expect(try run(["", "  ", ""], code: 0) == [])
  }

  @Test func entitiesAndTheCaseFileHoldForEveryCase() throws {
    let folder = try Folder()
    let entities = try folder.file("e.csv", "id,zone\nLi,internal\nZhao,external\n")
    let caseFile = try folder.file("c.yaml", "title: Many\ntime_zone: '+08:00'\n")
    let lines = try run(
      Self.a + Self.c, ["--entities", entities, "--case", caseFile], code: 0)
    for line in lines {
      #expect(line.contains(#""title": "Many", "time_zone": "+08:00""#))
      #expect(
        line.contains(#"{ "id": "Zhao", "name": "Zhao", "kind": "person", "zone": "external""#))
    }
  }

  @Test func namesInsideAreThoseOfTheCasesThatHaveThem() throws {
    let outcome = try Tool.run(
      ["trace", "-", "--by-case", "--inside", "Zhao", "--inside", "Nobody"],
      input: Data((Self.a + Self.c).joined(separator: "\n").utf8))
    #expect(outcome.code == 0)
    #expect(outcome.errors == "warning: --inside 'Nobody' is in no case\n2 cases traced\n")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines[0].contains(#""id": "Li", "name": "Li", "kind": "person", "zone": "unknown""#))
    #expect(lines[1].contains(#""id": "Li", "name": "Li", "kind": "person", "zone": "external""#))
  }

  /// Options that are wrong for every case end the run before the first.
  @Test(arguments: [
    (["--time-zone", "Nowhere"], 64), (["--boundary", "moon"], 64), (["--from", "csv"], 64),
    (["-o", "x"], 64), (["--layout", "tree"], 64), (["--entities", "none.csv"], 66),
    (["--inside", "Li", "--outside", "Li"], 64),
  ])
  func wrongOptionsEndTheRun(options: [String], code: Int) throws {
    let outcome = try Tool.run(
      ["trace", "-", "--by-case"] + options, input: Data(Self.a.joined(separator: "\n").utf8))
    #expect(Int(outcome.code) == code, "\(outcome.errors)")
    #expect(outcome.output == "")
  }

  @Test func aMissingStreamIs66() throws {
    let outcome = try Tool.run(["trace", "none.ndjson", "--by-case"])
    #expect(outcome.code == 66)
    #expect(
      outcome.errors
        == "error: none.ndjson: no such file; expected a stream of cases in NDJSON\n")
    #expect(try Tool.run(["trace", "samples", "--by-case"]).code == 66)
  }

  /// Whoever reads the lines did not get them all, so this is no success; there is nobody to tell.
  @Test func aReaderThatGoesAwayEndsTheRunQuietly() throws {
    let folder = try Folder()
    let stream = try folder.file(
      "s.ndjson",
      (0..<3000).map { #"{"case":\#($0),"from":"A","to":"B"}"# }.joined(separator: "\n"))
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c",
      "{ '\(Tool.path.path)' trace '\(stream)' --by-case 2>'\(folder.url.path)/errors'; "
        + "echo $? >'\(folder.url.path)/code'; } | head -c 10 >/dev/null",
    ]
    try process.run()
    process.waitUntilExit()
    #expect(
      try String(contentsOfFile: folder.url.path + "/code", encoding: .utf8) == "74\n")
    #expect(try String(contentsOfFile: folder.url.path + "/errors", encoding: .utf8) == "")
  }

  private func run(_ lines: [String], _ options: [String] = [], code: Int32) throws -> [String] {
    let outcome = try Tool.run(
      ["trace", "-", "--by-case"] + options, input: Data(lines.joined(separator: "\n").utf8))
    #expect(outcome.code == code, "\(outcome.errors)")
    #expect(outcome.output.isEmpty || outcome.output.hasSuffix("\n"))
    return outcome.output.split(separator: "\n").map(String.init)
  }

  private func trace(_ line: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    return try #require(object?["trace"] as? [String: Any])
  }

  private func withoutHash(_ json: Data) throws -> NSDictionary {
    var object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    var inputs = try #require(object["inputs"] as? [[String: Any]])
    inputs[0]["sha256"] = nil
    inputs[0]["bytes"] = nil
    object["inputs"] = inputs
    return object as NSDictionary
  }
}
