extension Phrase {
  /// The English templates of the page of the report.
  var englishPage: String {
    switch self {
    case .pageContents: "Contents"
    case .pageQuestion: "What was asked"
    case .pageQuestionOne:
      "How “{item}” spread: where it enters the records, who passed it on to whom, which hop first broke a rule, and by which hop it first left the inside."
    case .pageQuestionMany:
      "How {n} items spread: where they enter the records, who passed them on to whom, which hop first broke a rule, and by which hop an item first left the inside."
    case .pageItem: "“{item}”: {what}."
    case .pageItemMarking: "marked {marking}"
    case .pageItemIssuer: "issued by {issuer}"
    case .pageItemDerived: "written from {items}"
    case .pageItemPermitted: "may be held in zone {zone} and further in"
    case .pageItemChannels: "approved channels: {channels}"
    case .pageItemNoChannel: "no channel is approved"
    case .pageItemNoRule: "no rule is stated for it"
    case .pageAnswer: "The answer, by the records"
    case .pageUnknown: "What these records cannot tell"
    case .pageUnknownMeaning:
      "These open points belong to the answer above: each of them could change it."
    case .pageUndecided: "Undecided"
    case .pageUndecidedExternal:
      "Where the recipients of {n} {n:record/records} stand is unknown. If they stood outside, {n:it/they} would be among the first external hops: {ids}."
    case .pageAmbiguous: "Ambiguous"
    case .pageWhichBreach: "Which of these records broke a rule first: {ids}."
    case .pageWhichExternal: "Which of these records first led outside: {ids}."
    case .pageWhichCrossing: "Which of these records first led into zone {zone}: {ids}."
    case .pageOpened:
      "{n} {n:record is/records are} taken as where the item begins, for the times are not precise enough to tell which of several came first: {ids}."
    case .pageSourceInferred:
      "From whom the sender had the item is not recorded for {n} {n:record/records}, but inferred from what the sender had received before: {ids}. The table of hops says of each how many sources are possible. An inference is no proof."
    case .pageSourceOwn:
      "Whether the sender passed on an own copy or what was received before cannot be told for {n} {n:record/records}: {ids}."
    case .pageUnsure: "Not confirmed"
    case .pageAlleged:
      "{n} {n:record is/records are} only alleged: {ids}. What rests on {n:it/them} is no surer."
    case .pageProbable:
      "{n} {n:record is/records are} only probable: {ids}. What rests on {n:it/them} is no surer."
    case .pageTimesOpen: "Times"
    case .pageElsewhere: "Beyond the records"
    case .pageElsewhereMeaning:
      "What was passed on without a record, was read, copied or told, and what anyone intended, is in none of these answers."
    case .pageReachMeaning:
      "Reach is a range. The first number is how many would not have been reached without this one's hops, as far as the records show another way (sole reach); the second is how many these hops can have reached, directly or through others (reach). Ways that are not on record are not counted."
    case .pageRange: "{from} to {to}"
    case .pageRunAgain:
      "To make this page again from the same inputs, with version {version}; the same inputs give the same bytes:"
    case .pageReceivedOnly: "Received only"
    case .pageReceivedOnlyMeaning:
      "Of these people the records show that the item reached them, alone or as members of a group. No record shows that they passed it on, had it passed on or signed it off."
    case .pagePeople: "Everyone on record"
    case .pagePeopleMeaning:
      "From whom records went to each, alone or as a member, and to whom records went from each."
    case .pageNotReached: "not reached by these records"
    case .pageMembers: "members: {names}"
    case .pageSize: "head count {n}"
    case .pageTimeline: "How many were reached by when"
    case .pageTimelineMeaning:
      "Each zone has its own scale. The line counts whom a record certainly had reached by then; the band above it, whom one can have reached: many records state only a day or a month, and some no time at all. Where the item began is not counted."
    case .pageTimelineNoTimes:
      "No receipt has a time on record, so the course of the spread cannot be drawn."
    case .pageTimelineZone: "{zone}: {n} reached, {timed} of them by a time on record."
    case .pageHandling: "How long each had it before passing it on"
    case .pageHandlingMeaning:
      "The time between what was received and the first record of passing it on: the shortest and the longest that the stated times leave room for. A short time is no proof of haste, a long one none of reflection."
    case .pageHandlingUnknown: "cannot be told: a time is not on record"
    case .pageHandlingAbout: "about {time}"
    case .pageHandlingUpTo: "up to {time}"
    case .durationDays: "{n} {n:day/days}"
    case .durationHours: "{n} h"
    case .durationMinutes: "{n} min"
    case .durationSeconds: "{n} s"
    case .durationTwoUnits: "{a} {b}"
    case .columnReachRange: "Reach (from – to)"
    case .columnReceivedBy: "Received by"
    case .columnFirstReceipt: "First receipt"
    case .columnHadItFrom: "Sent to them by"
    case .columnPassedTo: "Passed on to"
    case .columnReached: "Reached"
    case .columnReachedTimed: "By a known time"
    case .columnReachedFirst: "First, not before"
    case .columnReachedLast: "Last, not after"
    case .columnReceivedAt: "Received"
    case .columnPassedOnAt: "First passed on"
    case .columnHandling: "Time between"
    default: englishWorkbook
    }
  }
}
