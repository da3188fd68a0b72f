import Testing

@testable import RepostFormats

/// Values of JSON that would take far more room than their text.
@Suite struct ValueLimitTests {
  @Test func aValueMayNotHaveAMillionOthersInIt() throws {
    let few = "[" + String(repeating: "0,", count: 1_000) + "0]"
    guard case .array(let elements) = try JSONInput(ByteInput(Array(few.utf8))).value() else {
      Issue.record("no array")
      return
    }
    #expect(elements.count == 1_001)
    let many = "[" + String(repeating: "0,", count: JSONInput.valueLimit) + "0]"
    let error = #expect(throws: FormatProblem.self) {
      try JSONInput(ByteInput(Array(many.utf8))).value()
    }
    #expect(error?.found == "more than 1000000 values in one entry")
  }

  @Test func theTextsOfAValueMayNotBeLongerTogether() throws {
    func value(_ count: Int) throws -> JSONValue {
      let json = "[" + String(repeating: "\"ten bytes.\",", count: count) + "0]"
      return try JSONInput(ByteInput(Array(json.utf8)), textLimit: 1_000).value()
    }
    guard case .array(let elements) = try value(100) else {
      Issue.record("no array")
      return
    }
    #expect(elements.count == 101)
    let error = #expect(throws: FormatProblem.self) { try value(101) }
    #expect(error?.found == "more than 1000 bytes of text in one entry")
  }

  @Test func aStreamOfValuesMayBeLonger() throws {
    let text = "[" + String(repeating: "[0,0],", count: 400_000) + "0]"
    let json = JSONInput(ByteInput(Array(text.utf8)))
    try json.enterArray()
    var count = 0
    while try json.nextElement() {
      _ = try json.value()
      count += 1
    }
    #expect(count == 400_001)
  }
}
