import ArgumentParser
import RepostMap
import RepostReport

struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Draw the spread map alone.",
    discussion: """
      The format follows the ending of the file: .svg, .png, .pdf, or .dot (what \
      Graphviz is given to lay out; along time, with its places). Without -o an SVG goes to standard output.

      EXAMPLE
        repost-tracer map samples/fax-and-mms-en --lang en -o spread.png
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var answer: OutputOptions

  @OptionGroup(title: "Map Options") var options: MapOptions

  @Flag(help: "Fail with exit code 69 where no installed font has some character of the map.")
  var strictFonts = false

  @Option(name: .shortAndLong, help: "The file to write.", completion: .file())
  var output: String?

  func validate() throws {
    if let output, MapFormat(fileName: output) == nil {
      throw ValidationError("'\(output)' ends in none of .svg, .png, .pdf, .dot.")
    }
  }

  func run() throws {
    try Run.reporting {
      let trace = try Run.trace(input, answer)
      let format = output.flatMap { MapFormat(fileName: $0) } ?? .svg
      let map = try SpreadMap(
        trace, language: answer.language, view: options.view(of: trace),
        version: RepostTracer.version
      ).render([format], in: options.process, dpi: Double(options.dpi))
      if !answer.quiet { for warning in map.warnings { Console.note("warning: map: \(warning)") } }
      if map.hasNoFont, format != .dot {
        throw MapError.noFont
      }
      if strictFonts, !map.missingCharacters.isEmpty {
        throw Failure(
          code: .unavailable,
          message: "some characters of the map would be empty boxes; nothing is written")
      }
      try Run.deliver(map.files[format] ?? [], to: output, of: trace)
    }
  }
}
