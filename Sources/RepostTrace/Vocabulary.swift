public import RepostRecords

/// The words of a language for what a case is made of, the same on maps, in lists and in reports.
///
/// What a case names in a word of its own, a channel or a zone, comes back as it is: whoever shows it
/// has to clean and escape it.
public struct Vocabulary: Sendable {
  /// The language of the words.
  public let language: Language

  /// Takes the words of a language.
  public init(_ language: Language) { self.language = language }

  /// The word for a zone, `nil` standing for one that is unknown.
  public func zone(_ name: String?) -> String {
    guard let name else { return language == .chinese ? "不明" : "unknown" }
    guard language == .chinese else { return name }
    return switch name {
    case "authorised": "授权范围"
    case "internal": "单位内部"
    case "external": "单位外部"
    case "public": "公众网络"
    case "overseas": "境外"
    default: name
    }
  }

  /// The word for a channel.
  public func channel(_ word: String) -> String {
    KnownChannel(word)?.word(language) ?? word
  }

  /// The word for a kind of entity.
  public func word(_ kind: EntityKind) -> String {
    guard language == .chinese else { return kind.word }
    return switch kind {
    case .person: "个人"
    case .group: "群"
    case .account: "账号"
    case .organisation: "单位"
    case .site: "网站"
    }
  }

  /// The word for how sure a record is.
  public func word(_ certainty: Certainty) -> String {
    guard language == .chinese else { return certainty.word }
    return switch certainty {
    case .confirmed: "已确认"
    case .probable: "很可能"
    case .alleged: "据称"
    }
  }

  /// The word for a role.
  public func word(_ role: Role) -> String {
    let words: (english: String, chinese: String) =
      switch role {
      case .origin: ("origin", "源头")
      case .forwarder: ("forwarder", "转发人")
      case .firstBreach: ("first breach", "首次违规")
      case .exporter: ("exporter", "外传人")
      case .firstExporter: ("first exporter", "首次外传人")
      case .publisher: ("publisher", "发布人")
      case .director: ("director", "指使人")
      case .approver: ("approver", "审批人")
      }
    return language == .chinese ? words.chinese : words.english
  }

  /// How a record is cited: by its id, and by a word before one that is only a number.
  public func citation(ofRecord id: String) -> String {
    guard id.allSatisfy(\.isNumber) else { return id }
    return (language == .chinese ? "记录" : "record ") + id
  }

  /// What stands in place of the name of an actor whom no record names.
  public var unnamed: String { language == .chinese ? "未具名者" : "unnamed" }

  /// What stands in place of a time that a record gives in a form that cannot be read.
  public var timeUnreadable: String {
    language == .chinese ? "所载时间无法识别" : "time on record cannot be read"
  }

  /// What stands in place of a time that no record gives.
  public var timeUnknown: String { language == .chinese ? "时间无记载" : "time not recorded" }
}

extension KnownChannel {
  /// What maps, lists and reports call it.
  package func word(_ language: Language) -> String {
    let words: (english: String, chinese: String) =
      switch self {
      case .courier: ("courier", "机要专递")
      case .handover: ("handover", "当面交接")
      case .read: ("reading", "查阅")
      case .fax: ("fax", "传真")
      case .phone: ("phone", "电话")
      case .mms: ("MMS", "彩信")
      case .sms: ("SMS", "短信")
      case .wechat: ("WeChat", "微信")
      case .wechatGroup: ("WeChat group", "微信群")
      case .weibo: ("Weibo", "微博")
      case .publicAccount: ("public account", "公众号")
      case .email: ("e-mail", "电子邮件")
      case .web: ("web", "网页")
      case .unknown: ("channel not recorded", "渠道无记载")
      }
    return language == .chinese ? words.chinese : words.english
  }
}
