import RepostFormats
import RepostRecords
import RepostTrace

extension Wording {
  /// What a warning is about: the code by which results know it, with its meaning where that is no English.
  func kind(_ code: WarningCode) -> String {
    guard language == .chinese else { return code.rawValue }
    return self(.warningKind, ["text": code.chineseName, "code": code.rawValue])
  }

  /// How many warnings there are of each code.
  func counts(_ warnings: [Warning]) -> String {
    list(
      warningCounts(warnings).map {
        self(.warningCount, ["kind": kind($0.code), "n": String($0.count)])
      })
  }

  /// What a warning says, safe to show.
  func message(_ warning: Warning) -> String {
    guard language == .chinese else { return visible(warning.message) }
    switch warning.detail {
    case .records(let message): return text(message) { $0.chinese }
    case .file(let message): return text(message) { $0.chinese }
    case .withheld: return self(.warningWithheld, ["text": warning.code.chinese])
    }
  }

  // Messages stand in each other no deeper than the code that makes them nests them.
  private func text<Sentence>(
    _ message: Message<Sentence>, _ template: (Sentence) -> String
  ) -> String {
    func shown(_ value: Message<Sentence>.Value) -> String {
      switch value {
      case .text(let text): visible(text)
      case .english(let text): self(.inEnglish, ["text": visible(text)])
      case .quoted(let words):
        list(words.map { self(.inQuotes, ["text": visible($0)]) })
      case .listed(let values): list(values.map(shown))
      case .parts(let parts):
        parts.map { text($0, template) }.joined(separator: self(.partSeparator))
      case .message(let message): text(message, template)
      }
    }
    return message.filled(template(message.sentence), shown)
  }
}

extension WarningCode {
  fileprivate var chineseName: String {
    switch self {
    case .noRecipient: "无接收人"
    case .selfForward: "转给自己"
    case .unknownParent: "来源记录缺失"
    case .parentMismatch: "来源记录不符"
    case .parentAfterChild: "来源记录较晚"
    case .parentCycle: "来源记录成环"
    case .ambiguousOrigin: "源头未定"
    case .badTime: "时间无法识别"
    case .duplicateID: "标识重复"
    case .duplicateRecord: "记录重复"
    case .undeclaredEntity: "未登记"
    case .unknownZone: "圈层不明"
    case .badRow: "无法读取"
    case .similarName: "名称相近"
    case .sentBeforeReceived: "转出早于收到"
    case .unknownTimeZone: "时区未注明"
    case .cutFile: "文件不完整"
    case .remark: "读取说明"
    }
  }

  /// What a warning says in Chinese where words of the input may not be repeated.
  fileprivate var chinese: String {
    switch self {
    case .noRecipient: "记录未载明接收人，不构成转发"
    case .selfForward: "记录把发送人也列为接收人，该接收人不计"
    case .unknownParent: "载明的来源记录不在输入中"
    case .parentMismatch: "从载明的来源记录看，发送人并未由其取得"
    case .parentAfterChild: "载明的来源记录所载时间必晚于本记录"
    case .parentCycle: "几条记录依次互为来源记录，首尾相接"
    case .ambiguousOrigin: "几条记录的时间不够精确，互为先后，其中一条按源头计"
    case .badTime: "时间无法识别，按不明计"
    case .duplicateID: "标识与此前一条记录相同，在此另行称呼"
    case .duplicateRecord: "与此前一条记录所载相同，两条都保留"
    case .undeclaredEntity: "提到的一方未在实体文件中登记"
    case .unknownZone: "所载圈层不是本案的圈层"
    case .badRow: "一行无法读取，已略去"
    case .similarName: "两个名称只在大小写、全角半角、空格或标点上不同，仍按两个计"
    case .sentBeforeReceived: "发送人收到的记录比其转出更晚"
    case .unknownTimeZone: "文件未注明其中时间的时区"
    case .cutFile: "文件中断或损坏，此前的内容均已读取"
    case .remark: "关于文件是怎样读取的一点说明"
    }
  }
}
