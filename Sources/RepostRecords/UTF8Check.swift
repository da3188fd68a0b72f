/// Whether bytes are UTF-8: no overlong forms, no surrogates, nothing past U+10FFFF.
struct UTF8Check {
  /// The first byte that is in no valid character.
  private(set) var firstInvalid: Int?
  /// The number of characters of two bytes and more before it.
  private(set) var wideCharacters = 0

  init(of bytes: UnsafeRawBufferPointer) {
    var position = 0
    let count = bytes.count
    while position < count {
      // Eight bytes of ASCII at a time.
      while position + 8 <= count,
        bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        position += 8
      }
      guard position < count else { return }
      guard bytes[position] >= 0x80 else {
        position += 1
        continue
      }
      let length = Self.length(of: bytes, at: position)
      guard length > 0 else {
        firstInvalid = position
        return
      }
      wideCharacters += 1
      position += length
    }
  }

  // The second byte's range depends on the first (Unicode, table 3-7).
  private static func length(of bytes: UnsafeRawBufferPointer, at position: Int) -> Int {
    let first = bytes[position]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if first == 0xE0 { second = 0xA0...0xBF }
      if first == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if first == 0xF0 { second = 0x90...0xBF }
      if first == 0xF4 { second = 0x80...0x8F }
    default: return 0
    }
    guard position + length <= bytes.count, second.contains(bytes[position + 1]) else { return 0 }
    for offset in 2..<max(2, length) where bytes[position + offset] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
