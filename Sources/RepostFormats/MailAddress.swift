/// Somebody named in a header of a mail (RFC 5322, section 3.4).
struct MailAddress {
  /// The address; empty where only a name is given.
  var address: String
  /// The display name; empty where none is given.
  var name: String

  /// The id of the entity.
  var id: String { address.contains("@") ? "mail:" + address.lowercased() : name }

  /// The addresses of a list.
  static func list(_ text: String) -> [MailAddress] {
    var reader = Reader()
    for character in text { reader.take(character) }
    reader.end()
    reader.endPending()
    return reader.found
  }

  /// The first address in a line written for people.
  ///
  /// - Parameter text: A line such as `John Doe [mailto:john@example.org]`.
  /// - Returns: The address and the name before it; the whole as a name where it has no address.
  static func shown(_ text: String) -> MailAddress? {
    let stops: Set<Character> = [
      "<", ">", "[", "]", "(", ")", ",", ";", ":", "\"", "'", "”", "„", "»", "«", " ", "\t",
      "\u{A0}", "：", "；", "，", "（", "）", "＜", "＞",
    ]
    for word in text.split(whereSeparator: { stops.contains($0) }) {
      guard let at = word.firstIndex(of: "@"), at != word.startIndex,
        word.index(after: at) != word.endIndex
      else { continue }
      let before = text[..<word.startIndex].prefix { $0 != "<" && $0 != "[" && $0 != "＜" }
      return MailAddress(address: String(word), name: cleaned(before))
    }
    let name = cleaned(text[...])
    return name.isEmpty ? nil : MailAddress(address: "", name: name)
  }

  private static func cleaned(_ text: Substring) -> String {
    var rest = text
    let around = { (character: Character) in
      character.isWhitespace || "\"'“”„«»()（）*".contains(character)
    }
    while let first = rest.first, around(first) { rest.removeFirst() }
    while let last = rest.last, around(last) { rest.removeLast() }
    return String(rest)
  }

  private struct Reader {
    var found: [MailAddress] = []
    private var phrase = ""
    private var comment = ""
    private var angle: String?
    private var isInAngle = false
    private var isQuoted = false
    private var isEscaped = false
    private var depth = 0
    // A name with a comma that nobody put in quotes.
    private var pendingName: String?

    mutating func take(_ character: Character) {
      if isEscaped {
        isEscaped = false
        append(character)
      } else if character == "\\", isQuoted || depth > 0 {
        isEscaped = true
      } else if depth > 0 {
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        if depth > 0 { comment.append(character) }
      } else if character == "\"", !isInAngle {
        isQuoted.toggle()
      } else if isQuoted {
        append(character)
      } else {
        plain(character)
      }
    }

    private mutating func append(_ character: Character) {
      if depth > 0 {
        comment.append(character)
      } else if isInAngle {
        angle?.append(character)
      } else {
        phrase.append(character)
      }
    }

    private mutating func plain(_ character: Character) {
      switch character {
      case "(" where !isInAngle: depth = 1
      case "<":
        angle = ""
        isInAngle = true
      case ">": isInAngle = false
      case ",", ";":
        guard !isInAngle else { return append(character) }
        end()
        if character == ";" { endPending() }
      case ":" where !isInAngle && !phrase.contains("@"):
        // The name of a group of addresses.
        phrase = ""
      default: append(character)
      }
    }

    mutating func end() {
      defer {
        phrase = ""
        comment = ""
        angle = nil
        isInAngle = false
      }
      let words = MailHeader.trimmed(phrase)
      if let angle {
        // A route before an address is obsolete.
        let last = angle.split(separator: ":").last.map(String.init) ?? ""
        var name = words.isEmpty ? MailHeader.trimmed(comment) : words
        if let first = pendingName { name = name.isEmpty ? first : "\(first), \(name)" }
        pendingName = nil
        add(address: MailHeader.trimmed(last), name: name)
      } else if let word = words.split(whereSeparator: \.isWhitespace).first(where: {
        $0.contains("@")
      }) {
        endPending()
        add(address: String(word), name: MailHeader.trimmed(comment))
      } else if !words.isEmpty {
        endPending()
        pendingName = words
      }
    }

    mutating func endPending() {
      if let name = pendingName { add(address: "", name: name) }
      pendingName = nil
    }

    private mutating func add(address: String, name: String) {
      var name = MailHeader.trimmed(MailWords.decode(name).text)
      if name.first == "'", name.last == "'", name.count > 1 {
        name = String(name.dropFirst().dropLast())
      }
      guard !address.isEmpty || !name.isEmpty else { return }
      if !address.contains("@"), name.isEmpty { name = address }
      found.append(MailAddress(address: address, name: name))
    }
  }
}
