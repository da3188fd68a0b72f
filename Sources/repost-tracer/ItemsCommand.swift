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

  func run() throws {
    try list.write(
      text: itemsText(_:language:), json: itemsJSON(_:version:),
      csv: itemsCSV(_:language:))
  }
}
