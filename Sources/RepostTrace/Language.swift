/// The language of maps, lists and reports.
public enum Language: String, CaseIterable, Sendable {
  case english = "en"
  case chinese = "zh"
}
