/// The words and sentences of a map; `{0}`, `{1}` … stand for what is filled in.
enum MapWord: String, CaseIterable {
  // Zones.
  case zoneUnknown, zoneTitle

  // Kinds, as the legend names their shapes.
  case shapePerson, shapeOrganisation, shapeGroup, shapeAccount, shapeSite, shapeUnnamed
  case shapeSummary, shapePublication

  // What stands on shapes.
  case headCount, membersMore, membersSilent, membersKnown, membersFurtherOut, reach, publication
  case badgeOrigin, badgeTakenAsOrigin, badgeFirstBreach, badgeFirstExporter, badgeFirstExternal
  case badgeDirector, badgeApprover
  case badgePossibleFirstBreach, badgePossibleFirstExporter, badgeUnexplained, badgeOutside
  case countPerson, countPeople, countGroup, countGroups, countAccount, countAccounts
  case countOrganisation, countOrganisations, countSite, countSites
  case summaryNone, summarySome, summaryRest, summaryBranch, summaryBranches
  case summaryOrigin, summaryOrigins

  // What stands on lines.
  case firstExternal, firstExternalOnRecord, published, requestRecipients
  case firstBreach, firstBreachOnRecord, possibleFirstExternal
  case possibleFirstBreach, breaksChannel, breaksRecipient, breaksBoth
  case probable, alleged, moreRecords, directs, approves, memberOfGroup
  case memberOfOrganisation, author, severalItems

  // The answer.
  case verdictExternal, verdictExternalSeveral, verdictExternalUntold, verdictExternalNone,
    verdictExternalOutside
  case verdictExternalOnRecord, verdictElsewhere
  case verdictEachItem, verdictBreach, verdictBreachOnRecord, verdictBreachSeveral
  case verdictBreachNone, verdictNoRules, verdictUndecided, verdictRuleUndecided
  case timesShared
  case viewReduced
  case viewPaths, viewFocus, viewUntil, viewZones, viewHidden
  case gapUnnamed, gapUnexplained, gapUnrecordedPath, andMore
  case verdictHop, labelExternal, labelBreach, labelUnknown, labelTimes, labelView, wording,
    spreadMap

  // The legend and the last line.
  case legendChannels, legendZones, legendShapes, legendLines, legendChain, legendMember, legendGap
  case legendRequest, legendInferred, legendAlleged, legendWidth, legendBreach, legendPeriod,
    legendAuthor, legendFolded,
    legendNumbers
  case footerShown, footerFolded, footerMembers, footerElsewhere, footerUnrecorded, footerInput,
    footerTimeZone
  case warningCut, warningResolution, warningGlyphs, warningFonts,
    warningRetried

  // What stands beside the pointer.
  case captionEvidence

  // How texts are put together.
  case comma, clause, stop, range, colon

  // The axis of time.
  case durationMinutes, durationHours, durationDays
  case legendTimes, legendUpright, legendSideBySide, legendSpan, legendBreak, legendUnknownTime
}
