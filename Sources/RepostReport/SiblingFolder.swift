#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where a folder of results is to be: its name, and the folder that it is in.
struct FolderPlace {
  let parent: String
  let name: String
  /// The path as it was given, without slashes at its end.
  let path: String

  init(_ path: String) throws(ResultError) {
    var trimmed = path
    while trimmed.count > 1 && trimmed.hasSuffix("/") { trimmed.removeLast() }
    self.path = trimmed
    // The working folder and the like have their names only in the folder above.
    if [".", ".."].contains(trimmed) || trimmed.hasSuffix("/.") || trimmed.hasSuffix("/..") {
      guard let resolved = realpath(trimmed, nil) else {
        throw SystemFailure().error(path, "cannot be found")
      }
      trimmed = String(cString: resolved)
      free(resolved)
    }
    guard !trimmed.isEmpty, trimmed != "/", !trimmed.utf8.contains(0) else {
      throw ResultError(
        kind: .cannotCreate, path: path, found: "is no name of a folder",
        advice: "choose one with -o")
    }
    if let slash = trimmed.lastIndex(of: "/") {
      name = String(trimmed[trimmed.index(after: slash)...])
      parent = slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    } else {
      name = trimmed
      parent = "."
    }
  }

  /// What names of files and folders that are written beside it begin with.
  var siblingPrefix: String { ".\(name).repost-tracer-" }
  /// The number of letters that follow.
  static let endingLength = 6

  /// A new name for a file or folder beside it.
  func siblingName() -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    return siblingPrefix
      + String((0..<Self.endingLength).compactMap { _ in letters.randomElement() })
  }

  /// Whether a name is one of those.
  func isSibling(_ name: String) -> Bool {
    name.hasPrefix(siblingPrefix) && name.utf8.count == siblingPrefix.utf8.count + Self.endingLength
  }

  /// Makes the folders above it that do not exist.
  func makeParents() throws(ResultError) {
    var made = parent.hasPrefix("/") ? "/" : ""
    for part in parent.split(separator: "/") {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      if mkdir(made, 0o777) == 0 || errno == EEXIST { continue }
      let failure = SystemFailure()
      // A folder that cannot be written may exist all the same, as on a read-only disk.
      if Descriptor(made, O_RDONLY | O_DIRECTORY) == nil {
        throw failure.error(path, "cannot make the folder '\(made)'")
      }
    }
  }
}

/// A new folder beside a folder of results, locked as long as its run lives.
struct SiblingFolder: ~Copyable {
  let name: String
  let folder: Descriptor
  private let path: String

  /// Makes one.
  ///
  /// - Parameters:
  ///   - place: The folder of results.
  ///   - parent: The folder that both are in.
  ///   - files: The names of the files that are to be written to it.
  /// - Throws: ``ResultError`` where it cannot be made.
  init(
    of place: FolderPlace, in parent: borrowing Descriptor, for files: [String]
  ) throws(ResultError) {
    path = place.path
    for _ in 0..<100 {
      let name = place.siblingName()
      let number = parent.number
      let isMade = Unfinished.begin(name, beside: place, files: files) {
        mkdirat(number, name, 0o700) == 0
      }
      guard isMade else {
        if errno == EEXIST { continue }
        throw SystemFailure().error(path, "cannot make a folder in '\(place.parent)'")
      }
      guard
        let folder = Descriptor(name, in: parent.number, O_RDONLY | O_DIRECTORY | O_NOFOLLOW),
        folder.lock(), let own = folder.status,
        let named = status(of: name, in: parent.number), own.st_ino == named.st_ino
      else {
        // Another run took it for a leftover before it was locked.
        unlinkat(parent.number, name, AT_REMOVEDIR)
        Unfinished.end(name)
        continue
      }
      self.name = name
      self.folder = folder
      return
    }
    throw ResultError(
      kind: .cannotCreate, path: path, found: "cannot make a folder in '\(place.parent)'",
      advice: nil)
  }

  deinit { Unfinished.end(name) }

  /// Writes a file that only its owner can read.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - shown: What errors call it; `nil` for its path in the folder of results.
  /// - Throws: ``ResultError`` where the disk fails.
  func write(_ file: ResultFile, shown: String? = nil) throws(ResultError) {
    let shown = shown ?? path + "/" + file.name
    let descriptor = try make(file.name, shown)
    guard descriptor.write(file.bytes) else { throw cannotWrite(shown) }
    fsync(folder.number)
  }

  /// Writes a file piece by piece, that whoever may by the mask of the process can read.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - shown: What errors call it.
  ///   - produce: Gives the bytes in order to the sink that it is called with.
  /// - Throws: ``ResultError`` where the disk fails, and what `produce` throws.
  func write(_ name: String, shown: String, _ produce: (Sink) throws -> Void) throws {
    let file = try make(name, shown)
    let number = file.number
    try produce { bytes in
      guard writeAll(bytes, to: number) else { throw cannotWrite(shown) }
    }
    guard fsync(number) == 0, fchmod(number, 0o666 & ~currentMask()) == 0 else {
      throw cannotWrite(shown)
    }
    fsync(folder.number)
    _ = consume file
  }

  private func make(_ name: String, _ shown: String) throws(ResultError) -> Descriptor {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
    guard let file = Descriptor(name, in: folder.number, flags, mode: 0o600) else {
      throw SystemFailure().error(shown, "cannot be made")
    }
    return file
  }

  /// Removes what killed runs left beside a folder of results; what is locked belongs to a live run.
  static func removeLeftovers(
    of place: FolderPlace, in parent: borrowing Descriptor, names: [String]
  ) {
    for name in parent.entries ?? [] where place.isSibling(name) {
      guard
        let folder = Descriptor(name, in: parent.number, O_RDONLY | O_DIRECTORY | O_NOFOLLOW),
        folder.lock()
      else { continue }
      if EarlierResults.manifest(in: folder) == nil {
        // The manifest is written last: what lies here was never finished.
        remove(name, folder, in: parent, names: names + emptyFiles(in: folder))
      } else if let files = EarlierResults(in: folder).files {
        remove(name, folder, in: parent, names: files)
      }
    }
  }

  /// The files that the library of workbooks had made and not yet taken the names from.
  static func emptyFiles(in folder: borrowing Descriptor) -> [String] {
    (folder.entries ?? []).filter { name in
      guard name.hasPrefix("tmp."), name.utf8.count == 14,
        let found = status(of: name, in: folder.number)
      else { return false }
      return found.isRegularFile && found.st_size == 0
    }
  }

  /// Removes named files of a folder, and the folder where nothing else is in it.
  static func remove(
    _ name: String, _ folder: borrowing Descriptor, in parent: borrowing Descriptor,
    names: [String]
  ) {
    for file in names { unlinkat(folder.number, file, 0) }
    unlinkat(folder.number, ResultManifest.name, 0)
    unlinkat(parent.number, name, AT_REMOVEDIR)
  }
}
