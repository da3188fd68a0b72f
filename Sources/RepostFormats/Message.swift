/// A sentence about the input with its values, so that it can be told in more languages than English.
///
/// The raw value of a sentence is its English template: `{1}` stands for the first value, `{1:one/many}` for
/// a word that depends on whether that is 1.
public struct Message<Sentence>: Hashable, Sendable
where Sentence: RawRepresentable & Hashable & Sendable, Sentence.RawValue == String {
  /// What stands in a sentence.
  public enum Value: Hashable, Sendable {
    /// A number, or text of the input as it is.
    case text(String)
    /// Words in English that there are in no other language, such as those of a library.
    case english(String)
    /// Words in quotes, with commas between them.
    case quoted([String])
    /// Values with commas between them.
    case listed([Value])
    /// Sentences with semicolons between them.
    case parts([Message])
    /// One sentence.
    case message(Message)
  }

  /// The sentence.
  public let sentence: Sentence
  /// What stands in it.
  public let values: [Value]

  /// Makes a message.
  public init(_ sentence: Sentence, _ values: Value...) { self.init(sentence, values: values) }

  /// Makes a message of as many values as there are.
  public init(_ sentence: Sentence, values: [Value]) {
    self.sentence = sentence
    self.values = values
  }

  /// A template with the values in it.
  ///
  /// - Parameters:
  ///   - template: The sentence in some language.
  ///   - show: Puts a value into that language.
  /// - Returns: The sentence; a value that there is none of is left out.
  package func filled(_ template: String, _ show: (Value) -> String) -> String {
    var text = ""
    var rest = template[...]
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}"))
    {
      text += rest[..<open]
      let slot = rest[rest.utf8.index(after: open)..<close]
        .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let place = Int(slot[0]).map { $0 - 1 } ?? -1
      let value = values.indices.contains(place) ? show(values[place]) : ""
      if slot.count == 2 {
        let forms = slot[1].split(separator: "/", omittingEmptySubsequences: false)
        text += value == "1" ? forms[0] : forms[forms.count - 1]
      } else {
        text += value
      }
      rest = rest[rest.utf8.index(after: close)...]
    }
    return text + rest
  }
}

extension Message: CustomStringConvertible {
  /// The sentence in English.
  public var description: String { filled(sentence.rawValue, Self.english) }

  private static func english(_ value: Value) -> String {
    switch value {
    case .text(let text), .english(let text): text
    case .quoted(let words): words.map { "'\($0)'" }.joined(separator: ", ")
    case .listed(let values): values.map(english).joined(separator: ", ")
    case .parts(let parts): parts.map(\.description).joined(separator: "; ")
    case .message(let message): message.description
    }
  }
}

extension Message.Value: ExpressibleByStringInterpolation {
  public init(stringLiteral text: String) { self = .text(text) }
}
