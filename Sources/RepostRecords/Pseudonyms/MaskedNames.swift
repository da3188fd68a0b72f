/// What stays of a name in the writing of Chinese courts: of a person the surname.
enum MaskedNames {
  /// The start of the masked name of an entity; `nil` where its name is not Chinese.
  ///
  /// A person is known by the surname, such as 张某, and everyone and everything else by kind alone.
  static func base(of name: String, kind: EntityKind) -> String? {
    let scalars = Array(name.unicodeScalars)
    guard scalars.contains(where: isHan) else { return nil }
    switch kind {
    case .person:
      guard (2...4).contains(scalars.count), scalars.allSatisfy(isHan) else { return nil }
      return surname(scalars) + "某"
    case .group: return "某群"
    case .account: return "某账号"
    case .organisation: return "某单位"
    case .site: return "某网站"
    }
  }

  private static func surname(_ name: [Unicode.Scalar]) -> String {
    let first = String(name[0])
    guard name.count > 2 else { return first }
    let two = first + String(name[1])
    return compound.contains(two) ? two : first
  }

  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isIdeographic
  }

  private static let compound: Set<String> = [
    "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "东方", "東方", "皇甫", "尉迟", "尉遲",
    "公孙", "公孫", "慕容", "令狐", "司徒", "司空", "夏侯", "宇文", "长孙", "長孫", "轩辕", "軒轅",
    "端木", "百里", "东郭", "東郭", "南宫", "南宮", "西门", "西門", "独孤", "獨孤", "拓跋", "呼延",
    "申屠", "太史", "闻人", "聞人", "钟离", "鍾離", "万俟", "澹台", "澹臺", "赫连", "赫連", "濮阳",
    "濮陽", "淳于", "单于", "單于", "公冶", "宗政", "完颜", "完顏", "纳兰", "納蘭", "第五", "梁丘",
  ]
}
