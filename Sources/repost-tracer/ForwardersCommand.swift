import ArgumentParser
import RepostReport

struct ForwardersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forwarders",
    abstract: "List the responsible forwarders with the records that show it.",
    discussion: """
      Without any rule in the case file, everyone who passed something on, asked for it or signed it off is \
      listed, and nobody is called responsible.

      With --format xlsx, or -o F.xlsx, the list is an Excel workbook that explains its columns.

      EXAMPLE
        repost-tracer forwarders samples/fax-and-mms --format csv -o forwarders.csv
      """)

  @OptionGroup var list: ListOptions

  func validate() throws {
    if list.format == .xlsx, list.output ?? "-" == "-", Console.isTerminal {
      throw ValidationError("A workbook does not go to a terminal: name a file with -o.")
    }
  }

  func run() throws {
    try list.write { trace in
      { sink in
        let (language, jobs) = (list.answer.language, list.jobs)
        switch list.format {
        case .text: try forwardersText(trace, language: language, jobs: jobs, to: sink)
        case .json: try sink(forwardersJSON(trace, version: RepostTracer.version, jobs: jobs))
        case .csv: try forwardersCSV(trace, language: language, jobs: jobs, to: sink)
        case .xlsx:
          try forwardersWorkbook(
            trace, language: language, version: RepostTracer.version, in: list.scratch, to: sink)
        }
      }
    }
  }
}
