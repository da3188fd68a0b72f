import GraphvizKit

/// Where maps are drawn.
public struct MapProcess: Sendable {
  enum Place {
    case thisProcess
    case child(program: String?, arguments: [String], limits: DrawingProcess.Limits)
  }

  let place: Place

  /// In this process, one map at a time.
  ///
  /// Graphviz ends the process when it finds its own mistakes, cannot be interrupted, and keeps some
  /// memory of every map.
  public static let thisProcess = Self(place: .thisProcess)

  /// In a child process of this program, which calls ``serveIfAsked()`` before anything else.
  ///
  /// - Parameters:
  ///   - time: The longest that one attempt may take.
  ///   - memory: The most bytes of memory that the child may have.
  /// - Returns: The place where maps are drawn.
  public static func child(time: Duration = .seconds(20), memory: Int = 2 << 30) -> Self {
    child(of: nil, arguments: [DrawingProcess.argument], time: time, memory: memory)
  }

  static func child(
    of program: String?, arguments: [String] = [DrawingProcess.argument], time: Duration,
    memory: Int = 2 << 30
  ) -> Self {
    let limits = DrawingProcess.Limits(time: time, processorTime: time, memory: memory)
    return Self(place: .child(program: program, arguments: arguments, limits: limits))
  }

  /// Draws for a parent process if this program was started for that, and ends; else does nothing.
  ///
  /// A program that draws maps in child processes calls this first of all.
  public static func serveIfAsked() { DrawingProcess.serveIfAsked() }
}

/// What arranges, measures and renders drawings.
struct MapDrawing {
  let arrange: (Drawing) throws(GraphvizError) -> Arrangement
  let measure: (Drawing) throws(GraphvizError) -> [NodeID: Graphviz.Box]
  let render: (PlacedDrawing, [Graphviz.Format], Double) throws(GraphvizError) -> Graphviz.Output

  /// Begins an attempt to draw a map, which has until then for all its parts.
  init(_ process: MapProcess) {
    switch process.place {
    case .thisProcess:
      arrange = { drawing throws(GraphvizError) in try Graphviz.shared.arrange(drawing) }
      measure = { drawing throws(GraphvizError) in try Graphviz.shared.measure(drawing) }
      render = { drawing, formats, dpi throws(GraphvizError) in
        try Graphviz.shared.render(
          drawing.drawing, as: formats, engine: drawing.engine, dpi: dpi)
      }
    case .child(let program, let arguments, let limits):
      let used = TimeUsed()
      func within<Value>(
        _ work: (DrawingProcess) throws(GraphvizError) -> Value
      ) throws(GraphvizError) -> Value {
        var rest = limits
        rest.time = limits.time - used.time
        guard rest.time > .zero else { throw .timedOut(limits.time) }
        let start = ContinuousClock.now
        defer { used.time += ContinuousClock.now - start }
        do {
          return try work(
            DrawingProcess(executable: program, arguments: arguments, limits: rest))
        } catch .timedOut {
          // What was left of the time says nothing to anybody.
          throw .timedOut(limits.time)
        } catch {
          throw error
        }
      }
      arrange = { drawing throws(GraphvizError) in
        try within { process throws(GraphvizError) in try process.arrange(drawing) }
      }
      measure = { drawing throws(GraphvizError) in
        try within { process throws(GraphvizError) in try process.measure(drawing) }
      }
      render = { drawing, formats, dpi throws(GraphvizError) in
        try within { process throws(GraphvizError) in
          try process.render(drawing.drawing, as: formats, engine: drawing.engine, dpi: dpi)
        }
      }
    }
  }
}

/// The time that the children of one attempt have taken.
private final class TimeUsed {
  var time = Duration.zero
}

/// A drawing that is ready to be rendered.
struct PlacedDrawing {
  let drawing: Drawing
  /// Whether everything has its place.
  let isPlaced: Bool

  /// What draws it.
  var engine: Graphviz.Engine { isPlaced ? .placed : .dot }
}
