/// The files of a folder that another program wrote: mails, or reposts with their root posts.
struct ForeignFolder {
  /// The most folders that lie in each other.
  private static let depthLimit = 16
  private static let endings: Set<String> = [
    "eml", "mbox", "xlsx", "csv", "json", "jsonl", "ndjson", "xml", "txt", "graphml", "gexf", "gv",
    "dot",
  ]

  /// The paths of the files: root posts before their reposts, else sorted by their bytes.
  private(set) var files: [String] = []
  private let folder: String

  /// Whether a file is in the folder itself, not in one within it.
  func isOnTop(_ file: String) -> Bool { !file.dropFirst(folder.count + 1).contains("/") }

  /// Looks into a folder and those in it; links to folders are not followed.
  init(path: String) throws(RecordsError) {
    folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    var open = [(path: folder, depth: 0)]
    var found: [String] = []
    while let folder = open.popLast() {
      guard folder.depth < Self.depthLimit else {
        throw RecordsError(
          kind: .usage, path: folder.path,
          found: "lies more than \(Self.depthLimit) folders deep", expected: "no more",
          advice: "name the files themselves")
      }
      for name in try FileBytes.names(inFolder: folder.path) where !name.hasPrefix(".") {
        let path = folder.path + "/" + name
        if FileBytes.isLink(path) { continue }
        if FileBytes.isFolder(path) {
          open.append((path, folder.depth + 1))
        } else if Self.isWanted(name, in: folder.path) {
          found.append(path)
        }
      }
    }
    files = found.sorted { a, b in
      let (first, second) = (Self.isRoot(a), Self.isRoot(b))
      return first == second ? a.utf8.lexicographicallyPrecedes(b.utf8) : first
    }
  }

  // Mail folders of servers (`cur`, `new`) name files by numbers.
  private static func isWanted(_ name: String, in folder: String) -> Bool {
    if ["cur", "new"].contains(lastComponent(of: folder)) { return true }
    guard let dot = name.lastIndex(of: ".") else { return name.hasPrefix("xferfaxlog") }
    return endings.contains(name[name.index(after: dot)...].lowercased())
  }

  private static func isRoot(_ path: String) -> Bool {
    path.hasSuffix(".original.json") || path.contains("/original-microblog/")
  }
}
