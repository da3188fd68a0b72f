/// Something that Graphviz, or a library beneath it, said about a drawing.
public struct GraphvizMessage: Hashable, Sendable, CustomStringConvertible {
  public enum Level: String, Sendable {
    case warning
    case error
  }

  /// Where a message came from.
  public enum Origin: String, Sendable {
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
    return messages + words(captured)
  }

  /// The lines that were written to standard error, as safe to show as any text of a drawing.
  static func words(_ written: String) -> [Self] {
    written.split(whereSeparator: \.isNewline).map { line in
      Self(
        level: .warning, origin: .standardError,
        text: DrawnText(String(line), limit: 400).description)
    }
  }
}
