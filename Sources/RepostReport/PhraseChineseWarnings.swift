extension Phrase {
  /// The Chinese templates of warnings.
  var chineseWarnings: String {
    switch self {
    case .warningLine: "提示：{kind}：{text}"
    case .warningLineOfRecord: "提示：{kind}：{text}（记录{id}）"
    case .warningKind: "{text}（{code}）"
    case .warningCount: "{kind}{n}条"
    case .warningWithheld: "{text}；要看输入中的原文，请不用化名再运行"
    case .inEnglish: "{text}（原文为英文）"
    case .inQuotes: "“{text}”"
    default: ""
    }
  }
}
