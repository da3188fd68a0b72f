import ArgumentParser
import Foundation
import RepostRecords

/// What to read, the same for every command.
struct InputOptions: ParsableArguments {
  @Argument(
    help: "Record files, or one case folder; - is standard input.", completion: .file())
  var inputs: [String]

  @Option(
    help: "A file of entities: who is a group, who stands in which zone.", completion: .file())
  var entities: String?

  @Option(name: .customLong("case"), help: "A case file in YAML.", completion: .file())
  var caseFile: String?

  @Option(help: "Put this entity just inside the boundary (repeatable).")
  var inside: [String] = []

  @Option(help: "Put this entity outside, at the boundary (repeatable).")
  var outside: [String] = []

  @Option(help: "The first zone that counts as outside.")
  var boundary: String?

  @Option(help: "The zone of times without an offset, such as +08:00 or Asia/Shanghai.")
  var timeZone: String?

  @Option(name: .customLong("from"), help: "The format of the records: csv, tsv, json or ndjson.")
  var format: InputFormat?

  @Option(help: "Only this item and what derives from it.")
  var item: String?

  @Option(
    help: ArgumentHelp(
      "How many processors may work at once (default: all). The results are the same.",
      valueName: "n"))
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs is \(jobs); it can be 1 or more.") }
  }

  /// How many processors may work at once.
  var workers: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

  func request(badRows: BadRowPolicy) -> CaseRequest {
    var request = CaseRequest(inputs: inputs.map { $0 == "-" ? .standardInput : .path($0) })
    request.entities = entities
    request.caseFile = caseFile
    request.inside = inside
    request.outside = outside
    request.boundary = boundary
    request.timeZone = timeZone
    request.format = format
    request.item = item
    request.badRows = badRows
    request.jobs = jobs
    return request
  }

  /// The options that shape the result, as the manifest lists them.
  var listed: [String] {
    var list: [String] = []
    if let boundary { list.append("--boundary=\(boundary)") }
    if let timeZone { list.append("--time-zone=\(timeZone)") }
    if let item { list.append("--item=\(item)") }
    if let format { list.append("--from=\(format.rawValue)") }
    list += inside.map { "--inside=\($0)" } + outside.map { "--outside=\($0)" }
    return list
  }
}

extension InputFormat: ExpressibleByArgument {}
