internal import Crypto

/// Gives the bytes of a file block by block, and their checksum at the end.
public final class ByteInput {
  private let readBlock: (UnsafeMutableRawBufferPointer) throws(FormatProblem) -> Int
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
  private var hash = SHA256()
  private var current = 0..<0
  private var isAtEnd = false

  /// The number of bytes that were read, those looked at ahead among them.
  public private(set) var bytesRead = 0

  /// Reads by blocks.
  ///
  /// - Parameter readBlock: Fills a buffer and returns the number of bytes; 0 at the end.
  public init(
    readBlock: @escaping (UnsafeMutableRawBufferPointer) throws(FormatProblem) -> Int
  ) {
    self.readBlock = readBlock
  }

  /// Reads bytes at hand.
  public convenience init(_ bytes: [UInt8]) {
    var position = 0
    self.init { buffer in
      let count = min(buffer.count, bytes.count - position)
      bytes.withUnsafeBytes { bytes in
        buffer.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[position..<position + count]))
      }
      position += count
      return count
    }
  }

  deinit { buffer.deallocate() }

  /// The bytes that follow and are at hand, at least one unless the file is at its end; they hold until
  /// the next call.
  func ahead() throws(FormatProblem) -> UnsafeRawBufferPointer {
    if current.isEmpty, !isAtEnd {
      let count = try readBlock(buffer)
      isAtEnd = count == 0
      bytesRead += count
      current = 0..<count
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[current]))
    }
    return UnsafeRawBufferPointer(rebasing: buffer[current])
  }

  /// Whether the bytes that follow begin with these.
  public func ahead(startsWith bytes: [UInt8]) throws(FormatProblem) -> Bool {
    try ahead().starts(with: bytes)
  }

  /// Goes on by a number of the bytes that were at hand.
  public func skip(_ count: Int) { current = current.lowerBound + count..<current.upperBound }

  /// The number of bytes before those that follow.
  var position: Int { bytesRead - current.count }

  /// Reads what is left, and returns the checksum of all bytes in hexadecimal.
  public func finish() throws(FormatProblem) -> String {
    while !(try ahead()).isEmpty { skip(current.count) }
    return hexadecimal(hash.finalize())
  }
}

/// Bytes as hexadecimal digits.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
