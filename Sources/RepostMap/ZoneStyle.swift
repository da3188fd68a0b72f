import GraphvizKit

/// How the box of a zone is drawn; further out is darker, so that zones differ in grey as well.
struct ZoneStyle {
  let fill: DrawingColor
  let border: DrawingColor
  let ink: DrawingColor
  let isDashed: Bool

  /// The manner of a zone by its rank, -1 for those whose zone is unknown.
  init(rank: Int) {
    isDashed = rank < 0
    let colors: (fill: UInt32, border: UInt32, ink: UInt32) =
      switch rank < 0 ? -1 : rank % 5 {
      case 0: (0xF1F7FC, 0x0072B2, 0x0B4F7D)
      case 1: (0xFBF5DF, 0xB8860B, 0x5F4A00)
      case 2: (0xDFEFE8, 0x009E73, 0x005C44)
      case 3: (0xEBDDE8, 0x8E4585, 0x6A2C63)
      case 4: (0xD9D9D9, 0x555555, 0x222222)
      default: (0xFFFFFF, 0x777777, 0x444444)
      }
    fill = DrawingColor(colors.fill)
    border = DrawingColor(colors.border)
    ink = DrawingColor(colors.ink)
  }

  /// The ground of a shape that stands in no box.
  var ground: Attributes { [.fillcolor: fill.description, .color: border.description] }
}
