/// Reads WeChat chats as MemoTrace (留痕) exports them: CSV, one chat a file.
///
/// The rows of one-to-one chats are three fields shorter than the headers. The messages are numbered for
/// each database, and the ids by which quotes name them are not in the file.
struct MemoTraceReader: FormatReader {
  static let format = ForeignFormat.memotrace

  private let file: String
  private var records: WeChatRecords

  init(_ options: ImportOptions, file: String) {
    self.file = file
    records = WeChatRecords(options, file: file)
  }

  static func recognises(_ head: FileHead) -> Bool {
    let headers = csvHeaders(head)
    return ["localId", "TalkerId", "Type", "SubType", "IsSender", "StrContent"]
      .allSatisfy(headers.contains)
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    var csv = CSVInput(input)
    let columns = CSVColumns(try csv.next()?.fields ?? [])
    while let row = try csv.next() {
      guard !row.isOpen else {
        sink.endsEarly(line: row.line, byte: row.position, found: FileMessage(.quoteWithoutEnd))
        return
      }
      guard row.fields.count >= 9, let type = columns.value("Type", in: row).trimmedInteger,
        let subType = columns.value("SubType", in: row).trimmedInteger
      else {
        sink.skip(
          FormatProblem(
            line: row.line, FileMessage(.rowWithoutType, "\(row.fields.count)"),
            expected: FileMessage(.typeAndFields)))
        continue
      }
      try take(row, columns, type, subType, into: sink)
    }
  }

  private mutating func take(
    _ row: CSVInput.Row, _ columns: CSVColumns, _ type: Int64, _ subType: Int64,
    into sink: any ImportSink
  ) throws(FormatProblem) {
    let sender = columns.value("Sender", in: row)
    let number = columns.value("localId", in: row)
    let chat = columns.value("TalkerId", in: row)
    var record = ImportedRecord(line: row.line)
    record.id = number.isEmpty ? "" : "\(file):\(chat):\(number)"
    setTime(columns.value("CreateTime", in: row), columns.value("StrTime", in: row), &record)
    let isOwn = columns.value("IsSender", in: row).trimmedInteger == 1
    let remark = columns.value("Remark", in: row)
    let name = remark.isEmpty ? columns.value("NickName", in: row) : remark
    if isOwn { records.noteOwner(account: sender, name: name, line: row.line, into: sink) }
    if row.fields.count > 9 {
      let group = "group \(chat) of \(file)"
      sink.describe(entity: group, name: chatName, kind: .group)
      if !isOwn, !sender.isEmpty {
        sink.describe(entity: records.entity(sender), name: name, kind: .person)
      }
      record.from = isOwn ? records.owner : sender.isEmpty ? nil : records.entity(sender)
      record.to = [group]
      record.channel = "wechat-group"
    } else {
      let partner = "contact \(chat) of \(file)"
      sink.describe(entity: partner, name: chatName, kind: .person)
      sink.describe(entity: records.owner, name: "", kind: .person)
      record.from = isOwn ? records.owner : partner
      record.to = [isOwn ? partner : records.owner]
      record.channel = "wechat"
    }
    let content = WeChatContent(
      type: type, subType: subType,
      content: columns.value("StrContent", in: row).without(sender: sender))
    try records.take(
      content, record, unique: "\(file):\(row.line)", parent: { _ in nil }, into: sink)
  }

  private func setTime(_ seconds: String, _ local: String, _ record: inout ImportedRecord) {
    record.time = WrittenTime(seconds)?.iso ?? WrittenTime(local)?.iso ?? ""
    if !local.isEmpty { record.extras.append(("time as written", local)) }
    if record.time.isEmpty, !seconds.isEmpty {
      record.extras.append(("CreateTime", seconds))
    }
  }

  /// The name of the chat, by which the file is called.
  private var chatName: String {
    guard let end = file.firstRange(of: "_utf8.csv") else { return "" }
    return String(file[..<end.lowerBound])
  }
}

/// The headers of comma-separated values.
func csvHeaders(_ head: FileHead) -> Set<String> {
  Set(
    head.firstLine.split(separator: ",").map { header in
      header.filter { $0 != "\"" && $0 != " " && $0 != "\u{FEFF}" }
    })
}

extension String {
  /// A message of a group without the account that old versions of WeChat put before it.
  func without(sender: String) -> String {
    guard !sender.isEmpty, hasPrefix("\(sender):\n") else { return self }
    return String(dropFirst(sender.count + 2))
  }
}
