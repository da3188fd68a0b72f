import Testing

@testable import RepostFormats

@Suite struct MessageTests {
  @Test func saysItsValuesInEnglish() {
    let count = FileMessage(.countOfKind, "3", .text("SMS"))
    #expect(count.description == "3 of SMS")
    #expect(
      FileMessage(.entriesBesideChats, .listed([.message(count), "1 of MMS"])).description
        == "The report has entries beside its chats, which were not read: 3 of SMS, 1 of MMS.")
    #expect(FileMessage(.alone, .quoted(["a", "b"])).description == "'a', 'b'")
    #expect(
      FileMessage(
        .alone, .parts([FileMessage(.found, "{2}"), FileMessage(.expected, .english("x"))])
      ).description == "found {2}; expected x")
  }

  @Test(arguments: [("1", "a line of 1 field"), ("2", "a line of 2 fields")])
  func hasAFormForOneAndForMany(count: String, sentence: String) {
    #expect(FileMessage(.lineOfFields, .text(count)).description == sentence)
  }

  @Test func everyTemplateNamesItsValuesFromOneOn() {
    for sentence in FileSentence.allCases {
      let places = (1...9).filter { sentence.rawValue.contains("{\($0)") }
      #expect(places.last == places.count || places.isEmpty, "\(sentence)")
    }
  }
}
