import RepostRecords
import RepostTrace

/// The words of one language.
struct Wording {
  let language: Language

  /// A phrase with its values filled in.
  func callAsFunction(_ phrase: Phrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
    let template = template(phrase)
    guard template.contains("{") else { return template }
    var text = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      let slot = rest[rest.index(after: open)..<close]
        .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let value = values.first { $0.key == slot.first ?? "" }?.value ?? ""
      if slot.count == 2 {
        let forms = slot[1].split(separator: "/", omittingEmptySubsequences: false)
        text += (value == "1" ? forms.first : forms.last) ?? ""
      } else {
        text += value
      }
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  func template(_ phrase: Phrase) -> String {
    switch language {
    case .english: phrase.english
    case .chinese: phrase.chinese
    }
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
