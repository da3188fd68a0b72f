/// XML being written: markup comes from literals of the program, everything else is escaped.
///
/// Text stays as it is, line breaks included. What XML cannot hold at all, such as most control
/// characters, is written as `\u{…}`.
struct XMLText: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  private(set) var bytes: [UInt8]

  init() { bytes = [] }

  init(stringLiteral value: StaticString) { bytes = Array(Self.bytes(of: value)) }

  init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

  static func += (text: inout XMLText, addition: XMLText) { text.bytes += addition.bytes }

  /// Gathers literals as markup and values as text.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var bytes: [UInt8] = []

    init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: StaticString) { bytes += XMLText.bytes(of: literal) }

    mutating func appendInterpolation(_ text: String) { XMLText.append(text, to: &bytes) }

    mutating func appendInterpolation(_ number: Int) { bytes += String(number).utf8 }

    mutating func appendInterpolation(_ xml: XMLText) { bytes += xml.bytes }

    /// A name that the program has given, such as that of a column.
    mutating func appendInterpolation(_ name: StaticString) { bytes += XMLText.bytes(of: name) }
  }

  private static func bytes(of literal: StaticString) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    let isPlain = text.withUTF8 { text in
      guard text.allSatisfy(Self.isPlain) else { return false }
      bytes.append(contentsOf: text)
      return true
    }
    guard !isPlain else { return }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": bytes += "&amp;".utf8
      case "<": bytes += "&lt;".utf8
      case ">": bytes += "&gt;".utf8
      case "\"": bytes += "&quot;".utf8
      // As they are, those from 7F to 9F would tell a terminal what to do.
      case "\t", "\n", "\r", "\u{7F}"..."\u{9F}": bytes += "&#\(scalar.value);".utf8
      case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}":
        bytes += "\\u{\(String(scalar.value, radix: 16))}".utf8
      default: bytes += Array(String(scalar).utf8)
      }
    }
  }

  // 0xC2 begins, among others, control characters, and 0xEF the two characters that XML forbids.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x26 && byte != 0x3C && byte != 0x3E && byte != 0x22 && byte != 0x7F
      && byte != 0xC2 && byte != 0xEF
  }
}
