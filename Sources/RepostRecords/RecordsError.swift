/// Why a case cannot be read: where, what was found, what would be right.
public struct RecordsError: Error, Hashable, Sendable {
  /// What sort of failure it is; each has its own exit code on the command line.
  public enum Kind: Sendable {
    /// The request contradicts itself or names what is not there (64).
    case usage
    /// The content of a file is not valid (65).
    case invalidInput
    /// A file is missing or cannot be opened (66).
    case missingInput
    /// The system failed while a file was read (74).
    case readFailed
  }

  /// What sort of failure it is.
  public var kind: Kind
  /// The file, as its path was given.
  public var path: String?
  /// The line, counted from 1.
  public var line: Int?
  /// The column in characters, counted from 1.
  public var column: Int?
  /// What was found.
  ///
  /// Text of the input in it is shortened and holds no control characters.
  public var found: String
  /// What would have been right.
  public var expected: String?
  /// What to do about it.
  public var advice: String?

  /// Makes an error.
  public init(
    kind: Kind, path: String? = nil, line: Int? = nil, column: Int? = nil, found: String,
    expected: String? = nil, advice: String? = nil
  ) {
    self.kind = kind
    self.path = path
    self.line = line
    self.column = column
    self.found = found
    self.expected = expected
    self.advice = advice
  }
}

extension RecordsError: CustomStringConvertible {
  /// One line: the place, what was found, what was expected, and what to do.
  public var description: String {
    var place = ""
    if let path {
      place = harmless(path.unicodeScalars)
      if let line { place += ":\(line)" }
      if let column { place += ":\(column)" }
      place += ": "
    }
    var parts = [kind == .invalidInput ? "found \(found)" : found]
    if let expected { parts.append("expected \(expected)") }
    if let advice { parts.append(advice) }
    return place + parts.joined(separator: "; ")
  }
}
