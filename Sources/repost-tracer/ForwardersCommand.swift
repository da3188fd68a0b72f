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

  @OptionGroup var list: ListOptions

  func run() throws {
    try list.write { trace in
      { sink in
        let (language, jobs) = (list.answer.language, list.jobs)
        switch list.format {
        case .text: try forwardersText(trace, language: language, jobs: jobs, to: sink)
        case .json: try sink(forwardersJSON(trace, version: RepostTracer.version, jobs: jobs))
        case .csv: try forwardersCSV(trace, language: language, jobs: jobs, to: sink)
        }
      }
    }
  }
}
