#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Gives the lines of a mail or a mailbox as bytes; a very long line comes in pieces.
final class MailLines {
  /// The longest piece.
  static let limit = 1 << 16

  /// A line, or a piece of a very long one.
  struct Piece {
    /// Its bytes without the end of the line; they hold until the next piece is asked for.
    var bytes: UnsafeRawBufferPointer
    /// The number of its line, counted from 1.
    var line: Int
    /// Whether a line begins with it.
    var isStart: Bool
    /// Whether the line ends with it.
    var isEnd: Bool

    /// Whether the line is empty.
    var isBlank: Bool { isStart && isEnd && bytes.isEmpty }
  }

  private let input: ByteInput
  private let carry = UnsafeMutableRawBufferPointer.allocate(byteCount: limit, alignment: 16)
  private var isAtStart = true
  /// The number of the line of the last piece.
  private(set) var line = 0

  init(_ input: ByteInput) { self.input = input }

  deinit { carry.deallocate() }

  /// The number of bytes before the next piece.
  var position: Int { input.position }

  /// The next piece; `nil` at the end of the file.
  ///
  /// Lines end with LF or CRLF.
  func next() throws(FormatProblem) -> Piece? {
    let ahead = try input.ahead()
    guard !ahead.isEmpty else { return nil }
    let window = UnsafeRawBufferPointer(rebasing: ahead.prefix(Self.limit))
    if let end = Self.lineEnd(in: window) { return piece(window, end: end, of: input) }
    guard window.count < Self.limit else { return piece(window, end: nil, of: input) }
    var count = 0
    while count < Self.limit {
      let ahead = try input.ahead()
      guard !ahead.isEmpty else { break }
      let part = UnsafeRawBufferPointer(rebasing: ahead.prefix(Self.limit - count))
      let end = Self.lineEnd(in: part)
      let taken = end.map { $0 + 1 } ?? part.count
      UnsafeMutableRawBufferPointer(rebasing: carry[count..<count + taken])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: part[..<taken]))
      input.skip(taken)
      count += taken
      if end != nil {
        return piece(UnsafeRawBufferPointer(rebasing: carry[..<count]), end: count - 1, of: nil)
      }
    }
    return piece(UnsafeRawBufferPointer(rebasing: carry[..<count]), end: nil, of: nil)
  }

  private func piece(
    _ bytes: UnsafeRawBufferPointer, end: Int?, of input: ByteInput?
  ) -> Piece {
    if isAtStart { line += 1 }
    var count = end ?? bytes.count
    input?.skip(end.map { $0 + 1 } ?? count)
    if end != nil, count > 0, bytes[count - 1] == 0x0D { count -= 1 }
    let piece = Piece(
      bytes: UnsafeRawBufferPointer(rebasing: bytes[..<count]), line: line, isStart: isAtStart,
      isEnd: end != nil)
    isAtStart = end != nil
    return piece
  }

  private static func lineEnd(in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let start = bytes.baseAddress, let place = memchr(start, 0x0A, bytes.count) else {
      return nil
    }
    return UnsafeRawPointer(place) - start
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the bytes begin with an ASCII text.
  func begins(with text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount, let start = baseAddress else { return false }
    return memcmp(start, text.utf8Start, text.utf8CodeUnitCount) == 0
  }
}
