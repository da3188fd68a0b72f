import ArgumentParser
import RepostMap
import RepostRecords
import RepostReport
import RepostTrace

struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Compute everything, print a summary, write the folder of results.",
    discussion: """
      The folder holds map.svg, map.png, forwarders.csv, forwarders.xlsx, trace.json, report.html and \
      manifest.json. It is replaced as a whole, and only where it holds nothing but the results of an \
      earlier run.

      EXAMPLE
        repost-tracer trace samples/fax-and-mms -o output/fax-and-mms
        repost-tracer trace cases.ndjson --by-case >traces.ndjson
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var answer: OutputOptions

  @OptionGroup(title: "Map Options") var map: MapOptions

  @Option(
    name: .shortAndLong, help: "The folder of results (default: output/CASE-NAME).",
    completion: .directory)
  var output: String?

  @Option(
    help: "What goes to standard output: text or json (trace.json; writes no folder without -o).")
  var format: OutputFormat = .text

  @Flag(help: "List all entities and hops in trace.json, however many.")
  var full = false

  @Flag(
    help: ArgumentHelp(
      "Print the summary alone: no map is drawn and no folder is written.",
      discussion: """
        With --by-case, the lines have no forwarders, entities, hops and received_only, and at most 100 \
        warnings.
        """))
  var summaryOnly = false

  @Flag(
    help: ArgumentHelp(
      "Trace a stream of cases: NDJSON with a field 'case', the records of a case together.",
      discussion: "Writes one line of JSON for each case to standard output, and no folder."))
  var byCase = false

  func validate() throws {
    if byCase {
      try refuse(
        map.listed + (output == nil ? [] : ["-o"])
          + (input.pseudonyms.isAsked ? ["--pseudonyms"] : []),
        because: "--by-case writes lines of JSON and nothing else")
      guard input.inputs.count == 1 else {
        throw ValidationError("--by-case takes one input, a file or -.")
      }
      if let format = input.format, format.native != .ndjson {
        throw ValidationError("--by-case reads ndjson, not \(format.word).")
      }
    }
    if summaryOnly {
      try refuse(
        map.listed + (output == nil ? [] : ["-o"]) + (format == .json ? ["--format json"] : [])
          + (full ? ["--full"] : []),
        because: "--summary-only writes neither a folder nor trace.json")
    }
    if format == .csv || format == .xlsx {
      throw ValidationError(
        "--format \(format.rawValue) is for forwarders\(format == .csv ? " and items" : ""); "
          + "here: text or json.")
    }
  }

  private func refuse(_ options: [String], because reason: String) throws {
    if let option = options.first {
      throw ValidationError("\(reason), so it goes without \(option).")
    }
  }

  func run() throws {
    try Run.reporting {
      guard !byCase else {
        return try CaseStream(
          input: input, answer: answer, detail: summaryOnly ? .summary : full ? .full : .usual
        ).run()
      }
      let line = ProgressLine.onTerminal(language: answer.language, quiet: answer.quiet)
      let read = try Run.read(
        input, badRows: answer.badRows, showing: line,
        into: output ?? (format == .text && !summaryOnly ? "output" : nil))
      let folder =
        summaryOnly ? nil : format == .text ? output ?? "output/\(read.folderName)" : output
      // Refused before the work, not after it.
      if let folder { try ResultFolder(path: folder).check() }
      let trace = Run.trace(read, input, answer, showing: line)
      guard !summaryOnly else {
        let summary = summaryText(trace, language: answer.language)
        try trace.input.checkTexts()
        return try Console.write(summary)
      }
      // Names that are not of the case are refused before the work, not after it.
      let view = try map.view(of: trace)
      let json = json(of: trace)
      let summary = format == .text ? summaryText(trace, language: answer.language) : ""
      try trace.input.checkTexts()
      if format == .text { try Console.tell(summary) }
      if let folder {
        let map = try writeResults(trace, view, json: json, to: folder)
        if format == .text {
          try Console.tell(
            "\n" + writtenText(folder: folder, map: map, language: answer.language))
        }
      }
      if format == .json { try Console.write(json) }
    }
  }

  /// Writes the folder of results.
  ///
  /// - Returns: What became of the map.
  private func writeResults(
    _ trace: Trace, _ view: MapView, json: [UInt8], to folder: String
  ) throws -> MapState {
    let results = try results(trace, view, json: json, in: .beside(folder: folder))
    if !answer.quiet {
      for warning in results.mapWarnings { Console.note("warning: map: \(warning)") }
    }
    if case .missing(let failure) = results.map {
      Console.note(
        "warning: the map could not be drawn, everything else is written: \(failure)")
    }
    try trace.input.checkTexts()
    try ResultFolder(path: folder).write(
      results.files, of: RunDescription(self, of: trace.input))
    return results.map
  }

  /// What a second run is called with, to give the same results; with pseudonyms, without true names
  /// and paths.
  func arguments(of read: ForwardingCase) -> [String] {
    let inputs = input.pseudonyms.isAsked ? read.inputs.map(\.path) : input.inputs
    return input.pseudonyms.listed(listed, of: read) + ["--"] + inputs
  }

  /// The options that shape the results.
  private var listed: [String] {
    input.listed + map.listed + (answer.skipBadRows ? ["--skip-bad-rows"] : [])
      + ["--lang=\(answer.language.rawValue)"] + (full ? ["--full"] : [])
  }
}
