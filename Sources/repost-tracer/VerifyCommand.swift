import ArgumentParser
import RepostReport

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Run a case again and say what in its folder of results is no longer the same.",
    discussion: """
      Each result and each input is compared with manifest.json, and the case is run again from its inputs. \
      Ends with exit code 65 if anything differs. Nothing is written but temporary files that only you can \
      read, which are gone afterwards.

      EXAMPLE
        repost-tracer verify output/fax-and-mms
      """)

  @Argument(help: "The folder of results that trace wrote.", completion: .directory)
  var folder: String

  @Argument(
    help:
      "The inputs, where the manifest does not name them: - for standard input; all with pseudonyms.",
    completion: .file())
  var inputs: [String] = []

  @Option(
    help: "Where relative paths of inputs begin (default: the current folder).",
    completion: .directory)
  var inputsFrom: String?

  @Option(
    help: "The key of pseudonyms that the results were made with; it is left as it is.",
    completion: .file())
  var pseudonyms: String?

  @Option(help: "What goes to standard output: text or json.")
  var format: OutputFormat = .text

  @OptionGroup var words: LanguageOption

  func validate() throws {
    guard format == .text || format == .json else {
      throw ValidationError("--format \(format.rawValue) is not for verify; here: text or json.")
    }
  }

  func run() throws {
    try Run.reporting {
      let recorded = try RecordedResults(folder: folder)
      var again = SecondRun(
        of: recorded, inputs: inputs, inputsFrom: inputsFrom, keyFile: pseudonyms)
      let result = try again.make(showing: ProgressLine.onTerminal(language: words.language))
      let verification = Verification(
        of: recorded, inputs: again.inputs, secondRun: result, version: RepostTracer.version,
        libraries: RunDescription.libraries)
      switch format {
      case .json: try Console.write(verification.json(version: RepostTracer.version))
      default: try Console.write(verification.text(language: words.language))
      }
      if !verification.isSame { throw ExitCode.invalidInput }
    }
  }
}
