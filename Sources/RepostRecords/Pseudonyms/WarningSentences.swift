extension WarningCode {
  /// What a warning says where words of the input may not be repeated.
  var sentence: String {
    switch self {
    case .noRecipient: "the record names nobody who got it, so it gives no hop"
    case .selfForward: "the record names its sender among those who got it; that is left out"
    case .unknownParent: "the record names a parent that is not in the input"
    case .parentMismatch: "by the record that it names as its parent its sender did not get it"
    case .parentAfterChild: "the record that it names as its parent is certainly later"
    case .parentCycle: "the records that name each other as parents close a circle"
    case .ambiguousOrigin: "imprecise times close a circle of records, of which one begins it"
    case .badTime: "its time cannot be read and counts as unknown"
    case .duplicateID: "its id is that of an earlier record, so it is called otherwise here"
    case .duplicateRecord: "it says the same as an earlier record; both are kept"
    case .undeclaredEntity: "it names somebody who is not in the entities file"
    case .unknownZone: "a zone is none of the case"
    case .badRow: "a row cannot be read and was left out"
    case .similarName: "two names differ only in case, width, spaces or punctuation; they stay two"
    case .sentBeforeReceived: "its sender is on record as having got it only later"
    case .unknownTimeZone: "the file does not tell the time zone of its times"
    case .cutFile: "the file ends early or is damaged; what comes before was read"
    case .remark: "something about how the file was read"
    }
  }

  /// The same, with what to do to read the whole.
  var sentenceWithoutQuotes: String {
    sentence + "; run without pseudonyms for the words of the input"
  }
}
