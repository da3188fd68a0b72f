/// Gives the records of posts that files repeat: as entries of their own, within other posts, and with
/// word that they were undone.
final class PostRecords {
  let sink: any ImportSink
  private var recent: RecentRecords
  private var repeated = RepeatedIDs()
  private var embedded: Set<String> = []
  /// What was undone before it came.
  private var undone: [String: String] = [:]

  /// Gives nothing yet.
  ///
  /// - Parameters:
  ///   - sink: Takes the records.
  ///   - settle: Completes a record that wants something, by those that offer it.
  init(
    into sink: any ImportSink, settle: @escaping (inout ImportedRecord, [ImportedRecord]) -> Void
  ) {
    self.sink = sink
    recent = RecentRecords(settle: settle)
  }

  /// Whether records were too many to be all compared.
  var isBeyondLimit: Bool { recent.isBeyondLimit }

  /// A record by its id, where it is among the latest.
  func record(_ id: String) -> ImportedRecord? { recent.record(id) }

  /// Takes the record of an entry; where the file had it before, it is told.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - text: Its text.
  ///   - offers: What other records may want of it.
  ///   - wants: What it wants of others.
  /// - Throws: ``FormatProblem`` where the sink throws it.
  func take(
    _ record: ImportedRecord, text: String, offers: [String] = [], wants: String? = nil
  ) throws(FormatProblem) {
    var record = record
    if record.id.isEmpty {
      return try recent.take(record, offers: offers, wants: wants, into: sink)
    }
    switch repeated.take(record.id, [record.from ?? "", record.time, record.parent, text]) {
    case .new: break
    case .other where embedded.contains(record.id):
      return sink.leaveOut(.duplicate, line: record.line)
    case .same: return sink.leaveOut(.duplicate, line: record.line)
    case .other(let number):
      record.addNote("the file has \(record.id) more than once, not always the same")
      record.post = record.id
      record.id += "#\(number)"
    }
    try give(record, offers, wants)
  }

  /// Takes the record of a post that stands within another; only the first of an id counts.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - text: Its text.
  ///   - offers: What other records may want of it.
  ///   - wants: What it wants of others.
  /// - Throws: ``FormatProblem`` where the sink throws it.
  func takeEmbedded(
    _ record: ImportedRecord, text: String, offers: [String] = [], wants: String? = nil
  ) throws(FormatProblem) {
    guard !record.id.isEmpty, !repeated.has(record.id) else { return }
    _ = repeated.take(record.id, [record.from ?? "", record.time, record.parent, text])
    embedded.insert(record.id)
    try give(record, offers, wants)
  }

  /// Marks a record as undone, which may come later.
  ///
  /// - Parameters:
  ///   - id: Its id, or something that it offers.
  ///   - end: How it came to an end.
  ///   - line: Where the file says so.
  func undo(_ id: String, _ end: RecordEnd, line: Int) {
    sink.leaveOut(.undone, line: line)
    let known = recent.record(id)?.id ?? recent.latest(offering: id)?.id ?? id
    if recent.change(known, { $0.addNote(end.note) }) { return }
    if repeated.has(known) {
      sink.remark(end.message(of: known), line: line)
    } else {
      undone[id] = end.note
    }
  }

  /// Gives the records that are left.
  func end() throws(FormatProblem) { try recent.end(into: sink) }

  private func give(
    _ record: ImportedRecord, _ offers: [String], _ wants: String?
  ) throws(FormatProblem) {
    var record = record
    for key in [record.id] + offers {
      guard let note = undone.removeValue(forKey: key) else { continue }
      record.addNote(note)
    }
    try recent.take(record, offers: offers, wants: wants, into: sink)
  }
}

/// How a record of a post came to an end: it was deleted, or a repost was undone.
struct RecordEnd {
  var isDeleted: Bool
  /// When; empty where the file tells only that it was later.
  var time = ""

  /// What stands beside the record.
  var note: String {
    (isDeleted ? "deleted " : "undone ") + (time.isEmpty ? "later" : "at \(time)")
  }

  /// What is told where the record was given before the file told this.
  func message(of record: String) -> FileMessage {
    guard !time.isEmpty else {
      return FileMessage(isDeleted ? .recordDeletedLater : .recordUndoneLater, .text(record))
    }
    return FileMessage(
      isDeleted ? .recordDeletedAt : .recordUndoneAt, .text(record), .text(time))
  }
}
