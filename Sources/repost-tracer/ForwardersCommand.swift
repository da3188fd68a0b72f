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
    try list.write(
      text: forwardersText(_:language:), json: forwardersJSON(_:version:),
      csv: forwardersCSV(_:language:))
  }
}
