import ArgumentParser
import RepostReport

struct ItemsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "items",
    abstract: "List what was passed on, most passed on first.",
    discussion: """
      EXAMPLE
        repost-tracer items samples/hunter-money
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var answer: OutputOptions

  @Option(
    name: .shortAndLong, help: "The file to write (default: standard output).", completion: .file())
  var output: String?

  @Option(help: "text, json or csv.")
  var format: OutputFormat = .text

  func run() throws {
    try Run.reporting {
      let trace = try Run.trace(input, answer)
      switch format {
      case .text:
        try Run.deliver(
          Array(itemsText(trace, language: answer.language).utf8), to: output, of: trace)
      case .json:
        try Run.deliver(itemsJSON(trace, version: RepostTracer.version), to: output, of: trace)
      case .csv: try Run.deliver(itemsCSV(trace, language: answer.language), to: output, of: trace)
      }
    }
  }
}
