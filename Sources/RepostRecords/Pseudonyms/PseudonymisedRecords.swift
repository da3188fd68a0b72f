extension Pseudonymisation {
  mutating func nameFiles() {
    for input in old.inputs {
      let label = input.path == "-" ? "stdin" : lastComponent(of: input.path)
      files.append(filePseudonym(input.path, label: label))
    }
  }

  mutating func filePseudonym(
    _ path: String, label: String
  ) -> (path: String, label: String) {
    guard path != "-" else { return (path, label) }
    // A path with a pseudonym in it would be that of no file.
    guard !keeps(.paths) || names.areIn(path) else { return (path, label) }
    let taken = self.taken
    let file = key.file(
      PseudonymKey.File(id: label, path: path), ending: Self.ending(of: label),
      isFree: taken.isFree)
    return (file, file)
  }

  private static let endings: Set<String> = [
    "csv", "tsv", "json", "ndjson", "jsonl", "yaml", "yml", "xlsx", "xlsm", "txt", "log", "xml",
    "html", "eml", "mbox", "graphml", "gexf", "gml", "dot", "gv", "zip", "db", "sqlite", "htm",
  ]

  private static func ending(of name: String) -> String {
    guard let dot = name.lastIndex(of: ".") else { return "" }
    let ending = name[name.index(after: dot)...].lowercased()
    return endings.contains(ending) ? "." + ending : ""
  }

  func inputs() -> [InputFile] {
    zip(old.inputs, files).map { input, file in
      var input = input
      input.path = file.path
      return input
    }
  }

  mutating func records() -> RecordTable {
    let table = old.records
    let taken = self.taken
    var new = table
    new.ids = RecordIDs()
    new.ids.reserve(table.count)
    for record in 0..<table.count {
      var id = recordID(table.id(record), of: record)
      if new.ids.claim(new.ids.key(of: &id)) != nil {
        id = key.record(table.id(record), isFree: taken.isFree)
        let holder = new.ids.claim(new.ids.key(of: &id))
        precondition(holder == nil, "two records have one pseudonym")
      }
    }
    new.parentRecords = RecordParents()
    for record in 0..<table.count {
      switch table.parents[record] {
      case RecordTable.none: new.parentRecords.append(none: 1)
      case RecordTable.parentNotInInput:
        var id = recordID(table.parentID(record) ?? "", of: nil)
        new.parentRecords.append(new.ids.key(of: &id), among: new.ids)
      case let parent: new.parentRecords.append(record: parent)
      }
    }
    new.channelNames = NameTable()
    for number in 0..<table.channelNames.count {
      let place = new.channelNames.intern(channel(table.channelNames[number]))
      precondition(place == number, "two channels have one pseudonym")
    }
    new.texts =
      keeps(.notes) || keeps(.evidence)
      ? table.texts.keeping(
        evidence: keeps(.evidence), notes: keeps(.notes), without: names) : RecordTexts()
    return new
  }

  /// What stands for the id of a record: itself where it is harmless, that of its place in a file with what
  /// stands for the file, else a pseudonym.
  private mutating func recordID(_ id: String, of record: Int?) -> String {
    if isPlainID(id), !names.areIn(id) { return id }
    if let record {
      let file = old.records.file(record)
      if let input = old.inputs.indices.contains(file) ? old.inputs[file] : nil,
        let place = Self.place(in: id, path: input.path)
      {
        return files[file].label + place
      }
    }
    let taken = self.taken
    return key.record(id, isFree: taken.isFree)
  }

  /// What an id says after the name of its file: a colon and the line.
  private static func place(in id: String, path: String) -> Substring? {
    for label in path == "-" ? ["stdin"] : [path, lastComponent(of: path)]
    where id.hasPrefix(label + ":") {
      let place = id.dropFirst(label.count)
      if place.utf8.allSatisfy({ $0 == UInt8(ascii: ":") || $0 &- 48 < 10 }) { return place }
    }
    return nil
  }

  /// What reading found, without the words of the input.
  mutating func warnings(in records: RecordTable) -> [Warning] {
    var new: [Warning] = []
    for warning in old.warnings { new.append(self.warning(warning, in: records)) }
    return new
  }

  private mutating func warning(_ warning: Warning, in records: RecordTable) -> Warning {
    let record = warning.record.map { id in
      old.records.find(id).map { records.id($0) } ?? recordID(id, of: nil)
    }
    return Warning(
      code: warning.code, record: record, file: warning.file, line: warning.line,
      detail: .withheld)
  }
}

extension RecordIDs {
  fileprivate mutating func key(of id: inout String) -> UInt64 {
    id.withUTF8 { key(of: UnsafeRawBufferPointer($0)) }
  }
}
