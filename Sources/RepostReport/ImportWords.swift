import RepostFormats
import RepostRecords
import RepostTrace

extension Wording {
  /// What people call the format of a file; the word itself where it is a native one.
  func format(_ word: String) -> String {
    guard let format = ForeignFormat(rawValue: word) else { return word.uppercased() }
    return language == .chinese ? format.chineseTitle : format.title
  }

  func word(_ reason: LeftOut) -> String {
    language == .chinese ? reason.chineseWord : reason.rawValue
  }

  /// How often something in a file is no record of a transmission, by reason.
  func counts(_ leftOut: [LeftOutCount]) -> String {
    list(leftOut.map { "\(word($0.reason)) \($0.count)" })
  }
}

extension ForeignFormat {
  fileprivate var chineseTitle: String {
    switch self {
    case .workbook: "Excel 工作簿"
    case .memotrace: "留痕导出的微信记录"
    case .pywxdump: "PyWxDump 导出的微信记录"
    case .chatlog: "chatlog 导出的微信记录"
    case .qq: "QQ 消息记录"
    case .sms: "短信备份（SMS Backup & Restore）"
    case .xferfaxlog: "HylaFAX 传真日志"
    case .mail: "邮件"
    case .ced: "微博转发（CED）"
    case .weibo: "微博接口"
    case .weiboLines: "微博采集"
    case .casflow: "微博转发链（CasFlow）"
    case .telegram: "Telegram 导出"
    case .tgdataset: "Telegram 频道（TGDataset）"
    case .whatsapp: "WhatsApp 导出"
    case .twitterTree: "Twitter15/16 转发树"
    case .xv1: "X 接口 1.1"
    case .xv2: "X 接口 2"
    case .activitypub: "ActivityPub"
    case .bluesky: "Bluesky"
    case .ufed: "Cellebrite UFED 报告"
    case .caseUCO: "CASE/UCO"
    case .graphml: "GraphML"
    case .gexf: "GEXF"
    case .dot: "Graphviz DOT"
    }
  }
}

extension LeftOut {
  fileprivate var chineseWord: String {
    switch self {
    case .systemMessage: "系统消息"
    case .serviceMessage: "服务消息"
    case .unsupportedMessage: "导出程序未能写出的消息"
    case .draft: "草稿"
    case .unsent: "未发出"
    case .failed: "发送失败"
    case .call: "通话"
    case .revoked: "已撤回"
    case .undone: "已取消"
    case .duplicate: "重复"
    case .empty: "无内容"
    case .noTransmission: "不是转发"
    case .notInFile: "文件中没有"
    case .otherObject: "其他内容"
    }
  }
}
