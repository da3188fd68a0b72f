import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where a library that writes files of its own may do so: a new folder that only its owner can enter and
/// that is gone afterwards.
public struct ScratchPlace: Sendable {
  /// What the folder is beside.
  let path: String
  private let makesParents: Bool

  /// Beside a folder of results; the folders above it are made where they are not there.
  public static func beside(folder path: String) -> Self { Self(path: path, makesParents: true) }

  /// Beside a file that is to be written.
  public static func beside(file path: String) -> Self { Self(path: path, makesParents: false) }

  /// In the system's folder for temporary files.
  public static var temporary: Self {
    let folder = FileManager.default.temporaryDirectory
    return Self(path: folder.appending(path: "repost-tracer").path, makesParents: false)
  }

  /// What errors call a file that is made here: what the user asked for, if it has a name.
  ///
  /// - Parameter name: Its name in a folder of results.
  /// - Returns: The path of the file in such a folder, or else the path that was given.
  func path(of name: String) -> String {
    makesParents ? path + (path.hasSuffix("/") ? "" : "/") + name : path
  }

  /// Has a file made in a folder of its own, and hands over its bytes.
  ///
  /// - Parameters:
  ///   - name: The name of the file.
  ///   - sink: Takes the bytes, in order.
  ///   - make: Writes the file of a path, with whatever else in the folder of a path.
  /// - Throws: ``ResultError`` where the folder or the file cannot be made, and what the closures throw.
  func make(
    _ name: String, to sink: Sink, _ make: (_ file: String, _ folder: String) throws -> Void
  ) throws {
    let shown = self.path(of: name)
    let place = try FolderPlace(path)
    if makesParents { try place.makeParents() }
    guard let parent = Descriptor(place.parent, O_RDONLY | O_DIRECTORY) else {
      throw SystemFailure().error(path, "cannot open the folder '\(place.parent)'")
    }
    SiblingFolder.removeLeftovers(of: place, in: parent, names: [name])
    let sibling = try SiblingFolder(of: place, in: parent, for: [name])
    do {
      let folder = (place.parent == "/" ? "" : place.parent) + "/" + sibling.name
      // Made first, so that nobody else can read it, whatever the library would allow.
      try sibling.write(ResultFile(name: name, bytes: []), shown: shown)
      try make(folder + "/" + name, folder)
      guard let made = Descriptor(name, in: sibling.folder.number, O_RDONLY | O_NOFOLLOW),
        try made.forEachPiece(sink)
      else { throw SystemFailure().error(shown, "cannot be read back") }
    } catch {
      SiblingFolder.remove(sibling.name, sibling.folder, in: parent, names: [name])
      throw error
    }
    SiblingFolder.remove(sibling.name, sibling.folder, in: parent, names: [name])
  }
}
