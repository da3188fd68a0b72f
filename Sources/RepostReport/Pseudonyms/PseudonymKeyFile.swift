import Foundation
public import RepostRecords

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The file that tells what pseudonyms stand for: kept apart, and readable by its owner alone.
public struct PseudonymKeyFile: Sendable {
  private static let sizeLimit = 1 << 32

  /// Its path, as it was given.
  public let path: String

  /// Names a file, which need not be there.
  public init(path: String) { self.path = path }

  /// Its true path, links followed, as far as it is there.
  public var resolved: String { Self.resolved(path) }

  /// Reads what it keeps; `nil` where there is no such file, or an empty one.
  ///
  /// - Throws: `RecordsError` where it is not the owner's alone or no key; ``ResultError`` where it is no
  ///   file or cannot be read.
  public func read() throws -> PseudonymKey? {
    guard let file = Descriptor(path, O_RDONLY | O_NONBLOCK) else {
      if errno == ENOENT { return nil }
      throw SystemFailure().error(path, "cannot be read")
    }
    return try key(in: file)
  }

  /// Changes what it keeps, and writes it where that gave it more; it is made where it is not there.
  ///
  /// Two runs at once wait for each other: the second reads what the first wrote. It is written aside and
  /// renamed, so that a reader finds the old one or the new, whole.
  ///
  /// - Parameter change: Changes the key.
  /// - Returns: What `change` gives.
  /// - Throws: As ``read()``; ``ResultError`` also where it cannot be written.
  public func update<Result>(_ change: (inout PseudonymKey) -> Result) throws -> Result {
    while true {
      guard let file = Descriptor(path, O_RDWR | O_CREAT | O_NONBLOCK, mode: 0o600) else {
        throw SystemFailure().error(path, "cannot be made or opened")
      }
      // Before it is waited for: a pipe has no owner who lets go of it.
      try check(file)
      try file.waitForLock(path)
      // Whoever had it may have put another in its place.
      guard let held = file.status, let there = status(of: resolved, in: AT_FDCWD),
        held.st_ino == there.st_ino, held.st_dev == there.st_dev
      else { continue }
      var key = try key(in: file) ?? PseudonymKey()
      let result = change(&key)
      if key.isChanged { try writeFile(Self.json(key), to: path) }
      return result
    }
  }

  /// Works with what it keeps, and leaves the file as it is.
  ///
  /// - Parameter change: Changes a copy of the key.
  /// - Returns: What `change` gives.
  /// - Throws: As ``read()``; ``ResultError`` also where it is not there.
  public func use<Result>(_ change: (inout PseudonymKey) -> Result) throws -> Result {
    guard var key = try read() else {
      throw ResultError(
        kind: .cannotCreate, path: path, found: "holds no key of pseudonyms",
        advice: "name the key that the results were made with")
    }
    return change(&key)
  }

  /// Refuses a folder of results that would hold it.
  ///
  /// - Throws: ``ResultError`` where the file is in the folder or is the file of that path.
  public func refuse(within output: String) throws {
    let folder = Self.resolved(output)
    guard resolved == folder || resolved.hasPrefix(folder == "/" ? "/" : folder + "/") else {
      return
    }
    throw ResultError(
      kind: .cannotCreate, path: path, found: "lies where results are written",
      advice: "keep the key of pseudonyms apart from what is handed on")
  }

  /// Refuses to be one of the inputs.
  public func refuse(among inputs: [String]) throws {
    for input in inputs where input != "-" && Self.resolved(input) == resolved {
      throw ResultError(
        kind: .cannotCreate, path: path, found: "is an input of this run",
        advice: "name another file for the key of pseudonyms")
    }
  }

  private func check(_ file: borrowing Descriptor) throws {
    guard let status = file.status, status.isRegularFile else {
      throw ResultError(
        kind: .cannotCreate, path: path, found: "is no regular file",
        advice: "name a file for the key of pseudonyms")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw RecordsError(
        kind: .invalidInput, path: path, found: "a key of pseudonyms that others may read",
        expected: "one that is its owner's alone", advice: "chmod 600 it")
    }
  }

  private func key(in file: borrowing Descriptor) throws -> PseudonymKey? {
    try check(file)
    guard let bytes = file.read(limit: Self.sizeLimit) else {
      throw SystemFailure().error(path, "cannot be read")
    }
    guard !bytes.isEmpty else { return nil }
    guard let content = try? JSONDecoder().decode(PseudonymKey.Content.self, from: Data(bytes)),
      let key = PseudonymKey(content)
    else {
      throw RecordsError(
        kind: .invalidInput, path: path, found: "no key of pseudonyms",
        expected: "a file that --pseudonyms wrote",
        advice: "name another file, or restore this one: without it nothing can be revealed")
    }
    return key
  }

  private static func json(_ key: PseudonymKey) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(key.content)) + [0x0A]
  }

  /// A path with all links followed; of one that is not there, its folder's.
  private static func resolved(_ path: String) -> String {
    if let whole = realPath(path) { return whole }
    var rest: [String] = []
    var folder = URL(filePath: path).standardizedFileURL
    while folder.path != "/" {
      rest.insert(folder.lastPathComponent, at: 0)
      folder.deleteLastPathComponent()
      if let real = realPath(folder.path) {
        return ([real == "/" ? "" : real] + rest).joined(separator: "/")
      }
    }
    return path
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}

extension Descriptor {
  /// Waits for the only lock on it.
  fileprivate func waitForLock(_ path: String) throws {
    while flock(number, LOCK_EX) != 0 {
      guard errno == EINTR else { throw SystemFailure().error(path, "cannot be locked") }
    }
  }
}
