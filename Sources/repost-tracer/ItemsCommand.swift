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

  @OptionGroup var list: ListOptions

  func validate() throws {
    if list.format == .xlsx {
      throw ValidationError("xlsx is for forwarders; here: text, json or csv.")
    }
  }

  func run() throws {
    try list.write { trace in
      { sink in
        switch list.format {
        case .text, .xlsx: try sink(Array(itemsText(trace, language: list.answer.language).utf8))
        case .json: try sink(itemsJSON(trace, version: RepostTracer.version))
        case .csv: try sink(itemsCSV(trace, language: list.answer.language))
        }
      }
    }
  }
}
