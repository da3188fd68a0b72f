public import RepostFormats

/// What to read as one case, and how.
public struct CaseRequest: Sendable {
  /// The record files in their order, or one case folder.
  public var inputs: [CaseInput]
  /// The path of the entities file, where it is not in a case folder.
  public var entities: String?
  /// The path of the case file, where it is not in a case folder.
  public var caseFile: String?
  /// The time zone, over the case file's.
  public var timeZone: String?
  /// The first zone that counts as outside, over the case file's.
  public var boundary: String?
  /// Entities to put in the zone just inside the boundary.
  public var inside: [String] = []
  /// Entities to put in the zone at the boundary.
  public var outside: [String] = []
  /// The item to which the case is narrowed, with all that derives from it.
  public var item: String?
  /// The format of the record files; told from their content where `nil`.
  public var format: InputFormat?
  /// The program that wrote the record files; told from their content where `nil`.
  public var foreignFormat: ForeignFormat?
  /// What files of other programs do not say.
  public var importOptions = ImportOptions()
  /// Which columns of tables are which fields, where headers do not say.
  public var columns: ColumnNames?
  /// Whether posts are taken for entities, in place of who posted them.
  public var byPost = false
  /// What to do with a row that cannot be read.
  public var badRows: BadRowPolicy = .stop
  /// How many threads may work at once; all processors where `nil`.
  ///
  /// The result is the same.
  public var jobs: Int?
  /// Is told how far reading has come.
  public var progress: ProgressHandler?

  /// How files are read by blocks; the result is the same.
  package var streaming = Streaming()

  /// How files are read by blocks.
  package struct Streaming: Sendable {
    /// Files of this length and longer are not kept in memory as a whole while they are read.
    package var fileSize = 1 << 20
    /// The length of a block, in bytes.
    package var blockSize = 1 << 20
    /// Whether rows in which nothing is unusual are read the quick way.
    package var isQuick = true
  }

  /// Makes a request that asks for nothing special.
  public init(inputs: [CaseInput]) { self.inputs = inputs }
}

/// Where records come from.
public enum CaseInput: Hashable, Sendable {
  /// A record file, or a case folder.
  case path(String)
  /// Standard input, read to its end.
  case standardInput
  /// Bytes at hand, with the name that messages and record ids give them.
  ///
  /// Where they were cut out of a longer text, lines are told as lines of that text, in which the
  /// first of these bytes is on line `firstLine`.
  case bytes(name: String, [UInt8], firstLine: Int = 1)
}

/// The formats of native record and entities files.
public enum InputFormat: String, CaseIterable, Sendable {
  /// Comma-separated values.
  case csv
  /// Tab-separated values.
  case tsv
  /// One JSON array of objects, or one object.
  case json
  /// One JSON object a line.
  case ndjson
}

/// What to do with a row that cannot be read.
public enum BadRowPolicy: Sendable {
  /// Stop at the first one with an error.
  case stop
  /// Go on; each gives a warning and is counted.
  case skip
}
