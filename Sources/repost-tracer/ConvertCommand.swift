import ArgumentParser
import Foundation
import RepostRecords
import RepostReport

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write what was read as native records.",
    discussion: """
      The format follows the ending of the file: .csv, .ndjson or .json. Where -o names a folder, a case is \
      written into it that reads as the inputs do: records.csv, entities.csv with kinds and names, case.yaml.

      A table for reading again is no table for a spreadsheet: cells stand as they are, formulas among them.

      EXAMPLE
        repost-tracer convert chat.json -o case-folder/
        repost-tracer convert case.xlsx -o records.ndjson
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var answer: OutputOptions

  @Option(name: .shortAndLong, help: "The file or the folder to write.", completion: .file())
  var output: String

  func validate() throws {
    if !isFolder, format == nil {
      throw ValidationError(
        "'\(output)' ends in none of .csv, .ndjson, .json; for a folder, end it with /.")
    }
  }

  private var isFolder: Bool {
    var isFolder: ObjCBool = false
    return output.hasSuffix("/")
      || FileManager.default.fileExists(atPath: output, isDirectory: &isFolder)
        && isFolder.boolValue
  }

  private var format: NativeFormat? {
    NativeFormat(rawValue: URL(filePath: output).pathExtension.lowercased())
  }

  func run() throws {
    try Run.reporting {
      let line = ProgressLine.onTerminal(language: answer.language, quiet: answer.quiet)
      let read = try Run.read(
        input, badRows: answer.badRows, showing: line, into: output)
      if let unknown = read.warnings.first(where: { $0.code == .unknownTimeZone }) {
        throw RecordsError(
          kind: .usage, path: unknown.file.map { read.inputs[$0].path },
          found: "times by a clock whose time zone the file does not tell",
          expected: "--time-zone, or time_zone in the case file",
          advice: "what is written would claim that it is known")
      }
      if !answer.quiet {
        for warning in read.warnings { Console.note(warningLine(warning, read.inputs)) }
      }
      if isFolder { return try writeCase(read) }
      guard let format else { return }
      try write(to: output, of: read) { try writeNativeRecords(read, as: format, to: $0) }
      if nativeEntities(read) != nil, !answer.quiet {
        Console.note(
          "note: kinds, names and zones of entities are not in \(output); for a whole case, "
            + "give a folder: -o FOLDER/")
      }
    }
  }

  private func writeCase(_ read: ForwardingCase) throws {
    var files: [(name: String, produce: (Sink) throws -> Void)] = [
      ("records.csv", { try writeNativeRecords(read, as: .csv, to: $0) })
    ]
    if let entities = nativeEntities(read) {
      files.append(("entities.csv", { try $0(entities) }))
    }
    files.append(
      (
        "case.yaml",
        { sink in
          try sink(nativeCaseFile(read))
          try read.checkTexts()
        }
      ))
    try writeFolder(output, files)
  }

  private func write(
    to path: String, of read: ForwardingCase, _ pieces: @escaping (Sink) throws -> Void
  ) throws {
    let target = URL(filePath: path).resolvingSymlinksInPath()
    for input in read.paths where input != "-" {
      if URL(filePath: input).resolvingSymlinksInPath() == target {
        throw Failure(
          code: .cannotCreate, message: "\(path): is an input of this run; name another file")
      }
    }
    try writeFile(to: path) { sink in
      try pieces(sink)
      try read.checkTexts()
    }
  }
}
