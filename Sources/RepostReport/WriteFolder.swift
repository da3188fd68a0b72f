#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Writes files into a new or an empty folder, so that a reader finds all of them or none.
///
/// - Parameters:
///   - path: The folder; those above it are made where they are not there.
///   - files: The names of the files, and what gives the bytes of each to the sink that it is called with.
/// - Throws: ``ResultError`` where something is in the way or the disk fails, and what gives the bytes
///   throws; the folder is then as it was.
public func writeFolder(
  _ path: String, _ files: [(name: String, produce: (Sink) throws -> Void)]
) throws {
  let place = try FolderPlace(path)
  try place.makeParents()
  let names = files.map(\.name)
  if let folder = Descriptor(path, O_RDONLY | O_DIRECTORY) {
    // A folder that is there is kept, as somebody may be working in it.
    let inside = try FolderPlace(place.path + "/case")
    SiblingFolder.removeLeftovers(of: inside, in: folder, names: names)
    guard folder.entries?.isEmpty == true else {
      throw ResultError(
        kind: .cannotCreate, path: path, found: "is not empty", advice: "name a new folder")
    }
    let aside = try SiblingFolder(of: inside, in: folder, for: names)
    try write(files, to: aside, path, in: folder) { own, above in
      names.allSatisfy { renameat(own, $0, above, $0) == 0 }
    }
    SiblingFolder.remove(aside.name, aside.folder, in: folder, names: [])
    fsync(folder.number)
  } else {
    guard errno == ENOENT else { throw SystemFailure().error(path, "cannot be made a folder") }
    guard let parent = Descriptor(place.parent, O_RDONLY | O_DIRECTORY) else {
      throw SystemFailure().error(path, "cannot open the folder '\(place.parent)'")
    }
    SiblingFolder.removeLeftovers(of: place, in: parent, names: names)
    let aside = try SiblingFolder(of: place, in: parent, for: names)
    let name = aside.name
    try write(files, to: aside, path, in: parent) { own, above in
      fchmod(own, 0o777 & ~currentMask()) == 0 && renameat(above, name, above, place.name) == 0
    }
    fsync(parent.number)
  }
}

private func write(
  _ files: [(name: String, produce: (Sink) throws -> Void)], to aside: borrowing SiblingFolder,
  _ path: String, in parent: borrowing Descriptor, put: (_ own: Int32, _ above: Int32) -> Bool
) throws {
  do {
    let folder = path + (path.hasSuffix("/") ? "" : "/")
    for file in files {
      try aside.write(file.name, shown: folder + file.name, file.produce)
    }
    let (own, above) = (aside.folder.number, parent.number)
    guard Unfinished.put({ put(own, above) }) else {
      throw SystemFailure().error(path, "cannot be put in place")
    }
  } catch {
    SiblingFolder.remove(aside.name, aside.folder, in: parent, names: files.map(\.name))
    throw error
  }
}
