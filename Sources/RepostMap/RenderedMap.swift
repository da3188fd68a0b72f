/// A spread map as files.
public struct RenderedMap: Sendable {
  /// The bytes of each format that was asked for.
  public let files: [MapFormat: [UInt8]]

  /// What the elements of the SVG stand for; none where no SVG was asked for.
  public let elements: [MapElement]

  /// What the reader of the map should know about how it was made.
  public internal(set) var warnings: [String]

  /// How drawing it as asked failed, where it has fewer shapes and straight lines for that.
  public internal(set) var firstFailure: String?

  /// The characters of the map that no installed font has, which PNG and PDF show as empty boxes.
  public let missingCharacters: [Unicode.Scalar]

  /// Whether the map has Chinese characters and no installed font has any of them.
  public let hasNoFont: Bool

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

  /// No installed font has Chinese characters.
  public static let noFont = Self(
    kind: .unavailable,
    description: "no installed font has Chinese characters; install one, such as fonts-noto-cjk")
}
