internal import RepostFormats

/// The files that a request names, folders opened.
struct CaseFiles {
  /// A file of records.
  struct Records {
    let input: CaseInput
    /// What messages and the list of inputs call it.
    let path: String
    /// What stands for it in the ids of records that have none.
    var label: String

    func bytes() throws(RecordsError) -> [UInt8] {
      switch input {
      case .path(let path): try FileBytes.read(path: path, expected: "a file of records")
      case .standardInput: try FileBytes.readStandardInput()
      case .bytes(_, let bytes, _): bytes
      }
    }

    /// The lines before the input in the text that it was cut out of.
    var linesBefore: Int {
      guard case .bytes(_, _, let firstLine) = input else { return 0 }
      return firstLine - 1
    }
  }

  private(set) var records: [Records] = []
  private(set) var entities: String?
  private(set) var caseFile: String?
  /// The names of files in the case folder that look like input and are not read.
  private(set) var unread: [String] = []
  /// The name of the case.
  private(set) var name = ""

  init(_ request: CaseRequest) throws(RecordsError) {
    guard let first = request.inputs.first else {
      throw RecordsError(
        kind: .usage, found: "no input",
        expected: "record files, a case folder, or - for standard input")
    }
    entities = request.entities
    caseFile = request.caseFile
    name = Self.name(of: first)
    for input in request.inputs {
      guard case .path(let path) = input, FileBytes.isFolder(path) else {
        try add(input)
        continue
      }
      guard request.inputs.count == 1 else {
        throw RecordsError(
          kind: .usage, path: path, found: "is a folder beside other inputs",
          expected: "one case folder, or record files", advice: "name the files in it themselves")
      }
      let folder = try CaseFolder(path: path)
      for records in folder.records { try add(.path(records)) }
      entities = entities ?? folder.entities
      caseFile = caseFile ?? folder.caseFile
      unread = folder.unread(besides: [entities, caseFile].compactMap(\.self))
      if let lack = folder.lack { try addForeign(in: path, request, lack) }
    }
    guard records.count < Int(UInt16.max) else {
      throw RecordsError(
        kind: .usage, found: "\(records.count) inputs", expected: "at most \(UInt16.max - 1)",
        advice: "join some of them")
    }
    labelApart()
  }

  /// Adds the files that other programs left in a folder without native records.
  private mutating func addForeign(
    in folder: String, _ request: CaseRequest, _ lack: RecordsError
  ) throws(RecordsError) {
    let content = try ForeignFolder(path: folder)
    var formats: [(file: String, format: ForeignFormat?)] = []
    for file in content.files where file != entities {
      formats.append((file, try ForeignFile.format(of: file, request)))
    }
    // Folders within it belong to it where all is of one sort, as mails or a crawl are.
    let isOneSort = Set(formats.compactMap(\.format)).count < 2
    unread = []
    for (file, format) in formats {
      if format != nil, isOneSort || content.isOnTop(file) {
        try add(.path(file))
      } else {
        unread.append(
          String(file.dropFirst(folder.hasSuffix("/") ? folder.count : folder.count + 1)))
      }
    }
    if records.isEmpty { throw lack }
  }

  private mutating func add(_ input: CaseInput) throws(RecordsError) {
    let file: Records =
      switch input {
      case .path(let path): Records(input: input, path: path, label: lastComponent(of: path))
      case .standardInput: Records(input: input, path: "-", label: "stdin")
      case .bytes(let name, _, _): Records(input: input, path: name, label: lastComponent(of: name))
      }
    guard !records.contains(where: { $0.path == file.path }) else {
      throw RecordsError(
        kind: .usage, found: "the input \(quoted(file.path)) is given twice",
        expected: "each input once")
    }
    records.append(file)
  }

  // Two files of one name are told apart by their paths.
  private mutating func labelApart() {
    var count: [String: Int] = [:]
    for file in records { count[file.label, default: 0] += 1 }
    for index in records.indices where count[records[index].label, default: 0] > 1 {
      records[index].label = records[index].path
    }
  }

  private static func name(of input: CaseInput) -> String {
    switch input {
    case .standardInput: return "stdin"
    case .bytes(let name, _, _): return stem(of: lastComponent(of: name))
    case .path(let path):
      let name = lastComponent(of: path)
      guard FileBytes.isFolder(path) else { return stem(of: name) }
      guard ["", "/", ".", ".."].contains(name) else { return name }
      return FileBytes.fullPath(path).map(lastComponent(of:)) ?? "case"
    }
  }

  private static func stem(of name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    let stem = String(name[..<dot])
    // As a folder of results these would be one that is there already.
    return stem == "." || stem == ".." ? "case" : stem
  }
}
