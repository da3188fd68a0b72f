import Testing

/// What a reader meets who opens a report in a browser.
///
/// All suites of it are extensions of this one, so
/// that no two tests look at the one browser at once.
@Suite(.serialized) struct BrowserTests {}

/// A report and what its pages should say of themselves.
struct Sample: Sendable, CustomTestStringConvertible {
  let name: String
  let option: String
  let language: String
  let title: String

  var testDescription: String { "\(name) (\(language))" }

  /// One case told in both languages, each in its own.
  static let both = [
    Sample(name: "fax-and-mms", option: "zh", language: "zh-CN", title: "传真与彩信案"),
    Sample(name: "fax-and-mms-en", option: "en", language: "en", title: "The fax and MMS case"),
  ]

  func report() async throws -> Report { try await Report.sample(name, option) }
}
