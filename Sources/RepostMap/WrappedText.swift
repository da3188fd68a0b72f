/// Text broken into lines of about one width, where Han characters count double.
struct WrappedText {
  /// The lines, none of them empty.
  let lines: [String]

  /// Where a text may be broken.
  enum Manner {
    /// Between words and between Han characters, into lines of about the same width.
    case even
    /// After a clause, where clauses are short enough.
    case clauses
  }

  /// Breaks a text into lines.
  ///
  /// - Parameters:
  ///   - text: Any text; of a very long one only the beginning is used.
  ///   - width: The width of a line, in Latin letters.
  ///   - limit: The number of lines; of a longer text the last one ends with an ellipsis.
  ///   - manner: Where it may be broken.
  init(_ text: String, width: Int, limit: Int = 4, manner: Manner = .even) {
    var pieces = Self.pieces(text.prefix(1000))
    if manner == .clauses { pieces = Self.clauses(pieces, in: text, width: width) }
    var lines = Self.fill(pieces, width: width)
    if manner == .even, lines.count > 1 {
      // The narrowest width that gives as few lines makes them even.
      var even = width
      while even > width / 2 {
        let next = Self.fill(pieces, width: even - 1)
        guard next.count == lines.count else { break }
        even -= 1
      }
      lines = Self.fill(pieces, width: even)
    }
    if lines.count > limit {
      lines = Array(lines.prefix(limit))
      lines[limit - 1] += "…"
    }
    self.lines = lines
  }

  /// How wide a character is, in Latin letters.
  static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    return scalar.value < 0x1100 || (0x2010...0x2015).contains(scalar.value) ? 1 : 2
  }

  /// Pieces put together up to the end of a clause, as far as that fits in a line.
  private static func clauses(
    _ pieces: [Substring], in text: String, width limit: Int
  ) -> [Substring] {
    let ends: Set<Character> = ["，", "；", "：", "。", "\u{3000}", ";", ","]
    var clauses: [Substring] = []
    var open: [Substring] = []
    func close() {
      guard let first = open.first, let last = open.last else { return }
      let clause = text[first.startIndex..<last.endIndex]
      if trimmedWidth(clause) <= limit { clauses.append(clause) } else { clauses += open }
      open = []
    }
    for piece in pieces {
      open.append(piece)
      let last = piece.last { !$0.isWhitespace || $0 == "\u{3000}" }
      if let last, ends.contains(last) { close() }
    }
    close()
    return clauses
  }

  private static func pieces(_ text: Substring) -> [Substring] {
    let closing: Set<Character> = [
      "，", "。", "、", "；", "：", "？", "！", "）", "》", "”", "’", "」", "】", "／",
      ",", ";", ":", ".", ")", "?", "!",
    ]
    let opening: Set<Character> = ["（", "《", "“", "‘", "「", "【"]
    var pieces: [Substring] = []
    var start = text.startIndex
    var previous: Character?
    for index in text.indices {
      let character = text[index]
      defer { previous = character }
      guard let before = previous else { continue }
      let isWide = width(before) == 2 || width(character) == 2
      let isAfterSpace = before.isWhitespace && !character.isWhitespace
      guard isAfterSpace || isWide, !closing.contains(character), !opening.contains(before),
        !character.isWhitespace
      else { continue }
      pieces.append(text[start..<index])
      start = index
    }
    pieces.append(text[start...])
    return pieces
  }

  private static func fill(_ pieces: [Substring], width limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    func trimmed(_ text: String) -> String {
      String(text.reversed().drop(while: \.isWhitespace).reversed())
    }
    for piece in pieces {
      var rest = piece
      var size = rest.reduce(0) { $0 + width($1) }
      if used > 0, used + trimmedWidth(rest) > limit {
        lines.append(trimmed(line))
        (line, used) = ("", 0)
      }
      // A word that is longer than a line is broken anywhere.
      while size > limit + 4, rest.count > 1 {
        var part = rest.prefix(1)
        while part.count < rest.count, part.reduce(0, { $0 + width($1) }) < limit {
          part = rest.prefix(part.count + 1)
        }
        lines.append(trimmed(line + part))
        line = ""
        rest = rest.dropFirst(part.count)
        size = rest.reduce(0) { $0 + width($1) }
      }
      line += rest
      used += size
    }
    lines.append(trimmed(line))
    return lines.filter { !$0.isEmpty }
  }

  private static func trimmedWidth(_ piece: Substring) -> Int {
    var size = piece.reduce(0) { $0 + width($1) }
    if piece.last?.isWhitespace == true { size -= 1 }
    return size
  }
}
