import Foundation

/// Finds names that differ only in case, width, white space or punctuation.
struct SimilarNames {
  // What names that are not their own keys are without case, width, spaces and punctuation.
  private var keys = NameTable()
  private var spellingsOfKey: [[Int]] = []
  private let key = ByteBuffer()

  /// Each spelling of a table that looks like an earlier one of another entity, with the first of
  /// these.
  ///
  /// Most names are their own keys, and no two of these are alike: only the others are compared.
  static func find(in entities: EntityTable) -> [(spelling: Int, first: Int)] {
    var names = SimilarNames()
    names.gather(entities.spellings)
    return names.pairs(in: entities)
  }

  private init() {}

  private mutating func gather(_ names: NameTable) {
    for spelling in Self.unfolded(names) {
      names.withBytes(spelling) { fold($0) }
      guard key.count > 0 else { continue }
      let number = keys.intern(key.bytes)
      if number == spellingsOfKey.count { spellingsOfKey.append([]) }
      spellingsOfKey[number].append(spelling)
    }
  }

  private func pairs(in entities: EntityTable) -> [(spelling: Int, first: Int)] {
    var pairs: [(spelling: Int, first: Int)] = []
    for (number, others) in spellingsOfKey.enumerated() {
      var alike = others
      // The name that is the key itself, where there is one.
      keys.withBytes(number) { key in
        guard let plain = entities.spellings.find(key), Self.isFolded(key) else { return }
        let place = alike.firstIndex { $0 > plain } ?? alike.count
        alike.insert(plain, at: place)
      }
      guard alike.count > 1 else { continue }
      let first = alike[0]
      for spelling in alike.dropFirst()
      where entities.entity(ofSpelling: first) != entities.entity(ofSpelling: spelling) {
        pairs.append((spelling, first))
      }
    }
    return pairs.sorted { $0.spelling < $1.spelling }
  }

  /// The names of a table that are not their own keys, or of which that is not known at once.
  private static func unfolded(_ names: NameTable) -> [Int] {
    names.withAllBytes { bytes, offsets in
      var unfolded: [Int] = []
      for name in 0..<max(0, offsets.count - 1) {
        let range = Int(offsets[name])..<Int(offsets[name + 1])
        if !isFolded(bytes.slice(range)) { unfolded.append(name) }
      }
      return unfolded
    }
  }

  /// Whether a name consists of digits, small letters, symbols and ideographs that stay as they are.
  private static func isFolded(_ name: UnsafeRawBufferPointer) -> Bool {
    var position = 0
    while position < name.count {
      let byte = name[position]
      if byte &- 0x61 < 26 || byte &- 0x30 < 10 {
        position += 1
      } else if byte < 0x80 {
        guard isKept(byte), byte &- 65 >= 26 else { return false }
        position += 1
      } else {
        guard position + 2 < name.count, isHan(byte, name[position + 1]) else { return false }
        position += 3
      }
    }
    return true
  }

  private func fold(_ name: UnsafeRawBufferPointer) {
    key.clear()
    var position = 0
    while position < name.count {
      let byte = name[position]
      if byte < 0x80 {
        if Self.isKept(byte) { key.append(byte &- 65 < 26 ? byte | 0x20 : byte) }
        position += 1
      } else if position + 2 < name.count, Self.isHan(byte, name[position + 1]) {
        // The unified ideographs are their own compatibility form.
        key.append(name.slice(position..<position + 3))
        position += 3
      } else {
        foldSlowly(name.string)
        return
      }
    }
  }

  private func foldSlowly(_ name: String) {
    key.clear()
    for scalar in name.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
      switch scalar.properties.generalCategory {
      case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format,
        .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
        .initialPunctuation, .finalPunctuation, .otherPunctuation:
        continue
      default: key.append(String(scalar))
      }
    }
  }

  // Letters, digits and the symbols of ASCII, which are no punctuation to Unicode.
  private static func isKept(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "$"), UInt8(ascii: "+"), UInt8(ascii: "<"), UInt8(ascii: "="),
      UInt8(ascii: ">"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  // U+4E00 to U+9FFF.
  private static func isHan(_ first: UInt8, _ second: UInt8) -> Bool {
    (first == 0xE4 && second >= 0xB8) || (first >= 0xE5 && first <= 0xE9)
  }
}
