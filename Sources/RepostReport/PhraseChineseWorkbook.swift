extension Phrase {
  /// The Chinese templates of the workbook of forwarders.
  var chineseWorkbook: String {
    switch self {
    case .workbookSheet: "转发人"
    case .workbookNotes: "说明"
    case .workbookMadeBy: "由 repost-tracer {version} 生成。"
    case .workbookColumn: "栏目"
    case .workbookMeaning: "各栏含义"
    case .workbookMore: "……另有{n}人，全部见 {file}"
    case .workbookUnseen: "看不见的字符以代码写出。单元格容纳不下的内容予以截断，并在末尾注明字符数。"
    case .moreCharacters: "……另有{n}个字符"

    case .explainOrder: "按首次行为的先后排列。"
    case .explainID: "记录中的叫法。问号加记录编号表示记录未载明姓名的发送人。"
    case .explainName: "实体文件所载名称，没有则为标识；发送人未具名的留空。"
    case .explainKind: "个人、群、账号、单位或网站，以实体文件为准；未声明的按个人计。"
    case .explainZone: "所处圈层，以实体文件、案件文件和本次运行的选项为准。"
    case .explainOrganisation: "实体文件所载单位。"
    case .explainTitle: "实体文件所载职务。"
    case .explainResponsible: "仅按记录填“{yes}”或“{no}”；案件文件未载明规则的留空。"
    case .explainRoles: "记录所示的角色及其记录。"
    case .explainBroken: "其记录违反案件文件的哪些规则，以及是哪些记录。"
    case .explainRuleText: "规则所依据的法律或规定，以案件文件所载为准。"
    case .explainFirstAct: "其最先转发、指使或批准的那条记录的时间；记录未载明时间的留空。"
    case .explainSources: "首次行为之前可能从谁处取得：标识，最多列{n}个。"
    case .explainSourceRecords: "首次行为之前可能据哪些记录取得，最多列{n}条。"
    case .explainReach: "未计算的留空。"
    case .explainRecords: "其转发、指使或批准的全部记录，按先后排列。"
    case .explainEvidence: "这些记录所引的证据。"
    default: chineseVerify
    }
  }
}
