/// How a program that draws the graph is asked to show a node: its colour tells the zone, its shape the
/// kind.
enum ExportLook {
  private static let colours: [(red: Int, green: Int, blue: Int)] = [
    (158, 202, 225), (161, 217, 155), (253, 208, 162), (252, 174, 145), (203, 201, 226),
  ]
  private static let unknown = (red: 217, green: 217, blue: 217)

  /// The colour of a zone; zones further out than there are colours have the last.
  static func colour(rank: Int?) -> (red: Int, green: Int, blue: Int) {
    rank.map { colours[min($0, colours.count - 1)] } ?? unknown
  }

  /// The colour as six digits behind `#`.
  static func hexadecimal(rank: Int?) -> String {
    let colour = colour(rank: rank)
    let value = colour.red << 16 | colour.green << 8 | colour.blue
    let digits = String(value, radix: 16, uppercase: true)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
