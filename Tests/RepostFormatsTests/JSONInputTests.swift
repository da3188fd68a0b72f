import Testing

@testable import RepostFormats

@Suite struct JSONInputTests {
  private func input(_ text: String) -> JSONInput { JSONInput(ByteInput(Array(text.utf8))) }

  @Test func readsAnArrayElementByElement() throws {
    let json = input(#"{"a": 1, "messages": [{"id": 9007199254740993}, {"id": "x"}], "z": null}"#)
    try json.enterObject()
    var ids: [String] = []
    while let name = try json.nextName() {
      guard name == "messages" else {
        try json.skipValue()
        continue
      }
      try json.enterArray()
      while try json.nextElement() { ids.append(try json.value()["id"]?.text ?? "") }
    }
    #expect(ids == ["9007199254740993", "x"])
    #expect(try json.kind() == nil)
  }

  @Test func readsEscapesAndThoseThatAreNoJSON() throws {
    let text = try input(#""a\n\u00e9\ud83d\ude00\x07\ud83d!""#).value().text
    #expect(text == "a\né😀\u{7}\u{FFFD}!")
  }

  @Test func tellsWhereATextEndsTooEarly() throws {
    let json = input("[1,\n{\"a\": \"b")
    try json.enterArray()
    #expect(try json.nextElement())
    _ = try json.value()
    #expect(try json.nextElement())
    #expect(throws: FormatProblem.self) { try json.value() }
    #expect(json.hasEnded)
    #expect(json.line == 2)
  }

  @Test func refusesDeepNesting() {
    let json = input(String(repeating: "[", count: 100_000))
    #expect(throws: FormatProblem.self) { try json.value() }
  }
}

@Suite struct TableInputTests {
  @Test func readsQuotedFieldsOverLinesAndShortRows() throws {
    var csv = CSVInput(
      ByteInput(Array("a,b,c\r\n\"x\r\ny\",\"q\"\"q\"\r\n\r\n1,2,3,4\n\"open".utf8)))
    var rows: [CSVInput.Row] = []
    while let row = try csv.next() { rows.append(row) }
    #expect(
      rows.map(\.fields) == [
        ["a", "b", "c"], ["x\r\ny", "q\"q"], ["1", "2", "3", "4"], ["open"],
      ])
    #expect(rows.map(\.line) == [1, 2, 5, 6])
    #expect(rows.map(\.isOpen) == [false, false, false, true])
  }

  @Test func readsLinesWithAnyEnd() throws {
    var lines = LineInput(ByteInput(Array("a\r\nb\rc\n\nd".utf8)))
    var found: [String] = []
    while let line = try lines.next() {
      found.append("\(line.number) \(line.position) \(line.text)")
    }
    #expect(found == ["1 0 a", "2 3 b", "3 5 c", "4 7 ", "5 8 d"])
  }

  @Test func writesTimes() {
    #expect(ISOTime.utc(seconds: 0) == "1970-01-01T00:00:00Z")
    #expect(ISOTime.utc(seconds: -1) == "1969-12-31T23:59:59Z")
    #expect(ISOTime.utc(seconds: 1_776_405_582) == "2026-04-17T05:59:42Z")
    #expect(ISOTime.ofAPI("Tue May 31 17:46:55 +0800 2011") == "2011-05-31T17:46:55+08:00")
    #expect(ISOTime.ofAPI("yesterday") == nil)
  }

  @Test func shortTextsAreItemsOfTheirOwn() {
    #expect(ItemID.text("ok", unique: "1") != ItemID.text("ok", unique: "2"))
    let text = "the fax went out on Tuesday"
    #expect(
      ItemID.text(text, unique: "1") == ItemID.text("the  fax went\nout on Tuesday ", unique: "2"))
  }
}
