import RepostRecords

extension RecordSentence {
  /// The Chinese template.
  var chinese: String {
    switch self {
    case .alone: "{1}"
    case .found: "读到{1}"
    case .expected: "应为{1}"
    case .quoted: "“{1}”"
    case .either: "“{1}”或“{2}”"
    case .rowSkipped: "该行已跳过：{1}；原文为“{2}”"

    case .noRecipient: "记录未载明接收人，不构成转发；请填写接收人，公开发布的填“*”"
    case .selfForward: "记录载明{1}转给了自己；该接收人不计"
    case .unknownParent: "载明的来源记录“{1}”不在输入中；发送人从何处取得，改由其他记录推断"
    case .parentAfterChild: "来源记录{1}所载时间必晚于本记录；来源关系仍保留，请核对两者的时间"
    case .parentMismatch: "来源记录{1}不是发给{2}的；仍按由该记录取得计"
    case .ownParent: "记录以自己为来源记录；按未载明来源记录计"
    case .parentCycle:
      "{1}条记录依次互为来源记录，首尾相接；本记录是其中最先的一条，不取其所载来源“{2}”，按未载明来源记录计"
    case .ambiguousOrigin:
      "{1}次转发所载时间不够精确，每一次都可能来自其余各次；本记录的这一次是其中最先的一次，按源头计"
    case .sentBeforeReceived:
      "发送人在其首次收到的记录（{1}）之前就已转出；两个时间可能有一个有误，也可能更早的接收无记载"
    case .duplicateID: "标识“{1}”已是第{2}行记录的标识；本记录在此称“{3}”；来源记录写作“{1}”的，指前一条"
    case .duplicateIDOfFile:
      "标识“{1}”已是另一文件第{2}行记录的标识；本记录在此称“{3}”；来源记录写作“{1}”的，指前一条"
    case .duplicateRecord:
      "与“{1}”（{2}:{3}）所载相同：发送人、接收人、时间、渠道和文件都一样；两条都保留"

    case .timeUnreadable: "时间“{1}”无法识别，按不明计；请写成{2}，或其中两个以 A/B 相连"
    case .timeBackwards: "时间“{1}”的结束不晚于开始，按不明计；请写成{2}，或其中两个以 A/B 相连"
    case .timesOfUnknownZone:
      "文件未注明{1}个时间的时区，现按时区{2}读取：先后可靠，时刻未必；请用 --time-zone 指明"
    case .timesOfUnknownZoneAmongOthers:
      "文件未注明{1}个时间的时区，现按时区{2}读取：其间先后可靠，时刻未必，与注明时区的时间孰先孰后也未必；请用 --time-zone 指明"
    case .undeclaredEntity: "“{1}”未在实体文件中登记，按个人计；请在其中登记，或列为已登记者的别名"
    case .similarName:
      "“{1}”与“{2}”只在大小写、全角半角、空格或标点上不同；仍按两个计，若为同一个，请把其中一个列为另一个的别名"
    case .unknownZone: "“{2}”的圈层“{1}”不是本案的圈层，按不明计；本案的圈层为{3}"

    case .numberShortened:
      "{2}列的数字{1}：Excel 只保留15位，更长的已失去末尾几位；这类标识请按文本录入"
    case .entitySheetUnread: "其中的实体工作表未读取，因实体另有文件登记"
    case .itemSheetsUnread: "其中的文件和圈层工作表未读取，因另有文件载明"

    case .fields: "{1}个字段"
    case .textAfterQuote: "右引号之后还有文字"
    case .longName: "字段“{2}”中{1}字节长的名称"
    case .severalNames: "字段“{2}”中有几个名称：“{1}”"
    case .audienceInField: "字段“{1}”中有“*”"
    case .certainty: "可信度“{1}”"
    case .noID: "没有标识"
    case .id: "标识“{1}”"
    case .idAgain: "标识“{1}”重复"
    case .kind: "类型“{1}”"
    case .size: "人数“{1}”"
    case .membersOfKind: "类型为“{1}”的也列有成员"
    case .audienceAsName: "以“*”为名称"
    case .aliasOfID: "别名“{1}”，而它是第{2}行的标识"
    case .aliasOfAlias: "别名“{1}”，而它已是“{2}”的别名"
    case .memberOfItself: "“{1}”是自己的成员"
    case .objectOverLines: "一个对象占了几行"
    case .keyAgain: "键“{1}”重复"
    case .valueInField: "字段“{2}”中的“{1}”"
    case .separatorInEntry: "字段“{1}”的一项之内有“;”"
    case .endOfText: "文本结尾"
    case .endOfLineInString: "字符串中换行"
    case .controlCharacter: "控制字符"
    case .openString: "字符串没有结束"
    case .unknownEscape: "不认识的转义"
    case .escape: "转义“{1}”"
    case .halfPair: "半个代理对"
    case .nestedTooDeep: "数组和对象嵌套超过{1}层"

    case .fieldsOfHeader: "与表头相同的{1}个"
    case .separatorOrLineEnd: "分隔符或行尾"
    case .atMost: "至多{1}"
    case .one: "一个"
    case .name: "名称"
    case .names: "名称"
    case .entityName: "记录中对它的称呼"
    case .nameNoBroadcast: "名称，“*”表示公开发布"
    case .oneName: "一个名称，“;”用来分隔几个名称"
    case .wholeNumber: "0到{1}的整数"
    case .membersOfCollectives: "只有群和单位才列成员"
    case .eachIDOnce: "每个标识只出现一次；第一次在第{1}行"
    case .aliasesOfOne: "只指一个对象的别名"
    case .otherEntities: "其他对象"
    case .oneObjectALine: "每行一个对象"
    case .lineEndAfterObject: "对象之后即换行"
    case .array: "一个 JSON 数组"
    case .recordObject: "每条记录一个对象"
    case .entityObject: "每个实体一个对象"
    case .key: "双引号中的键"
    case .colonAfterKey: "键后的“:”"
    case .eachFieldOnce: "每个字段只出现一次"
    case .textOrArray: "文本或数组"
    case .text: "文本"
    case .oneEntry: "每个文本一项"
    case .string: "双引号中的字符串"
    case .noControlCharacter: "不含控制字符的字符串"
    case .closingMark: "结尾的双引号"
    case .anEscape: "转义"
    case .oneOfEscapes: "{1}之一"
    case .textWithoutZeros: "不含零字符的文本"
    case .bothHalves: "完整的代理对"
    case .hexadecimalDigits: "4位十六进制数字"
    case .digit: "数字"
    case .value: "值"
    }
  }
}
