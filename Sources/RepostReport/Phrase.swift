/// Everything that the product says in its lists and reports, by what is meant.
///
/// Each language has a template for every phrase. `{name}` stands for a value, `{n:one/many}` for a
/// word that depends on whether the value is 1.
enum Phrase: Int, CaseIterable {
  // Words that hold others together.
  case listSeparator, partSeparator, comma, andMore, moreLines, unnamed, nameWithID, audience,
    step, none, yes, no

  // What was read.
  case inputsHeading, counts, timeRange, oneTime, noTimes, someTimesUnknown, filesRead, rowsSkipped
  case fileWithFormat, leftOut, fileChecked
  case timeZone, rowsBad

  // Origins.
  case originIssuerOfSome, originReceivedLater, originParentWithoutHop
  case originsHeading, originLine, originIssuer, originNoIssuer, originUnexplained, originOutside
  case originUnnamed, originOpened, noOrigins

  // Breaches.
  case directedBy, approvedBy
  case breachHeading, noRule, noBreach, breachLine, breachFirstOnRecord, breakChannel
  case breakRecipient, ruleText, severalRecords, ruleOpen

  // The first external hop.
  case writtenWithMap, writtenWithoutMap, fileWithEncoding, extraColumns, extraField, listNote
  case breachUndecided, chainHeadingPossible, rangeOfFamilies, columnNote, sentNowhere
  case timesUnreadable, assumedOutside, assumedInside
  case narrowed, unreadFiles, originParentLeftOut
  case basisRecordedLater, itemTime, listReceivedOnly
  case externalHeading, outsideMeaning, externalLine, externalNone, externalAlreadyOutside,
    externalOutsideToo
  case zonesUnknown, zoneByMembers, standsByMembers, zoneUnknownOf, undecided, undecidedNone,
    actorZoneUnknown, chainHeading, chainHeadingAtLeast
  case chainStep, chainElided, chainBefore

  // How an actor got the item.
  case basisOrigin, basisRecorded, basisInferredOne, basisInferredSome, basisOwn, basisOriginOnly
  case basisOpened

  // Crossings and families.
  case crossingsHeading, crossingOne, crossingSeveral, noCrossing
  case familiesHeading, familiesMeaning, familyLine, originOfFamily,
    familyExternalSeveral
  case familyExternalNone, familyUndecided

  // The knowledge range.
  case rangeKnownPeople, rangeKnownCollectives
  case rangeHeading, undeclaredAsPeople, rangeKnown, rangeUpTo, rangeUnboundedCollectives,
    rangeUnboundedBroadcast
  case rangeClosed, readersNotCounted, levels, levelsAtLeast, atLeast

  // People.
  case responsibleHeading, responsibleMeaning, responsibleNone, responsibleLine, asSender,
    asDirector
  case asApprover, unnamedNote, roleWithRecords, everyoneHeading, nobodyResponsible, certaintyNote
  case receivedOnlyHeading, receivedOnly, receivedOnlyNone, receipt

  // Gaps, open questions, warnings.
  case gapsHeading, gapsNone, gapUnnamed, gapUnexplained, gapOutside, gapUnrecorded, gapHint
  case ruleOpenHeading, warningsHeading, warningsNone, warningsCounted, noWarnings, warningsTotal
  case warningLine, warningLineOfRecord, warningKind, warningCount, warningWithheld, inEnglish
  case inQuotes

  // The list of forwarders.
  case inZone, listActs, listRecordedAs, listRoles, listBroken, listRuleText, listReceived,
    listReceivedNot,
    listFigures
  case listCertainty, listEvidence, listFirstAct, reachNotComputed
  case brokenChannelIn, brokenRecipientIn, sources
  case brokenChannel, brokenRecipient

  // How far long work has come.
  case progress, stageReading, stageLinking, stageMeasuring, stageTracing
  case progressCases, progressRecords, progressRate, progressLeft
  case casesTraced, casesFailed, linesOfNoCase

  // Items.
  case itemLine, itemTitled, itemTimes, itemTimeUnknownCount, itemNoTimes

  // The report.
  case reportSummary, reportMap, reportMapNote, reportMapMissing, reportGaps, reportForwarders,
    reportHops
  case reportShown, reportWarnings, reportInputs, reportFigures, reportMadeBy, reportEvery
  case figureHop, figureFanOut, figureExposed, figureReach, figureSoleReach, figureLevel
  case figureReceived, figureCertainty, figureOutside, figureRange

  // What became of the map.
  case writtenReducedMap, reportMapReduced, reportMapFailed

  // The tools of the map.
  case mapKeys, mapZoomIn, mapZoomOut, mapFit, mapLarge, mapFind, mapHits, mapNoHit, mapPart
  case filterHeading, filterNote, filterCount, filterKept, filterReset, filterAll
  case courseHeading, courseBy, courseByTime, courseByLevel, coursePlay, coursePause
  case courseBack, courseForward, courseSpeed, courseSlow, courseNormal, courseFast, courseReset
  case coursePlace, courseUpTo, coursePossible, courseLater, courseNoTime, courseOneTime
  case courseLevel, courseLevelNote, courseNone
  case showOnMap

  // The cards of people, groups and hops.
  case cardClose, cardHop, cardHops, cardEntity, cardAliases, cardNotDrawn, cardMembers
  case cardMemberOf, cardResponsible, cardNotResponsible, cardReceivedOnly, cardFigures
  case cardHad, cardHadNone, cardAsMember, cardReadThere, cardPassed, cardPassedNone
  case cardAsked, cardApproved, cardRecord, cardRecords, cardHow, cardRecipients
  case cardAskedBy, cardApprovedBy, cardPlace, cardRows, cardNoRule, cardRuleOpen, cardCannot
  case cardZoneUnknown, cardUnnamed, cardReachUnknown, cardTimeUnknown, cardSeveralSources
  case cardFirstExternal, cardFirstBreach, cardPerhapsExternal, cardPerhapsBreach
  case cardMore, cardNoReader, cardManySources
  case chainTitle, chainSteps, chainAtLeast, chainPossible, chainOthers, chainOrigin, chainNone
  case chainOwn

  // Headers of tables.
  case columnOrder, columnID, columnName, columnKind, columnZone, columnOrganisation, columnTitle
  case columnResponsible, columnRoles, columnBroken, columnRuleText, columnFirstAct, columnReceived
  case columnSources, columnSourceRecords, columnFanOut, columnExposed, columnReach
  case columnSoleReach, columnCertainty, columnRecords, columnEvidence, columnHop, columnFrom
  case columnTo, columnTime, columnChannel, columnItem, columnBasis, columnLevel
  case columnCode, columnPlace, columnMessage, columnPath, columnBytes, columnEncoding
  case columnFormat, columnRows, columnHash, columnMarking, columnHops, columnEntities
  case columnFirstTime, columnLastTime, columnItemTitle, columnExit

  // The page of the report.
  case pageContents, pageQuestion, pageQuestionOne, pageQuestionMany, pageItem, pageItemMarking
  case pageItemIssuer, pageItemDerived, pageItemPermitted, pageItemChannels, pageItemNoChannel
  case pageItemNoRule, pageAnswer, pageUnknown, pageUnknownMeaning
  case pageUndecided, pageUndecidedExternal, pageAmbiguous, pageWhichBreach, pageWhichExternal
  case pageWhichCrossing, pageOpened, pageSourceInferred, pageSourceOwn
  case pageUnsure, pageAlleged, pageProbable, pageTimesOpen, pageElsewhere, pageElsewhereMeaning
  case pageReachMeaning, pageRange, pageRunAgain
  case pageReceivedOnly, pageReceivedOnlyMeaning, pagePeople, pagePeopleMeaning, pageNotReached
  case pageMembers, pageSize
  case pageTimeline, pageTimelineMeaning, pageTimelineNoTimes, pageTimelineZone
  case pageHandling, pageHandlingMeaning, pageHandlingUnknown, pageHandlingAbout, pageHandlingUpTo
  case durationDays, durationHours, durationMinutes, durationSeconds, durationTwoUnits
  case columnReachRange, columnReceivedBy, columnFirstReceipt, columnHadItFrom, columnPassedTo
  case columnReached, columnReachedTimed, columnReachedFirst, columnReachedLast
  case columnReceivedAt, columnPassedOnAt, columnHandling

  // The workbook of forwarders.
  case workbookSheet, workbookNotes, workbookMadeBy, workbookMeaning, workbookMore, workbookUnseen
  case workbookColumn, moreCharacters
  case explainOrder, explainID, explainName, explainKind, explainZone, explainOrganisation
  case explainTitle, explainResponsible, explainRoles, explainBroken, explainRuleText
  case explainFirstAct, explainSources, explainSourceRecords, explainReach, explainRecords
  case explainEvidence

  // What a second run is found to give.
  case verifyManifest, verifyOutputChanged, verifyOutputMissing, verifyOutputExtra
  case verifyInputChanged, verifyInputMissing, verifyInputExtra, verifyInputUnread
  case verifyRunDiffers, verifyRunMissing, verifyRunExtra, verifyMayDiffer, verifyVersion
  case verifyNotRun, verifyWhyManifest, verifyWhyInputs, verifyWhyUnnamed, verifyWhyArguments
  case verifyDifferences, verifySame
}
