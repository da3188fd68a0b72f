/// The words of files, in English and in Chinese.
extension Certainty {
  /// The certainty of a word; `confirmed` where there is none.
  init?(word: UnsafeRawBufferPointer) {
    if word.isEmpty {
      self = .confirmed
      return
    }
    switch word.string.lowercased() {
    case "confirmed", "确认", "已确认", "確認", "已確認": self = .confirmed
    case "probable", "很可能", "可能": self = .probable
    case "alleged", "据称", "传闻", "據稱", "傳聞": self = .alleged
    default: return nil
    }
  }
}

extension EntityKind {
  /// The kind of a word; `person` where there is none.
  init?(word: String?) {
    switch word?.lowercased() {
    case nil, "person", "个人", "個人", "人员", "人員", "人": self = .person
    case "group", "群", "群组", "群組", "微信群", "qq群", "工作群": self = .group
    case "account", "账号", "帐号", "帳號", "公众号", "公眾號", "微博账号", "微博帐号", "微博帳號":
      self = .account
    case "organisation", "organization", "单位", "單位", "公司", "机构", "機構", "组织", "組織", "部门", "部門":
      self = .organisation
    case "site", "网站", "網站": self = .site
    default: return nil
    }
  }
}
