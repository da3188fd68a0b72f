extension Phrase {
  /// The English templates of warnings.
  var englishWarnings: String {
    switch self {
    case .warningLine: "warning: {kind}: {text}"
    case .warningLineOfRecord: "warning: {kind}: {text} (record {id})"
    case .warningKind: "{text} ({code})"
    case .warningCount: "{kind} {n}"
    case .warningWithheld: "{text}; run without pseudonyms for the words of the input"
    case .inEnglish: "{text} (in English)"
    case .inQuotes: "'{text}'"
    default: ""
    }
  }
}
