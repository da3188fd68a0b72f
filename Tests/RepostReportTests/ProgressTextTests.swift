import RepostRecords
import RepostReport
import RepostTrace
import Testing

@Test func progressNamesStageRecordsRateAndTimeLeft() {
  let progress = WorkProgress(stage: .reading, records: 1_200_000, fraction: 0.5)
  #expect(
    progressText(progress, perSecond: 800_000, secondsLeft: 2, language: .english)
      == "reading: 1200000 records, 800000 a second, about 2 s left")
  #expect(
    progressText(progress, perSecond: 800_000, secondsLeft: 2, language: .chinese)
      == "读取：记录1200000条，每秒800000条，约余2秒")
}

@Test func progressLeavesOutWhatIsNotKnown() {
  let lines = WorkProgress.Stage.allCases.map { stage in
    progressText(
      WorkProgress(stage: stage, records: 1, fraction: nil), perSecond: nil, secondsLeft: nil,
      language: .english)
  }
  #expect(
    lines == [
      "reading: 1 record", "finding where everyone had it from: 1 record", "measuring: 1 record",
    ])
}
