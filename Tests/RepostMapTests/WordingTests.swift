import RepostRecords
import RepostTrace
import Testing

@testable import RepostMap

@Suite struct WordingTests {
  @Test(arguments: Language.allCases)
  func everyWordIsThere(language: Language) {
    let table = MapWording.table(language)
    #expect(MapWord.allCases.filter { table[$0] == nil } == [])
  }

  @Test func bothLanguagesFillInTheSame() {
    func places(_ text: String) -> Set<Character> {
      Set(zip(text, text.dropFirst()).filter { $0.0 == "{" }.map(\.1))
    }
    for word in MapWord.allCases {
      let texts = Language.allCases.map { MapWording(language: $0)[word] }
      #expect(Set(texts.map(places)).count == 1, "\(word)")
    }
  }

  @Test func whatIsFilledInIsTakenAsItIs() {
    let wording = MapWording(language: .english)
    #expect(wording(.verdictHop, "{1}", "{2}", "{0}") == "{1} {2} → {0}")
  }

  @Test func nobodyIsCalledGuilty() {
    let forbidden = ["leaker", "culprit", "offender", "suspect", "泄密者", "罪", "嫌疑", "违法"]
    for language in Language.allCases {
      for text in MapWording.table(language).values {
        #expect(!forbidden.contains { text.lowercased().contains($0) }, "\(text)")
      }
    }
  }

  @Test func everyChannelHasAMannerOfItsOwn() {
    let styles = KnownChannel.allCases.map { ChannelStyle($0) }
    #expect(Set(styles).count == styles.count)
  }

  @Test func thousandsAreSetApart() {
    let wording = MapWording(language: .english)
    #expect([0, 999, 1000, 1_234_567].map(wording.number) == ["0", "999", "1,000", "1,234,567"])
  }

  @Test func textIsBrokenBetweenWordsAndHanCharacters() {
    #expect(
      WrappedText("a member of the office", width: 12).lines == ["a member of", "the office"])
    #expect(WrappedText("其他微信群（群名和群数不详）", width: 18).lines == ["其他微信群（群", "名和群数不详）"])
    #expect(WrappedText("", width: 9).lines == [])
    #expect(WrappedText("一二三四五六", width: 4, limit: 2).lines == ["一二", "三四…"])
  }
}
