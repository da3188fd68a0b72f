/// What one record says, to be appended to a table.
package struct RecordValues {
  package var id: String
  package var parent: String?
  package var time = StatedTime.unknown
  package var actor = RecordTable.none
  package var recipients: [Int32] = []
  package var channel = "unknown"
  package var item: Int32 = 0
  package var original = RecordTable.none
  package var directors: [Int32] = []
  package var approvers: [Int32] = []
  package var certainty = Certainty.confirmed
  package var evidence = ""
  package var note = ""
  package var extras: [ExtraField] = []
  package var file = 0
  package var line = 1

  package init(id: String) { self.id = id }
}

extension RecordTable {
  /// Appends a record whose id no other has; parents are found by ``resolveParents()``.
  ///
  /// It is for tables that are not read from files, and slower than reading.
  package mutating func append(_ values: RecordValues) {
    let record = count
    var id = values.id
    let idKey = id.withUTF8 { ids.key(of: UnsafeRawBufferPointer($0)) }
    let holder = ids.claim(idKey)
    precondition(holder == nil, "two records have the id \(values.id)")
    var parent = values.parent ?? ""
    let parentKey = parent.withUTF8 { ids.key(of: UnsafeRawBufferPointer($0)) }
    parentRecords.append(parentKey, among: ids)
    times.append(values.time)
    actors.append(values.actor)
    recipients.append(values.recipients)
    channels.append(channelNames.intern(values.channel))
    items.append(values.item)
    setOriginal(values.original, of: record)
    directors.append(values.directors)
    approvers.append(values.approvers)
    setCertainty(values.certainty, of: record)
    completeColumns()
    places.append(record: record, file: values.file, line: values.line)
    var (evidence, note) = (values.evidence, values.note)
    evidence.withUTF8 { evidence in
      note.withUTF8 { note in
        texts.append(
          record: record, evidence: UnsafeRawBufferPointer(evidence),
          note: UnsafeRawBufferPointer(note), extras: values.extras)
      }
    }
  }
}
