import ArgumentParser

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Standard output and standard error, with every failure to write noticed.
enum Console {
  /// Writes a result to standard output.
  ///
  /// A reader that closes the pipe has what it wants: that ends the program without an error.
  ///
  /// - Throws: `Failure` where the system cannot write.
  static func write(_ bytes: some Collection<UInt8>) throws {
    switch put(Array(bytes), on: STDOUT_FILENO) {
    case 0: return
    case EPIPE: throw ExitCode.success
    case let error:
      throw Failure(
        code: .ioError,
        message: "standard output cannot be written: \(String(cString: strerror(error)))")
    }
  }

  /// Says on standard output what is in a folder of results; where nobody listens, the folder is written
  /// all the same.
  ///
  /// - Throws: `Failure` where the system cannot write.
  static func tell(_ text: String) throws {
    do {
      try write(text)
    } catch let code as ExitCode where code == .success {
      return
    }
  }

  /// Keeps the places of standard streams that are closed, so that no file is opened there and written to
  /// in their stead.
  static func keepPlaces() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
      // What cannot be written to is an error as before.
      _ = open("/dev/null", stream == STDERR_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Writes some of a long row of results to standard output.
  ///
  /// - Throws: `ExitCode` 74 where the reader went away, for it did not get them all; `Failure` where the
  ///   system cannot write.
  static func stream(_ bytes: [UInt8]) throws {
    do {
      try write(bytes)
    } catch let code as ExitCode where code == .success {
      throw ExitCode.ioError
    }
  }

  /// Whether standard output is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes a result to standard output.
  static func write(_ text: String) throws { try write(text.utf8) }

  /// Says something that is no result on standard error; where that cannot be written, nobody listens.
  static func note(_ text: String) {
    _ = put(Array((text + "\n").utf8), on: STDERR_FILENO)
  }

  /// Writes all bytes, and gives the error that stopped it or 0.
  private static func put(_ bytes: [UInt8], on file: Int32) -> Int32 {
    signal(SIGPIPE, SIG_IGN)
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        unistdWrite(file, buffer.baseAddress?.advanced(by: start), buffer.count - start)
      }
      if written >= 0 {
        start += written
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}

// The system's function, which inside `Console` would be taken for one of its own.
private func unistdWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}
