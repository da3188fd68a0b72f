import RepostRecords
import RepostTrace

/// The words of one language.
struct Wording {
  let language: Language

  /// A phrase with its values filled in.
  func callAsFunction(_ phrase: Phrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
    let template = template(phrase)
    guard template.contains("{") else { return template }
    var text = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      let slot = rest[rest.index(after: open)..<close]
        .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let value = values.first { $0.key == slot.first ?? "" }?.value ?? ""
      if slot.count == 2 {
        let forms = slot[1].split(separator: "/", omittingEmptySubsequences: false)
        text += (value == "1" ? forms.first : forms.last) ?? ""
      } else {
        text += value
      }
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  func template(_ phrase: Phrase) -> String {
    switch language {
    case .english: phrase.english
    case .chinese: phrase.chinese
    }
  }

  /// A list in words, cut where it has more than `limit` entries.
  func list(_ entries: [String], limit: Int = .max) -> String {
    list(entries.prefix(limit).map { $0 }, outOf: entries.count)
  }

  /// A list of the first of `total` entries in words.
  func list(
    _ entries: [String], outOf total: Int, separator: Phrase = .listSeparator
  ) -> String {
    let list = entries.joined(separator: self(separator))
    guard total > entries.count else { return list }
    return self(.andMore, ["list": list, "n": String(total - entries.count)])
  }

  func word(_ role: Role) -> String {
    switch (language, role) {
    case (.english, .origin): "origin"
    case (.english, .forwarder): "forwarder"
    case (.english, .firstBreach): "first breach"
    case (.english, .exporter): "exporter"
    case (.english, .firstExporter): "first exporter"
    case (.english, .publisher): "publisher"
    case (.english, .director): "director"
    case (.english, .approver): "approver"
    case (.chinese, .origin): "源头"
    case (.chinese, .forwarder): "转发人"
    case (.chinese, .firstBreach): "首次违规"
    case (.chinese, .exporter): "外传人"
    case (.chinese, .firstExporter): "首次外传人"
    case (.chinese, .publisher): "发布人"
    case (.chinese, .director): "指使人"
    case (.chinese, .approver): "审批人"
    }
  }

  func word(_ kind: EntityKind) -> String {
    guard language == .chinese else { return kind.word }
    return switch kind {
    case .person: "个人"
    case .group: "群"
    case .account: "账号"
    case .organisation: "单位"
    case .site: "网站"
    }
  }

  func word(_ certainty: Certainty) -> String {
    guard language == .chinese else { return certainty.word }
    return switch certainty {
    case .confirmed: "已确认"
    case .probable: "很可能"
    case .alleged: "据称"
    }
  }

  /// The word for a channel; the case's own word where it is none of the usual ones.
  func channel(_ word: String) -> String {
    let labels: (english: String, chinese: String)? =
      switch word {
      case "courier": ("courier", "专人递送")
      case "fax": ("fax", "传真")
      case "phone": ("phone", "电话")
      case "mms": ("MMS", "彩信")
      case "sms": ("SMS", "短信")
      case "wechat": ("WeChat", "微信")
      case "wechat-group": ("WeChat group", "微信群")
      case "weibo": ("Weibo", "微博")
      case "public-account": ("public account", "公众号")
      case "email": ("e-mail", "电子邮件")
      case "web": ("web", "网页")
      case "read": ("reading in person", "查阅")
      case "handover": ("handing over", "当面交接")
      case "unknown": ("channel not recorded", "渠道无记载")
      default: nil
      }
    guard let labels else { return visible(word) }
    return language == .chinese ? labels.chinese : labels.english
  }

  /// The word for a zone; the case's own word where it is none of the usual ones, `nil` for unknown.
  func zone(_ word: String?) -> String {
    guard let word else { return language == .chinese ? "不明" : "unknown" }
    guard language == .chinese else { return visible(word) }
    return switch word {
    case "authorised": "获授权"
    case "internal": "内部"
    case "external": "外部"
    case "public": "公开"
    case "overseas": "境外"
    default: visible(word)
    }
  }
}
