#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// An open file or folder, closed when its owner lets go of it.
struct Descriptor: ~Copyable {
  let number: Int32

  /// Opens a path, taken from the folder `base` where it is relative.
  init?(_ path: String, in base: Int32 = AT_FDCWD, _ flags: Int32, mode: mode_t = 0) {
    var number: Int32
    repeat {
      number = openat(base, path, flags | O_CLOEXEC, mode)
    } while number < 0 && errno == EINTR
    guard number >= 0 else { return nil }
    self.number = number
  }

  /// Takes over what is open already.
  init(owning number: Int32) { self.number = number }

  deinit {
    close(number)
  }

  /// What the system knows of the file.
  var status: stat? {
    var status = stat()
    return fstat(number, &status) == 0 ? status : nil
  }

  /// Takes the only lock on it, where nobody else has it.
  func lock() -> Bool { flock(number, LOCK_EX | LOCK_NB) == 0 }

  /// Writes all bytes and waits until they are on the disk.
  func write(_ bytes: [UInt8]) -> Bool { writeAll(bytes, to: number) && fsync(number) == 0 }

  /// All bytes from the start, or `nil` where they cannot be read or are more than `limit`.
  func read(limit: Int) -> [UInt8]? {
    guard lseek(number, 0, SEEK_SET) == 0 else { return nil }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      #if canImport(Darwin)
      let count = Darwin.read(number, &buffer, buffer.count)
      #elseif canImport(Glibc)
      let count = Glibc.read(number, &buffer, buffer.count)
      #else
      let count = Musl.read(number, &buffer, buffer.count)
      #endif
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else { return nil }
    }
  }

  /// Hands over all bytes from the start, piece by piece.
  ///
  /// - Returns: Whether they could be read to the end.
  func forEachPiece(_ body: ([UInt8]) throws -> Void) rethrows -> Bool {
    guard lseek(number, 0, SEEK_SET) == 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      #if canImport(Darwin)
      let count = Darwin.read(number, &buffer, buffer.count)
      #elseif canImport(Glibc)
      let count = Glibc.read(number, &buffer, buffer.count)
      #else
      let count = Musl.read(number, &buffer, buffer.count)
      #endif
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return count == 0 }
      try body(Array(buffer[..<count]))
    }
  }

  /// The names in a folder, sorted, without `.` and `..`.
  var entries: [String]? {
    // The stream owns the descriptor that it is given, and reads from the start only if it is new.
    let copy = openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { return nil }
    guard let stream = fdopendir(copy) else {
      close(copy)
      return nil
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

/// Writes all bytes to an open file.
func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
  bytes.withUnsafeBytes { buffer in
    var start = 0
    while start < buffer.count {
      let rest = UnsafeRawBufferPointer(rebasing: buffer[start...])
      let count = write(file, rest.baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      start += count
    }
    return true
  }
}

/// What the last failed call of the system says, in its words.
struct SystemFailure {
  let code = errno

  var text: String { String(cString: strerror(code)) }

  /// The kind of error that it makes: a full or broken disk is a failure of writing.
  var kind: ResultError.Kind {
    [ENOSPC, EDQUOT, EIO, EFBIG].contains(code) ? .writeFailed : .cannotCreate
  }

  func error(_ path: String, _ found: String, advice: String? = nil) -> ResultError {
    ResultError(kind: kind, path: path, found: "\(found): \(text)", advice: advice)
  }
}

/// What stands at a place, links not followed.
func status(of name: String, in folder: Int32) -> stat? {
  var status = stat()
  return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
}

extension stat {
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
  var isLink: Bool { st_mode & S_IFMT == S_IFLNK }
}
