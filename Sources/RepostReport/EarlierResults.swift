#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What an earlier run left in a folder.
enum EarlierResults {
  /// Results of a manifest, unchanged; nothing else lies in the folder.
  case ours(ResultManifest)
  /// The folder is empty.
  case empty
  /// Something lies there that no run wrote, or that was changed since.
  case others(file: String, reason: Reason)

  enum Reason: String {
    case unknown = "is no result of an earlier run"
    case changed = "was changed since it was written"
    case unreadable = "cannot be read"
  }

  // The largest manifest that is read: thousands of times what a run writes.
  private static let manifestLimit = 16 << 20

  init(in folder: borrowing Descriptor) {
    guard let names = folder.entries else {
      self = .others(file: ".", reason: .unreadable)
      return
    }
    guard let first = names.first else {
      self = .empty
      return
    }
    guard let manifest = Self.manifest(in: folder) else {
      self = .others(file: first, reason: .unknown)
      return
    }
    guard manifest.isIntact else {
      self = .others(file: ResultManifest.name, reason: .changed)
      return
    }
    for name in names where name != ResultManifest.name {
      guard let output = manifest.outputs.first(where: { $0.name == name }) else {
        self = .others(file: name, reason: .unknown)
        return
      }
      guard Self.isUnchanged(output, in: folder) else {
        self = .others(file: name, reason: .changed)
        return
      }
    }
    self = .ours(manifest)
  }

  /// The files that go where the results are replaced; `nil` where they are not to be.
  var files: [String]? {
    switch self {
    case .ours(let manifest): manifest.outputs.map(\.name)
    case .empty: []
    case .others: nil
    }
  }

  static func manifest(in folder: borrowing Descriptor) -> ResultManifest? {
    guard
      let file = Descriptor(
        ResultManifest.name, in: folder.number, O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
      file.status?.isRegularFile == true, let bytes = file.read(limit: manifestLimit)
    else { return nil }
    return ResultManifest(json: bytes)
  }

  private static func isUnchanged(
    _ output: ResultManifest.Output, in folder: borrowing Descriptor
  ) -> Bool {
    guard
      let file = Descriptor(output.name, in: folder.number, O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
      let status = file.status, status.isRegularFile, Int(status.st_size) == output.bytes,
      let bytes = file.read(limit: output.bytes)
    else { return false }
    return ResultManifest.sha256(bytes) == output.sha256
  }
}
