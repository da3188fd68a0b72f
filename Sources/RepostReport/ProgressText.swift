public import RepostRecords
public import RepostTrace

/// How far the work on a case has come, for one line of a terminal.
///
/// - Parameters:
///   - progress: What is being done, and how much of it is done.
///   - perSecond: How many records are done in a second, where that is known.
///   - secondsLeft: How long this stage will go on, where that is known.
///   - language: The language to write in.
/// - Returns: A line of text without a line break.
public func progressText(
  _ progress: WorkProgress, perSecond: Int?, secondsLeft: Int?, language: Language
) -> String {
  let say = Wording(language: language)
  let stage: Phrase =
    switch progress.stage {
    case .reading: .stageReading
    case .linking: .stageLinking
    case .measuring: .stageMeasuring
    }
  return say(
    .progress,
    [
      "stage": say(stage),
      "what": say.parts([progress.records], [.progressRecords], perSecond, secondsLeft),
    ])
}

/// How far the work on a stream of cases has come, for one line of a terminal.
///
/// - Parameters:
///   - cases: The number of cases that are done.
///   - records: The number of records in them.
///   - perSecond: How many records are done in a second, where that is known.
///   - secondsLeft: How long the work will go on, where that is known.
///   - language: The language to write in.
/// - Returns: A line of text without a line break.
public func progressText(
  cases: Int, records: Int, perSecond: Int?, secondsLeft: Int?, language: Language
) -> String {
  let say = Wording(language: language)
  return say(
    .progress,
    [
      "stage": say(.stageTracing),
      "what": say.parts(
        [cases, records], [.progressCases, .progressRecords], perSecond, secondsLeft),
    ])
}

extension Wording {
  fileprivate func parts(
    _ counts: [Int], _ phrases: [Phrase], _ perSecond: Int?, _ secondsLeft: Int?
  ) -> String {
    let pace = [(Phrase.progressRate, perSecond), (.progressLeft, secondsLeft)]
    return (Array(zip(phrases, counts.map { Int?($0) })) + pace)
      .compactMap { phrase, number in number.map { self(phrase, ["n": String($0)]) } }
      .joined(separator: self(.comma))
  }
}
