/// What is to be made of a drawing.
struct Rendering: Sendable {
  let drawing: Drawing
  let formats: [Graphviz.Format]
  let engine: Graphviz.Engine
  let dpi: Double
  let maximumPixels: Int

  init(
    _ drawing: Drawing, as formats: [Graphviz.Format], engine: Graphviz.Engine, dpi: Double,
    maximumPixels: Int
  ) {
    precondition(dpi > 0 && dpi.isFinite && maximumPixels > 0)
    self.drawing = drawing
    self.formats = formats
    self.engine = engine
    self.dpi = dpi
    self.maximumPixels = maximumPixels
  }
}
