/// The formats of other programs that records are read from.
public enum ForeignFormat: String, CaseIterable, Sendable {
  /// A workbook of Excel or LibreOffice (`.xlsx`).
  case workbook = "xlsx"
  /// WeChat messages as MemoTrace (留痕) exports them, CSV.
  case memotrace
  /// WeChat messages as PyWxDump and programs of its kind export them, CSV.
  case pywxdump
  /// WeChat messages as chatlog exports them, JSON.
  case chatlog
  /// The text export of QQ for PC.
  case qq
  /// The backup of SMS Backup & Restore, XML.
  case sms
  /// The log of HylaFAX, `xferfaxlog`.
  case xferfaxlog
  /// Mail: one message (`.eml`) or many (`mbox`).
  case mail
  /// Reposts of one Weibo post as the CED collection keeps them, JSON.
  case ced
  /// Reposts as the API of Weibo gives them, JSON.
  case weibo
  /// Reposts of Weibo, one JSON object a line, as crawlers write them.
  case weiboLines = "weibo-lines"
  /// Cascades as DeepHawkes and CasFlow keep them, text.
  case casflow
  /// The export of Telegram Desktop, JSON.
  case telegram
  /// Channels of Telegram as TGDataset keeps them, JSON.
  case tgdataset
  /// The export of a WhatsApp chat, text.
  case whatsapp
  /// Trees of the collections Twitter15 and Twitter16, text.
  case twitterTree = "twitter-tree"
  /// Posts as version 1.1 of the API of X gives them, JSON or one a line.
  case xv1 = "x-v1"
  /// Posts as version 2 of the API of X gives them, JSON.
  case xv2 = "x-v2"
  /// An outbox or activities of ActivityPub, JSON.
  case activitypub
  /// Posts and reposts of Bluesky, JSON or the lines of Jetstream.
  case bluesky
  /// Chats in a report of Cellebrite UFED, XML.
  case ufed
  /// Messages in CASE/UCO, JSON-LD.
  case caseUCO = "case-uco"
  /// GraphML, XML.
  case graphml
  /// GEXF, XML.
  case gexf
  /// The language of Graphviz.
  case dot

  /// Whether the bytes of a file are read as they are, because the format itself says how they are
  /// encoded.
  public var readsAnyEncoding: Bool {
    switch self {
    case .workbook, .mail, .sms, .ufed, .graphml, .gexf: true
    default: false
    }
  }

  /// What people call the format.
  public var title: String {
    switch self {
    case .workbook: "Excel workbook"
    case .memotrace: "WeChat export of MemoTrace"
    case .pywxdump: "WeChat export of PyWxDump"
    case .chatlog: "WeChat export of chatlog"
    case .qq: "QQ text export"
    case .sms: "SMS Backup & Restore"
    case .xferfaxlog: "HylaFAX log"
    case .mail: "mail"
    case .ced: "Weibo reposts (CED)"
    case .weibo: "Weibo API"
    case .weiboLines: "Weibo crawl"
    case .casflow: "Weibo cascades (CasFlow)"
    case .telegram: "Telegram export"
    case .tgdataset: "Telegram channels (TGDataset)"
    case .whatsapp: "WhatsApp export"
    case .twitterTree: "Twitter15/16 tree"
    case .xv1: "X API 1.1"
    case .xv2: "X API 2"
    case .activitypub: "ActivityPub"
    case .bluesky: "Bluesky"
    case .ufed: "Cellebrite UFED"
    case .caseUCO: "CASE/UCO"
    case .graphml: "GraphML"
    case .gexf: "GEXF"
    case .dot: "Graphviz DOT"
    }
  }
}
