#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A file among the results of a run.
public struct ResultFile: Sendable {
  /// Its name in the folder.
  public let name: String
  /// What it holds.
  public let bytes: [UInt8]

  /// Makes a file that is not written yet.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// The folder that holds the results of a run, of which a reader finds the old ones or the new, whole.
///
/// Results are written beside the folder and swapped in by one rename. A folder that holds anything but
/// unchanged results of an earlier run is never touched. Folder and files can be read by their owner
/// alone.
public struct ResultFolder: Sendable {
  /// The path, as it was given.
  public let path: String

  /// Names a folder; nothing is read or written yet.
  public init(path: String) { self.path = path }

  /// Looks whether results may be put here, so that a long run need not end with a refusal.
  ///
  /// - Throws: ``ResultError`` where something is in the way.
  public func check() throws(ResultError) {
    let place = try FolderPlace(path)
    guard let parent = Descriptor(place.parent, O_RDONLY | O_DIRECTORY) else {
      if errno == ENOENT { return }
      throw SystemFailure().error(path, "cannot open the folder '\(place.parent)'")
    }
    _ = try hasEarlierResults(place, in: parent)
  }

  /// Puts results in the folder in place of those of an earlier run.
  ///
  /// A manifest is written beside them, and what a killed run left beside the folder is removed.
  ///
  /// - Parameters:
  ///   - files: The results.
  ///   - run: What the run was given.
  /// - Throws: ``ResultError`` where something is in the way or the disk fails; the folder is as it was.
  public func write(
    _ files: [ResultFile], of run: RunDescription
  ) throws(ResultError) {
    let place = try FolderPlace(path)
    try place.makeParents()
    guard let parent = Descriptor(place.parent, O_RDONLY | O_DIRECTORY) else {
      throw SystemFailure().error(path, "cannot open the folder '\(place.parent)'")
    }
    _ = try hasEarlierResults(place, in: parent)
    let names = files.map(\.name)
    SiblingFolder.removeLeftovers(of: place, in: parent, names: names)
    let sibling = try SiblingFolder(of: place, in: parent, for: names)
    do {
      for file in files { try sibling.write(file) }
      let manifest = ResultManifest(files, of: run).json
      try sibling.write(ResultFile(name: ResultManifest.name, bytes: manifest))
      try swapIn(sibling, place, parent)
    } catch {
      SiblingFolder.remove(sibling.name, sibling.folder, in: parent, names: names)
      throw error
    }
  }

  /// Whether earlier results are to be replaced; throws where something else is in the way.
  private func hasEarlierResults(
    _ place: FolderPlace, in parent: borrowing Descriptor
  ) throws(ResultError) -> Bool {
    guard let status = status(of: place.name, in: parent.number) else {
      guard errno == ENOENT else { throw SystemFailure().error(path, "cannot be looked at") }
      return false
    }
    guard status.isFolder else {
      throw refusal(status.isLink ? "is a symbolic link" : "is no folder")
    }
    guard
      let folder = Descriptor(place.name, in: parent.number, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    else { throw SystemFailure().error(path, "cannot open the folder") }
    if case .others(let file, let reason) = EarlierResults(in: folder) {
      throw refusal("'\(file)' in it \(reason.rawValue)")
    }
    return true
  }

  private func refusal(_ found: String) -> ResultError {
    ResultError(
      kind: .cannotCreate, path: path, found: found + ", so the folder is left as it is",
      advice: "move it away, or choose another folder with -o")
  }

  private func swapIn(
    _ sibling: borrowing SiblingFolder, _ place: FolderPlace, _ parent: borrowing Descriptor
  ) throws(ResultError) {
    // Another run may put its results there between the look and the rename: then look again.
    for _ in 0..<10 {
      if try !hasEarlierResults(place, in: parent) {
        let (folder, name) = (parent.number, sibling.name)
        if Unfinished.put({ renameat(folder, name, folder, place.name) == 0 }) {
          fsync(parent.number)
          return
        }
        guard [EEXIST, ENOTEMPTY, ENOTDIR].contains(errno) else {
          throw SystemFailure().error(path, "cannot be put in place")
        }
        continue
      }
      guard Unfinished.swap(sibling.name, with: place.name, in: parent.number) else {
        if errno == ENOENT { continue }
        throw SystemFailure().error(
          path, "cannot be swapped with the earlier results",
          advice: "choose a new folder with -o")
      }
      try removeOld(at: sibling.name, place, parent)
      return
    }
    throw refusal("is being changed by someone else")
  }

  /// Removes the earlier results, which are now where the new ones were written.
  private func removeOld(
    at name: String, _ place: FolderPlace, _ parent: borrowing Descriptor
  ) throws(ResultError) {
    guard let old = Descriptor(name, in: parent.number, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    else { return }
    _ = old.lock()
    let results = EarlierResults(in: old)
    if let files = results.files {
      Unfinished.leave(name, files: files)
      fsync(parent.number)
      SiblingFolder.remove(name, old, in: parent, names: files)
    } else if case .others(let file, let reason) = results {
      // Someone put a file there since the look: give it back its place.
      _ = Unfinished.swap(name, with: place.name, in: parent.number)
      throw refusal("'\(file)' in it \(reason.rawValue)")
    }
  }
}
