import ArgumentParser

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A file or standard input, read piece by piece.
final class StreamFile {
  private static let pieceSize = 1 << 20

  /// The length in bytes, where the system knows it.
  let size: Int?

  private let path: String
  private let number: Int32

  /// Opens a path; `-` is standard input.
  ///
  /// - Throws: `Failure` where it cannot be opened.
  init(path: String, expected: String = "a stream of cases in NDJSON") throws {
    self.path = path
    number = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else {
      let isMissing = errno == ENOENT || errno == ENOTDIR
      throw Failure(
        code: .missingInput,
        message: "\(path): \(isMissing ? "no such file" : "cannot be opened: \(Self.reason())")"
          + "; expected \(expected)")
    }
    var status = stat()
    let isKnown = fstat(number, &status) == 0
    let kind = status.st_mode & S_IFMT
    if isKnown && kind == S_IFDIR {
      throw Failure(
        code: .missingInput,
        message: "\(path): is a folder; expected \(expected)")
    }
    size = isKnown && kind == S_IFREG ? Int(status.st_size) : nil
  }

  deinit {
    if number != STDIN_FILENO { close(number) }
  }

  /// The next piece; `nil` at the end.
  ///
  /// - Throws: `Failure` where the system cannot read on.
  func next() throws -> [UInt8]? {
    var code: Int32 = 0
    let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
      var got: Int
      repeat {
        got = read(number, buffer.baseAddress, Self.pieceSize)
      } while got < 0 && errno == EINTR
      if got < 0 { code = errno }
      count = max(got, 0)
    }
    guard code == 0 else {
      throw Failure(
        code: .ioError,
        message: "\(path): cannot be read to its end: \(String(cString: strerror(code)))")
    }
    return piece.isEmpty ? nil : piece
  }

  private static func reason() -> String { String(cString: strerror(errno)).lowercased() }
}
