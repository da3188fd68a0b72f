#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Writes a file, so that a reader finds the old one or the new, whole.
///
/// The bytes are written beside it and renamed. A link is followed; a device or a pipe is written as it is.
///
/// - Parameters:
///   - bytes: What the file is to hold.
///   - path: Where it is to be. The folder must exist.
/// - Throws: ``ResultError`` where a folder is in the way, the file cannot be made, or the disk fails.
public func writeFile(_ bytes: [UInt8], to path: String) throws(ResultError) {
  do {
    try writeFile(to: path) { try $0(bytes) }
  } catch let error as ResultError {
    throw error
  } catch {
    throw ResultError(
      kind: .writeFailed, path: path, found: "cannot be written: \(error)", advice: nil)
  }
}

/// Writes a file piece by piece, so that a reader finds the old one or the new, whole.
///
/// - Parameters:
///   - path: Where it is to be. The folder must exist.
///   - produce: Gives the bytes in order to the sink that it is called with.
/// - Throws: ``ResultError`` as the other, and whatever `produce` throws; the old file is then as it was.
public func writeFile(to path: String, _ produce: (Sink) throws -> Void) throws {
  var target = path
  var mode: mode_t = 0o666 & ~currentMask()
  var found = stat()
  if stat(path, &found) == 0 {
    guard !found.isFolder else {
      throw ResultError(
        kind: .cannotCreate, path: path, found: "is a folder", advice: "name a file in it")
    }
    guard found.isRegularFile else { return try writeInPlace(path, produce) }
    mode = found.st_mode & 0o777
    if let resolved = realpath(path, nil) {
      target = String(cString: resolved)
      free(resolved)
    }
  } else if let link = status(of: path, in: AT_FDCWD), link.isLink {
    throw ResultError(
      kind: .cannotCreate, path: path, found: "is a link to nothing", advice: "remove it")
  }
  let place = try FolderPlace(target)
  guard let parent = Descriptor(place.parent, O_RDONLY | O_DIRECTORY) else {
    throw SystemFailure().error(path, "cannot open the folder '\(place.parent)'")
  }
  try writeAside(place, parent, mode: mode, path, produce)
}

private func writeAside(
  _ place: FolderPlace, _ parent: borrowing Descriptor, mode: mode_t, _ path: String,
  _ produce: (Sink) throws -> Void
) throws {
  removeLeftovers(of: place, in: parent)
  for _ in 0..<100 {
    let (folder, name) = (parent.number, place.siblingName())
    var made: Int32 = -1
    let isMade = Unfinished.begin(name, beside: place) {
      repeat {
        made = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
      } while made < 0 && errno == EINTR
      return made >= 0
    }
    guard isMade else {
      if errno == EEXIST { continue }
      throw SystemFailure().error(path, "cannot be made")
    }
    let file = Descriptor(owning: made)
    defer { Unfinished.end(name) }
    // Where a disk knows no locks, there is nobody to tell.
    guard file.lock() || errno != EWOULDBLOCK, let own = file.status,
      let named = status(of: name, in: parent.number), own.st_ino == named.st_ino
    else {
      // Another run took it for a leftover before it was locked.
      continue
    }
    do {
      let number = file.number
      try produce { bytes in try writePiece(bytes, to: number, path) }
      guard fsync(number) == 0, fchmod(number, mode) == 0 else { throw cannotWrite(path) }
      guard Unfinished.put({ renameat(folder, name, folder, place.name) == 0 }) else {
        throw SystemFailure().error(path, "cannot be put in place")
      }
    } catch {
      unlinkat(folder, name, 0)
      throw error
    }
    fsync(folder)
    _ = consume file
    return
  }
  throw ResultError(kind: .cannotCreate, path: path, found: "cannot be made", advice: nil)
}

/// Removes what killed runs left beside a file; what is locked belongs to a live run.
private func removeLeftovers(of place: FolderPlace, in parent: borrowing Descriptor) {
  for name in parent.entries ?? [] where place.isSibling(name) {
    guard let found = status(of: name, in: parent.number), found.isRegularFile,
      found.st_uid == geteuid(), found.st_nlink == 1,
      let file = Descriptor(name, in: parent.number, O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
      file.lock(), file.status?.st_ino == found.st_ino
    else { continue }
    unlinkat(parent.number, name, 0)
  }
}

private func writeInPlace(_ path: String, _ produce: (Sink) throws -> Void) throws {
  guard let file = Descriptor(path, O_WRONLY) else {
    throw SystemFailure().error(path, "cannot be opened")
  }
  let number = file.number
  try produce { bytes in try writePiece(bytes, to: number, path) }
  _ = consume file
}

private func writePiece(_ bytes: [UInt8], to file: Int32, _ path: String) throws {
  guard writeAll(bytes, to: file) else { throw cannotWrite(path) }
}

/// The error of a write that the system refused.
func cannotWrite(_ path: String) -> ResultError {
  ResultError(
    kind: .writeFailed, path: path, found: "cannot be written: \(SystemFailure().text)",
    advice: nil)
}

/// What new files of this process may not allow; the system tells only by being told a new one.
func currentMask() -> mode_t {
  let mask = umask(0o077)
  umask(mask)
  return mask
}
