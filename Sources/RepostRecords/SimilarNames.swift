import Foundation

/// Finds names that differ only in case, width, white space or punctuation.
struct SimilarNames {
  private var keys = NameTable()
  private var firstOfKey: [Int] = []
  private let key = ByteBuffer()

  /// Each spelling of a table that looks like an earlier one of another entity, with the first of
  /// these.
  static func find(in entities: EntityTable) -> [(spelling: Int, first: Int)] {
    var names = SimilarNames()
    return names.pairs(in: entities)
  }

  private init() {}

  private mutating func pairs(in entities: EntityTable) -> [(spelling: Int, first: Int)] {
    var pairs: [(spelling: Int, first: Int)] = []
    for spelling in 0..<entities.spellings.count {
      entities.spellings.withBytes(spelling) { fold($0) }
      guard key.count > 0 else { continue }
      let number = keys.intern(key.bytes)
      guard number < firstOfKey.count else {
        firstOfKey.append(spelling)
        continue
      }
      let first = firstOfKey[number]
      if entities.entityOfSpelling[first] != entities.entityOfSpelling[spelling] {
        pairs.append((spelling, first))
      }
    }
    return pairs
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
