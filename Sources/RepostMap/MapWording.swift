import RepostTrace

/// The words of a map in one language.
struct MapWording: Sendable {
  let language: Language

  /// The words that maps share with lists and reports.
  var vocabulary: Vocabulary { Vocabulary(language) }

  /// A text with what is to be filled in.
  func callAsFunction(_ word: MapWord, _ arguments: String...) -> String {
    guard !arguments.isEmpty else { return self[word] }
    var text = ""
    var rest = self[word][...]
    // Filled in piece by piece: what is filled in may hold braces itself.
    while let brace = rest.firstIndex(of: "{") {
      text += rest[..<brace]
      rest = rest[brace...].dropFirst()
      if let digit = rest.first?.wholeNumberValue, arguments.indices.contains(digit) {
        text += arguments[digit]
      }
      rest = rest.dropFirst(2)
    }
    return text + rest
  }

  /// A text as it stands in the table.
  subscript(word: MapWord) -> String { Self.table(language)[word] ?? word.rawValue }

  /// Texts one after another, with commas between them.
  func list(_ texts: [String]) -> String { texts.joined(separator: self[.comma]) }

  /// A number with its thousands set apart.
  func number(_ number: Int) -> String {
    let digits = Array(String(number))
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// Every word of a language.
  static func table(_ language: Language) -> [MapWord: String] {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }
}
