import ArgumentParser
import Foundation
import RepostReport

struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Write an empty workbook to type a case into.",
    discussion: """
      It has sheets for records, entities, items and zones, with lists of words to choose from and an \
      example row. With --lang zh all is in Chinese.

      EXAMPLE
        repost-tracer template -o case.xlsx
        repost-tracer trace case.xlsx
      """)

  @OptionGroup var words: LanguageOption

  @Option(name: .shortAndLong, help: "The workbook to write (.xlsx).", completion: .file())
  var output: String

  func validate() throws {
    if URL(filePath: output).pathExtension.lowercased() != "xlsx" {
      throw ValidationError("'\(output)' does not end in .xlsx.")
    }
  }

  func run() throws {
    try Run.reporting {
      // Somebody may have typed a case into it.
      guard !FileManager.default.fileExists(atPath: output) else {
        throw Failure(code: .cannotCreate, message: "\(output): is there already; name a new file")
      }
      let template = CaseTemplate(language: words.language)
      try writeFile(to: output) { sink in
        try template.write(in: .beside(file: output), to: sink)
      }
    }
  }
}
