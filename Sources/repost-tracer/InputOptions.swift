import ArgumentParser
import Foundation
import RepostFormats
import RepostRecords
import RepostReport

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

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(
      "The format of the records, where their content does not tell it.",
      discussion: "One of \(SourceFormat.names).", valueName: "format"))
  var format: SourceFormat?

  @Option(
    help: ArgumentHelp(
      "Which columns of a table are which fields, where its headers do not say.",
      discussion: "Such as --columns from=发件人,to=收件人,time=日期.",
      valueName: "field=header,…"))
  var columns: String?

  @Option(help: "A file that names columns, as --save-columns writes it.", completion: .file())
  var columnsFile: String?

  @Option(help: "Keep what --columns says in this file, for --columns-file.", completion: .file())
  var saveColumns: String?

  @Option(
    help: ArgumentHelp(
      "Whose phone or account an export is from.",
      discussion: "What such an export says of 'me' is said of this entity.", valueName: "name"))
  var owner: String?

  @Option(help: "The order of day and month in dates that can be read both ways: dmy, mdy or ymd.")
  var dateOrder: ImportOptions.DateOrder?

  @Option(
    help: ArgumentHelp(
      "What passes things on: person, or post, where each post or repost is an entity of its own.",
      valueName: "person|post"))
  var by: Actor = .person

  /// What is taken for an entity.
  enum Actor: String, CaseIterable, ExpressibleByArgument {
    case person
    case post
  }

  @Option(help: "Only this item and what derives from it.")
  var item: String?

  @Option(
    help: ArgumentHelp(
      "How many processors may work at once (default: all). The results are the same.",
      valueName: "n"))
  var jobs: Int?

  @OptionGroup(title: "Pseudonym Options") var pseudonyms: NamingOptions

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs is \(jobs); it can be 1 or more.") }
    if columns != nil, columnsFile != nil {
      throw ValidationError("--columns and --columns-file say the same thing; give one of them.")
    }
    if saveColumns != nil, columns == nil {
      throw ValidationError("--save-columns keeps what --columns says; give both.")
    }
  }

  /// How many processors may work at once.
  var workers: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

  /// Which columns are which fields, where the command line says so.
  private func columnNames() throws -> ColumnNames? {
    if let columns { return try ColumnNames(columns) }
    guard let columnsFile else { return nil }
    guard let bytes = FileManager.default.contents(atPath: columnsFile) else {
      throw RecordsError(
        kind: .missingInput, path: columnsFile, found: "cannot be read",
        expected: "a file that --save-columns wrote")
    }
    return try ColumnNames(String(decoding: bytes, as: UTF8.self))
  }

  /// Keeps the names of columns, once they have served to read a case.
  func keepColumns() throws {
    guard let saveColumns, let columns else { return }
    let text = try ColumnNames(columns).text
    try writeFile(to: saveColumns) { try $0(Array(text.utf8)) }
  }

  func request(badRows: BadRowPolicy) throws -> CaseRequest {
    var request = CaseRequest(inputs: inputs.map { $0 == "-" ? .standardInput : .path($0) })
    request.entities = entities
    request.caseFile = caseFile
    request.inside = inside
    request.outside = outside
    request.boundary = boundary
    request.timeZone = timeZone
    request.format = format?.native
    request.foreignFormat = format?.foreign
    request.importOptions.owner = owner
    request.importOptions.dateOrder = dateOrder
    request.byPost = by == .post
    request.columns = try columnNames()
    request.item = item
    request.badRows = badRows
    request.jobs = jobs
    return request
  }

  /// The options that shape the result, as the manifest lists them.
  var listed: [String] {
    var list: [String] = []
    if let entities { list.append("--entities=\(entities)") }
    if let caseFile { list.append("--case=\(caseFile)") }
    if let boundary { list.append("--boundary=\(boundary)") }
    if let timeZone { list.append("--time-zone=\(timeZone)") }
    if let item { list.append("--item=\(item)") }
    if let format { list.append("--from=\(format.word)") }
    if let columns { list.append("--columns=\(columns)") }
    if let columnsFile {
      // What the file says: it is no input that is kept with the others.
      let names = try? columnNames()
      list.append(names.map { "--columns=\($0.text)" } ?? "--columns-file=\(columnsFile)")
    }
    if let owner { list.append("--owner=\(owner)") }
    if let dateOrder { list.append("--date-order=\(dateOrder.rawValue)") }
    if by == .post { list.append("--by=post") }
    list += inside.map { "--inside=\($0)" } + outside.map { "--outside=\($0)" }
    return list
  }
}

extension ImportOptions.DateOrder: ExpressibleByArgument {}

/// A native format, or that of another program.
struct SourceFormat: ExpressibleByArgument {
  /// The native format, if it is one.
  let native: InputFormat?
  /// The format of another program, if it is one.
  let foreign: ForeignFormat?

  init?(argument: String) {
    native = InputFormat(rawValue: argument)
    foreign = ForeignFormat(rawValue: argument)
    if native == nil, foreign == nil { return nil }
  }

  /// What the command line calls it.
  var word: String { native?.rawValue ?? foreign?.rawValue ?? "" }

  /// All that there are.
  static var names: String {
    (InputFormat.allCases.map(\.rawValue) + ForeignFormat.allCases.map(\.rawValue))
      .joined(separator: ", ")
  }

  static var allValueStrings: [String] {
    InputFormat.allCases.map(\.rawValue) + ForeignFormat.allCases.map(\.rawValue)
  }
}
