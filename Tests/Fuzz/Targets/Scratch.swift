import Foundation

/// A folder of this process for files that are read by their paths.
enum FuzzFolder {
  static let path: String = {
    let parent =
      FileManager.default.isWritableFile(atPath: "/dev/shm")
      ? URL(filePath: "/dev/shm") : FileManager.default.temporaryDirectory
    let folder = parent.appending(path: "repost-tracer-fuzz-\(getpid())")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: FuzzFolder.path) }
    return folder.path
  }()

  /// Writes a file and gives its path.
  static func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = path + "/" + name
    guard let file = fopen(path, "w") else {
      throw BrokenPromise(description: "\(path) cannot be written")
    }
    defer { fclose(file) }
    _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    return path
  }
}

/// Bytes read from their start.
struct ByteFeed {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  /// The next byte, or 0 where there is none.
  mutating func next() -> UInt8 { rest.popFirst() ?? 0 }

  /// All that is left.
  var remaining: [UInt8] { Array(rest) }
}
