import GraphvizKit

/// A word on a node that says what part the records give to an entity.
struct Badge {
  /// The manners of badges, dark ones for what the eye is to meet first.
  enum Manner {
    case origin
    case breach
    case exporter
    case outline
  }

  private let text: String
  private let manner: Manner

  init(_ text: String, _ manner: Manner) {
    self.text = text
    self.manner = manner
  }

  /// The badge as part of a label.
  var table: HTMLTable {
    let (ink, background, border): (DrawingColor, DrawingColor, DrawingColor) =
      switch manner {
      case .origin: (.white, DrawingColor(0x0B5C92), DrawingColor(0x0B5C92))
      case .breach: (.ink, .orange, .orange)
      case .exporter: (.white, .vermilionInk, .vermilionInk)
      case .outline: (.ink, .white, .line)
      }
    let label = HTMLLabel([[TextRun(text, size: 10, color: ink, bold: true)]])
    return HTMLTable(
      [[HTMLCell(height: 2)], [HTMLCell(label, padding: 2)]], border: 1, cellPadding: 0,
      color: border, background: background,
      isRounded: true)
  }
}
