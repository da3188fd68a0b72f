import ArgumentParser
import RepostReport

struct ForwardersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forwarders",
    abstract: "List the responsible forwarders with the records that show it.",
    discussion: """
      Without any rule in the case file, everyone who passed something on, asked for it or signed it off is \
      listed, and nobody is called responsible.

      EXAMPLE
        repost-tracer forwarders samples/fax-and-mms --format csv -o forwarders.csv
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
          Array(forwardersText(trace, language: answer.language).utf8), to: output, of: trace)
      case .json:
        try Run.deliver(forwardersJSON(trace, version: RepostTracer.version), to: output, of: trace)
      case .csv:
        try Run.deliver(forwardersCSV(trace, language: answer.language), to: output, of: trace)
      }
    }
  }
}
