/// Why results cannot be written: where, what is in the way, what to do about it.
public struct ResultError: Error, Hashable, Sendable {
  /// What sort of failure it is; each has its own exit code on the command line.
  public enum Kind: Sendable {
    /// The file or folder cannot be made, or something is in the way (73).
    case cannotCreate
    /// The system failed while writing, as on a full disk (74).
    case writeFailed
  }

  /// What sort of failure it is.
  public let kind: Kind
  /// The path that was to be written.
  public let path: String
  /// What was found.
  public let found: String
  /// What to do about it.
  public let advice: String?
}

extension ResultError: CustomStringConvertible {
  /// One line: the path, what was found, what to do.
  public var description: String {
    visible(path) + ": " + visible(found) + (advice.map { "; " + $0 } ?? "")
  }
}
