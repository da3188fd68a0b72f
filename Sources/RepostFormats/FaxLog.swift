/// Reads the log of HylaFAX and HylaFAX+, whose layout differs by version and by what a line tells.
struct FaxLog: FormatReader {
  static let format = ForeignFormat.xferfaxlog

  static func recognises(_ head: FileHead) -> Bool {
    head.lines.contains { line in
      let fields = line.split(separator: "\t", maxSplits: 9, omittingEmptySubsequences: false)
      return fields.count >= 9 && kinds.contains(String(fields[1]))
        && time(String(fields[0])) != nil
    }
  }

  private static let kinds: Set = ["SEND", "RECV", "POLL", "CALL", "PAGE", "UNSENT", "SUBMIT"]

  private let file: String
  private let owner: String

  init(_ options: ImportOptions, file: String) {
    self.file = file
    owner = options.owner.map(PhoneNumber.entity) ?? "owner of \(file)"
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    var lines = LineInput(input)
    while let line = try lines.next() {
      guard !line.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { continue }
      try take(FaxLine(line.text, number: line.number), into: sink)
    }
  }

  private func take(_ line: FaxLine, into sink: any ImportSink) throws(FormatProblem) {
    guard line.fields.count >= 9, Self.kinds.contains(line.kind),
      let time = Self.time(line.fields[0])
    else { return sink.skip(problem(line)) }
    switch line.kind {
    case "CALL": return sink.leaveOut(.call, line: line.number)
    case "UNSENT": return sink.leaveOut(.unsent, line: line.number)
    case "PAGE", "SUBMIT": return sink.leaveOut(.noTransmission, line: line.number)
    default: break
    }
    guard line.reason.isEmpty else { return sink.leaveOut(.failed, line: line.number) }
    guard let pages = Int(line.field(11)) else {
      return sink.skip(
        FormatProblem(
          line: line.number, FileMessage(.faxWithoutPages, "\(line.kind)"),
          expected: FileMessage(.faxPages)))
    }
    guard pages > 0 else { return sink.leaveOut(.failed, line: line.number) }
    try sink.take(record(of: line, time: time, pages: pages, sink))
  }

  private func problem(_ line: FaxLine) -> FormatProblem {
    let count = line.fields.count
    let found =
      count < 9
      ? FileMessage(.lineOfFields, "\(count)")
      : FileMessage(.lineWithTwo, "\(line.fields[0])", "\(line.kind)")
    return FormatProblem(line: line.number, found, expected: FileMessage(.faxFields))
  }

  private func record(
    of line: FaxLine, time: String, pages: Int, _ sink: any ImportSink
  ) -> ImportedRecord {
    var record = ImportedRecord(line: line.number)
    record.time = time
    record.channel = "fax"
    if line.kind == "RECV" {
      setReceived(&record, line, sink)
    } else {
      setSent(&record, line, sink)
    }
    setItem(&record, line, time: time, sink)
    record.extras.append(("pages", String(pages)))
    let shown = [
      ("duration", line.field(12)), ("job tag", line.field(6)), ("modem", line.field(4)),
      ("account", line.account),
    ]
    for (name, value) in shown where !value.isEmpty { record.extras.append((name, value)) }
    if line.fields.count < 14 {
      addNote("The log does not say whether the call ended without an error.", to: &record)
    }
    return record
  }

  private func addNote(_ note: String, to record: inout ImportedRecord) {
    record.note += record.note.isEmpty ? note : " \(note)"
  }

  // MARK: Who

  /// What networks send in place of a name.
  private static let noNames: Set = [
    "ANONYMOUS", "BLOCKED", "O", "OUT OF AREA", "P", "PRIVATE", "UNAVAILABLE", "UNKNOWN",
  ]

  private func setReceived(
    _ record: inout ImportedRecord, _ line: FaxLine, _ sink: any ImportSink
  ) {
    let station = line.field(9)
    let calling = line.callingFields.filter { !$0.isEmpty }
    let number = calling.first { PhoneNumber.digits($0) != nil }
    let name = calling.first { PhoneNumber.digits($0) == nil } ?? ""
    if let number {
      record.from = PhoneNumber.entity(number)
      let isName = !Self.noNames.contains(name.uppercased())
      sink.describe(entity: record.from ?? "", name: isName ? name : "", kind: .person)
    } else {
      if !station.isEmpty {
        record.from = PhoneNumber.entity(station)
        addNote("The sender is what the calling machine said of itself.", to: &record)
        sink.describe(entity: record.from ?? "", name: "", kind: .person)
      }
      if !name.isEmpty { record.extras.append(("name of the caller", name)) }
    }
    if !station.isEmpty { record.extras.append(("TSI", station)) }
    let called = line.field(8)
    let receiver = PhoneNumber.digits(called) == nil ? owner : PhoneNumber.entity(called)
    if receiver == owner, !called.isEmpty { record.extras.append(("local number", called)) }
    record.to = [receiver]
    sink.describe(entity: receiver, name: "", kind: .person)
  }

  private func setSent(_ record: inout ImportedRecord, _ line: FaxLine, _ sink: any ImportSink) {
    let user = line.field(7)
    let local = user.isEmpty ? (line.account.isEmpty ? owner : line.account) : user
    let here = PhoneNumber.entity(local)
    let called = line.field(8)
    let there = called.isEmpty ? nil : PhoneNumber.entity(called)
    if line.kind == "POLL" {
      record.from = there
      record.to = [here]
      addNote("It was fetched: the machine that was called gave it.", to: &record)
    } else {
      record.from = here
      record.to = there.map { [$0] } ?? []
    }
    sink.describe(entity: here, name: "", kind: .person)
    // HylaFAX+ puts the name and the number that the user gave here.
    let name = line.field(15)
    if let there {
      let isName = PhoneNumber.digits(name) == nil
      sink.describe(entity: there, name: isName ? name : "", kind: .person)
    }
    let station = line.field(9)
    if !station.isEmpty { record.extras.append((line.kind == "POLL" ? "TSI" : "CSI", station)) }
  }

  // MARK: What

  private func setItem(
    _ record: inout ImportedRecord, _ line: FaxLine, time: String, _ sink: any ImportSink
  ) {
    let document = line.field(5)
    let call = line.field(3)
    let name = document.split(separator: "/").last.map(String.init) ?? ""
    // Numbers of calls and jobs begin anew on each server; the time tells them apart.
    let key = [call, name, time].filter { !$0.isEmpty }.joined(separator: "/")
    if !call.isEmpty { record.id = key }
    record.item = call.isEmpty ? "fax:\(file):\(line.number)" : "fax:\(key)"
    let tag = line.field(6)
    if line.kind == "RECV" {
      if !document.isEmpty { record.evidence = [document] }
      sink.describe(item: record.item, title: name.isEmpty ? call : name)
    } else {
      if !document.isEmpty { record.extras.append(("job", document)) }
      sink.describe(
        item: record.item, title: tag.isEmpty ? (name.isEmpty ? call : "fax job \(name)") : tag)
    }
    if !call.isEmpty { record.extras.append(("call", call)) }
  }

  // MARK: When

  /// A date such as `01/31/26 09:05`, the month first.
  private static func time(_ text: String) -> String? {
    let numbers = text.split(whereSeparator: { $0 == "/" || $0 == " " || $0 == ":" })
    let marks = text.filter { $0 == "/" || $0 == " " || $0 == ":" }
    let values = numbers.compactMap { $0.utf8.count == 2 ? Int($0) : nil }
    guard marks == "// :", numbers.count == 5, values.count == 5, (1...12).contains(values[0]),
      (1...31).contains(values[1]), values[2] >= 0, (0..<24).contains(values[3]),
      (0..<60).contains(values[4])
    else { return nil }
    let year = values[2] < 70 ? 2000 + values[2] : 1900 + values[2]
    return ISOTime.local(
      year: year, month: values[0], day: values[1], hour: values[3], minute: values[4])
  }
}

/// The fields of one line.
private struct FaxLine {
  let fields: [String]
  let number: Int

  init(_ text: String, number: Int) {
    self.number = number
    fields = text.split(separator: "\t", omittingEmptySubsequences: false).map {
      // Some programs put quotes about what already has them.
      let bare = $0.drop { $0 == "\"" || $0.isWhitespace }
      guard let last = bare.lastIndex(where: { $0 != "\"" && !$0.isWhitespace }) else { return "" }
      return ["null", "<null>"].contains(bare[...last]) ? "" : String(bare[...last])
    }
  }

  /// The field of a number, counted from 1; empty where the line has none.
  func field(_ number: Int) -> String { number <= fields.count ? fields[number - 1] : "" }

  /// What sort of line it is.
  var kind: String { field(2) }

  /// Why it failed.
  var reason: String { field(14) }

  /// The account that a job belongs to; version 4.2.5 writes 17 fields with the account last.
  var account: String { fields.count == 17 ? field(17) : field(18) }

  /// Where the number and the name of the caller are, in an order that depends on the modem.
  var callingFields: [String] { (15...(fields.count == 17 ? 16 : 17)).map(field) }
}
