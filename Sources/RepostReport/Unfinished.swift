import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What this process has begun to write beside the files and folders that it is to replace.
public enum Unfinished {
  /// What lies beside.
  enum State {
    /// A file, or a folder that is to hold these files, which is not in its place yet.
    case begun(files: [String])
    /// What was in the place until it was swapped, and has not been looked at since.
    case swappedOut(for: [String])
    /// Earlier results with these files, being removed.
    case leaving(files: [String])
  }

  struct Entry {
    let place: FolderPlace
    var state: State
  }

  // A lock of the system, which the thread sanitizer knows: what waits for a `Mutex` it takes for a race.
  private static let lock = NSLock()
  nonisolated(unsafe) private static var entries: [String: Entry] = [:]

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
    withLock {
      guard make() else { return false }
      entries[name] = Entry(place: place, state: .begun(files: files))
      return true
    }
  }

  /// Says that a file or folder is in its place, or gone.
  static func end(_ name: String) {
    lock.withLock { _ = entries.removeValue(forKey: name) }
  }

  /// Puts what was begun in its place; it is not given up halfway.
  ///
  /// - Returns: What `rename` said; `errno` stays as it leaves it.
  static func put(_ rename: () -> Bool) -> Bool { withLock(rename) }

  /// Swaps a folder that was begun with the one in its place, or back.
  ///
  /// - Returns: Whether it was done; `errno` says why not.
  static func swap(_ name: String, with place: String, in parent: Int32) -> Bool {
    withLock {
      guard exchange(name, place, in: parent) else { return false }
      entries[name]?.swap()
      return true
    }
  }

  /// Says that what was swapped out is earlier results, and is about to be removed.
  static func leave(_ name: String, files: [String]) {
    lock.withLock { entries[name]?.state = .leaving(files: files) }
  }

  /// Removes all of it and ends the process, which until then begins nothing and puts nothing in place.
  ///
  /// - Parameter end: Ends the process.
  public static func giveUp(_ end: () -> Never) -> Never {
    lock.lock()
    for (name, entry) in entries { entry.giveUp(name) }
    end()
  }

  private static func withLock(_ body: () -> Bool) -> Bool {
    // To let go of the lock may call the system.
    let failure = lock.withLock { body() ? 0 : errno }
    if failure != 0 { errno = failure }
    return failure == 0
  }
}

extension Unfinished.Entry {
  fileprivate mutating func swap() {
    switch state {
    case .begun(let files): state = .swappedOut(for: files)
    case .swappedOut(let files): state = .begun(files: files)
    case .leaving: break
    }
  }

  /// Removes it, and puts back in its place what somebody needs.
  ///
  /// - Parameter name: Its name beside the place.
  func giveUp(_ name: String) {
    guard let parent = Descriptor(place.parent, O_RDONLY | O_DIRECTORY) else { return }
    switch state {
    case .begun(let files), .leaving(let files):
      remove(name, files, in: parent)
    case .swappedOut(let files):
      guard
        let old = Descriptor(name, in: parent.number, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
      else { return }
      let results = EarlierResults(in: old)
      if let earlier = results.files {
        remove(name, earlier, in: parent)
      } else if exchange(name, place.name, in: parent.number) {
        // Someone put a file there: it is back in its place.
        remove(name, files, in: parent)
      }
    }
  }

  private func remove(_ name: String, _ files: [String], in parent: borrowing Descriptor) {
    // Earlier results go when the new ones are in their place for good.
    fsync(parent.number)
    // Another thread may make a file in the folder while its files are being removed.
    for _ in 0..<50 {
      guard let found = status(of: name, in: parent.number) else { return }
      if found.isRegularFile {
        unlinkat(parent.number, name, 0)
      } else if let folder = Descriptor(
        name, in: parent.number, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
      {
        let names = files + SiblingFolder.emptyFiles(in: folder)
        SiblingFolder.remove(name, folder, in: parent, names: names)
      }
      usleep(1_000)
    }
  }
}
