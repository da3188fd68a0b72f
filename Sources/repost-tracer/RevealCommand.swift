import ArgumentParser
import Foundation
import RepostRecords
import RepostReport

struct RevealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reveal",
    abstract: "Turn pseudonyms back into names, with the key that tells what they stand for.",
    discussion: """
      Reads what a run with --pseudonyms wrote: .csv, .json, .ndjson, .svg, .html, .dot, .gv, .graphml, \
      .gexf, .xml, .yaml or .txt; - is standard input. Only pseudonyms that stand by themselves are turned \
      back, everything else stays as it is. In tables and JSON columns and keys called a name get the name, \
      all others the id; what people read gets names. What was left out is not put back: for that, run \
      without --pseudonyms.

      EXAMPLE
        repost-tracer reveal output/case/forwarders.csv --pseudonyms key.json -o true.csv
      """)

  @Argument(help: "The file to turn back; - is standard input.", completion: .file())
  var input: String

  @Option(
    name: .customLong("pseudonyms"),
    help: ArgumentHelp("The key that the run with pseudonyms wrote.", valueName: "keyfile"),
    completion: .file())
  var keyFile: String

  @Option(
    help: ArgumentHelp(
      "What sort of text it is, where the ending does not tell it.",
      valueName: RevealFormat.allCases.map(\.rawValue).joined(separator: "|")))
  var `as`: RevealFormat?

  @Option(
    name: .shortAndLong, help: "The file to write (default: standard output).",
    completion: .file())
  var output: String?

  func validate() throws {
    guard `as` == nil, RevealFormat(fileName: input) == nil else { return }
    if ["png", "pdf", "xlsx"].contains(URL(filePath: input).pathExtension.lowercased()) {
      throw ValidationError(
        "'\(input)' is no text, so names cannot be turned back in it; take map.svg or forwarders.csv."
      )
    }
    throw ValidationError("What sort of text '\(input)' is cannot be told; say it with --as.")
  }

  func run() throws {
    try Run.reporting {
      guard let format = `as` ?? RevealFormat(fileName: input) else { return }
      guard let key = try PseudonymKeyFile(path: keyFile).read() else {
        throw RecordsError(
          kind: .missingInput, path: keyFile, found: "no key of pseudonyms is there",
          expected: "the file that --pseudonyms wrote")
      }
      let bytes = try read()
      let text = revealed(bytes, as: format, key)
      guard let output, output != "-" else { return try Console.write(text) }
      let target = URL(filePath: output).resolvingSymlinksInPath()
      for other in [input, keyFile]
      where URL(filePath: other).resolvingSymlinksInPath() == target {
        throw Failure(
          code: .cannotCreate, message: "\(output): is an input of this run; name another file")
      }
      try writeFile(text, to: output)
    }
  }

  private func read() throws -> [UInt8] {
    let file = try StreamFile(path: input, expected: "a file that a run with pseudonyms wrote")
    var bytes: [UInt8] = []
    while let piece = try file.next() { bytes += piece }
    return bytes
  }
}

extension RevealFormat: ExpressibleByArgument {}
