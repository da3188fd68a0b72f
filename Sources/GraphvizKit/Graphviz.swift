import GraphvizShim
import Synchronization

/// The Graphviz library of this process.
///
/// Graphviz can do one thing at a time: while one thread renders, others wait. Deep drawings need
/// stack; a chain of 10,000 nodes needs 1 MB.
public final class Graphviz: Sendable {
  /// The only one there is, because Graphviz keeps its state in the process.
  public static let shared = Graphviz()

  private let lock = Mutex(())

  private init() {}

  /// Draws what a closure describes, in one or more formats.
  ///
  /// The same description gives the same DOT and the same SVG, in any process. While Graphviz
  /// works, what the whole process writes to standard error becomes a message. Graphviz can end
  /// the process, by a failed assertion or for lack of memory, and cannot be interrupted.
  ///
  /// - Parameters:
  ///   - formats: What to make; nothing: the layout and its DOT are all that is made.
  ///   - engine: How nodes are given their places.
  ///   - dpi: The dots per inch of PNG, above 0.
  ///   - maximumPixels: The most pixels that PNG may have, at least 1. For more than that, or for
  ///     a side above 20,000, `dpi` is lowered.
  ///   - build: Adds to the drawing. It may be called while other threads render.
  /// - Returns: The drawing in each of the formats, and what Graphviz said about it.
  /// - Throws: `GraphvizError` when any of the formats could not be made.
  public func render(
    _ formats: [Format], engine: Engine = .dot, dpi: Double = 144,
    maximumPixels: Int = 25_000_000, build: (inout Drawing) throws -> Void
  ) throws(GraphvizError) -> Output {
    precondition(dpi > 0 && dpi.isFinite && maximumPixels > 0)
    var described = Drawing()
    do {
      try build(&described)
    } catch {
      throw .build(error)
    }
    let drawing = described
    return try lock.withLock { _ throws(GraphvizError) in
      gvs_collect_begin()
      let result = Result { () throws(GraphvizError) in
        try Self.output(
          of: drawing, formats, engine: engine, dpi: dpi, maximumPixels: maximumPixels)
      }
      gvs_collect_end()
      let messages = GraphvizMessage.messages(
        reports: String(cString: gvs_reports()), captured: String(cString: gvs_captured()))
      switch result {
      case .success(var output):
        output.messages = messages
        return output
      case .failure(let error): throw error.with(messages)
      }
    }
  }

  private static func output(
    of drawing: Drawing, _ formats: [Format], engine: Engine, dpi: Double, maximumPixels: Int
  ) throws(GraphvizError) -> Output {
    var canvas = try Canvas()
    try canvas.draw(drawing)
    let dot = try canvas.dot()
    let size = try canvas.layOut(engine)
    let box = Box(width: size.width, height: size.height)
    var output = Output(dot: dot, box: box)
    for format in formats {
      switch format {
      case .svg: output.files[.svg] = withoutDoctype(try canvas.render(.svg, dpi: 0))
      case .pdf: output.files[.pdf] = try canvas.render(.pdf, dpi: 0)
      case .png:
        let lowered = box.padded(for: drawing.attributes)
          .resolution(atMost: dpi, pixels: maximumPixels)
        output.files[.png] = try canvas.render(.png, dpi: lowered)
        output.dpi = lowered
      }
    }
    return output
  }

  /// Removes the document type, which tells some readers to fetch it from the net.
  private static func withoutDoctype(_ svg: [UInt8]) -> [UInt8] {
    let text = String(decoding: svg, as: UTF8.self)
    guard let start = text.firstRange(of: "<!DOCTYPE")?.lowerBound,
      let end = text[start...].firstRange(of: ">\n")?.upperBound
    else { return svg }
    return Array(text[..<start].utf8) + Array(text[end...].utf8)
  }
}
