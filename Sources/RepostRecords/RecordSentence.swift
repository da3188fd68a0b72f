public import RepostFormats

/// What can be told of the records of a case and of a row that cannot be read.
public typealias RecordMessage = Message<RecordSentence>

/// What records have that an investigator should look at, each with its English template.
public enum RecordSentence: String, CaseIterable, Sendable {
  // How sentences hang together.
  case alone = "{1}"
  case found = "found {1}"
  case expected = "expected {1}"
  case quoted = "'{1}'"
  case either = "'{1}' or '{2}'"
  case rowSkipped = "row skipped: {1}; it says '{2}'"

  // Records and how they hang together.
  case noRecipient =
    "the record names no recipient, so it gives no hop; fill in who got it, or '*' where it was published"
  case selfForward = "{1} is recorded as passing it to itself; that recipient is left out"
  case unknownParent =
    "parent '{1}' is not in the input; where the actor had it from is inferred instead"
  case parentAfterChild =
    "parent {1} is dated certainly after this record; the link is kept, check both times"
  case parentMismatch =
    "parent {1} did not go to {2}; taken to have had it by that record all the same"
  case ownParent = "the record names itself as its parent; it is taken to name none"
  case parentCycle =
    "{1} records name each other as parents in a circle; this one, the first of them, is taken to name none instead of '{2}'"
  case ambiguousOrigin =
    "{1} hops can each have come from the others, for their times are not precise enough; this one, the first of them, is taken as an origin"
  case sentBeforeReceived =
    "the actor passes it on before the first record of having received it ({1}); one of the two times may be wrong, or an earlier receipt is not on record"
  case duplicateID =
    "the id '{1}' is that of the record on line {2} already; this one is called '{3}' here; a parent '{1}' means the first"
  case duplicateIDOfFile =
    "the id '{1}' is that of the record on line {2} of another file already; this one is called '{3}' here; a parent '{1}' means the first"
  case duplicateRecord =
    "says the same as '{1}' ({2}:{3}): actor, recipients, time, channel and item are equal; both are kept"

  // Times, names and zones.
  case timeUnreadable =
    "the time '{1}' is in no form that is read and counts as unknown; write {2}, or two of these as A/B"
  case timeBackwards =
    "the time '{1}' does not end after it starts and counts as unknown; write {2}, or two of these as A/B"
  case timesOfUnknownZone =
    "the file does not tell the time zone of {1} {1:time/times}; read as {2}, so their order stands but their instants may not; say --time-zone"
  case timesOfUnknownZoneAmongOthers =
    "the file does not tell the time zone of {1} {1:time/times}; read as {2}, so their order stands but their instants may not, nor their order among times with a zone; say --time-zone"
  case undeclaredEntity =
    "'{1}' is not in the entities file and counts as a person; add it there, or as another spelling of one that is"
  case similarName =
    "'{1}' differs from '{2}' only in case, width, spaces or punctuation; they stay two; if they are one, give one as an alias of the other"
  case unknownZone =
    "the zone '{1}' of '{2}' is none of the case's and counts as unknown; the zones are {3}"

  // Workbooks.
  case numberShortened =
    "the number {1} in column {2}: Excel keeps fifteen digits, so a longer one has lost its last; type such ids as text"
  case entitySheetUnread = "its sheet of entities is not read, for another file declares them"
  case itemSheetsUnread =
    "its sheets of items and zones are not read, for another file declares them"

  // What a row that cannot be read has.
  case fields = "{1} {1:field/fields}"
  case textAfterQuote = "text after a closing quote"
  case longName = "a name of {1} bytes in '{2}'"
  case severalNames = "several names, '{1}', in '{2}'"
  case audienceInField = "'*' in '{1}'"
  case certainty = "the certainty '{1}'"
  case noID = "no id"
  case id = "the id '{1}'"
  case idAgain = "the id '{1}' a second time"
  case kind = "the kind '{1}'"
  case size = "the size '{1}'"
  case membersOfKind = "members of a {1}"
  case audienceAsName = "'*' as a name"
  case aliasOfID = "the alias '{1}', which is the id on line {2}"
  case aliasOfAlias = "the alias '{1}', which is an alias of '{2}'"
  case memberOfItself = "'{1}' as a member of itself"
  case objectOverLines = "an object over several lines"
  case keyAgain = "the key '{1}' a second time"
  case valueInField = "'{1}' in '{2}'"
  case separatorInEntry = "';' within an entry of '{1}'"
  case endOfText = "the end of the text"
  case endOfLineInString = "the end of the line inside a string"
  case controlCharacter = "a control character"
  case openString = "a string that is never closed"
  case unknownEscape = "an unknown escape"
  case escape = "the escape {1}"
  case halfPair = "half a surrogate pair"
  case nestedTooDeep = "arrays and objects more than {1} deep"

  // What would have been right.
  case fieldsOfHeader = "{1} as in the header"
  case separatorOrLineEnd = "a separator or the end of the line"
  case atMost = "at most {1}"
  case one = "one"
  case name = "a name"
  case names = "names"
  case entityName = "what records call the entity"
  case nameNoBroadcast = "a name, for '*' is a broadcast"
  case oneName = "one name, for ';' separates names"
  case wholeNumber = "a whole number from 0 to {1}"
  case membersOfCollectives = "members of a group or an organisation only"
  case eachIDOnce = "each id once; the first is on line {1}"
  case aliasesOfOne = "aliases that mean one entity"
  case otherEntities = "other entities"
  case oneObjectALine = "one object a line"
  case lineEndAfterObject = "the end of the line after the object"
  case array = "a JSON array"
  case recordObject = "an object for each record"
  case entityObject = "an object for each entity"
  case key = "a key in double quotes"
  case colonAfterKey = "':' after the key"
  case eachFieldOnce = "each field once"
  case textOrArray = "a text or an array"
  case text = "a text"
  case oneEntry = "one entry in each text"
  case string = "a string in double quotes"
  case noControlCharacter = "no control character in a string"
  case closingMark = "a closing \""
  case anEscape = "an escape"
  case oneOfEscapes = "one of {1}"
  case textWithoutZeros = "text without zero characters"
  case bothHalves = "both halves of a surrogate pair"
  case hexadecimalDigits = "four hexadecimal digits"
  case digit = "a digit"
  case value = "a value"
}

extension RecordTable {
  /// A warning about a record, at the line on which it starts.
  package func warning(
    _ code: WarningCode, _ record: Int, _ sentence: RecordSentence, _ values: String...
  ) -> Warning {
    Warning(
      code: code, record: id(record), file: file(record), line: line(record),
      detail: .records(RecordMessage(sentence, values: values.map { .text($0) })))
  }
}
