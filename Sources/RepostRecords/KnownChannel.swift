/// The channels that the product has words for, in whichever language a record names them.
package enum KnownChannel: CaseIterable, Sendable {
  case courier
  case handover
  case read
  case fax
  case phone
  case mms
  case sms
  case wechat
  case wechatGroup
  case weibo
  case publicAccount
  case email
  case web
  case unknown

  /// The channel that a record's word stands for, or `nil` where it is none of these.
  package init?(_ text: String) {
    let word = String(text.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
    guard let known = Self.allCases.first(where: { $0.spellings.contains(word) }) else {
      return nil
    }
    self = known
  }

  private var spellings: [String] {
    switch self {
    case .courier: ["courier", "机要", "机要交换", "机要交通", "机要专递", "信使"]
    case .handover: ["handover", "hand-over", "当面交接", "当面", "面交"]
    case .read: ["read", "查阅", "阅读"]
    case .fax: ["fax", "传真"]
    case .phone: ["phone", "telephone", "call", "电话"]
    case .mms: ["mms", "彩信"]
    case .sms: ["sms", "短信"]
    case .wechat: ["wechat", "weixin", "微信"]
    case .wechatGroup: ["wechat-group", "微信群"]
    case .weibo: ["weibo", "微博"]
    case .publicAccount: ["public-account", "公众号", "微信公众号"]
    case .email: ["email", "e-mail", "mail", "电子邮件", "邮件"]
    case .web: ["web", "website", "网页", "网站"]
    case .unknown: ["unknown", "不明", "不详", "未知", "渠道不明", "渠道无记载"]
    }
  }

  /// The word that files use for it, by which channels are compared.
  package var name: String {
    switch self {
    case .courier: "courier"
    case .handover: "handover"
    case .read: "read"
    case .fax: "fax"
    case .phone: "phone"
    case .mms: "mms"
    case .sms: "sms"
    case .wechat: "wechat"
    case .wechatGroup: "wechat-group"
    case .weibo: "weibo"
    case .publicAccount: "public-account"
    case .email: "email"
    case .web: "web"
    case .unknown: "unknown"
    }
  }
}
