import RepostRecords
public import RepostTrace

/// What a stream of cases calls one of them: a text or a number, as the stream has it.
public struct CaseID: Hashable, Sendable {
  /// The text, or the number as it is written.
  public let text: String
  private let isNumber: Bool

  /// Two ids are the same where their texts are.
  public static func == (a: CaseID, b: CaseID) -> Bool { a.text == b.text }

  public func hash(into hasher: inout Hasher) { text.hash(into: &hasher) }

  /// Takes a text as an id.
  public init(text: String) {
    self.text = text
    isNumber = false
  }

  /// Takes a number as an id.
  ///
  /// - Parameter number: A number as JSON writes it.
  public init(number: String) {
    text = number
    isNumber = true
  }

  fileprivate func write(_ json: inout JSONText) {
    if isNumber { json.raw(Array(text.utf8)) } else { json.string(text) }
  }
}

/// One case of a stream on one line: its id and what `trace.json` has, under the same keys.
///
/// - Parameters:
///   - id: What the stream calls the case.
///   - trace: What its records show.
///   - path: The path of the stream as it was given.
///   - bytes: The lines of the case as they stand in the stream, of which the input's length and hash are.
///   - version: The version of the program, named as the tool.
///   - detail: How much of what the trace found is written.
/// - Returns: UTF-8 text without line breaks but for one at its end.
public func caseLine(
  _ id: CaseID, _ trace: Trace, path: String, bytes: UnsafeRawBufferPointer, version: String,
  detail: TraceDetail
) -> [UInt8] {
  var writer = TraceJSON(trace: trace, detail: detail)
  if !writer.inputs.isEmpty {
    writer.inputs[0].path = path
    writer.inputs[0].bytes = bytes.count
    writer.inputs[0].sha256 = ResultManifest.sha256(bytes)
  }
  var json = JSONText()
  json.object(.line) { json in
    json.key("case")
    id.write(&json)
    json.key("trace")
    json.object { writer.write(version: version, &$0) }
  }
  return json.finish()
}

/// What is wrong with one case of a stream, on one line.
///
/// - Parameters:
///   - id: What the stream calls the case; `nil` where a line belongs to none.
///   - line: The line of the stream.
///   - column: The column in characters, where it is known.
///   - message: What was found, what was expected, and what to do.
/// - Returns: UTF-8 text without line breaks but for one at its end.
public func caseErrorLine(_ id: CaseID?, line: Int, column: Int?, message: String) -> [UInt8] {
  var json = JSONText()
  json.object(.line) { json in
    json.key("case")
    if let id { id.write(&json) } else { json.null() }
    json.key("error")
    json.object { json in
      json.key("line")
      json.number(line)
      json.key("column")
      json.number(orNull: column)
      json.key("message")
      json.string(message)
    }
  }
  return json.finish()
}

/// How a stream of cases went, in a line for standard error.
///
/// - Parameters:
///   - traced: The number of cases that were traced.
///   - failed: The number of cases with an error.
///   - lines: The number of lines that belong to no case.
///   - language: The language to write in.
/// - Returns: A line of text without a line break.
public func casesText(traced: Int, failed: Int, lines: Int, language: Language) -> String {
  let say = Wording(language: language)
  let parts = [(Phrase.casesTraced, traced), (.casesFailed, failed), (.linesOfNoCase, lines)]
  return parts.filter { $0.0 == .casesTraced || $0.1 > 0 }
    .map { say($0.0, ["n": String($0.1)]) }.joined(separator: say(.comma))
}
