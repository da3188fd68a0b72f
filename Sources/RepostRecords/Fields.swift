/// The fields of a sort of row, found by the headers that name them.
protocol FieldSet: CaseIterable, RawRepresentable, Sendable where RawValue == Int {
  /// The name that messages give the field.
  var name: String { get }
  /// The headers that mean the field, in lower case and without spaces, `-` and `_`.
  var headers: [String] { get }
  /// Whether the field is a list.
  var isList: Bool { get }
  /// Headers that a file must have: one of each group.
  static var required: [[Self]] { get }
  /// What a row is called in messages.
  static var rowName: String { get }
  /// What its rows are called in messages.
  static var plural: String { get }
}

extension FieldSet {
  /// The field that a header means.
  static func field(of header: String) -> Self? {
    let plain = plain(header)
    return allCases.first { $0.headers.contains(plain) }
  }

  /// Whether a header mostly counts rows: where another column is the id, this one is none.
  static func countsRows(_ header: String) -> Bool { ["序号", "序號"].contains(plain(header)) }

  private static func plain(_ header: String) -> String {
    String(
      header.lowercased().unicodeScalars.filter {
        !$0.properties.isWhitespace && $0 != "-" && $0 != "_" && $0 != "\u{FEFF}"
      }
      .map(Character.init))
  }

  /// The first Chinese header that means the field.
  var chineseName: String {
    headers.first { header in header.utf8.contains { $0 >= 0x80 } } ?? name
  }

  /// What the headers of a file must be, for messages.
  static var requirement: String {
    required.map { group in
      let names = group.map { "\(quoted($0.name)) (\($0.chineseName))" }
      return names.count > 1 ? "at least one of " + names.joined(separator: " and ") : names[0]
    }
    .joined(separator: " and ")
  }
}

/// A field of a record.
enum RecordField: Int, FieldSet {
  case id
  case time
  case from
  case to
  case channel
  case item
  case parent
  case original
  case directedBy
  case approvedBy
  case certainty
  case evidence
  case note

  static let rowName = "record"
  static let plural = "records"
  static let required: [[RecordField]] = [[.to], [.from, .time]]

  var name: String {
    switch self {
    case .directedBy: "directed_by"
    case .approvedBy: "approved_by"
    default: "\(self)"
    }
  }

  var isList: Bool {
    switch self {
    case .to, .directedBy, .approvedBy, .evidence: true
    default: false
    }
  }

  var headers: [String] {
    switch self {
    case .id: ["id", "record", "recordid", "编号", "編號", "记录编号", "記錄編號", "序号", "序號"]
    case .time:
      [
        "time", "date", "datetime", "timestamp", "时间", "時間", "日期", "发送时间", "發送時間", "转发时间",
        "轉發時間",
      ]
    case .from:
      [
        "from", "sender", "source", "发送人", "發送人", "发件人", "發件人", "发送者", "發送者", "转发人",
        "轉發人", "寄件人",
      ]
    case .to:
      [
        "to", "recipient", "recipients", "receiver", "receivers", "target", "接收人", "收件人", "收件者",
        "接收者", "收到人",
      ]
    case .channel: ["channel", "渠道", "方式", "途径", "途徑", "发送方式", "發送方式"]
    case .item: ["item", "document", "content", "文件", "檔案", "材料", "文件名"]
    case .parent: ["parent", "来源记录", "來源記錄"]
    case .original: ["original", "原作者"]
    case .directedBy: ["directedby", "指使人", "指示人"]
    case .approvedBy: ["approvedby", "审批人", "審批人"]
    case .certainty: ["certainty", "可信度"]
    case .evidence: ["evidence", "证据", "證據", "证据编号", "證據編號"]
    case .note: ["note", "备注", "備註"]
    }
  }
}

/// A field of an entity.
enum EntityField: Int, FieldSet {
  case id
  case name
  case kind
  case zone
  case organisation
  case title
  case members
  case size
  case aliases

  static let rowName = "entity"
  static let plural = "entities"
  static let required: [[EntityField]] = [[.id]]

  var name: String { "\(self)" }

  /// Whether headers are those of an entities file.
  static func isDescribed(by headers: [String]) -> Bool {
    let fields = Set(headers.compactMap { field(of: $0) })
    return !fields.isDisjoint(with: [.id, .name])
      && !fields.isDisjoint(with: [.kind, .zone, .members, .size, .aliases])
  }

  var isList: Bool { self == .members || self == .aliases }

  var headers: [String] {
    switch self {
    case .id: ["id", "标识", "標識"]
    case .name: ["name", "名称", "名稱", "姓名"]
    case .kind: ["kind", "类型", "類型"]
    case .zone: ["zone", "圈层", "圈層"]
    case .organisation: ["organisation", "organization", "单位", "單位"]
    case .title: ["title", "职务", "職務"]
    case .members: ["members", "成员", "成員"]
    case .size: ["size", "人数", "人數", "总人数", "總人數"]
    case .aliases: ["aliases", "别名", "別名"]
    }
  }
}
