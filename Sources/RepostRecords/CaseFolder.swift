/// The files of a case folder.
struct CaseFolder {
  private(set) var records: [String] = []
  private(set) var entities: String?
  private(set) var caseFile: String?

  /// The error of a folder without native records, in which other programs may have left theirs.
  private(set) var lack: RecordsError?

  private let prefix: String
  // The names of all files that look like input.
  private var candidates: [String] = []

  private static let endings = InputFormat.allCases.map(\.rawValue)

  /// Looks into a folder.
  init(path: String) throws(RecordsError) {
    prefix = path.hasSuffix("/") ? path : path + "/"
    for name in try FileBytes.names(inFolder: path) {
      if Self.looksLikeInput(name), !FileBytes.isFolder(prefix + name) { candidates.append(name) }
      let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { continue }
      let ending = parts[1].lowercased()
      switch parts[0] {
      case "records" where Self.endings.contains(ending): records.append(prefix + name)
      case "entities" where Self.endings.contains(ending):
        entities = try one(prefix + name, besides: entities, of: path)
      case "case" where ["yaml", "yml"].contains(ending):
        caseFile = try one(prefix + name, besides: caseFile, of: path)
      default: break
      }
    }
    guard records.isEmpty else { return }
    lack = RecordsError(
      kind: .missingInput, path: path,
      found: "holds no records"
        + (candidates.isEmpty ? "" : ", but " + quotedList(candidates.prefix(5))),
      expected: Self.endings.map { "records.\($0)" }.joined(separator: ", "),
      advice: "name the record files themselves, or rename them")
  }

  /// The names of files that look like input and are neither records nor these.
  func unread(besides others: [String]) -> [String] {
    let read = Set((records + others).map { FileBytes.fullPath($0) ?? $0 })
    return candidates.filter { !read.contains(FileBytes.fullPath(prefix + $0) ?? prefix + $0) }
  }

  private static func looksLikeInput(_ name: String) -> Bool {
    guard !name.hasPrefix("."), let dot = name.lastIndex(of: ".") else { return false }
    switch name[name.index(after: dot)...].lowercased() {
    case "csv", "tsv", "json", "ndjson", "jsonl", "yaml", "yml": return true
    case "txt", "xlsx", "xls":
      return [
        "record", "records", "entity", "entities", "entitys", "case", "记录", "记录表", "实体", "人员",
        "案件",
      ].contains(name[..<dot].lowercased())
    default: return false
    }
  }

  private func one(
    _ path: String, besides other: String?, of folder: String
  ) throws(RecordsError) -> String {
    guard let other else { return path }
    throw RecordsError(
      kind: .usage, path: folder,
      found: "holds both \(lastComponent(of: other)) and \(lastComponent(of: path))",
      expected: "one of them", advice: "move one away, or name the files themselves")
  }
}

/// The name of a file without the folders that it is in.
func lastComponent(of path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}
