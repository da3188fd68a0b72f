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

  /// How many processors may work at once.
  var jobs: Int { input.workers }

  /// Traces the case and writes its list.
  ///
  /// - Parameter list: Gives what writes the list in the format that is asked for.
  /// - Throws: `ExitCode` where the case cannot be traced or the list cannot be written.
  func write(_ list: (Trace) -> (Sink) throws -> Void) throws {
    try Run.reporting {
      let trace = try Run.trace(input, answer)
      try Run.deliver(to: output, of: trace, list(trace))
    }
  }
}
