import Crypto

/// What stands for the names, records and files of cases, and what they truly are.
///
/// A pseudonym is made of a secret and of what it stands for. What has one keeps it, whatever case comes
/// next; no two things have the same.
public struct PseudonymKey: Sendable {
  /// The schema of the file that keeps it.
  public static let schema = "repost-tracer/pseudonyms/1"

  /// A person, group, account, organisation or site.
  public struct Name: Codable, Hashable, Sendable {
    /// What records call it.
    public var id: String
    /// What maps and lists show.
    public var name: String
    /// The word for what sort of thing it is.
    public var kind: String
  }

  /// A file that was read.
  public struct File: Codable, Hashable, Sendable {
    /// What stands for it in the ids of records.
    public var id: String
    /// Its path as it was given.
    public var path: String
  }

  /// All that is kept, as the file has it.
  public struct Content: Codable, Sendable {
    var schema = PseudonymKey.schema
    var secret: String
    /// People, groups, accounts, organisations and sites by their pseudonyms.
    public internal(set) var names: [String: Name] = [:]
    /// The ids of records.
    public internal(set) var records: [String: String] = [:]
    /// The ids of items.
    public internal(set) var items: [String: String] = [:]
    /// Files that were read.
    public internal(set) var files: [String: File] = [:]
    /// Channels, zones and titles.
    public internal(set) var words: [String: String] = [:]
  }

  /// What a pseudonym stands for.
  enum Domain: String {
    case entity
    case mask
    case record
    case item
    case file
    case channel
    case zone
    case title
    case word
  }

  /// All that is kept.
  public private(set) var content: Content
  /// Whether it holds more than when it was read.
  public private(set) var isChanged: Bool

  private let secret: SymmetricKey
  private var known: [Domain: [String: String]] = [:]
  private var nextMask: [String: Int] = [:]

  /// Makes a key with a secret of its own.
  public init() {
    secret = SymmetricKey(size: .bits256)
    content = Content(secret: secret.withUnsafeBytes { hexDigits(of: $0) })
    isChanged = true
  }

  /// Takes up what a file keeps; `nil` where that is no key.
  public init?(_ content: Content) {
    guard content.schema == Self.schema, let bytes = bytes(hexadecimal: content.secret),
      bytes.count >= 32
    else { return nil }
    self.content = content
    secret = SymmetricKey(data: bytes)
    isChanged = false
    // The least of several that a file edited by hand has for one thing.
    for (pseudonym, name) in content.names.sorted(by: { $0.key > $1.key }) {
      known[Self.isCode(pseudonym) ? .entity : .mask, default: [:]][name.id] = pseudonym
    }
    for (pseudonym, id) in content.records { known[.record, default: [:]][id] = pseudonym }
    for (pseudonym, id) in content.items { known[.item, default: [:]][id] = pseudonym }
    for (pseudonym, file) in content.files { known[.file, default: [:]][file.path] = pseudonym }
    for (pseudonym, word) in content.words {
      known[Self.domain(ofWord: pseudonym), default: [:]][word] = pseudonym
    }
  }

  /// The true id of a person, group or item that has a pseudonym.
  public func trueID(of pseudonym: String) -> String? {
    content.names[pseudonym]?.id ?? content.items[pseudonym]
  }

  /// Whether a text has the form of a pseudonym, such as `P-7F3A`.
  static func isCode(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count >= 6, bytes[0] &- 65 < 26, bytes[1] == UInt8(ascii: "-") else { return false }
    return bytes[2...].prefix { $0 != UInt8(ascii: ".") }.allSatisfy {
      $0 &- 48 < 10 || $0 &- 65 < 6
    }
  }

  private static func domain(ofWord pseudonym: String) -> Domain {
    switch pseudonym.first {
    case "c": .channel
    case "Z": .zone
    case "T": .title
    default: .word
    }
  }
}

extension PseudonymKey {
  /// The pseudonym of an entity, which it is given where it has none.
  ///
  /// - Parameters:
  ///   - entity: What it truly is.
  ///   - letter: The letter of its kind.
  ///   - isFree: Whether a text means nothing in the case.
  /// - Returns: The pseudonym.
  mutating func name(
    _ entity: Name, letter: Character, isFree: (String) -> Bool
  ) -> String {
    code(.entity, entity.id, letter, isFree: isFree) { $0.names[$1] = entity }
  }

  /// The masked name of an entity: what stays of its name, and a stem that tells it from others.
  ///
  /// - Returns: `nil` where there is none that means nothing in the case.
  mutating func mask(_ entity: Name, base: String, isFree: (String) -> Bool) -> String? {
    if let mask = known[.mask]?[entity.id] { return isFree(mask) ? mask : nil }
    guard isFree(base) else { return nil }
    var number = nextMask[base] ?? 0
    var mask = base + Self.stem(number)
    // The words of a case may leave none free.
    var rejected = 0
    while content.names[mask] != nil || !isFree(mask) {
      if content.names[mask] == nil { rejected += 1 }
      guard rejected < 100 else { return nil }
      number += 1
      mask = base + Self.stem(number)
    }
    nextMask[base] = number + 1
    content.names[mask] = entity
    known[.mask, default: [:]][entity.id] = mask
    isChanged = true
    return mask
  }

  mutating func record(_ id: String, isFree: (String) -> Bool) -> String {
    code(.record, id, "R", isFree: isFree) { $0.records[$1] = id }
  }

  mutating func item(_ id: String, isFree: (String) -> Bool) -> String {
    code(.item, id, "I", isFree: isFree) { $0.items[$1] = id }
  }

  mutating func file(_ file: File, ending: String, isFree: (String) -> Bool) -> String {
    code(.file, file.path, "F", ending: ending, isFree: isFree) { $0.files[$1] = file }
  }

  mutating func word(
    _ word: String, _ domain: Domain, letter: Character, isFree: (String) -> Bool
  ) -> String {
    code(domain, word, letter, isFree: isFree) { $0.words[$1] = word }
  }

  private mutating func code(
    _ domain: Domain, _ text: String, _ letter: Character, ending: String = "",
    isFree: (String) -> Bool, _ keep: (inout Content, String) -> Void
  ) -> String {
    if let pseudonym = known[domain]?[text] { return pseudonym }
    let pseudonym = newCode(domain, text, letter, ending, isFree: isFree)
    keep(&content, pseudonym)
    known[domain, default: [:]][text] = pseudonym
    isChanged = true
    return pseudonym
  }

  private func newCode(
    _ domain: Domain, _ text: String, _ letter: Character, _ ending: String,
    isFree: (String) -> Bool
  ) -> String {
    var attempt = 0
    while true {
      let digits = digits(of: "\(domain.rawValue)\u{0}\(attempt)\u{0}\(text)", letter)
      for length in 4...digits.count {
        let pseudonym = "\(letter)-\(digits.prefix(length))\(ending)"
        if !isTaken(pseudonym), isFree(pseudonym) { return pseudonym }
      }
      attempt += 1
    }
  }

  private func isTaken(_ pseudonym: String) -> Bool {
    content.names[pseudonym] != nil || content.records[pseudonym] != nil
      || content.items[pseudonym] != nil || content.files[pseudonym] != nil
      || content.words[pseudonym] != nil
  }

  // Channels are compared in lower case.
  private func digits(of text: String, _ letter: Character) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: secret)
    let digits = code.withUnsafeBytes { hexDigits(of: $0) }
    return letter.isLowercase ? digits.lowercased() : digits
  }

  /// The stems in their order: 甲 to 癸, then two of them, and so on.
  private static func stem(_ number: Int) -> String {
    var stem = ""
    var rest = number + 1
    while rest > 0 {
      stem = stems[(rest - 1) % stems.count] + stem
      rest = (rest - 1) / stems.count
    }
    return stem
  }

  /// The ten stems that tell masked names from one another.
  package static let stems = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"]
}

private func hexDigits(of bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789ABCDEF")
  return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}

private func bytes(hexadecimal text: String) -> [UInt8]? {
  let digits = text.map(\.hexDigitValue)
  guard digits.count % 2 == 0 else { return nil }
  var bytes: [UInt8] = []
  for place in stride(from: 0, to: digits.count, by: 2) {
    guard let high = digits[place], let low = digits[place + 1] else { return nil }
    bytes.append(UInt8(high << 4 | low))
  }
  return bytes
}
