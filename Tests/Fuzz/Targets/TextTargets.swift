@testable import GraphvizKit
@testable import RepostFormats
@testable import RepostMap
@testable import RepostRecords
@testable import RepostReport

extension FuzzTarget {
  static let texts = [time, labels, escapes]

  /// A time that is read spans something, and what is written of it reads as the same again.
  private static let time = FuzzTarget(name: "time") { bytes in
    var feed = ByteFeed(bytes)
    let names = ["UTC", "+08:00", "-09:30", "Asia/Shanghai", "America/New_York", "+14:00"]
    guard let zone = CaseTimeZone(names[Int(feed.next()) % names.count]) else { return }
    let text = feed.remaining
    let reader = TimeReader(zone: zone)
    func read(_ bytes: [UInt8]) -> TimeReader.Reading { bytes.withUnsafeBytes { reader.read($0) } }
    let string = String(decoding: text, as: UTF8.self)
    _ = ISOTime.ofAPI(string)
    for written in [WrittenTime(string)?.iso, MailDate(string)?.iso] {
      // In another time zone the first and the last day are none.
      guard let written, !written.isEmpty, !["0001", "9999"].contains(written.prefix(4)) else {
        continue
      }
      guard case .time = read(Array(written.utf8)) else {
        throw BrokenPromise(description: "a reader writes \(written), which is no time")
      }
    }
    guard case .time(let time) = read(text) else { return }
    try require(time.span.start < time.span.end, "a span of nothing")
    let shown = time.text(in: zone)
    guard case .time(let again) = read(Array(shown.utf8)) else {
      throw BrokenPromise(description: "\(shown) is no time")
    }
    try require(again.span == time.span, "\(shown) spans \(again.span), not \(time.span)")
  }

  /// What a label shows is its text; nothing of it is taken for markup or an escape.
  private static let labels = FuzzTarget(name: "labels") { bytes in
    var feed = ByteFeed(bytes)
    let limit = 1 + Int(feed.next())
    let width = 4 + Int(feed.next() & 63)
    let text = String(decoding: feed.remaining, as: UTF8.self)
    let drawn = DrawnText(text, limit: limit)
    try require(drawn.description.count <= limit, "\(drawn.description.count) characters")
    try requirePlain(drawn.description, "drawn text")

    let run = TextRun(text, size: 9, color: DrawingColor(0xD55E00), bold: true, limit: limit)
    let label = HTMLLabel([[run, TextRun(text, limit: limit)], [run]])
    let document = XMLText(Array("<x>\(label.markup)</x>".utf8))
    try require(document.problem == nil, "a label that is no XML: \(document.problem ?? "")")
    try require(
      document.elements.isSubset(of: ["x", "BR", "B", "FONT"]), "elements \(document.elements)")
    let expected = String(repeating: drawn.description, count: 3)
    try require(
      drawn.description.isEmpty || plain(document.text) == plain(expected.doublingBackslashes),
      "a label shows \(document.text)")

    let lines = WrappedText(text, width: width).lines
    try require(lines.count <= 4, "\(lines.count) lines")
    for line in lines { try require(!line.isEmpty, "an empty line") }
  }

  /// What a page, a table or JSON holds is the text, and nothing of it is taken for markup.
  private static let escapes = FuzzTarget(name: "escapes") { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    let html: HTMLText = "<p title=\"\(text)\">\(text)</p>"
    let document = XMLText(Array(html.markup.utf8))
    try require(document.problem == nil, "HTML that is no XML: \(document.problem ?? "")")
    try require(document.elements == ["p"], "elements \(document.elements)")
    try require(document.text == visible(text), "HTML shows \(document.text)")
    try requirePlain(visible(text), "visible text")

    var json = JSONText()
    json.array { $0.string(text) }
    let value = try jsonValue(json.finish()) as? [String]
    // The other reader leaves out byte order marks.
    let held = value?.map { $0.replacing("\u{FEFF}", with: "") }
    try require(held == [text.replacing("\u{FEFF}", with: "")], "JSON holds \(value ?? [])")

    var csv = CSVText()
    csv.add([text, "end"])
    try requireTable(csv.bytes, "CSV")
    let row = try csvRows(csv.bytes)[0]
    let shown = visible(text, keeping: "\t\r\n")
    try require(row == [shown, "end"] || row == ["'" + shown, "end"], "CSV holds \(row)")
  }
}

/// The scalars of a text; a space that must stay counts as one.
private func plain(_ text: String) -> [Unicode.Scalar] {
  text.unicodeScalars.map { $0 == "\u{A0}" ? " " : $0 }
}

extension String {
  // By scalars: a mark on a backslash makes another character of it.
  fileprivate var doublingBackslashes: String {
    unicodeScalars.reduce(into: "") { text, scalar in
      if scalar == "\\" { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
  }
}
