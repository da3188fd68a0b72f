import ArgumentParser
import RepostReport

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the graph for other programs: entities are nodes, hops are edges.",
    discussion: """
      The format follows the ending of the file:

        graphml    .graphml              yEd, Cytoscape, networkx, igraph
        gexf       .gexf                 Gephi, with times for its timeline
        dot        .dot .gv              Graphviz, networkx: values, not the drawing of 'map'
        csv        .csv                  Gephi, i2: two files, F-nodes.csv and F-edges.csv
        neo4j      .neo4j.csv            neo4j-admin import: two files, with --multiline-fields
        jgf        .jgf .jgf.json        JSON Graph Format 2
        prov       .provjson .prov.json  W3C PROV-JSON
        case       .jsonld .case.json    CASE/UCO

      Two hops between the same two are two edges. A broadcast leads to a node of its own of kind \
      'audience', from which edges of relation 'taker' lead to who took it up. Members of groups are a \
      value of the group. Names stand as they are: these files are for programs, not for spreadsheets.

      EXAMPLE
        repost-tracer export samples/fax-and-mms -o spread.gexf
        repost-tracer export records.csv --to jgf >spread.json
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var answer: OutputOptions

  @Option(
    help: ArgumentHelp(
      "The format, where the ending of the file does not tell it.", valueName: "format"))
  var to: ExportFormat?

  @Option(
    name: .shortAndLong, help: "The file to write (default: standard output, with --to).",
    completion: .file())
  var output: String?

  func validate() throws {
    guard let format else {
      let endings = ExportFormat.allCases.flatMap(\.endings).joined(separator: ", ")
      let names = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(
        file.map { "'\($0)' ends in none of \(endings); or say --to with one of \(names)." }
          ?? "Standard output has no ending that tells the format; say --to with one of \(names).")
    }
    if format.isPair, file == nil {
      throw ValidationError(
        "\(format.rawValue) is two files; name them by -o, such as -o graph\(format.endings[0]).")
    }
  }

  private var file: String? { output == "-" ? nil : output }

  private var format: ExportFormat? { to ?? file.flatMap { ExportFormat(fileName: $0) } }

  func run() throws {
    guard let format else { return }
    try Run.reporting {
      let trace = try Run.trace(input, answer)
      let jobs = input.workers
      func write(_ part: ExportPart, to path: String?) throws {
        try Run.deliver(to: path, of: trace) { sink in
          try writeExport(
            trace, as: format, part: part, version: RepostTracer.version, jobs: jobs, to: sink)
        }
      }
      guard format.isPair, let file else { return try write(.whole, to: file) }
      let pair = format.pair(of: file)
      try write(.nodes, to: pair.nodes)
      try write(.edges, to: pair.edges)
      if !answer.quiet { Console.note("note: written are \(pair.nodes) and \(pair.edges)") }
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}
