public import RepostFormats

/// One case as it was read: its settings, entities, items and records, and what reading found.
public struct ForwardingCase: Sendable {
  /// The folder's or the first file's name without its ending; `stdin` for standard input.
  public internal(set) var name: String
  /// What the case file says about the case as a whole.
  public internal(set) var settings: CaseSettings
  /// Everyone whom the case names.
  public internal(set) var entities: EntityTable
  /// What was passed on.
  public internal(set) var items: ItemTable
  /// Who passed it to whom.
  public internal(set) var records: RecordTable
  /// The files that were read: records first, in the order given, then entities, then the case file.
  public internal(set) var inputs: [InputFile]
  /// What reading found that an investigator should look at, in the order of files and lines.
  public internal(set) var warnings: [Warning]
  /// The number of rows that could not be read and were skipped, as was asked for.
  public internal(set) var skippedRows: Int
  /// The names of files in the case folder that look like input and were not read, sorted.
  public internal(set) var unreadFiles: [String] = []
  /// What was left out, where the case is narrowed to one item.
  public internal(set) var narrowing: Narrowing?
  // What things are truly called, where pseudonyms stand for it.
  var trueNames: TrueNames?
}

extension ForwardingCase {
  /// Checks that evidence, notes and extra columns are still those that were read.
  ///
  /// They stay in a large file and are fetched when they are asked for; where the file was written to
  /// since, nothing is fetched. So this is to be called once all that is wanted has been fetched.
  ///
  /// - Throws: ``RecordsError`` where a file that holds any was changed.
  public func checkTexts() throws(RecordsError) {
    for file in records.texts.files where file.isChanged {
      throw RecordsError(
        kind: .readFailed, path: file.path, found: "changed while it was read",
        advice: "run again")
    }
  }
}

/// How a case was narrowed to one item and what derives from it.
public struct Narrowing: Sendable {
  /// The item that was asked for.
  public let item: Int
  /// This item and those that derive from it.
  public let items: Set<Int>
  /// The number of records that are left out.
  public let leftOut: Int
  /// The records that stay but name a parent that is left out.
  public let withoutParent: Set<Int>
}

/// A file that was read.
public struct InputFile: Hashable, Sendable {
  /// The path as it was given, `-` for standard input.
  public var path: String
  /// The SHA-256 of its bytes, in hexadecimal.
  public var sha256: String
  /// Its length in bytes.
  public var bytes: Int
  /// The encoding that was found: `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be` or `gb18030`.
  public var encoding: String
  /// The format that was read: `csv`, `tsv`, `json`, `ndjson`, `yaml`, or that of another program.
  public var format: String
  /// The number of records, entities or items that it gave.
  public var records: Int
  /// What in a file of another program is no record of a transmission, by reason.
  public var leftOut: [LeftOutCount] = []
}

/// How often something in a file of another program is no record of a transmission.
public struct LeftOutCount: Hashable, Sendable {
  /// Why it is none.
  public let reason: LeftOut
  /// How often.
  public let count: Int
}
