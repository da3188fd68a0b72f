internal import CXlsxWriter
public import RepostRecords

/// What a run was given, so that another can be given the same.
///
/// It names neither when nor where nor by whom the run was made: the same input gives the same bytes.
public struct RunDescription: Hashable, Sendable {
  /// A library that has a part in the bytes of a result.
  public struct Library: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Its version, as it tells it.
    public let version: String

    /// Names a library.
    public init(name: String, version: String) {
      self.name = name
      self.version = version
    }

    /// What writes workbooks.
    public static var workbooks: Self {
      Self(name: "libxlsxwriter", version: String(cString: lxw_version()))
    }
  }

  /// A file that was read.
  public struct Input: Hashable, Sendable {
    /// The path as it was given, `-` for standard input.
    public let path: String
    /// The SHA-256 of its bytes, in hexadecimal.
    public let sha256: String
    /// Its length in bytes.
    public let bytes: Int

    /// Names a file of a run.
    public init(path: String, sha256: String, bytes: Int) {
      self.path = path
      self.sha256 = sha256
      self.bytes = bytes
    }
  }

  /// The version of the program.
  public let version: String
  /// The libraries that have a part in the results.
  public let libraries: [Library]
  /// The arguments of `trace`: the options that shape the results, `--`, and the inputs.
  public let arguments: [String]
  /// The files that were read: records, entities, the case file.
  public let inputs: [Input]

  /// Describes a run.
  public init(version: String, libraries: [Library], arguments: [String], inputs: [Input]) {
    self.version = version
    self.libraries = libraries
    self.arguments = arguments
    self.inputs = inputs
  }
}

extension RunDescription.Input {
  /// What is to be kept of a file that was read.
  public init(_ file: InputFile) {
    self.init(path: file.path, sha256: file.sha256, bytes: file.bytes)
  }
}
