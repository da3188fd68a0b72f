import ArgumentParser
import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Standard output and standard error, with every failure to write noticed.
enum Console {
  /// Writes a result to standard output.
  ///
  /// A reader that closes the pipe has what it wants: that ends the program without an error.
  ///
  /// - Throws: `Failure` where the system cannot write.
  static func write(_ bytes: some Collection<UInt8>) throws {
    signal(SIGPIPE, SIG_IGN)
    try Array(bytes).withUnsafeBytes { buffer in
      var start = 0
      while start < buffer.count {
        let written = Glibc.write(
          STDOUT_FILENO, buffer.baseAddress?.advanced(by: start), buffer.count - start)
        if written >= 0 {
          start += written
        } else if errno == EPIPE {
          throw ExitCode.success
        } else if errno != EINTR {
          throw Failure(
            code: .ioError,
            message: "standard output cannot be written: \(String(cString: strerror(errno)))")
        }
      }
    }
  }

  /// Writes a result to standard output.
  static func write(_ text: String) throws { try write(text.utf8) }

  /// Says something that is no result on standard error.
  static func note(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
