import Crypto
public import RepostRecords

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A folder of results, looked at beside what its manifest says of it; nothing is written.
public struct RecordedResults: Sendable {
  /// How a file is, beside what the manifest says.
  public enum State: String, Sendable {
    /// It is as the manifest says.
    case same
    /// It is another, or no file that can be read.
    case changed
    /// It is not there.
    case missing
    /// The manifest does not name it.
    case extra
  }

  /// A file of the folder.
  public struct Output: Sendable {
    /// Its name.
    public let name: String
    /// The SHA-256 that the manifest has, `nil` where it does not name the file.
    public let sha256: String?
    /// How it is.
    public let state: State
  }

  /// The path of the folder, as it was given.
  public let path: String
  /// What the run was given.
  public let run: RunDescription
  /// Whether the manifest is as it was written.
  public let isIntact: Bool
  /// The files that the manifest names, in its order, then those that it does not name.
  public let outputs: [Output]

  /// Looks at a folder.
  ///
  /// - Parameter path: The folder that `trace` wrote.
  /// - Throws: `RecordsError` where the folder or its manifest is missing, or the manifest is none.
  public init(folder path: String) throws(RecordsError) {
    func missing(_ found: String, _ file: String = path) -> RecordsError {
      RecordsError(
        kind: .missingInput, path: file, found: found,
        expected: "a folder of results that 'repost-tracer trace' wrote")
    }
    guard let folder = Descriptor(path, O_RDONLY | O_DIRECTORY), let names = folder.entries else {
      throw missing("cannot be opened as a folder: \(SystemFailure().text.lowercased())")
    }
    guard names.contains(ResultManifest.name) else {
      throw missing("holds no \(ResultManifest.name)")
    }
    guard let manifest = EarlierResults.manifest(in: folder) else {
      throw RecordsError(
        kind: .invalidInput, path: path + "/" + ResultManifest.name,
        found: "something else than a manifest of this version",
        expected: "the file as 'repost-tracer trace' wrote it")
    }
    self.path = path
    run = manifest.run
    isIntact = manifest.isIntact
    let named = Set(manifest.outputs.map(\.name))
    outputs =
      manifest.outputs.map { output in
        Output(
          name: output.name, sha256: output.sha256,
          state: Self.state(
            of: output.name, in: folder.number, sha256: output.sha256, bytes: output.bytes))
      }
      + names.filter { $0 != ResultManifest.name && !named.contains($0) }
      .map { Output(name: $0, sha256: nil, state: .extra) }
  }

  /// How a file that was read is now.
  ///
  /// - Parameters:
  ///   - input: What the manifest says of it.
  ///   - path: Where it is.
  /// - Returns: ``State/same``, ``State/changed`` or ``State/missing``.
  public static func state(of input: RunDescription.Input, at path: String) -> State {
    state(of: path, in: AT_FDCWD, sha256: input.sha256, bytes: input.bytes, flags: 0)
  }

  private static func state(
    of name: String, in folder: Int32, sha256: String, bytes: Int, flags: Int32 = O_NOFOLLOW
  ) -> State {
    // What is opened may be a pipe, which would wait for someone to write.
    guard let file = Descriptor(name, in: folder, O_RDONLY | O_NONBLOCK | flags) else {
      return errno == ENOENT || errno == ENOTDIR ? .missing : .changed
    }
    guard let status = file.status, status.isRegularFile, Int(status.st_size) == bytes else {
      return .changed
    }
    var hash = SHA256()
    let isRead = file.forEachPiece { hash.update(data: $0) }
    return isRead && ResultManifest.hexadecimal(hash.finalize()) == sha256 ? .same : .changed
  }
}
