import ArgumentParser
import RepostReport
import RepostTrace

/// What the commands that print a list have in common.
struct ListOptions: ParsableArguments {
  @OptionGroup var input: InputOptions
  @OptionGroup var answer: OutputOptions

  @Option(
    name: .shortAndLong, help: "The file to write (default: standard output).",
    completion: .file())
  var output: String?

  @Option(help: "text, json or csv.")
  var format: OutputFormat = .text

  /// Traces the case and writes its list in the format that is asked for.
  func write(
    text: (Trace, Language) -> String, json: (Trace, String) -> [UInt8],
    csv: (Trace, Language) -> [UInt8]
  ) throws {
    try Run.reporting {
      let trace = try Run.trace(input, answer)
      let bytes: [UInt8] =
        switch format {
        case .text: Array(text(trace, answer.language).utf8)
        case .json: json(trace, RepostTracer.version)
        case .csv: csv(trace, answer.language)
        }
      try Run.deliver(bytes, to: output, of: trace)
    }
  }
}
