import ArgumentParser
import Foundation
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

  @Option(
    name: .customLong("format"),
    help: "text, json or csv; without it, the ending of the file tells, and text is the rest.")
  var givenFormat: OutputFormat?

  /// What is written: what is asked for, or else what the ending of the file stands for.
  var format: OutputFormat {
    if let givenFormat { return givenFormat }
    let ending = output.map { URL(filePath: $0).pathExtension.lowercased() }
    return ending.flatMap { OutputFormat(rawValue: $0) } ?? .text
  }

  /// Where a file of the list's format can be put together before it is handed over.
  var scratch: ScratchPlace {
    guard let output, output != "-" else { return .temporary }
    return .beside(file: output)
  }

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
