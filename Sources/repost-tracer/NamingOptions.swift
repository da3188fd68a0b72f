import ArgumentParser
import RepostFormats
import RepostRecords
import RepostReport

/// By what names people and things are called in what is written.
struct NamingOptions: ParsableArguments {
  @Option(
    name: .customLong("pseudonyms"),
    help: ArgumentHelp(
      "Write pseudonyms such as P-7F3A for all names, and keep in this file what they stand for.",
      discussion: """
        The file is made where it is not there, for you alone; what is in it keeps its pseudonym in every \
        case. Without it nothing can be turned back (repost-tracer reveal), and with it everything. \
        Names and aliases of entities, paths, titles, rules, notes, evidence and columns without a meaning \
        are left out; so are ids of records and items that are more than a short word or number. Other \
        words stay: zones, channels, markings and short ids, but for the names of entities in them. The \
        SHA-256 of the inputs stays. Messages about what stops a run may quote the input.
        """,
      valueName: "keyfile"),
    completion: .file())
  var keyFile: String?

  @Flag(
    help: ArgumentHelp(
      "With --pseudonyms: write Chinese names as courts do, such as 张某甲.",
      discussion: """
        The surname stays, which is weaker: who knows the people may tell who is meant. What is not \
        Chinese, or would be a name of the case, gets a pseudonym such as P-7F3A.
        """))
  var maskNames = false

  @Option(
    help: ArgumentHelp(
      "With --pseudonyms: keep notes (and other columns), evidence, paths or titles (and rules); repeatable.",
      discussion: """
        The names of entities in them are replaced; all other words are kept. Titles are those of the case \
        file: titles of messages of other programs are always left out.
        """,
      valueName: "notes|evidence|paths|titles"))
  var keep: [PseudonymOptions.Kept] = []

  func validate() throws {
    guard keyFile == nil else { return }
    if maskNames { throw ValidationError("--mask-names goes with --pseudonyms KEYFILE.") }
    if !keep.isEmpty { throw ValidationError("--keep goes with --pseudonyms KEYFILE.") }
  }

  /// Whether names are replaced.
  var isAsked: Bool { keyFile != nil }

  /// Checks the key, and lets a request name people by their pseudonyms too.
  ///
  /// - Throws: `ResultError` where the key lies where results are written.
  func prepare(_ request: inout CaseRequest, output: String?) throws {
    guard let keyFile else { return }
    let file = PseudonymKeyFile(path: keyFile)
    if let output { try file.refuse(within: output) }
    guard let key = try file.read() else { return }
    func truth(_ name: String) -> String { key.trueID(of: name) ?? name }
    request.inside = request.inside.map(truth)
    request.outside = request.outside.map(truth)
    request.item = request.item.map(truth)
    request.importOptions.owner = request.importOptions.owner.map(truth)
  }

  /// A case with pseudonyms, where they are asked for; the key is written before anything else is.
  ///
  /// - Parameters:
  ///   - read: The case as it was read.
  ///   - keepsKey: Whether the key stays as it is, whatever new names there are.
  /// - Returns: The case as outputs may show it.
  /// - Throws: `RecordsError` or `ResultError` where the key cannot be used or kept.
  func apply(to read: ForwardingCase, keepsKey: Bool) throws -> ForwardingCase {
    guard let keyFile else { return read }
    let file = PseudonymKeyFile(path: keyFile)
    try file.refuse(among: read.paths)
    var options = PseudonymOptions()
    options.masksNames = maskNames
    options.kept = Set(keep)
    guard !keepsKey else {
      return try file.use { read.pseudonymised(&$0, options, keyPath: keyFile) }
    }
    return try file.update { read.pseudonymised(&$0, options, keyPath: keyFile) }
  }

  /// Options as a manifest may list them: without true names, and with those that say so.
  func listed(_ options: [String], of read: ForwardingCase) -> [String] {
    guard isAsked else { return options }
    return options.map { harmless($0, of: read) } + [Self.mark]
      + (maskNames ? ["--mask-names"] : [])
      + PseudonymOptions.Kept.allCases.filter(keep.contains).map { "--keep=\($0.rawValue)" }
  }

  /// What stands in a list of options for a key that is not named.
  static let mark = "--pseudonyms"

  /// The options whose values are words of the program.
  private static let plain: Set<String> = [
    "--time-zone", "--from", "--date-order", "--by", "--layout", "--budget", "--until", "--dpi",
    "--map-timeout", "--lang",
  ]

  private func harmless(_ option: String, of read: ForwardingCase) -> String {
    guard let equals = option.firstIndex(of: "=") else { return option }
    let name = String(option[..<equals])
    guard !Self.plain.contains(name) else { return option }
    return "\(name)=\(value(String(option[option.index(after: equals)...]), of: name, read) ?? "…")"
  }

  /// What stands for the value of an option; `nil` where nothing does.
  private func value(_ value: String, of option: String, _ read: ForwardingCase) -> String? {
    switch option {
    case "--inside", "--outside", "--focus", "--owner":
      (try? read.entity(named: value, option: option)).map { read.entities.id($0) }
    case "--boundary", "--zone":
      (try? read.zone(named: value, option: option)).map { read.settings.zones[$0] }
    case "--item": read.itemID(named: value)
    default: nil
    }
  }
}

extension PseudonymOptions.Kept: ExpressibleByArgument {}
