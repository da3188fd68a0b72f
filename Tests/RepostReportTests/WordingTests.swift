import RepostRecords
import RepostTrace
import Testing

@testable import RepostReport

@Test func everyPhraseIsThereInBothLanguages() {
  for phrase in Phrase.allCases {
    #expect(!phrase.english.isEmpty, "\(phrase)")
    #expect(!phrase.chinese.isEmpty, "\(phrase)")
  }
}

@Test func noLanguageHasWordsOfTheOther() throws {
  let allowed = [
    "repost-tracer", "check", "--inside", "--outside", "SHA-256", "report.html", "map.png",
    "trace.json",
  ]
  for phrase in Phrase.allCases {
    var chinese = phrase.chinese.replacing(try Regex("\\{[^}]*\\}"), with: "")
    for word in allowed { chinese = chinese.replacing(word, with: "") }
    #expect(!chinese.contains(try Regex("[A-Za-z]")), "\(phrase): \(chinese)")
    #expect(!phrase.english.contains(try Regex("\\p{Han}|[，。：；、（）《》］［]")), "\(phrase)")
  }
}

@Test func eachLanguageHasWordsOfItsOwn() throws {
  let same = Phrase.allCases.filter { $0.english == $0.chinese && $0 != .columnHash }
  for phrase in same {
    // The same in both may be only what has no words.
    let rest = phrase.english.replacing(try Regex("\\{[^}]*\\}"), with: "")
    #expect(!rest.contains { $0.isLetter }, "\(phrase): \(phrase.english)")
  }
}

@Test func theTwoLanguagesTakeTheSameValues() throws {
  for phrase in Phrase.allCases {
    let english = try slots(phrase.english)
    let chinese = try slots(phrase.chinese)
    #expect(chinese.isSubset(of: english), "\(phrase)")
    // A sentence may leave a number out where its list shows it.
    #expect(english.subtracting(chinese).isEmpty, "\(phrase)")
  }
}

@Test func saysNeitherGuiltyNorLeaker() {
  let words = ["guilty", "leaker", "culprit", "offender", "泄密者", "泄密人", "有罪", "罪犯", "嫌疑"]
  for phrase in Phrase.allCases {
    for word in words {
      #expect(!phrase.english.lowercased().contains(word), "\(phrase)")
      #expect(!phrase.chinese.contains(word), "\(phrase)")
    }
  }
}

@Test func fillsInValuesAndForms() {
  let say = Wording(language: .english)
  #expect(say(.someTimesUnknown, ["n": "1", "ids": "R1"]) == "1 record without a time: R1.")
  #expect(
    say(.someTimesUnknown, ["n": "2", "ids": "{n}"]) == "2 records without a time: {n}.")
  #expect(say.list(["a", "b", "c"], limit: 2) == "a, b, and 1 more")
  #expect(Wording(language: .chinese).list(["甲", "乙"]) == "甲、乙")
}

@Test func everyWordOfAKindHasAChineseOne() {
  let say = Wording(language: .chinese)
  let words =
    Role.allCases.map { say.word($0) } + EntityKind.allCases.map { say.word($0) }
    + Certainty.allCases.map { say.word($0) } + CaseSettings.defaultZones.map { say.zone($0) }
    + [
      "courier", "fax", "phone", "mms", "wechat", "wechat-group", "weibo", "public-account",
      "email", "web", "unknown",
    ].map { say.channel($0) }
  for word in words { #expect(!word.contains { $0.isASCII }, "\(word)") }
  #expect(say.channel("pigeon\u{202E}") == "pigeon\\u{202e}")
}

@Test(arguments: [
  ("plain 张某", "plain 张某"), ("a\u{1B}[31mb", "a\\u{1b}[31mb"), ("a\u{202E}b", "a\\u{202e}b"),
  ("a\u{200B}b\u{FEFF}", "a\\u{200b}b\\u{feff}"), ("two\nlines", "two\\u{a}lines"),
  ("é e\u{301}", "é e\u{301}"), ("\u{3164}", "\\u{3164}"), ("\u{E000}", "\\u{e000}"),
])
func showsWhatIsUnseen(text: String, shown: String) {
  #expect(visible(text) == shown)
}

private func slots(_ template: String) throws -> Set<String> {
  Set(
    template.matches(of: try Regex("\\{([^}:]*)[^}]*\\}")).compactMap {
      $0.output[1].substring.map(String.init)
    })
}
