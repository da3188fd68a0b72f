/// Gives the entries of a JSON text one after the other: the objects of its lines, or the elements of its
/// arrays.
struct JSONEntries {
  /// One entry.
  struct Entry {
    var value: JSONValue
    /// The line on which it begins.
    var line: Int
    /// Where it is within the value that its line begins; empty where it is that value.
    var path: String
  }

  /// Objects may be nested so deep around a list.
  private static let depthLimit = 4

  private let json: JSONInput
  private let lists: Set<String>
  private let sink: any ImportSink
  private let take: (Entry) throws(FormatProblem) -> Void
  private var isInList = false
  private var count = 0

  /// Reads a text to its end.
  ///
  /// - Parameters:
  ///   - input: The text.
  ///   - lists: The names of members whose elements are entries.
  ///   - sink: Is told of what is no entry and of what cannot be read.
  ///   - take: Takes an entry.
  /// - Throws: ``FormatProblem`` where nothing can be read, or `take` throws it.
  static func read(
    _ input: ByteInput, lists: Set<String>, into sink: any ImportSink,
    take: @escaping (Entry) throws(FormatProblem) -> Void
  ) throws(FormatProblem) {
    var entries = Self(json: JSONInput(input), lists: lists, sink: sink, take: take)
    try entries.read()
  }

  private init(
    json: JSONInput, lists: Set<String>, sink: any ImportSink,
    take: @escaping (Entry) throws(FormatProblem) -> Void
  ) {
    self.json = json
    self.lists = lists
    self.sink = sink
    self.take = take
  }

  private mutating func read() throws(FormatProblem) {
    while let kind = try json.kind() {
      let line = json.line
      isInList = false
      do throws(FormatProblem) {
        try readValue(kind)
      } catch {
        let isOneLine = json.line == line && !isInList
        guard !json.hasEnded, isOneLine else {
          guard count > 0 else { throw error }
          return sink.endsEarly(line: json.line, byte: json.position, found: error.finding)
        }
        sink.skip(error)
        try json.skipLine()
      }
    }
  }

  private mutating func readValue(_ kind: JSONInput.Kind) throws(FormatProblem) {
    switch kind {
    case .array: try readList(path: "")
    case .object:
      let line = json.line
      let members = try readObject(path: "", depth: 1)
      if let members { try give(Entry(value: .object(members), line: line, path: "")) }
    default: try readOther(path: "")
    }
  }

  private mutating func give(_ entry: Entry) throws(FormatProblem) {
    count += 1
    try take(entry)
  }

  private mutating func readOther(path: String) throws(FormatProblem) {
    let line = json.line
    try json.skipValue()
    count += 1
    sink.skip(
      FormatProblem(
        line: line,
        path.isEmpty
          ? FileMessage(.valueOfNoObject) : FileMessage(.valueOfNoObjectAt, .text(path)),
        expected: FileMessage(.object)))
  }

  private mutating func readList(path: String) throws(FormatProblem) {
    isInList = true
    try json.enterArray()
    var place = 0
    while try json.nextElement() {
      let kind = try json.kind()
      let line = json.line
      if kind == .object {
        try give(Entry(value: try json.value(), line: line, path: "\(path)[\(place)]"))
      } else {
        try readOther(path: "\(path)[\(place)]")
      }
      place += 1
    }
  }

  /// Reads an object; its members, where none of them is a list.
  private mutating func readObject(
    path: String, depth: Int
  ) throws(FormatProblem) -> [(name: String, value: JSONValue)]? {
    var members: [(name: String, value: JSONValue)] = []
    var hasLists = false
    try json.enterObject()
    while let name = try json.nextName() {
      let place = path.isEmpty ? name : "\(path).\(name)"
      switch try json.kind() {
      case .array where lists.contains(name):
        hasLists = true
        try readList(path: place)
      case .object where lists.contains(name) && depth < Self.depthLimit:
        hasLists = true
        let line = json.line
        if let inner = try readObject(path: place, depth: depth + 1) {
          try give(Entry(value: .object(inner), line: line, path: place))
        }
      default: members.append((name, try json.value()))
      }
    }
    return hasLists ? nil : members
  }
}
