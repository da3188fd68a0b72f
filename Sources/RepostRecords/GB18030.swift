#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The encoding in which a Chinese Excel saves CSV, read by the system's converter.
enum GB18030 {
  enum Result {
    case text([UInt8])
    /// The byte that is in no valid character.
    case invalid(position: Int)
    /// The system has no converter.
    case unavailable
  }

  /// GB18030 text as UTF-8.
  static func utf8(of bytes: [UInt8]) -> Result {
    let converter = iconv_open("UTF-8", "GB18030")
    guard Int(bitPattern: converter) != -1 else { return .unavailable }
    defer { iconv_close(converter) }
    var input = bytes
    // Two bytes become at most three.
    let capacity = bytes.count / 2 * 3 + 16
    var invalid: Int?
    let text = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      input.withUnsafeMutableBytes { source in
        var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = source.count
        let target = UnsafeMutableRawBufferPointer(output)
        var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
        var room = capacity
        _ = iconv(converter, &from, &left, &to, &room)
        if left > 0 { invalid = source.count - left }
        count = capacity - room
      }
    }
    return invalid.map { .invalid(position: $0) } ?? .text(text)
  }
}
