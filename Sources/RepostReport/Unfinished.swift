import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What this process has begun to write beside the files and folders that it is to replace.
public enum Unfinished {
  /// A file or a folder beside what it is to replace.
  private struct Entry {
    let place: FolderPlace
    /// The files that a folder is to hold.
    let files: [String]
  }

  private static let entries = Mutex<[String: Entry]>([:])

  /// Begins a file or a folder.
  ///
  /// - Parameters:
  ///   - name: Its name, a new one.
  ///   - place: What it is beside.
  ///   - files: The files that a folder is to hold.
  ///   - make: Makes it, and says whether it did; `errno` stays as it leaves it.
  /// - Returns: What `make` said.
  static func begin(
    _ name: String, beside place: FolderPlace, files: [String] = [], _ make: () -> Bool
  ) -> Bool {
    let failure = entries.withLock { entries -> Int32 in
      guard make() else { return errno }
      entries[name] = Entry(place: place, files: files)
      return 0
    }
    if failure != 0 { errno = failure }
    return failure == 0
  }

  /// Says that a file or folder is in its place, or gone.
  static func end(_ name: String) {
    entries.withLock { _ = $0.removeValue(forKey: name) }
  }

  /// Renames a file or folder that was begun; it is not given up halfway.
  ///
  /// - Returns: What `rename` said; `errno` stays as it leaves it.
  static func put(_ rename: () -> Bool) -> Bool {
    let failure = entries.withLock { _ in rename() ? 0 : errno }
    if failure != 0 { errno = failure }
    return failure == 0
  }

  /// Removes all of it and ends the process, which until then begins nothing and puts nothing in place.
  ///
  /// - Parameter end: Ends the process.
  public static func giveUp(_ end: () -> Never) -> Never {
    entries.withLock { entries in
      for (name, entry) in entries { remove(name, entry) }
      end()
    }
  }

  private static func remove(_ name: String, _ entry: Entry) {
    guard let parent = Descriptor(entry.place.parent, O_RDONLY | O_DIRECTORY) else { return }
    // Another thread may make a file in the folder while its files are being removed.
    for _ in 0..<50 {
      guard let found = status(of: name, in: parent.number) else { return }
      if found.isRegularFile {
        unlinkat(parent.number, name, 0)
      } else if let folder = Descriptor(
        name, in: parent.number, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
      {
        SiblingFolder.removeUnfinished(name, folder, in: parent, names: entry.files)
      }
      usleep(1_000)
    }
  }
}
