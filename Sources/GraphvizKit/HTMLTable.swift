/// A table in a label.
public struct HTMLTable: Hashable, Sendable {
  let markup: String
  let text: String

  /// Makes a table of the rows that have cells.
  ///
  /// - Parameters:
  ///   - rows: The cells, row by row.
  ///   - border: The width of the line around the table, in points.
  ///   - cellBorder: The width of the line around each cell that has no own border.
  ///   - cellSpacing: The space between cells.
  ///   - cellPadding: The space around the content of each cell that has no own padding.
  ///   - color: The colour of the lines.
  ///   - background: The colour behind the cells.
  ///   - isRounded: Whether the corners are round.
  public init(
    _ rows: [[HTMLCell]], border: Int = 0, cellBorder: Int = 0, cellSpacing: Int = 0,
    cellPadding: Int = 2, color: DrawingColor? = nil, background: DrawingColor? = nil,
    isRounded: Bool = false
  ) {
    let table = openTag(
      "TABLE",
      [
        "BORDER": border, "CELLBORDER": cellBorder, "CELLSPACING": cellSpacing,
        "CELLPADDING": cellPadding, "COLOR": color, "BGCOLOR": background,
        "STYLE": isRounded ? "ROUNDED" : nil,
      ])
    let filled = rows.filter { !$0.isEmpty }
    // A table without a row is a syntax error.
    let body = (filled.isEmpty ? [[HTMLCell()]] : filled)
      .map { cells in "<TR>" + cells.map(\.markup).joined() + "</TR>" }
    markup = table + body.joined() + "</TABLE>"
    text = rows.joined().map(\.text).joined()
  }
}

/// A cell of a table in a label.
public struct HTMLCell: Hashable, Sendable {
  let markup: String
  let text: String

  /// Makes a cell; what is not given is as the table says.
  ///
  /// - Parameters:
  ///   - content: Text or a table in the cell; nothing: an empty cell.
  ///   - border: The width of the lines around the cell, in points.
  ///   - sides: The sides that have a line.
  ///   - line: How the lines are drawn.
  ///   - color: The colour of the lines.
  ///   - background: The colour behind the content.
  ///   - padding: The space around the content.
  ///   - align: Where the content is, from left to right.
  ///   - width: The least width.
  ///   - height: The least height.
  ///   - columns: The number of columns that the cell takes.
  ///   - rows: The number of rows that the cell takes.
  public init(
    _ content: HTMLLabel? = nil, border: Int? = nil, sides: Sides = .all, line: Line = .solid,
    color: DrawingColor? = nil, background: DrawingColor? = nil, padding: Int? = nil,
    align: HTMLLabel.Alignment? = nil, width: Int? = nil, height: Int? = nil, columns: Int? = nil,
    rows: Int? = nil
  ) {
    let cell = openTag(
      "TD",
      [
        "BORDER": sides.isEmpty ? 0 : border, "SIDES": sides.letters,
        "STYLE": line == .solid ? nil : line.rawValue, "COLOR": color, "BGCOLOR": background,
        "CELLPADDING": padding, "ALIGN": align?.rawValue, "WIDTH": width, "HEIGHT": height,
        "COLSPAN": columns, "ROWSPAN": rows,
      ])
    markup = cell + (content?.markup ?? "") + "</TD>"
    text = content?.text ?? ""
  }

  /// How the lines around a cell are drawn.
  public enum Line: String, Sendable {
    case solid = "SOLID"
    case dashed = "DASHED"
    case dotted = "DOTTED"
  }

  /// The sides of a cell that have a line.
  public struct Sides: OptionSet, Hashable, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) {
      self.rawValue = rawValue
    }

    public static let left = Self(rawValue: 1)
    public static let top = Self(rawValue: 2)
    public static let right = Self(rawValue: 4)
    public static let bottom = Self(rawValue: 8)
    public static let all: Self = [left, top, right, bottom]

    // Graphviz draws all sides when it is given no letter.
    fileprivate var letters: String? {
      guard self != .all && !isEmpty else { return nil }
      return String(
        zip([Self.left, .top, .right, .bottom], "LTRB")
          .compactMap { side, letter in contains(side) ? letter : nil })
    }
  }
}
