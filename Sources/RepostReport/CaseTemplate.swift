internal import CXlsxWriter
public import RepostTrace

/// An empty workbook to type a case into: sheets of records, entities, items and zones.
///
/// Cells that take one of a few words offer them; each sheet of records and entities has an example row.
public struct CaseTemplate {
  private let isChinese: Bool

  /// Rows down to this one offer their words.
  private static let lastRow: UInt32 = 5_000

  /// Makes a template.
  ///
  /// - Parameter language: The language of headers, words and the example.
  public init(language: Language) { isChinese = language == .chinese }

  /// One sheet.
  private struct Sheet {
    var name: String
    var columns: [Column]
    var example: [[String]]
  }

  private struct Column {
    var header: String
    var width: Double
    /// The words that a cell can hold; none where it can hold anything.
    var words: [String] = []
    /// What is shown where the header is pointed at.
    var hint: String
  }

  /// Writes the workbook.
  ///
  /// - Parameters:
  ///   - scratch: Where the file is put together.
  ///   - sink: Takes the bytes, in order.
  /// - Throws: ``ResultError`` where it cannot be written, and what `sink` throws.
  public func write(in scratch: ScratchPlace, to sink: Sink) throws {
    let name = "case.xlsx"
    try scratch.make(name, to: sink) { file, folder in
      try write(to: file, workingIn: folder, shown: scratch.path(of: name))
    }
  }

  private func write(
    to file: String, workingIn folder: String, shown path: String
  ) throws(ResultError) {
    // The library reads the names until the workbook is closed, and copies both.
    let book = file.withCString { file in
      var folder = Array(folder.utf8CString)
      return folder.withUnsafeMutableBufferPointer { folder in
        var options = lxw_workbook_options()
        options.tmpdir = folder.baseAddress
        return workbook_new_opt(file, &options)
      }
    }
    guard let book else { throw Self.failure(path) }
    var properties = lxw_doc_properties()
    // The same template is the same file whenever it is made.
    properties.created = 1_577_836_800
    workbook_set_properties(book, &properties)
    let header = workbook_add_format(book)
    format_set_bold(header)
    format_set_bg_color(header, 0xDDE6F0)
    format_set_border(header, UInt8(LXW_BORDER_THIN.rawValue))
    let example = workbook_add_format(book)
    format_set_italic(example)
    format_set_font_color(example, 0x595959)
    let text = workbook_add_format(book)
    // Excel would turn ids and dates into numbers of its own.
    format_set_num_format(text, "@")
    for sheet in [records, entities, items, zones] {
      guard let page = workbook_add_worksheet(book, sheet.name) else { throw Self.failure(path) }
      worksheet_freeze_panes(page, 1, 0)
      for (place, column) in sheet.columns.enumerated() {
        let place = UInt16(place)
        worksheet_set_column(page, place, place, column.width, text)
        worksheet_write_string(page, 0, place, column.header, header)
        worksheet_write_comment(page, 0, place, column.hint)
        if !column.words.isEmpty { Self.offer(column.words, page, place) }
      }
      for (row, cells) in sheet.example.enumerated() {
        for (place, cell) in cells.enumerated() where !cell.isEmpty {
          worksheet_write_string(page, UInt32(row + 1), UInt16(place), cell, example)
        }
      }
    }
    guard workbook_close(book) == LXW_NO_ERROR else { throw Self.failure(path) }
  }

  private static func failure(_ path: String) -> ResultError {
    ResultError(
      kind: .cannotCreate, path: path, found: "cannot be written", advice: "name another place")
  }

  private static func offer(
    _ words: [String], _ page: UnsafeMutablePointer<lxw_worksheet>, _ column: UInt16
  ) {
    var list: [UnsafeMutablePointer<CChar>?] = words.map { word in
      let bytes = Array(word.utf8CString)
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
      copy.initialize(from: bytes, count: bytes.count)
      return copy
    }
    list.append(nil)
    defer { for word in list { word?.deallocate() } }
    list.withUnsafeMutableBufferPointer { list in
      var validation = lxw_data_validation()
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      validation.value_list = list.baseAddress
      // Other words can be typed: a channel or a zone can be the case's own.
      validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_INFORMATION.rawValue)
      worksheet_data_validation_range(page, 1, column, lastRow, column, &validation)
    }
  }

  private func say(_ english: String, _ chinese: String) -> String { isChinese ? chinese : english }

  private func column(
    _ english: String, _ chinese: String, _ width: Double, words: [String] = [], hint: String,
    _ chineseHint: String
  ) -> Column {
    Column(
      header: say(english, chinese), width: width, words: words, hint: say(hint, chineseHint))
  }

  private var zoneWords: [String] {
    isChinese
      ? ["授权范围", "单位内部", "单位外部", "公众网络", "境外"]
      : ["authorised", "internal", "external", "public", "overseas"]
  }

  private var records: Sheet {
    Sheet(
      name: say("Records", "记录"),
      columns: [
        column("id", "编号", 9, hint: "The record's own number", "记录自己的编号"),
        column(
          "time", "时间", 20,
          hint: "As exactly as it is known: 2017-10-03 21:15, 2017-10, 2017; "
            + "2017-10-01/2017-10-07 for an interval; blank for unknown",
          "知道多少写多少：2017-10-03 21:15、2017-10、2017；一段时间写 2017-10-01/2017-10-07；不知道则留空"),
        column("from", "发送人", 16, hint: "Who passed it on; blank if not known", "谁转出的；不知道则留空"),
        column(
          "to", "接收人", 24, hint: "Who got it, separated by ; — * for a public post",
          "谁收到的，用 ; 分开；公开发布写 *"),
        column(
          "channel", "渠道", 14,
          words: isChinese
            ? ["机要交换", "传真", "电话", "彩信", "微信", "微信群", "微博", "公众号", "电子邮件", "网页"]
            : [
              "courier", "fax", "phone", "mms", "wechat", "wechat-group", "weibo",
              "public-account", "email", "web",
            ], hint: "How it was passed on", "怎样转出的"),
        column("item", "文件", 14, hint: "What was passed on", "转出的是什么"),
        column(
          "parent", "来源记录", 10, hint: "The number of the record by which the sender got it",
          "发送人据以取得文件的那条记录的编号"),
        column(
          "original", "原作者", 14, hint: "Whom the message itself names as its author", "消息自身载明的作者"),
        column("directed_by", "指使人", 14, hint: "Who asked for it, separated by ;", "谁要求转的，用 ; 分开"),
        column("approved_by", "审批人", 14, hint: "Who signed it off, separated by ;", "谁批准的，用 ; 分开"),
        column(
          "certainty", "可信度", 11,
          words: isChinese ? ["确认", "可能", "据称"] : ["confirmed", "probable", "alleged"],
          hint: "How sure the record is; confirmed if blank", "记录有多可靠；留空为确认"),
        column("evidence", "证据", 18, hint: "References to exhibits, separated by ;", "证据编号，用 ; 分开"),
        column("note", "备注", 24, hint: "Free text", "任意文字"),
      ],
      example: [
        isChinese
          ? [
            "R1", "2017-10-03 21:15", "张某甲", "李某;王某", "传真", "电报", "", "", "", "赵某", "确认",
            "卷一第3页", "示例，请删除",
          ]
          : [
            "R1", "2017-10-03 21:15", "Zhang A", "Li;Wang", "fax", "telegram", "", "", "", "Zhao",
            "confirmed", "file 1 page 3", "example: delete this row",
          ]
      ])
  }

  private var entities: Sheet {
    Sheet(
      name: say("Entities", "人员"),
      columns: [
        column("id", "标识", 16, hint: "What records call it", "记录中的叫法"),
        column("name", "名称", 18, hint: "What maps and lists show", "图和名单上显示的名称"),
        column(
          "kind", "类型", 12,
          words: isChinese
            ? ["个人", "群", "账号", "单位", "网站"]
            : ["person", "group", "account", "organisation", "site"],
          hint: "person if blank", "留空为个人"),
        column("zone", "圈层", 14, words: zoneWords, hint: "Unknown if blank", "留空为不明"),
        column("organisation", "单位", 18, hint: "Shown beside the name", "显示在名称旁"),
        column("title", "职务", 14, hint: "Shown beside the name", "显示在名称旁"),
        column(
          "members", "成员", 26, hint: "Of a group or an organisation, separated by ;",
          "群或单位的成员，用 ; 分开"),
        column(
          "size", "人数", 8, hint: "Head count where the members are not all known", "成员不全知时的总人数"),
        column(
          "aliases", "别名", 20, hint: "Other spellings in records, separated by ;", "记录中的其他写法，用 ; 分开"
        ),
      ],
      example: [
        isChinese
          ? ["张某甲", "张某甲", "个人", "授权范围", "市委办公室", "秘书", "", "", ""]
          : ["Zhang A", "Zhang A", "person", "authorised", "City office", "secretary", "", "", ""]
      ])
  }

  private var items: Sheet {
    Sheet(
      name: say("Items", "文件"),
      columns: [
        column("id", "编号", 14, hint: "What records call it", "记录中的叫法"),
        column("title", "标题", 26, hint: "Its title", "标题"),
        column("marking", "密级", 12, hint: "Its marking", "密级"),
        column("issuer", "制发单位", 20, hint: "The entity that issued it", "制发该文件的单位或个人"),
        column(
          "permitted_zone", "允许圈层", 16, words: zoneWords,
          hint: "The outermost zone that may hold it", "可以知悉的最外圈层"),
        column(
          "approved_channels", "批准渠道", 20, hint: "Nothing else may carry it; separated by ;",
          "只准用这些渠道，用 ; 分开"),
        column(
          "derived_from", "来源文件", 16, hint: "Items it was written from, separated by ;",
          "据以写成的文件，用 ; 分开"),
        column("rule", "规定", 26, hint: "The law or order behind the rule", "依据的法律或规定"),
        column(
          "aliases", "别名", 20, hint: "Other ids of the same item in records, separated by ;",
          "同一文件在记录中的其他编号，用 ; 分开"),
      ],
      example: [])
  }

  private var zones: Sheet {
    Sheet(
      name: say("Zones", "圈层"),
      columns: [
        column("zone", "圈层", 18, hint: "From the innermost to the outermost", "自内而外"),
        column(
          "outside", "外部", 12, hint: "A word here marks the first zone that counts as outside",
          "在第一个算作外部的圈层旁写“是”"),
      ],
      example: zoneWords.enumerated().map { place, zone in
        [zone, place == 2 ? say("yes", "是") : ""]
      })
  }
}
