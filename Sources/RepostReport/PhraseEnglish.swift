extension Phrase {
  /// The English template.
  var english: String {
    switch self {
    case .listSeparator: ", "
    case .partSeparator: "; "
    case .comma: ", "
    case .andMore: "{list}, and {n} more"
    case .moreLines: "… and {n} more"
    case .unnamed: "{who} ({id})"
    case .nameWithID: "{name} [{id}]"
    case .audience: "readers of the page (broadcast)"
    case .step: "{from} → {to}, {channel}, {time} ({ids})"
    case .none: "none"
    case .yes: "yes"
    case .no: "no"

    case .inputsHeading: "What was read"
    case .counts:
      "{records} {records:record/records}, {hops} {hops:hop/hops} (one for each recipient)."
    case .timeRange: "Times on record: from {first} ({firstID}) to {last} ({lastID})."
    case .oneTime: "Times on record: {time} throughout ({ids})."
    case .noTimes:
      "No record gives a time: which came first is known only where a record names its source."
    case .someTimesUnknown: "{n} {n:record/records} without a time: {ids}."
    case .timeZone: "Times without an offset are read as times of zone {zone}."
    case .filesRead: "Files: {files}."
    case .fileWithFormat: "{path} ({format})"
    case .leftOut: "{path}: {n} {n:entry is/entries are} not of a transmission ({counts})."
    case .fileChecked: "{path}: {format}, {n} {n:record/records}"
    case .rowsBad: "{n} {n:row/rows} cannot be read."
    case .rowsSkipped:
      "{n} {n:row/rows} could not be read and {n:was/were} skipped: what {n:it says/they say} is in no answer here."

    case .originsHeading: "Origins, where the item enters these records"
    case .originLine: "{who} ({ids}): {why}."
    case .originIssuer: "named by the case file as issuer of the item, or a member of the issuer"
    case .originNoIssuer: "nothing earlier is on record; no issuer is named"
    case .originIssuerOfSome:
      "nothing earlier is on record; named as issuer, or a member of it, of what {ids} passed on, no issuer being named of the rest"
    case .originParentWithoutHop:
      "the records name {ids} as source, which names no recipient, so it shows nothing of the way"
    case .originReceivedLater:
      "nothing earlier is on record, but it is on record as having received the item later: one of the times may be wrong, or an earlier receipt is missing"
    case .originUnexplained: "how the item came there is not on record"
    case .originOutside:
      "already outside; how the item came there is not on record"
    case .originUnnamed: "who this is and how the item came there is not on record"
    case .originOpened:
      "taken as an origin, for the times are not precise enough to tell which of several came first"
    case .noOrigins: "None: no record gives a hop."

    case .breachHeading: "First breach of a rule, by the records"
    case .noRule: "The case file states no rule for any item, so the records cannot show a breach."
    case .noBreach: "None: no record is known to break a rule of the case file."
    case .breachLine: "{step}: {what}."
    case .breachFirstOnRecord:
      "First on record: an origin ({who}, {ids}) was already outside when first on record, so an earlier breach may not be on record."
    case .directedBy: "Recorded as having asked for it: {names} ({ids})."
    case .approvedBy: "Recorded as having signed it off: {names} ({ids})."
    case .breakChannel: "{channel} is no approved channel of “{item}” (approved: {approved})"
    case .breakRecipient:
      "{to} in zone {zone}, further out than “{item}” is permitted ({permitted})"
    case .ruleText: "Rule as the case file gives it: {text}"
    case .severalRecords: "{n} records; they cannot tell which came first:"
    case .ruleOpen:
      "{n} {n:record/records} with the recipient's zone or the channel unknown: the records cannot tell whether {n:it breaks/they break} a rule (or a further one): {ids}."

    case .writtenWithMap: "Written to {folder}: open report.html or map.png first."
    case .writtenWithoutMap:
      "Written to {folder}, without map.png: {problem}. Open report.html first."
    case .fileWithEncoding: "{path} (read as {encoding})"
    case .extraColumns:
      "Columns without a meaning here, kept and shown with their records: {names}."
    case .extraField: "{name}: {value}"
    case .listNote: "note on {id}: {text}"
    case .breachUndecided:
      "Undecided: {n} {n:record/records} with the recipient's zone or the channel unknown may break a rule too, and may be earlier: {ids}."
    case .chainHeadingPossible:
      "A chain by which it can have come, the shortest by the records, {n} {n:step/steps}:"
    case .rangeOfFamilies:
      "Counted over all items together: nobody need have held more than one, and whoever is an origin of any stands at level 0."
    case .columnNote: "Note and other columns"
    case .sentNowhere: "Named as sender of records that name no recipient: {names}."
    case .timesUnreadable:
      "{n} {n:record states a time that/records state times that} cannot be read: {ids}; run “repost-tracer check” to see {n:it/them}."
    case .assumedOutside:
      "{n} {n:entity is/entities are} outside only because --inside names others."
    case .assumedInside:
      "{n} {n:entity is/entities are} inside only because --outside names others."
    case .narrowed:
      "Only “{item}” and what derives from it: {n} other {n:record is/records are} left out, and nothing here says what {n:it shows/they show}."
    case .unreadFiles: "In the folder, but not read: {names}."
    case .originParentLeftOut:
      "{ids} names a source that is left out here, for it passed on something else"
    case .externalHeading: "First external hop"
    case .outsideMeaning: "Outside means zone {zone} or further out, as the case sets it."
    case .externalLine: "{step}."
    case .externalNone:
      "None: no record shows the item going from someone not outside to a recipient known to be outside."
    case .externalAlreadyOutside:
      "None: {who} ({ids}) stands outside already when first on record; how the item got outside before that is not on record."
    case .externalOutsideToo:
      "Besides, {who} ({ids}) is an origin who is already outside; how the item came there is not on record."
    case .zonesUnknown:
      "Cannot be told: nobody here is known to be inside or outside. Say who is inside with --inside NAME, once for each, or give zones in an entities file."
    case .zoneByMembers: "{zone} (because of members: {names})"
    case .standsByMembers: "{who} counts as zone {zone} ({ids})."
    case .zoneUnknownOf: "The zone of {who} is unknown ({ids})."
    case .undecided:
      "Undecided for want of a zone: where these recipients stand is unknown. If all recipients of unknown zone were outside, these records would be among the first external hops, and the answer above could change: {steps}."
    case .undecidedNone:
      "Undecided for want of a zone: nothing."
    case .actorZoneUnknown:
      "The zone of {who} is unknown: if {who} was already outside, {ids} is no hop from inside to outside."
    case .chainHeading: "The chain that leads to it, {n} {n:step/steps}:"
    case .chainHeadingAtLeast:
      "The chain that leads to it, at least {n} {n:step/steps} (not all hands are on record):"
    case .chainStep: "{n}. {step} – {basis}"
    case .chainElided: "… {n} {n:step/steps} not shown …"
    case .chainBefore: "{step}; before it, as far as the records tell: {ids}"

    case .basisOrigin: "origin: nothing earlier is on record"
    case .basisRecordedLater:
      "recorded: the record names {ids} as its source, which is dated after it; one of the times must be wrong"
    case .basisRecorded: "recorded: the record names {ids} as its source"
    case .basisInferredOne: "inferred from one source, the only one on record ({ids})"
    case .basisInferredSome: "inferred: one of {n} sources; the records cannot tell which ({ids})"
    case .basisOwn:
      "from an own copy, or from what was received before ({ids}); the records cannot tell which"
    case .basisOriginOnly:
      "the message names {who} as its author; the steps in between are not on record ({ids})"
    case .basisOpened:
      "taken as an origin, for the times are not precise enough; it may have come by {ids}"

    case .crossingsHeading: "First crossings into each zone"
    case .crossingOne: "{zone}: {step}."
    case .crossingSeveral: "{zone}: {n} records; they cannot tell which came first: {ids}."
    case .noCrossing: "None on record."
    case .familiesHeading: "Each item by itself"
    case .familiesMeaning:
      "These items do not derive from each other; the answers above hold for the whole case."
    case .familyLine: "{items}: origin {origins}; first external hop: {external}."
    case .originOfFamily: "{who} ({ids})"
    case .familyExternalSeveral: "{n} records, they cannot tell which came first ({ids})"
    case .familyExternalNone: "none on record"
    case .familyUndecided: "; undecided, the recipients' zone being unknown: {ids}"

    case .rangeHeading: "Knowledge range: who held it or was sent it"
    case .undeclaredAsPeople:
      "{n} of these {n:is/are} declared nowhere and counted as {n:a person/people}; a group or an office among them counts as one until an entities file says what it is."
    case .rangeKnown:
      "At least {people} named {people:person/people} and {collectives} {collectives:group or organisation/groups or organisations}: they held it or were sent it, alone or as members (counted over all {records} {records:record/records})."
    case .rangeKnownPeople:
      "At least {people} named {people:person/people}: they held it or were sent it (counted over all {records} {records:record/records})."
    case .rangeKnownCollectives:
      "At least {collectives} {collectives:group or organisation/groups or organisations}: they held it or were sent it (counted over all {records} {records:record/records})."
    case .rangeUpTo:
      "Besides, up to {n} unnamed {n:person/people} in these groups and organisations."
    case .rangeUnboundedCollectives:
      "No upper bound is known: no head count is on record for {names}."
    case .rangeUnboundedBroadcast: "No upper bound is known: {ids} went out to the public."
    case .rangeClosed:
      "The head counts on record leave room for nobody else in these groups and organisations."
    case .readersNotCounted: "Who reads the accounts and sites it went to is not counted: {ids}."
    case .levels: "Forwarding levels: {n}, the last by {id}."
    case .atLeast: "at least {n}"
    case .levelsAtLeast:
      "Forwarding levels: at least {n}, the last by {id}; some hands in between are not on record."

    case .responsibleHeading: "Responsible forwarders, by the records ({n})"
    case .responsibleMeaning:
      "“Responsible” here means only: recorded as sender, director or approver of a hop that breaks a rule of the case file. It is no finding about intent or guilt."
    case .responsibleNone:
      "Nobody is recorded as sender, director or approver of a hop that breaks a rule."
    case .responsibleLine: "{n}. {who} – recorded as {acts}; roles: {roles}{certainty}"
    case .asSender: "sender ({ids})"
    case .asDirector: "director ({ids})"
    case .asApprover: "approver ({ids})"
    case .unnamedNote:
      "Unnamed senders are listed once for each record ({ids}): they may be one person, several, or someone named here."
    case .roleWithRecords: "{role} ({ids})"
    case .everyoneHeading: "Forwarders, by the records ({n})"
    case .nobodyResponsible:
      "Nobody is called responsible: the case file states no rule. Everyone recorded as sender, director or approver is listed."
    case .certaintyNote: "; least sure record: {certainty}"
    case .receivedOnlyHeading: "Received only ({n})"
    case .receivedOnly: "No record shows that they passed it on: {names}."
    case .receivedOnlyNone:
      "Nobody: everyone reached is on record as passing it on, directing or approving, or is no person."
    case .receipt: "{who} ({id})"

    case .gapsHeading: "Gaps to look into next ({n})"
    case .gapsNone: "None by the rules of this trace."
    case .gapUnnamed: "{who}: the name of the sender is not on record ({ids}){hint}."
    case .gapUnexplained: "{who}: how the item came to this origin is not on record ({ids}){hint}."
    case .gapOutside:
      "{who}: already outside, and how the item came there is not on record ({ids}){hint}."
    case .gapUnrecorded: "{who}: by which steps the item came here is not on record ({ids}){hint}."
    case .gapHint: "; a message names {who} as its author"
    case .ruleOpenHeading: "What the rules leave open"
    case .warningsHeading: "Warnings"
    case .warningsNone: "None."
    case .warningsCounted:
      "{n} {n:warning/warnings} ({codes}); run “repost-tracer check” on the same input to see {n:it/them}."
    case .noWarnings: "no warnings"
    case .warningsTotal: "{n} {n:warning/warnings}: {codes}"

    case .inZone: "zone {zone}"
    case .listActs: "recorded as: {acts}"
    case .listRecordedAs: "recorded, in records that break a rule, as: {acts}"
    case .listRoles: "roles: {roles}"
    case .listBroken: "rule broken: {what}"
    case .listRuleText: "rule as the case file gives it: {text}"
    case .listReceived: "how it was received, before {id}: {basis}{names}"
    case .listReceivedOnly:
      "recorded as having received it by {ids}; no record shows them passing it on themselves"
    case .listReceivedNot: "no record shows this one passing it on in person"
    case .listFigures:
      "figures: fan-out {fanOut}, exposed {exposed}, reach {reach}, sole reach {soleReach}"
    case .listCertainty: "certainty of the least sure record: {certainty} ({ids})"
    case .listEvidence: "evidence: {evidence}"
    case .listFirstAct: "first act: {time} ({id})"
    case .reachNotComputed: "not computed"
    case .brokenChannel: "channel not approved"
    case .brokenRecipient: "recipient beyond the permitted zone"
    case .brokenChannelIn: "channel not approved ({ids})"
    case .brokenRecipientIn: "recipient beyond the permitted zone ({ids})"
    case .sources: "; from {names}"

    case .itemLine:
      "{item}: {records} {records:record/records}, {hops} {hops:hop/hops}, {entities} named {entities:entity/entities}; {times}"
    case .itemTitled: "{id} “{title}”"
    case .itemTime: "{time} ({id})"
    case .itemTimes: "from {first} ({firstID}) to {last} ({lastID})"
    case .itemTimeUnknownCount: "; {n} {n:record/records} without a time"
    case .itemNoTimes: "no time on record"

    case .progress: "{stage}: {what}"
    case .stageReading: "reading"
    case .stageLinking: "finding where everyone had it from"
    case .stageMeasuring: "measuring"
    case .stageTracing: "tracing"
    case .progressCases: "{n} {n:case/cases}"
    case .progressRecords: "{n} {n:record/records}"
    case .progressRate: "{n} a second"
    case .progressLeft: "about {n} s left"
    case .casesTraced: "{n} {n:case/cases} traced"
    case .casesFailed: "{n} {n:case/cases} with an error"
    case .linesOfNoCase: "{n} {n:line/lines} of no case"

    default: englishReport
    }
  }
}
