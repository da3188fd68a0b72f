#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Makes text of bytes in one of the character sets of mail.
enum MailCharset {
  /// A text, and whether all of its bytes could be decoded.
  struct Decoded {
    var text: String
    var isExact: Bool
  }

  /// Decodes bytes.
  ///
  /// Where a few bytes cannot be decoded they are replaced; where many cannot, or the character set is
  /// unknown, all are taken for Latin-1.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - name: The name of the character set; empty where the mail does not say.
  /// - Returns: The text.
  static func decode(_ bytes: some Collection<UInt8>, _ name: String) -> Decoded {
    let bytes = Array(bytes)
    let charset = canonical(name)
    if charset == "UTF-8" || charset == "US-ASCII" || charset.isEmpty { return utf8(bytes) }
    if charset == "ISO-8859-1", !bytes.contains(where: { (0x80..<0xA0).contains($0) }) {
      return Decoded(text: latin1(bytes), isExact: true)
    }
    // Programs that say Latin-1 and use these bytes mean the set of Windows.
    let converter = charset == "ISO-8859-1" ? "CP1252" : charset
    return convert(bytes, from: converter) ?? Decoded(text: latin1(bytes), isExact: false)
  }

  /// Every byte as the character of its number.
  static func latin1(_ bytes: some Collection<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(Unicode.Scalar(byte)) }
    return String(text)
  }

  private static func utf8(_ bytes: [UInt8]) -> Decoded {
    if let text = String(validating: bytes, as: UTF8.self) {
      return Decoded(text: text, isExact: true)
    }
    let repaired = String(decoding: bytes, as: UTF8.self)
    let lost = repaired.unicodeScalars.count { $0 == "\u{FFFD}" }
    guard isFew(lost, of: bytes.count) else { return Decoded(text: latin1(bytes), isExact: false) }
    return Decoded(text: repaired, isExact: false)
  }

  private static func isFew(_ lost: Int, of count: Int) -> Bool { lost * 20 < count }

  private static func canonical(_ name: String) -> String {
    let name = name.uppercased().filter {
      $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0))
    }
    switch name {
    case "UTF8": return "UTF-8"
    case "ASCII", "ANSI_X3.4-1968", "UNKNOWN-8BIT", "8BIT", "X-UNKNOWN", "DEFAULT": return ""
    case "LATIN1", "ISO8859-1", "ISO_8859-1", "L1": return "ISO-8859-1"
    case "GB2312", "GBK", "X-GBK", "GB_2312-80", "GB18030", "CP936", "GB2312-80", "EUC-CN":
      // The widest of the family reads them all.
      return "GB18030"
    case "HZ-GB-2312": return "HZ"
    case "BIG5", "BIG-5", "CN-BIG5", "X-X-BIG5": return "BIG5-HKSCS"
    case "SHIFT_JIS", "SHIFT-JIS", "SJIS", "X-SJIS": return "CP932"
    case "KS_C_5601-1987", "KS_C_5601", "EUC-KR": return "CP949"
    case let windows where windows.hasPrefix("WINDOWS-"): return "CP" + windows.dropFirst(8)
    default: return name
    }
  }

  private static func convert(_ bytes: [UInt8], from charset: String) -> Decoded? {
    let converter = iconv_open("UTF-8", charset)
    guard Int(bitPattern: converter) != -1 else { return nil }
    defer { iconv_close(converter) }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    var room = [UInt8](repeating: 0, count: 4096)
    var source = bytes
    var lost = 0
    source.withUnsafeMutableBytes { source in
      var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
      var left = source.count
      while left > 0 {
        let before = left
        let produced = room.withUnsafeMutableBytes { room in
          var to = room.baseAddress?.assumingMemoryBound(to: CChar.self)
          var free = room.count
          _ = iconv(converter, &from, &left, &to, &free)
          return room.count - free
        }
        text.append(contentsOf: room[..<produced])
        guard produced == 0, left == before else { continue }
        lost += 1
        text.append(contentsOf: [0xEF, 0xBF, 0xBD])
        from = from?.advanced(by: 1)
        left -= 1
      }
    }
    guard lost == 0 || isFew(lost, of: bytes.count) else { return nil }
    return Decoded(text: String(decoding: text, as: UTF8.self), isExact: lost == 0)
  }
}
