/// What an attribute of a drawing is called.
///
/// Only these can be set. What could load a file, write a link, run another engine, or end the
/// process has no name here; labels are set by ``Label`` and fonts by ``FontFamily``.
public enum AttributeName: String, CaseIterable, Sendable {
  // A whole drawing or a cluster.
  case bgcolor, labeljust, labelloc, mclimit, nodesep, nslimit, nslimit1, outputorder, overlap
  case pad, pencolor, rankdir, ranksep, sep, splines

  // A node or a cluster.
  case fillcolor, fixedsize, gradientangle, height, margin, peripheries, shape, sides
  case width

  // An edge.
  case arrowhead, arrowsize, arrowtail, decorate, dir, headclip, labelangle
  case labeldistance, labelfloat, minlen, tailclip, weight

  // Anything that is drawn.
  case color, fontcolor, fontsize, penwidth, style

  /// The identity of the element in SVG.
  case id

  /// The class of the element in SVG.
  case `class`

  /// Text that a browser shows beside the pointer; any text, from anyone.
  case tooltip
}

/// Attributes and their values, of which an empty one is as none.
public typealias Attributes = [AttributeName: String]

/// The fonts that every drawing asks for.
public enum FontFamily {
  /// The names in order of preference, with commas, as Graphviz, Pango and SVG understand them.
  public static let names =
    "Noto Sans CJK SC,WenQuanYi Micro Hei,WenQuanYi Zen Hei,PingFang SC,Microsoft YaHei,sans-serif"
}

extension AttributeName {
  /// The value as Graphviz may have it, or `nil` when it is not fit for this attribute.
  func checked(_ value: String) -> String? {
    switch self {
    case .tooltip:
      // Graphviz reads the backslashes of a tooltip twice.
      return DrawnText(value, limit: 400).escaped.replacing(#"\"#, with: #"\\"#)
    case .minlen:
      // The engine frees memory twice when an edge with a label stays within a rank.
      guard let ranks = Int(value), ranks > 0 else { return nil }
    default: break
    }
    // Graphviz writes some of the values into SVG as they are.
    let isPlain = value.utf8.allSatisfy { byte in
      byte.isLetterOrDigit || "#.,:;+-_/%! ".utf8.contains(byte)
    }
    return isPlain && !Self.dangerous.contains(value.lowercased()) ? value : nil
  }

  // The first ends the process on some graphs; the others read the label as a description of boxes.
  private static let dangerous: Set = ["ortho", "record", "mrecord"]
}

extension UInt8 {
  /// Whether this is a letter or digit of ASCII.
  var isLetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
