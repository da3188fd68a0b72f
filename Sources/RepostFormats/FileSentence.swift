/// What can be told of a file of another program and of an entry in it.
public typealias FileMessage = Message<FileSentence>

/// What a file of another program has that an investigator should know, each with its English template.
public enum FileSentence: String, CaseIterable, Sendable {
  // How sentences hang together.
  case alone = "{1}"
  case found = "found {1}"
  case expected = "expected {1}"
  case quoted = "'{1}'"
  case either = "'{1}' or '{2}'"
  case oneOfThree = "'{1}', '{2}' or '{3}'"
  case endsEarly =
    "the file ends early or is damaged at byte {1} ({2}); what comes before it was read, and whatever followed is missing"

  // How something was understood.
  case postEdited = "The post {1} was edited."
  case unknownPostEdited = "The post without an id was edited."
  case recordDeletedLater = "The record {1} was deleted later."
  case recordDeletedAt = "The record {1} was deleted at {2}."
  case recordUndoneLater = "The record {1} was undone later."
  case recordUndoneAt = "The record {1} was undone at {2}."
  case fileNameTellsNoPost =
    "The name of the file, '{1}', is not of the form SEQ_BID_UID.json, so that it does not tell which post was reposted and who wrote it."
  case cascadeDiffers = "Cascade {1} states {2} reposts and has {3}."
  case cascadeCut = "Cascade {1} states {2} reposts and has {3}; the file may have been cut off."
  case relationshipUnused =
    "The file has a relationship '{1}' from {2} to {3}. It is not used: the ontology does not define which of the two was forwarded."
  case edgesReadForward =
    "Each edge is read so: who is at its start passed the item to who is at its end. Some collections of reposts draw their edges the other way round."
  case partsWithoutEnd = "a message of several parts has no end before the next message begins"
  case partsTooDeep = "parts nested deeper than {1} are read as one text"
  case boundaryMissing =
    "a message of several parts has no end: the boundary that closes it is missing"
  case picturesLeftOut = "{1} further pictures in the text of one message are left out"
  case idsRounded =
    "a spreadsheet has rounded the ids of messages ('{1}'), so quotes of them cannot be followed; export the chat again and do not save it in a spreadsheet"
  case backupCountDiffers = "The backup says that it holds {1} messages; {2} were found."
  case phoneHasNumber =
    "The phone itself seems to have the number {1}; pass --owner {1} to bring this file together with those of other phones."
  case authorsTakenForChannels =
    "the file does not tell whether the author of a forwarded post is a channel or a user; the numbers of authors are taken for those of channels"
  case ownerHasAccount =
    "'{1}' has the account '{2}'; where other files name this account, tell that '{2}' is the owner"
  case ownerOfDeviceHasAccount =
    "the owner of the device has the account '{1}' in this file; where other files name this account, tell that 'wechat:{1}' is the owner"
  case timesOfTree =
    "The times of the tree are minutes after a post whose own time it does not tell. They stand beside the records and cannot be compared with times of other files."
  case entriesBesideChats = "The report has entries beside its chats, which were not read: {1}."
  case countOfKind = "{1} of {2}"
  case stepsLookedForNearby =
    "A step that a repost names in its text was looked for only among the {1} reposts before and after it."
  case rootUnknown =
    "The file does not tell which post its reposts are of. They are taken for reposts of one post, '{1}'; where they are of several, split the file."
  case markedLines =
    "lines that begin with an invisible mark are taken for those that WhatsApp itself writes ({1}, the first here)"
  case contradictingDates =
    "lines that begin with a date that does not fit the others are taken for text of the message before ({1}, the first here)"

  // What an entry that cannot be read has.
  case commitWithoutRecord = "a commit without its record"
  case elementOfNoObject = "an element that is no object"
  case repostWithoutIDs = "a repost without mid and uid at {1}"
  case fieldsBeforePaths = "a line with {1} fields before its paths"
  case wordInCascade = "'{1}' in cascade {2}"
  case elementWithoutTalker = "the element [{1}] without 'talker' or 'type'"
  case faxWithoutPages = "a {1} line without the number of pages"
  case lineOfFields = "a line of {1} {1:field/fields}"
  case lineWithTwo = "a line with '{1}' and '{2}'"
  case edgeWithoutEnds = "an edge without both ends"
  case edgeBetweenMany = "an edge between more than two"
  case edgeOfUnknownGraph = "an edge of a graph that does not say whether its edges point"
  case edgeWithoutDirection = "an edge without a direction between '{1}' and '{2}'"
  case valueOfNoObject = "a value that is no object"
  case valueOfNoObjectAt = "a value that is no object at {1}"
  case nestedTooDeep = "objects and arrays nested deeper than {1}"
  case tooManyValues = "more than {1} values in one entry"
  case tooMuchText = "more than {1} bytes of text in one entry"
  case word = "the word '{1}'"
  case escape = "the escape '{1}'"
  case byte = "the byte {1}"
  case endOfFile = "the end of the file"
  case endInParts = "the end of the file within the message of several parts at line {1}"
  case endInQuotes = "the end of the file within a text in quotes"
  case endInBrackets = "the end of the file within a text in angle brackets"
  case endInComment = "the end of the file within a comment"
  case endBeforeMark = "the end of the file where '{1}' is expected"
  case quoteWithoutEnd = "a quote without its end"
  case lineWithoutEnd = "a line without its end"
  case textInBrackets = "a text in angle brackets"
  case noHeader = "no header"
  case messageOfNobody = "a message that names neither sender nor recipient"
  case rowWithoutType = "a row of {1} fields without a type"
  case rowOfFields = "a row of {1} fields"
  case lineBeforeMessages = "a line before the first message"
  case textMessageOfType = "a text message of the type '{1}'"
  case multimediaMessageOfType = "a multimedia message of the type '{1}'"
  case entryOfType = "{1} of the type '{2}'"
  case objectWithoutID = "an object without an id"
  case objectWithoutIDAt = "an object without an id at {1}"
  case date = "the date '{1}'"
  case longName = "a name of {1} bytes"
  case certainty = "the certainty '{1}'"

  // What would have been right.
  case createdRecord = "the record that was created"
  case repost = "a repost"
  case repostIDs = "who reposted, and the id of the repost"
  case cascadeFields =
    "cascade, root user, time in seconds since 1970, number of reposts, paths, with tabs between them"
  case path = "a path with its seconds, such as 1/22/333:60"
  case message = "a message"
  case faxPages = "at least 11 fields, for without it nothing shows that anything arrived"
  case faxFields =
    "at least 9 fields with tabs between them, first a date such as 01/31/26 09:05, then SEND, RECV, POLL, CALL, PAGE, UNSENT or SUBMIT"
  case edgeEnds = "the attributes 'source' and 'target'"
  case edgesOfTwo = "edges that lead from one to another"
  case edgeDefault = "'edgedefault' at the graph, or 'directed' at the edge"
  case edgesWithDirection =
    "edges with a direction: others do not say who passed it to whom"
  case object = "an object"
  case noMore = "no more"
  case entriesOfMessages = "entries as messages and posts have them"
  case jsonValue = "a JSON value"
  case jsonEscape = "one that JSON has"
  case element = "an element"
  case nameInQuotes = "a name in quotes"
  case value = "a value"
  case closingQuote = "a closing quote"
  case restOfEscape = "the rest of an escape"
  case hexadecimalDigit = "a hexadecimal digit"
  case senderAndRecipient = "From and To"
  case typeAndFields = "the number of a type and at least 9 fields"
  case countOfFields = "{1} fields"
  case dateTimeName = "a date, a time and a name"
  case directions =
    "1 (received), 2 (sent), 3 (draft), 4 (outbox), 5 (failed) or 6 (queued)"
  case treeEdge = "['user', 'tweet', 'minutes']->['user', 'tweet', 'minutes']"
  case post = "a post of Weibo"
  case dateInOrder = "a date in the order that was told"
  case nodeOrSubgraph = "a node or a subgraph"
  case port = "a port"
  case attributeOrBracket = "an attribute or ']'"
  case atMost = "at most {1}"

  // What to do.
  case giveDirections = "give the edges their directions in the program that the file is from"
  case notWhatItSeems = "the file is not what it seems"
  case lookThere = "look at the file there"
  case checkDateOrder = "see whether '--date-order' tells the order of this file"
}
