internal import Crypto

/// Names for what was passed on, by its content: the same content has the same name in every file.
enum ItemID {
  /// Texts of fewer letters are said by many without any having it from another.
  static let shortest = 8

  /// The item of a text.
  ///
  /// Blanks, line ends and invisible marks make no difference. A text of fewer than eight letters, digits
  /// or ideographs is an item of its own each time: that two people say "ok" shows nothing.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - unique: What tells this message from all others of the case, such as file and line.
  /// - Returns: The item.
  static func text(_ text: String, unique: String) -> String {
    var normal: [UInt8] = []
    var letters = 0
    var isBlank = true
    for scalar in text.unicodeScalars {
      if let byte = UInt8(exactly: scalar.value), byte < 0x80 {
        if byte == 0x20 || (0x09...0x0D).contains(byte) {
          if !isBlank { normal.append(0x20) }
          isBlank = true
        } else {
          let lower = byte | 0x20
          if (97...122).contains(lower) || (48...57).contains(byte) { letters += 1 }
          normal.append(byte)
          isBlank = false
        }
        continue
      }
      if scalar.properties.isWhitespace {
        if !isBlank { normal.append(0x20) }
        isBlank = true
        continue
      }
      guard scalar.properties.generalCategory != .format else { continue }
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil { letters += 1 }
      normal.append(contentsOf: Array(String(scalar).utf8))
      isBlank = false
    }
    if normal.last == 0x20 { normal.removeLast() }
    if letters < shortest { normal.append(contentsOf: "\n\(unique)".utf8) }
    return "text:" + hexadecimal(SHA256.hash(data: normal).prefix(16))
  }

  /// The item of an attachment whose bytes are at hand.
  static func file(_ bytes: some Collection<UInt8>) -> String {
    "file:" + hexadecimal(SHA256.hash(data: Array(bytes)).prefix(16))
  }

  /// The item of an attachment whose checksum is known.
  static func file(sha256: SHA256Digest) -> String { "file:" + hexadecimal(sha256.prefix(16)) }

  /// The item of an attachment of which the file keeps an MD5 checksum alone.
  static func file(md5: String) -> String { "md5:" + md5.lowercased() }

  /// The start of a text as a title.
  static func title(_ text: String) -> String {
    var title = ""
    for character in text {
      if title.count == 40 { return title + "…" }
      if character.isWhitespace {
        if let last = title.last, last != " " { title.append(" ") }
      } else {
        title.append(character)
      }
    }
    return title
  }
}
