/// Text that is safe to draw: what a reader sees is what the text says, on one line.
///
/// Control characters become U+FFFD, tabs and line breaks become spaces, characters that have no width
/// or turn the direction of writing are removed, and a character carries at most eight combining marks.
public struct DrawnText: Hashable, Sendable, CustomStringConvertible {
  /// The text as it is shown.
  public let description: String

  /// Cleans a text and cuts it to a length.
  ///
  /// - Parameters:
  ///   - text: Any text, from anyone.
  ///   - limit: The number of characters to show, at least 1; of a longer text the last one shown
  ///     is an ellipsis.
  public init(_ text: String, limit: Int = 60) {
    precondition(limit > 0, "a text of no characters cannot be shown")
    var shown = String.UnicodeScalarView()
    var count = 0
    var marks = 0
    for scalar in text.unicodeScalars {
      guard let replacement = Self.replacement(of: scalar) else { continue }
      marks = Self.isMark(replacement) ? marks + 1 : 0
      guard marks <= 8 else { continue }
      // One visible character can be any number of scalars, so they are limited too.
      guard count < limit * 10 else { break }
      shown.append(replacement)
      count += 1
    }
    let cleaned = String(shown)
    let isWhole = count < limit * 10 && cleaned.count <= limit
    description = isWhole ? cleaned : cleaned.prefix(limit - 1) + "…"
  }

  /// Takes text that is clean already.
  init(clean text: String) {
    description = text
  }

  private static func replacement(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: " "
    case 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: nil
    case 0x00...0x1F, 0x7F...0x9F: "\u{FFFD}"
    case let value where value & 0xFFFE == 0xFFFE: "\u{FFFD}"
    default: scalar
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: true
    default: false
    }
  }
}
