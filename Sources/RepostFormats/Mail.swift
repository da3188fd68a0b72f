/// Reads mail: one message (RFC 5322, MIME) or a mailbox of them (mbox).
///
/// Each attachment is a record, and an attached message one of its own; a message without any passes on
/// its text.
struct Mail: FormatReader {
  static let format = ForeignFormat.mail

  private let file: String

  init(_ options: ImportOptions, file: String) { self.file = file }

  // MARK: - Recognition

  private static let markers: Set<String> = [
    "message-id", "mime-version", "received", "return-path", "delivered-to", "content-type",
    "x-mailer", "user-agent", "list-id", "content-transfer-encoding", "x-unsent", "references",
    "in-reply-to", "dkim-signature",
  ]
  private static let common: Set<String> = [
    "from", "to", "cc", "bcc", "subject", "date", "sender", "reply-to", "x-unsent",
  ]

  static func recognises(_ head: FileHead) -> Bool {
    var names: Set<String> = []
    var markersFound = 0
    var hasAddress = false
    var isFirst = true
    var strays = 0
    for line in head.bytes.split(separator: 0x0A, maxSplits: 400, omittingEmptySubsequences: false)
    {
      let line = line.last == 0x0D ? line.dropLast() : line
      if line.isEmpty {
        if isFirst { continue }
        break
      }
      defer { isFirst = false }
      if isFirst, line.starts(with: "From ".utf8) { continue }
      if line.first == 0x20 || line.first == 0x09 {
        if isFirst { return false }
        continue
      }
      guard let name = line.withUnsafeBytes({ MailHeader.name($0)?.text }) else {
        // An editor or a server may leave a line that is no field.
        strays += 1
        if strays > 1 || isFirst { return false }
        continue
      }
      if markers.contains(name) { markersFound += 1 }
      if name == "from" || name == "to", line.contains(UInt8(ascii: "@")) { hasAddress = true }
      if markers.contains(name) || common.contains(name) { names.insert(name) }
    }
    if names.contains("from"), names.contains("subject"), hasAddress { return true }
    return names.count >= 2 && markersFound > 0
  }

  // MARK: - Reading

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    let lines = MailLines(input)
    var box = Mailbox(file: file, sink: sink)
    while let piece = try lines.next() { try box.take(piece) }
    try box.finish(byte: lines.position, line: lines.line)
  }
}

/// Parts a file into its messages.
private struct Mailbox {
  private let file: String
  private let sink: any ImportSink
  private let seen = MailDuplicates()
  private var parser: MailParser?
  private var isMailbox = false
  private var isOfPatches = false
  private var isAfterBlank = true
  // A line that may part two messages; the next line tells.
  private var held: Held?

  private struct Held {
    var bytes: [UInt8]
    var line: Int
  }

  init(file: String, sink: any ImportSink) {
    self.file = file
    self.sink = sink
  }

  mutating func take(_ piece: MailLines.Piece) throws(FormatProblem) {
    if let held {
      self.held = nil
      if piece.isStart, MailHeader.name(piece.bytes) != nil {
        try begin(line: held.line)
      } else {
        try pass(held)
      }
    }
    guard parser != nil else { return try first(piece) }
    let isAfterBlank = isAfterBlank
    self.isAfterBlank = piece.isBlank
    guard isMailbox, piece.isStart else { return try pass(piece) }
    if isAfterBlank, piece.bytes.begins(with: "From ") {
      let line = Held(bytes: Array(piece.bytes), line: piece.line)
      guard isOfPatches || !Self.isPatch(line.bytes) else { return try pass(piece) }
      if Self.hasDate(line.bytes) { return try begin(line: line.line) }
      if piece.isEnd {
        held = line
        return
      }
    }
    try pass(unescaped(piece))
  }

  private mutating func first(_ piece: MailLines.Piece) throws(FormatProblem) {
    if piece.isBlank { return }
    if piece.bytes.begins(with: "From ") {
      isMailbox = true
      isOfPatches = Self.isPatch(Array(piece.bytes))
      parser = MailParser(file: file, line: piece.line, seen: seen, sink: sink)
    } else {
      let parser = MailParser(file: file, line: piece.line, seen: seen, sink: sink)
      self.parser = parser
      try parser.take(piece)
    }
    isAfterBlank = false
  }

  private mutating func begin(line: Int) throws(FormatProblem) {
    if let open = try parser?.finish() {
      sink.remark(FileMessage(.partsWithoutEnd), line: open)
    }
    parser = MailParser(file: file, line: line, seen: seen, sink: sink)
    isAfterBlank = false
  }

  private func pass(_ piece: MailLines.Piece) throws(FormatProblem) { try parser?.take(piece) }

  private func pass(_ held: Held) throws(FormatProblem) {
    let parser = parser
    let result = held.bytes.withUnsafeBytes { bytes -> Result<Void, FormatProblem> in
      do throws(FormatProblem) {
        return .success(
          try parser?.take(
            MailLines.Piece(bytes: bytes, line: held.line, isStart: true, isEnd: true)) ?? ())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// A line without the mark that keeps it from parting messages.
  private func unescaped(_ piece: MailLines.Piece) -> MailLines.Piece {
    guard piece.bytes.first == UInt8(ascii: ">"),
      UnsafeRawBufferPointer(rebasing: piece.bytes.drop { $0 == UInt8(ascii: ">") })
        .begins(with: "From ")
    else { return piece }
    var piece = piece
    piece.bytes = UnsafeRawBufferPointer(rebasing: piece.bytes.dropFirst())
    return piece
  }

  mutating func finish(byte: Int, line: Int) throws(FormatProblem) {
    if let held { try pass(held) }
    guard let parser else {
      throw FormatProblem(
        found: "no message", expected: "the header of one",
        advice: "check that the file is whole")
    }
    if let open = try parser.finish() {
      sink.endsEarly(
        line: line, byte: byte,
        found: FileMessage(.endInParts, "\(open)"))
    }
  }

  /// Whether a line is what Git writes over a patch.
  private static func isPatch(_ line: [UInt8]) -> Bool {
    let words = line.split(separator: 0x20)
    return words.count >= 2 && words[1].count == 40
      && words[1].allSatisfy { MailDecoder.digit($0) != nil }
      && line.suffix(24).elementsEqual("Mon Sep 17 00:00:00 2001".utf8)
  }

  /// Whether a line ends with a date, as those do that part messages.
  private static func hasDate(_ line: [UInt8]) -> Bool {
    let words = line.split(separator: 0x20)
    let isClock = { (word: ArraySlice<UInt8>) in
      word.contains(UInt8(ascii: ":"))
        && word.allSatisfy { (48...58).contains($0) }
    }
    let isYear = { (word: ArraySlice<UInt8>) in
      word.count == 4 && word.allSatisfy { (48...57).contains($0) }
    }
    return words.count >= 5 && words.contains(where: isClock)
      && words.suffix(3).contains(where: isYear)
  }
}
