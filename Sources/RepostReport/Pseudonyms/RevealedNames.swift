import RepostRecords

/// What stands behind pseudonyms, to be put back where they stand by themselves.
struct RevealedNames {
  /// What is put back.
  enum Form {
    /// What records call it.
    case id
    /// What maps and lists show.
    case name
    /// What people read: the name, with the id where others are called the same.
    case shown
  }

  private struct Entry {
    let id: String
    let name: String
    let shown: String
    /// Of a file; its id stands only before a line.
    let path: String?
  }

  private var table = NameTable()
  private var entries: [Entry] = []
  private var lengths: [Int] = []

  init(_ key: PseudonymKey) {
    let content = key.content
    var ids: [String: Set<String>] = [:]
    for name in content.names.values { ids[name.name, default: []].insert(name.id) }
    for (pseudonym, name) in content.names {
      let isShared = (ids[name.name]?.count ?? 0) > 1 && name.id != name.name
      add(
        pseudonym, name.id, name.name, shown: isShared ? "\(name.name) [\(name.id)]" : name.name)
    }
    for (pseudonym, file) in content.files {
      add(pseudonym, file.id, file.id, shown: file.id, path: file.path)
    }
    for words in [content.records, content.items, content.words] {
      for (pseudonym, word) in words { add(pseudonym, word, word, shown: word) }
    }
    lengths = Set((0..<table.count).map { number in table.withBytes(number) { $0.count } })
      .sorted(by: >)
  }

  private mutating func add(
    _ pseudonym: String, _ id: String, _ name: String, shown: String, path: String? = nil
  ) {
    guard table.intern(pseudonym) == entries.count else { return }
    entries.append(Entry(id: id, name: name, shown: shown, path: path))
  }

  /// Puts back what stands behind the pseudonyms of a text.
  ///
  /// - Parameters:
  ///   - text: UTF-8, in which pseudonyms stand as they are.
  ///   - form: What is put back.
  ///   - escape: Writes what is put back as the format wants it.
  /// - Returns: The text, or `nil` where no pseudonym stands in it.
  func put(
    in text: UnsafeRawBufferPointer, _ form: Form, _ escape: (String) -> String
  ) -> [UInt8]? {
    var result: [UInt8] = []
    var end = 0
    var place = 0
    while place < text.count {
      guard let (length, number) = match(at: place, in: text) else {
        place += 1
        continue
      }
      let entry = entries[number]
      let truth =
        switch form {
        case .id:
          text[(place + length)...].first == UInt8(ascii: ":") ? entry.id : entry.path ?? entry.id
        case .name: entry.name
        case .shown: entry.shown
        }
      result += text[end..<place]
      result += escape(truth).utf8
      place += length
      end = place
    }
    guard end > 0 else { return nil }
    return result + text[end...]
  }

  func put(in text: String, _ form: Form, _ escape: (String) -> String = { $0 }) -> String? {
    var text = text
    return text.withUTF8 { put(in: UnsafeRawBufferPointer($0), form, escape) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private func match(
    at place: Int, in text: UnsafeRawBufferPointer
  ) -> (length: Int, number: Int)? {
    let first = text[place]
    let isLetter = first &- 65 < 26 || first &- 97 < 26
    guard isLetter || first >= 0xE3 else { return nil }
    if isLetter, place > 0, Self.joins(text[place - 1]) { return nil }
    for length in lengths where place + length <= text.count {
      let end = place + length
      guard let number = table.find(UnsafeRawBufferPointer(rebasing: text[place..<end])) else {
        continue
      }
      if isLetter, end < text.count, Self.joins(text[end]) { return nil }
      if !isLetter, Self.stems.contains(where: { text[end...].starts(with: $0) }) { return nil }
      return (length, number)
    }
    return nil
  }

  private static let stems = PseudonymKey.stems.map { Array($0.utf8) }

  /// Whether a byte beside a pseudonym of Latin letters makes it part of a longer word.
  private static func joins(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || byte &- 65 < 26 || byte &- 97 < 26 || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_")
  }
}
