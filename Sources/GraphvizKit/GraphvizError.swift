/// Why a drawing was not made.
public enum GraphvizError: Error, CustomStringConvertible {
  /// The closure that describes the drawing threw this.
  case build(any Error)

  /// The description contradicts itself, or holds a value that is not allowed.
  case drawing(String)

  /// An engine or a renderer, named first, is not installed.
  case unavailable(String, [GraphvizMessage])

  /// The drawing could not be laid out, or not as it was described.
  case layout([GraphvizMessage])

  /// The drawing could be laid out but not be written in a format.
  case render(Graphviz.Format, [GraphvizMessage])

  /// The child process, whose program is named first, could not be started.
  case start(String, reason: String)

  /// The child process was ended by a signal, such as `SIGSEGV`, after these last words.
  case crashed(signal: String, [GraphvizMessage])

  /// The child process gave up with an exit code that is not 0.
  case exited(code: Int, [GraphvizMessage])

  /// The child process was ended because the drawing was not finished after this time.
  case timedOut(Duration)

  /// The drawing needs more memory than these bytes, which are all that the child process may have.
  case outOfMemory(limit: Int, [GraphvizMessage])

  /// What the child process gave back is not a drawing.
  case garbled([GraphvizMessage])

  public var description: String {
    switch self {
    case .build(let error): "\(error)"
    case .drawing(let reason): reason
    case .unavailable(let name, let messages):
      "graphviz has no '\(name)'" + Self.list(messages)
    case .layout(let messages): "graphviz could not lay the drawing out" + Self.list(messages)
    case .render(let format, let messages):
      "graphviz could not make the \(format.rawValue)" + Self.list(messages)
    case .start(let path, let reason):
      "the program that draws, '\(path)', could not be started: \(reason)"
    case .crashed("SIGKILL", let messages):
      "the program that draws was ended from outside, as it is when the machine has no memory left"
        + Self.list(messages)
    case .crashed(let signal, let messages):
      "graphviz broke down over this drawing (\(signal))" + Self.list(messages)
    case .exited(let code, let messages):
      "the program that draws gave up with exit code \(code)" + Self.list(messages)
    case .timedOut(let time):
      "the drawing was not finished after \(Self.seconds(time)); draw less at once, or allow more"
        + " time"
    case .outOfMemory(let limit, let messages):
      "the drawing needs more than the \(limit >> 20) MB of memory that it may have; draw less at"
        + " once, or allow more" + Self.list(messages)
    case .garbled(let messages):
      "what the program that draws gave back is not a drawing" + Self.list(messages)
    }
  }

  func with(_ messages: [GraphvizMessage]) -> Self {
    switch self {
    case .unavailable(let name, _): .unavailable(name, messages)
    case .layout: .layout(messages)
    case .render(let format, _): .render(format, messages)
    case .build, .drawing, .start, .crashed, .exited, .timedOut, .outOfMemory, .garbled: self
    }
  }

  /// What Graphviz said of the drawing that was not made.
  var messages: [GraphvizMessage] {
    switch self {
    case .build, .drawing, .start, .timedOut: []
    case .unavailable(_, let messages), .layout(let messages), .render(_, let messages),
      .crashed(_, let messages), .exited(_, let messages), .outOfMemory(_, let messages),
      .garbled(let messages):
      messages
    }
  }

  private static func list(_ messages: [GraphvizMessage]) -> String {
    var texts = messages.map(\.text)
    // The first say what went wrong, and the last how it ended.
    if texts.count > 6 { texts.replaceSubrange(3..<texts.count - 3, with: ["…"]) }
    return texts.isEmpty ? "" : ": " + texts.joined(separator: "; ")
  }

  private static func seconds(_ time: Duration) -> String {
    let seconds = time / .seconds(1)
    let whole = Int(seconds)
    return seconds == Double(whole) ? "\(whole) s" : "\(seconds) s"
  }
}
