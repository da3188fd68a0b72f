public import RepostFormats

/// What a warning is about.
public enum WarningCode: String, CaseIterable, Sendable {
  case noRecipient = "no-recipient"
  case selfForward = "self-forward"
  case unknownParent = "unknown-parent"
  case parentMismatch = "parent-mismatch"
  case parentAfterChild = "parent-after-child"
  case parentCycle = "parent-cycle"
  case ambiguousOrigin = "ambiguous-origin"
  case badTime = "bad-time"
  case duplicateID = "duplicate-id"
  case duplicateRecord = "duplicate-record"
  case undeclaredEntity = "undeclared-entity"
  case unknownZone = "unknown-zone"
  case badRow = "bad-row"
  case similarName = "similar-name"
  case sentBeforeReceived = "sent-before-received"
  case unknownTimeZone = "unknown-time-zone"
  case cutFile = "cut-file"
  case remark
}

/// What a warning says, so that it can be told in every language.
public enum WarningDetail: Hashable, Sendable {
  /// It is about records, or about a row of a file of records.
  case records(RecordMessage)
  /// It is about a file of another program, or about an entry in it.
  case file(FileMessage)
  /// The words of the input may not be repeated: no more than its code is told.
  case withheld
}

/// Something in the input that an investigator should look at; the trace goes on.
public struct Warning: Hashable, Sendable {
  /// What it is about.
  public let code: WarningCode
  /// The id of the record, where it is about one.
  public let record: String?
  /// The position in the case's `inputs` of the file, where it is about one.
  public let file: Int?
  /// The line of that file, counted from 1.
  public let line: Int?
  /// What was found and what follows from it.
  public let detail: WarningDetail

  /// Makes a warning.
  public init(code: WarningCode, record: String?, file: Int?, line: Int?, detail: WarningDetail) {
    self.code = code
    self.record = record
    self.file = file
    self.line = line
    self.detail = detail
  }

  /// What was found and what follows from it, in English.
  public var message: String {
    switch detail {
    case .records(let message): message.description
    case .file(let message): message.description
    case .withheld: code.sentenceWithoutQuotes
    }
  }
}
