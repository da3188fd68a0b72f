import ArgumentParser
import RepostRecords
import RepostReport
import RepostTrace

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read everything and print every warning and every bad row; write nothing.",
    discussion: """
      Ends with exit code 65 if a row cannot be read.

      EXAMPLE
        repost-tracer check records.csv --entities entities.csv
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var words: LanguageOption

  func run() throws {
    try Run.reporting {
      // Here bad rows are what is asked for: all of them, not only the first.
      let line = ProgressLine.onTerminal(language: words.language)
      let read = try Run.read(input, badRows: .skip, showing: line)
      let trace = Run.trace(read, input, showing: line)
      try Console.write(checkText(trace, language: words.language))
      if trace.input.skippedRows > 0 { throw ExitCode.invalidInput }
    }
  }
}
