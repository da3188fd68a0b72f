extension Phrase {
  /// The English templates of reports and of the headers of tables.
  var englishReport: String {
    switch self {
    case .reportSummary: "Summary"
    case .reportMap: "Map"
    case .reportMapNote: "Who passed it to whom. The records, not the map, are the evidence."
    case .reportMapMissing: "No map was drawn for this report."
    case .reportForwarders: "All forwarders"
    case .reportHops: "Hops"
    case .reportShown: "{shown} of {total} shown."
    case .reportGaps: "Gaps to look into next"
    case .reportWarnings: "Warnings"
    case .reportInputs: "Inputs"
    case .reportFigures: "What the words and figures mean"
    case .reportMadeBy: "Made by repost-tracer {version} from the inputs listed below."
    case .reportEvery: "Answers cite the records that they rest on."
    case .figureHop:
      "Hop: a record's passing on to one recipient. A record with three recipients gives three hops."
    case .figureFanOut:
      "Fan-out: how many others this one passed it to directly; a group counts once."
    case .figureExposed:
      "Exposed: how many others this one passed it to directly, known members of groups included."
    case .figureReach:
      "Reach: how many others this one's forwarding can have reached, by itself or through others. Of those whom the records name; unnamed members, readers and origins of the item are not counted."
    case .figureSoleReach:
      "Sole reach: how many would not have been reached, by these records, without this one's forwarding. Other ways that are not on record are not counted."
    case .figureLevel:
      "Level: the least number of hops from an origin; through unnamed hands it is at least that."
    case .figureReceived:
      "Received: “recorded” where the record names its source; “inferred” where earlier receipts on record make one or several sources possible. Inferred is no proof."
    case .figureCertainty: "Certainty: that of the least sure record cited."
    case .figureOutside:
      "Outside: zone {zone} or further out. Zones are what the entities file, the case file and the options of the run state."
    case .figureRange:
      "Knowledge range: counts people and groups that the records name; it does not say that anybody read or understood it."

    case .columnOrder: "No."
    case .columnID: "ID"
    case .columnName: "Name"
    case .columnKind: "Kind"
    case .columnZone: "Zone"
    case .columnOrganisation: "Organisation"
    case .columnTitle: "Title"
    case .columnResponsible: "Responsible (by the records)"
    case .columnRoles: "Roles"
    case .columnBroken: "Rules broken"
    case .columnRuleText: "Rule text"
    case .columnFirstAct: "First act"
    case .columnReceived: "Received"
    case .columnSources: "Received from"
    case .columnSourceRecords: "Received by records"
    case .columnFanOut: "Fan-out"
    case .columnExposed: "Exposed"
    case .columnReach: "Reach"
    case .columnSoleReach: "Sole reach"
    case .columnCertainty: "Certainty"
    case .columnRecords: "Records"
    case .columnEvidence: "Evidence"
    case .columnHop: "Hop"
    case .columnFrom: "From"
    case .columnTo: "To"
    case .columnTime: "Time"
    case .columnChannel: "Channel"
    case .columnItem: "Item"
    case .columnBasis: "Source"
    case .columnLevel: "Level"
    case .columnCode: "Code"
    case .columnPlace: "Place"
    case .columnMessage: "Message"
    case .columnPath: "File"
    case .columnBytes: "Bytes"
    case .columnEncoding: "Encoding"
    case .columnFormat: "Format"
    case .columnRows: "Entries"
    case .columnHash: "SHA-256"
    case .columnMarking: "Marking"
    case .columnHops: "Hops"
    case .columnEntities: "Entities"
    case .columnFirstTime: "First time"
    case .columnLastTime: "Last time"
    case .columnItemTitle: "Item title"
    case .columnExit: "To outside"
    default: englishPage
    }
  }
}
