import RepostTrace

/// Which records and people have a row on a page, so that sentences can point to it.
struct PageLinks {
  let records: Set<Int>
  let people: Set<Int>

  /// The identity of the row of a record.
  static func id(ofRecord record: Int) -> String { "record-\(record + 1)" }

  /// The identity of the row of an entity.
  static func id(ofEntity entity: Int) -> String { "who-\(entity + 1)" }

  /// A sentence with links in place of its marks; what has no row stays text.
  func html(_ sentence: String) -> HTMLText {
    var html: HTMLText = ""
    for piece in Mark.pieces(sentence) {
      switch piece.mark {
      case .record(let record) where records.contains(record):
        html += "<a class=\"cite\" href=\"#\(Self.id(ofRecord: record))\">\(piece.text)</a>"
      case .entity(let entity) where people.contains(entity):
        html += "<a class=\"who\" href=\"#\(Self.id(ofEntity: entity))\">\(piece.text)</a>"
      default: html += HTMLText(piece.text)
      }
    }
    return html
  }
}
