import GraphvizShim
import Synchronization

/// The Graphviz library of this process.
///
/// Graphviz can do one thing at a time: while one thread renders, others wait. Deep drawings need
/// stack; a chain of 10,000 nodes needs 1 MB. ``DrawingProcess`` draws the same in a process of its
/// own, which is safer.
public final class Graphviz: Sendable {
  /// The only one there is, because Graphviz keeps its state in the process.
  public static let shared = Graphviz()

  private let lock = Mutex(())

  private init() {}

  /// Draws what a closure describes, in one or more formats.
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
    try render(
      Drawing(orThrow: build), as: formats, engine: engine, dpi: dpi, maximumPixels: maximumPixels)
  }

  /// Draws a drawing in one or more formats.
  ///
  /// The same description gives the same DOT and the same SVG, in any process. While Graphviz
  /// works, what the whole process writes to standard error becomes a message. Graphviz can end
  /// the process, by a failed assertion or for lack of memory, and cannot be interrupted.
  ///
  /// - Parameters:
  ///   - drawing: What to draw.
  ///   - formats: What to make; nothing: the layout and its DOT are all that is made.
  ///   - engine: How nodes are given their places.
  ///   - dpi: The dots per inch of PNG, above 0.
  ///   - maximumPixels: The most pixels that PNG may have, at least 1. For more than that, or for
  ///     a side above 20,000, `dpi` is lowered.
  /// - Returns: The drawing in each of the formats, and what Graphviz said about it.
  /// - Throws: `GraphvizError` when any of the formats could not be made.
  public func render(
    _ drawing: Drawing, as formats: [Format], engine: Engine = .dot, dpi: Double = 144,
    maximumPixels: Int = 25_000_000
  ) throws(GraphvizError) -> Output {
    try render(
      Rendering(drawing, as: formats, engine: engine, dpi: dpi, maximumPixels: maximumPixels),
      capturesErrors: true)
  }

  /// Draws a drawing; what is written to standard error is a message only where it is captured.
  func render(
    _ rendering: Rendering, capturesErrors: Bool
  ) throws(GraphvizError) -> Output {
    let (result, messages) = collecting(capturesErrors) { () throws(GraphvizError) in
      try Self.output(of: rendering)
    }
    var output = try result.get()
    output.messages = messages
    return output
  }

  /// The sizes that the nodes of a drawing get from their labels and attributes.
  ///
  /// With them a caller can find places for ``Engine/placed``. Places, edges and clusters of the
  /// drawing are not looked at. To measure a label of an edge or a cluster, put it on a node whose
  /// `shape` is `plain`.
  ///
  /// - Parameter drawing: A drawing with the nodes to measure.
  /// - Returns: The size of each node.
  /// - Throws: `GraphvizError` when a node cannot be drawn.
  public func measure(_ drawing: Drawing) throws(GraphvizError) -> [NodeID: Box] {
    try measure(drawing, capturesErrors: true)
  }

  func measure(
    _ drawing: Drawing, capturesErrors: Bool
  ) throws(GraphvizError) -> [NodeID: Box] {
    let (result, _) = collecting(capturesErrors) { () throws(GraphvizError) in
      var canvas = try Canvas(for: .placed)
      try canvas.draw(drawing.nodesAlone)
      _ = try canvas.layOut()
      return canvas.nodeSizes()
    }
    return try result.get()
  }

  /// Does something with Graphviz, and gives what it said of that too.
  func collecting<Value: Sendable>(
    _ capturesErrors: Bool, _ work: () throws(GraphvizError) -> Value
  ) -> (Result<Value, GraphvizError>, [GraphvizMessage]) {
    lock.withLock { _ in
      gvs_collect_begin(capturesErrors)
      let result = Result(catching: work)
      gvs_collect_end()
      let messages = GraphvizMessage.messages(
        reports: String(cString: gvs_reports()), captured: String(cString: gvs_captured()))
      return (result.mapError { $0.with(messages) }, messages)
    }
  }

  private static func output(of rendering: Rendering) throws(GraphvizError) -> Output {
    let drawing = rendering.drawing
    let missing = shared.missingCharacters(in: drawing.text)
    var canvas = try Canvas(for: rendering.engine)
    try canvas.draw(drawing)
    let dot = try canvas.dot()
    let size = try canvas.layOut()
    let box = Box(width: size.width, height: size.height)
    let paddedBox = box.padded(for: drawing.attributes)
    var output = Output(dot: dot, box: box)
    output.missingCharacters = missing
    for format in rendering.formats {
      switch format {
      case .svg: output.files[.svg] = withoutDoctype(try canvas.render(.svg, dpi: 0))
      case .pdf:
        // Paper has a margin of its own, and the page is to fit the drawing.
        if drawing.attributes[.margin, default: ""].isEmpty { canvas.setNoMargin() }
        output.files[.pdf] = try canvas.render(.pdf, dpi: paddedBox.pageResolution)
      case .png:
        let lowered = paddedBox.resolution(
          atMost: rendering.dpi, pixels: rendering.maximumPixels)
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

extension Drawing {
  /// Makes a drawing of what a closure adds, and an error of drawing of what it throws.
  init(orThrow build: (inout Drawing) throws -> Void) throws(GraphvizError) {
    do {
      try self.init(build)
    } catch {
      throw .build(error)
    }
  }

  /// The nodes in one place, without edges and clusters.
  fileprivate var nodesAlone: Drawing {
    var alone = Drawing()
    alone.nodeDefaults = nodeDefaults
    alone.addNodes(of: self)
    return alone
  }

  private mutating func addNodes(of drawing: Drawing) {
    for part in drawing.parts {
      switch part {
      case .node(let node):
        let place = Point(x: 0, y: 0)
        self.node(node.id, label: node.label, at: place, size: node.size, node.attributes)
      case .cluster(_, _, let content): addNodes(of: content)
      }
    }
  }
}
