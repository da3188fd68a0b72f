#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Reads whole files; a pipe is read to its end.
enum FileBytes {
  /// The longest file that is read as a whole, in bytes.
  static let limit = 4 << 30

  /// The bytes of a file that is no longer than it may be.
  static func read(
    path: String, expected: String, limit: Int = Self.limit
  ) throws(RecordsError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw cannotOpen(path, expected: expected, code: errno) }
    defer { close(file) }
    return try read(file: file, path: path, expected: expected, limit: limit)
  }

  /// The bytes of standard input.
  static func readStandardInput() throws(RecordsError) -> [UInt8] {
    try read(file: 0, path: "-", expected: "records on standard input", limit: limit)
  }

  /// Whether a path leads to a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a path is a link to another.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// A path from the root, without links in it.
  static func fullPath(_ path: String) -> String? {
    guard let full = realpath(path, nil) else { return nil }
    defer { free(full) }
    return String(cString: full)
  }

  /// The names in a folder, sorted by their bytes.
  static func names(inFolder path: String) throws(RecordsError) -> [String] {
    guard let folder = opendir(path) else {
      throw cannotOpen(path, expected: "a case folder", code: errno)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func read(
    file: Int32, path: String, expected: String, limit: Int
  ) throws(RecordsError) -> [UInt8] {
    var status = stat()
    var size = 0
    if fstat(file, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR {
        throw RecordsError(
          kind: .missingInput, path: path, found: "is a folder", expected: expected)
      }
      size = Int(status.st_size)
      guard size <= limit else { throw tooLong(path, found: "\(size) bytes", limit) }
    }
    var bytes: [UInt8] = []
    // One byte more than the file has, so that its end is seen without growing.
    var capacity = max(size + 1, 1 << 16)
    var count = 0
    while true {
      var code: Int32 = 0
      var isEnd = false
      bytes = grown(bytes, to: capacity) { (buffer: UnsafeMutableRawBufferPointer) in
        while count < capacity {
          // Some systems refuse to read 2 GB at once.
          let wanted = min(capacity - count, 1 << 30)
          #if canImport(Darwin)
          let got = Darwin.read(file, buffer.baseAddress.map { $0 + count }, wanted)
          #elseif canImport(Musl)
          let got = Musl.read(file, buffer.baseAddress.map { $0 + count }, wanted)
          #else
          let got = Glibc.read(file, buffer.baseAddress.map { $0 + count }, wanted)
          #endif
          if got < 0 && errno == EINTR { continue }
          if got < 0 { code = errno }
          if got <= 0 {
            isEnd = true
            break
          }
          count += got
        }
        return count
      }
      guard code == 0 else {
        throw RecordsError(
          kind: .readFailed, path: path, found: "cannot be read to its end: \(message(code))",
          advice: "bytes read before the failure: \(count)")
      }
      if isEnd { return bytes }
      guard count <= limit else { throw tooLong(path, found: "more than \(limit) bytes", limit) }
      capacity = min(capacity * 2, limit + 1)
    }
  }

  private static func tooLong(_ path: String, found: String, _ limit: Int) -> RecordsError {
    RecordsError(
      kind: .invalidInput, path: path,
      found: "\(found) of a text that has to be read as a whole", expected: "at most \(limit)",
      advice: limit < Self.limit
        ? nil : "a file of CSV, TSV or NDJSON in UTF-8 is read piece by piece and may be longer")
  }

  private static func grown(
    _ bytes: [UInt8], to capacity: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Int
  ) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let whole = UnsafeMutableRawBufferPointer(buffer)
      let raw = UnsafeMutableRawBufferPointer(rebasing: whole[0..<capacity])
      bytes.withUnsafeBytes { raw.copyMemory(from: $0) }
      count = fill(raw)
    }
  }

  private static func cannotOpen(_ path: String, expected: String, code: Int32) -> RecordsError {
    let found: String =
      switch code {
      case ENOENT, ENOTDIR: "no such file"
      case EACCES, EPERM: "cannot be opened: permission denied"
      default: "cannot be opened: \(message(code))"
      }
    return RecordsError(kind: .missingInput, path: path, found: found, expected: expected)
  }

  private static func message(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0).lowercased() } ?? "error \(code)"
  }
}
