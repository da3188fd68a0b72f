/// One transmission as a file of another program tells it.
///
/// Names are those of native records; texts are kept as they are. An origin is never a parent: what the
/// file names as the author of a message goes to `original`.
public struct ImportedRecord: Sendable {
  /// The file's own id of it, as text; empty where it has none.
  public var id = ""
  /// When, in a form that native records use; without an offset where the file does not tell the zone.
  public var time = ""
  /// The id of who passed it on; `nil` where the file does not say.
  public var from: String?
  /// The ids of who got it.
  public var to: [String] = []
  /// Whether it was published to whoever reads there.
  public var isBroadcast = false
  /// How, as a native channel.
  public var channel = ""
  /// What was passed on.
  public var item = ""
  /// The id of the record by which the file says that the sender got it; empty where it does not.
  public var parent = ""
  /// The id of whom the file names as the author of what was passed on, who need not be the step before.
  public var original: String?
  /// The ids of who asked for it.
  public var directedBy: [String] = []
  /// The ids of who signed it off.
  public var approvedBy: [String] = []
  /// References to what shows it.
  public var evidence: [String] = []
  /// What a reader should see beside it.
  public var note = ""
  /// How sure the record is: `confirmed`, `probable` or `alleged`.
  public var certainty = ""
  /// Fields without a meaning to the product, kept to be shown.
  public var extras: [(name: String, value: String)] = []
  /// The line of the file on which it begins, counted from 1.
  public var line = 1
  /// The entity that acts where posts are taken for entities; the record's id where empty.
  public var post = ""

  /// Makes a record of which nothing is known.
  public init(line: Int) { self.line = line }
}

/// What sort of thing a name in a file means.
public enum ImportedKind: Sendable {
  case person
  case group
  case account
  case organisation
  case site
}

/// Why something in a file is no record of a transmission.
public enum LeftOut: String, CaseIterable, Comparable, Sendable {
  /// A line that the program itself wrote into a chat.
  case systemMessage = "system message"
  /// Somebody joined, left, called, or changed a title.
  case serviceMessage = "service message"
  /// A message that the exporting program could not write.
  case unsupportedMessage = "unsupported message"
  /// It was written and not sent.
  case draft
  /// It had not gone out.
  case unsent
  /// It was sent and did not arrive.
  case failed
  /// A call without a document.
  case call
  /// A message that was taken back.
  case revoked
  /// A repost or an announcement that was undone.
  case undone
  /// The same transmission a second time.
  case duplicate
  /// It has neither text nor attachment.
  case empty
  /// A reply, a like, or something else that passes nothing on.
  case noTransmission = "no transmission"
  /// The file names it and does not hold it.
  case notInFile = "not in the file"
  /// Contacts, accounts and other things beside messages.
  case otherObject = "other object"

  /// In the order of their words.
  public static func < (a: LeftOut, b: LeftOut) -> Bool { a.rawValue < b.rawValue }
}

/// What a reader has to be told that the file does not say.
public struct ImportOptions: Sendable {
  /// The order of day and month in dates that could be read either way.
  public enum DateOrder: String, CaseIterable, Sendable {
    case dayFirst = "dmy"
    case monthFirst = "mdy"
    case yearFirst = "ymd"
  }

  /// Whose device or account the file is from; `nil` where nobody said.
  public var owner: String?
  /// The order of day and month.
  public var dateOrder: DateOrder?

  /// Makes options that say nothing.
  public init() {}
}

/// Takes what a reader finds.
public protocol ImportSink: AnyObject {
  /// Takes a record; records come in the order of the file.
  func take(_ record: ImportedRecord) throws(FormatProblem)
  /// Takes what the file says of a name that records use.
  ///
  /// - Parameters:
  ///   - id: The name.
  ///   - name: What people call it, or empty.
  ///   - kind: What sort of thing it is, where the file tells.
  func describe(entity id: String, name: String, kind: ImportedKind?)
  /// Takes a title by which people know an item.
  func describe(item id: String, title: String)
  /// Counts what is no record of a transmission.
  func leaveOut(_ reason: LeftOut, line: Int)
  /// Notes an entry that cannot be read; the reading goes on after it.
  func skip(_ problem: FormatProblem)
  /// Notes something that an investigator should know; the entry stays.
  func remark(_ message: FileMessage, line: Int)
  /// Notes that the file ends before it should; what came before is kept.
  func endsEarly(line: Int, byte: Int, found: FileMessage)
}

/// What is wrong with a file of another program.
public struct FormatProblem: Error, Sendable {
  /// The line, counted from 1, where it is known.
  public var line: Int?
  /// The character on the line, counted from 1, where it is known.
  public var column: Int?
  /// What was found.
  public var finding: FileMessage
  /// What would have been right.
  public var expectation: FileMessage?
  /// What to do about it.
  public var suggestion: FileMessage?
  /// Whether the user has to say something that no file can, so that the command is to blame.
  public var isUsage = false
  /// Whether reading failed, so that nothing is known of the content.
  public var isReadFailure = false

  /// Makes a problem with an entry, which reports tell of in every language.
  public init(
    line: Int? = nil, _ finding: FileMessage, expected: FileMessage? = nil,
    advice: FileMessage? = nil
  ) {
    self.line = line
    self.finding = finding
    expectation = expected
    suggestion = advice
  }

  /// Makes a problem that ends the reading, of which errors tell in English alone.
  public init(
    line: Int? = nil, column: Int? = nil, found: String, expected: String? = nil,
    advice: String? = nil, isUsage: Bool = false, isReadFailure: Bool = false
  ) {
    self.line = line
    self.column = column
    finding = FileMessage(.alone, .english(found))
    expectation = expected.map { FileMessage(.alone, .english($0)) }
    suggestion = advice.map { FileMessage(.alone, .english($0)) }
    self.isUsage = isUsage
    self.isReadFailure = isReadFailure
  }

  /// What was found, in English.
  public var found: String { finding.description }
  /// What would have been right, in English.
  public var expected: String? { expectation?.description }
  /// What to do about it, in English.
  public var advice: String? { suggestion?.description }
}
