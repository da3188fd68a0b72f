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
  var target = path
  var mode: mode_t = 0o666 & ~currentMask()
  var found = stat()
  if stat(path, &found) == 0 {
    guard !found.isFolder else {
      throw ResultError(
        kind: .cannotCreate, path: path, found: "is a folder", advice: "name a file in it")
    }
    guard found.isRegularFile else { return try writeInPlace(bytes, path) }
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
  try writeAside(bytes, place, parent, mode: mode, path)
}

private func writeAside(
  _ bytes: [UInt8], _ place: FolderPlace, _ parent: borrowing Descriptor, mode: mode_t,
  _ path: String
) throws(ResultError) {
  for _ in 0..<100 {
    let name = place.siblingName()
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
    guard let file = Descriptor(name, in: parent.number, flags, mode: 0o600) else {
      if errno == EEXIST { continue }
      throw SystemFailure().error(path, "cannot be made")
    }
    guard file.write(bytes), fchmod(file.number, mode) == 0 else {
      let failure = SystemFailure()
      unlinkat(parent.number, name, 0)
      throw ResultError(
        kind: .writeFailed, path: path, found: "cannot be written: \(failure.text)", advice: nil)
    }
    guard renameat(parent.number, name, parent.number, place.name) == 0 else {
      let failure = SystemFailure()
      unlinkat(parent.number, name, 0)
      throw failure.error(path, "cannot be put in place")
    }
    fsync(parent.number)
    return
  }
  throw ResultError(kind: .cannotCreate, path: path, found: "cannot be made", advice: nil)
}

private func writeInPlace(_ bytes: [UInt8], _ path: String) throws(ResultError) {
  guard let file = Descriptor(path, O_WRONLY) else {
    throw SystemFailure().error(path, "cannot be opened")
  }
  guard file.write(bytes, sync: false) else {
    throw ResultError(
      kind: .writeFailed, path: path, found: "cannot be written: \(SystemFailure().text)",
      advice: nil)
  }
}

/// What new files of this process may not allow; the system tells only by being told a new one.
private func currentMask() -> mode_t {
  let mask = umask(0o077)
  umask(mask)
  return mask
}
