import ArgumentParser
import Foundation
import RepostRecords
import RepostTrace

/// The language of the answer, the same for every command.
struct LanguageOption: ParsableArguments {
  @Option(
    name: .customLong("lang"),
    help: "The language of maps, lists and reports: en or zh; follows LANG when absent.")
  var language: Language = .ofEnvironment
}

/// How to answer, for the commands that warn beside their result.
struct OutputOptions: ParsableArguments {
  @OptionGroup var words: LanguageOption

  @Flag(help: "Go on past rows that cannot be read; each is reported and counted.")
  var skipBadRows = false

  @Flag(help: "Print no warnings and no progress.")
  var quiet = false

  @Flag(help: "Print every warning, however many.")
  var verbose = false

  var language: Language { words.language }

  var badRows: BadRowPolicy { skipBadRows ? .skip : .stop }

  func validate() throws {
    if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
  }
}

/// What goes to standard output.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
  case csv
  case xlsx
}

extension Language: ExpressibleByArgument {
  /// The language that the environment asks for: Chinese or, where it says nothing of it, English.
  static var ofEnvironment: Language {
    let environment = ProcessInfo.processInfo.environment
    let locale =
      ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    return locale?.lowercased().hasPrefix("zh") == true ? .chinese : .english
  }
}
