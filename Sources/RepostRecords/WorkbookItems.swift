internal import RepostFormats

/// The sheets of items and zones of a workbook, as a case file.
struct WorkbookItems {
  /// The case file in YAML; `nil` where no sheet declares anything.
  private(set) var yaml: String?

  private enum Field: String, CaseIterable {
    case id
    case title
    case marking
    case issuer
    case permittedZone = "permitted_zone"
    case approvedChannels = "approved_channels"
    case derivedFrom = "derived_from"
    case rule
    case aliases

    var headers: [String] {
      switch self {
      case .id: ["id", "编号", "編號", "标识", "標識", "文件编号"]
      case .title: ["title", "标题", "標題", "名称", "名稱", "文件名称"]
      case .marking: ["marking", "密级", "密級"]
      case .issuer: ["issuer", "制发单位", "製發單位", "发文单位"]
      case .permittedZone: ["permittedzone", "允许圈层", "允許圈層", "知悉范围"]
      case .approvedChannels: ["approvedchannels", "批准渠道", "准许渠道"]
      case .derivedFrom: ["derivedfrom", "来源文件", "依据文件"]
      case .rule: ["rule", "规定", "規定", "依据"]
      case .aliases: ["aliases", "别名", "別名"]
      }
    }

    var isList: Bool { [.approvedChannels, .derivedFrom, .aliases].contains(self) }

    static func field(of header: String) -> Field? {
      let plain = header.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" }
      return allCases.first { $0.headers.contains(plain) }
    }
  }

  init(_ book: Workbook, _ sheets: [WorkbookCase.Sheet]) throws(FormatProblem) {
    var lines: [String] = []
    if let sheet = sheets.first(where: Self.isZones) {
      lines += try Self.zones(book, sheet)
    }
    if let (sheet, header) = Self.items(sheets) {
      lines.append("items:")
      let rows = WorkbookCase.RowList()
      try book.forEachRow(of: sheet.sheet) { (row) throws(FormatProblem) in
        if row.number > header.number { rows.all.append(row) }
        return rows.all.count < YAMLValue.sizeLimit
      }
      let fields = header.cells.map { Field.field(of: $0) }
      var length = 0
      for row in rows.all where length <= YAMLValue.sizeLimit {
        lines.append(Self.item(row, fields))
        length += lines.last?.utf8.count ?? 0
      }
      if rows.all.isEmpty { lines.removeLast() }
    }
    yaml = lines.isEmpty ? nil : lines.joined(separator: "\n") + "\n"
  }

  private static func isZones(_ sheet: WorkbookCase.Sheet) -> Bool {
    ["zones", "zone", "圈层", "圈層"].contains(sheet.sheet.name.lowercased()) && !sheet.top.isEmpty
  }

  // A sheet whose headers say what only items have.
  private static func items(
    _ sheets: [WorkbookCase.Sheet]
  ) -> (WorkbookCase.Sheet, Workbook.Row)? {
    for sheet in sheets where !isZones(sheet) && sheet.entityHeader == nil {
      let header = sheet.top.first { row in
        let fields = Set(row.cells.compactMap { Field.field(of: $0) })
        return fields.contains(.id) && fields.count > 1
      }
      if let header { return (sheet, header) }
    }
    return nil
  }

  private static func item(_ row: Workbook.Row, _ fields: [Field?]) -> String {
    var entries: [String] = []
    for (column, cell) in row.cells.enumerated() where column < fields.count {
      guard let field = fields[column], !cell.isEmpty else { continue }
      let value =
        field.isList
        ? "["
          + cell.split { $0 == ";" || $0 == "；" }.map { quotedText(String($0).trimmingBlanks) }
          .joined(separator: ", ") + "]" : quotedText(cell.trimmingBlanks)
      entries.append("\(field.rawValue): \(value)")
    }
    return "  - {" + entries.joined(separator: ", ") + "}"
  }

  // A name a row, from inner to outer; a word in the second column marks the first that is outside.
  private static func zones(
    _ book: Workbook, _ sheet: WorkbookCase.Sheet
  ) throws(FormatProblem) -> [String] {
    let rows = WorkbookCase.RowList()
    try book.forEachRow(of: sheet.sheet) { (row) throws(FormatProblem) in
      rows.all.append(row)
      return true
    }
    var names: [String] = []
    var boundary: String?
    for row in rows.all.dropFirst() {
      guard let name = row.cells.first?.trimmingBlanks, !name.isEmpty else { continue }
      names.append(name)
      if boundary == nil, row.cells.count > 1, !row.cells[1].trimmingBlanks.isEmpty {
        boundary = name
      }
    }
    guard !names.isEmpty else { return [] }
    var lines = ["zones: [" + names.map(quotedText).joined(separator: ", ") + "]"]
    if let boundary { lines.append("boundary: " + quotedText(boundary)) }
    return lines
  }

  private static func quotedText(_ text: String) -> String {
    var bytes: [UInt8] = []
    appendQuoted(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends a text as a JSON string.
  static func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20, 0x7F:
        let digits = String(byte, radix: 16)
        bytes += Array("\\u00\(byte < 16 ? "0" : "")\(digits)".utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The letters of a column, such as `AB`.
  static func letters(_ column: Int) -> String {
    var number = column + 1
    var letters = ""
    while number > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (number - 1) % 26))) + letters
      number = (number - 1) / 26
    }
    return letters
  }
}

extension String {
  /// The text without blanks around it.
  var trimmingBlanks: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
