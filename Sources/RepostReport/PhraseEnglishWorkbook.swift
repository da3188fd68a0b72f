extension Phrase {
  /// The English templates of the workbook of forwarders.
  var englishWorkbook: String {
    switch self {
    case .workbookSheet: "Forwarders"
    case .workbookNotes: "Notes"
    case .workbookMadeBy: "Made by repost-tracer {version}."
    case .workbookColumn: "Column"
    case .workbookMeaning: "What it holds"
    case .workbookMore: "… and {n} more, which are all in {file}"
    case .workbookUnseen:
      "Characters that cannot be seen are written out as codes. What a cell has no room for is cut, and counted at its end."
    case .moreCharacters: "… and {n} more {n:character/characters}"

    case .explainOrder: "In the order of their first act."
    case .explainID:
      "What the records call this one. A question mark and the number of a record stand for a sender whose name is not on record."
    case .explainName:
      "The name that the entities file gives, or else the ID; empty where the sender is unnamed."
    case .explainKind:
      "Person, group, account, organisation or site, as the entities file declares it; what is declared nowhere is taken for a person."
    case .explainZone:
      "Where this one stands, as the entities file, the case file and the options of the run state."
    case .explainOrganisation: "As the entities file gives it."
    case .explainTitle: "As the entities file gives it."
    case .explainResponsible:
      "“{yes}” or “{no}”, by the records alone; empty where the case file states no rule."
    case .explainRoles: "What the records show this one as, each with its records."
    case .explainBroken:
      "Which rules of the case file this one's records break, with these records."
    case .explainRuleText: "The law or order behind the rule, as the case file gives it."
    case .explainFirstAct:
      "The time of the first record in which this one passed it on, asked for it or signed it off; empty where no time is on record."
    case .explainSources:
      "From whom it can have been received before the first own act: IDs, {n} at most."
    case .explainSourceRecords:
      "By which records it can have been received before the first own act, {n} at most."
    case .explainReach: "Empty where it was not computed."
    case .explainRecords:
      "All records in which this one passed it on, asked for it or signed it off, in their order."
    case .explainEvidence: "What these records refer to as evidence."
    default: englishVerify
    }
  }
}
