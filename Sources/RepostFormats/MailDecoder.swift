/// Undoes the transfer encoding of a part of a mail piece by piece (RFC 2045).
struct MailDecoder {
  /// The encodings.
  enum Encoding {
    case plain
    case quotedPrintable
    case base64
  }

  /// The encoding.
  let encoding: Encoding
  /// Whether something did not follow the encoding.
  private(set) var isIrregular = false

  private var bits: UInt32 = 0
  private var sextets = 0
  private var hasEnded = false
  private var needsLineEnd = false
  private var held: [UInt8] = []

  init(_ encoding: Encoding) { self.encoding = encoding }

  /// Decodes a piece of a line.
  ///
  /// - Parameters:
  ///   - piece: The bytes.
  ///   - isEnd: Whether the line ends with them.
  ///   - output: Takes the decoded bytes at its end.
  mutating func decode(_ piece: UnsafeRawBufferPointer, isEnd: Bool, into output: inout [UInt8]) {
    switch encoding {
    case .plain: plain(piece, isEnd: isEnd, into: &output)
    case .base64: base64(piece, into: &output)
    case .quotedPrintable: quotedPrintable(piece, isEnd: isEnd, into: &output)
    }
  }

  /// Decodes what is left when the part ends; the last line end belongs to the line after the part.
  mutating func finish(into output: inout [UInt8]) {
    if encoding == .base64, !hasEnded, sextets > 0 { flush(into: &output) }
    if !held.isEmpty {
      output.append(contentsOf: held)
      held = []
    }
  }

  private mutating func endLine(before output: inout [UInt8]) {
    if needsLineEnd { output.append(0x0A) }
    needsLineEnd = false
  }

  private mutating func plain(
    _ piece: UnsafeRawBufferPointer, isEnd: Bool, into output: inout [UInt8]
  ) {
    endLine(before: &output)
    output.append(contentsOf: piece)
    needsLineEnd = isEnd
  }

  private mutating func base64(_ piece: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    for byte in piece {
      let value = Self.values[Int(byte)]
      if value < 64 {
        guard !hasEnded else {
          isIrregular = true
          return
        }
        bits = bits << 6 | UInt32(value)
        sextets += 1
        if sextets == 4 {
          output.append(UInt8(truncatingIfNeeded: bits >> 16))
          output.append(UInt8(truncatingIfNeeded: bits >> 8))
          output.append(UInt8(truncatingIfNeeded: bits))
          bits = 0
          sextets = 0
        }
      } else if byte == UInt8(ascii: "=") {
        if !hasEnded, sextets > 0 { flush(into: &output) }
        hasEnded = true
      } else if byte != 0x20, byte != 0x09, byte != 0x0D {
        isIrregular = true
      }
    }
  }

  private mutating func flush(into output: inout [UInt8]) {
    if sextets == 2 {
      output.append(UInt8(truncatingIfNeeded: bits >> 4))
    } else if sextets == 3 {
      output.append(UInt8(truncatingIfNeeded: bits >> 10))
      output.append(UInt8(truncatingIfNeeded: bits >> 2))
    } else {
      isIrregular = true
    }
    bits = 0
    sextets = 0
  }

  private mutating func quotedPrintable(
    _ piece: UnsafeRawBufferPointer, isEnd: Bool, into output: inout [UInt8]
  ) {
    endLine(before: &output)
    var bytes = held + Array(piece)
    held = []
    if isEnd {
      while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    }
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      guard byte == UInt8(ascii: "=") else {
        output.append(byte)
        place += 1
        continue
      }
      if place + 1 == bytes.count, isEnd { return }
      if place + 2 >= bytes.count, !isEnd {
        held = Array(bytes[place...])
        return
      }
      if place + 2 < bytes.count, let high = Self.digit(bytes[place + 1]),
        let low = Self.digit(bytes[place + 2])
      {
        output.append(high << 4 | low)
        place += 3
      } else {
        isIrregular = true
        output.append(byte)
        place += 1
      }
    }
    needsLineEnd = isEnd
  }

  /// The value of a hexadecimal digit.
  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, letter) in letters.utf8.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()
}
