/// Something that Graphviz, or a library beneath it, said about a drawing.
public struct GraphvizMessage: Hashable, Sendable, CustomStringConvertible {
  public enum Level: String, Sendable {
    case warning
    case error
  }

  /// Where a message came from.
  public enum Origin: Sendable {
    case graphviz

    /// Standard error, where other parts of the process may have written at the same time.
    case standardError
  }

  public let level: Level
  public let origin: Origin
  public let text: String

  public var description: String {
    "\(level): \(text)"
  }

  /// Reads reports, in which a line without a level goes on from the line before.
  static func messages(reports: String, captured: String) -> [Self] {
    var messages: [Self] = []
    for line in reports.split(separator: "\n") {
      if line.hasPrefix("Error: ") {
        messages.append(Self(level: .error, origin: .graphviz, text: String(line.dropFirst(7))))
      } else if line.hasPrefix("Warning: ") {
        messages.append(Self(level: .warning, origin: .graphviz, text: String(line.dropFirst(9))))
      } else {
        let last = messages.popLast()
        let text = (last.map { $0.text + "\n" } ?? "") + line
        messages.append(Self(level: last?.level ?? .warning, origin: .graphviz, text: text))
      }
    }
    for line in captured.split(separator: "\n") {
      messages.append(Self(level: .warning, origin: .standardError, text: String(line)))
    }
    return messages
  }
}

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

  public var description: String {
    switch self {
    case .build(let error): "\(error)"
    case .drawing(let reason): reason
    case .unavailable(let name, let messages):
      "graphviz has no '\(name)'" + Self.list(messages)
    case .layout(let messages): "graphviz could not lay the drawing out" + Self.list(messages)
    case .render(let format, let messages):
      "graphviz could not make the \(format.rawValue)" + Self.list(messages)
    }
  }

  func with(_ messages: [GraphvizMessage]) -> Self {
    switch self {
    case .build, .drawing: self
    case .unavailable(let name, _): .unavailable(name, messages)
    case .layout: .layout(messages)
    case .render(let format, _): .render(format, messages)
    }
  }

  private static func list(_ messages: [GraphvizMessage]) -> String {
    messages.isEmpty ? "" : ": " + messages.map(\.text).joined(separator: "; ")
  }
}
