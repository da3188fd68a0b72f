/// What a piece of a sentence names, so that a page can make a link of it.
///
/// It stands in the sentence between control characters; those of the input are written out by
/// ``visible(_:)`` before a sentence is made.
enum Mark: Hashable {
  case record(Int)
  case entity(Int)

  private static let start: Character = "\u{1}"
  private static let middle: Character = "\u{2}"
  private static let end: Character = "\u{3}"

  /// A part of a sentence.
  struct Piece {
    let text: String
    let mark: Mark?
  }

  /// The text with this mark.
  func around(_ text: String) -> String {
    let name =
      switch self {
      case .record(let record): "r\(record)"
      case .entity(let entity): "e\(entity)"
      }
    return "\(Self.start)\(name)\(Self.middle)\(text)\(Self.end)"
  }

  /// The parts of a sentence in their order, with the marks taken out.
  static func pieces(_ sentence: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = sentence[...]
    while let open = rest.firstIndex(of: start) {
      guard let middle = rest[open...].firstIndex(of: middle),
        let end = rest[middle...].firstIndex(of: end)
      else { break }
      if open > rest.startIndex { pieces.append(Piece(text: String(rest[..<open]), mark: nil)) }
      pieces.append(
        Piece(
          text: String(rest[rest.index(after: middle)..<end]),
          mark: Mark(rest[rest.index(after: open)..<middle])))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { pieces.append(Piece(text: String(rest), mark: nil)) }
    return pieces
  }

  private init?(_ name: Substring) {
    guard let number = Int(name.dropFirst()) else { return nil }
    switch name.first {
    case "r": self = .record(number)
    case "e": self = .entity(number)
    default: return nil
    }
  }
}
