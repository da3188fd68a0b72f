/// A spread map as files.
public struct RenderedMap: Sendable {
  /// The bytes of each format that was asked for.
  public let files: [MapFormat: [UInt8]]

  /// What the reader of the map should know about how it was made.
  public let warnings: [String]

  /// The number of entities that are drawn each as a shape of their own.
  public let shown: Int

  /// The number of entities of the case, unnamed actors included.
  public let total: Int
}

/// Why a spread map could not be made.
public struct MapError: Error, CustomStringConvertible, Sendable {
  /// What sort of failure it is; each has its own exit code on the command line.
  public enum Kind: Sendable {
    /// A plug-in of Graphviz or a font is missing (69).
    case unavailable
    /// The map could not be drawn (70).
    case drawing
  }

  /// What sort of failure it is.
  public let kind: Kind

  /// What is missing or failed, and what to do about it.
  public let description: String
}
