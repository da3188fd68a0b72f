import RepostRecords
import RepostTrace

/// The words of one language.
struct Wording: Sendable {
  let language: Language
  private let templates: [Template]

  init(language: Language) {
    self.language = language
    templates = language == .chinese ? Self.chinese : Self.english
  }

  // Taken apart once: lists of a million people are made of them.
  private static let english = Phrase.allCases.map { Template($0.english) }
  private static let chinese = Phrase.allCases.map { Template($0.chinese) }

  /// A phrase with its values filled in.
  func callAsFunction(_ phrase: Phrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
    templates[phrase.rawValue].filled(values)
  }

  /// A list in words, cut where it has more than `limit` entries.
  func list(_ entries: [String], limit: Int = .max) -> String {
    list(entries.prefix(limit).map { $0 }, outOf: entries.count)
  }

  /// A list of the first of `total` entries in words.
  func list(
    _ entries: [String], outOf total: Int, separator: Phrase = .listSeparator
  ) -> String {
    let list = entries.joined(separator: self(separator))
    guard total > entries.count else { return list }
    return self(.andMore, ["list": list, "n": String(total - entries.count)])
  }

  func word(_ role: Role) -> String { vocabulary.word(role) }

  func word(_ kind: EntityKind) -> String { vocabulary.word(kind) }

  func word(_ certainty: Certainty) -> String { vocabulary.word(certainty) }

  func channel(_ word: String) -> String { visible(vocabulary.channel(word)) }

  func zone(_ name: String?) -> String { visible(vocabulary.zone(name)) }

  var vocabulary: Vocabulary { Vocabulary(language) }
}
