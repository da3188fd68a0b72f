/// Reads the trees of the collections Twitter15 and Twitter16: one edge a line, from a post to a repost.
///
/// A line is `['user', 'tweet', 'minutes']->['user', 'tweet', 'minutes']`; the post at the root has the
/// parent `['ROOT', 'ROOT', '0.0']`. The file is named after it.
struct TwitterTreeReader: FormatReader {
  static let format = ForeignFormat.twitterTree

  private let tree: String
  private var root: String?
  private var repeated = RepeatedIDs()
  /// The posts that a line leads to.
  private var reached: Set<String> = []
  /// The posts that lines begin at, and where they were seen first.
  private var sources: [String: Int] = [:]
  private var hasRemarked = false

  init(_ options: ImportOptions, file: String) {
    let stem = file.hasSuffix(".txt") ? file.dropLast(4) : Substring(file)
    let digits = stem.reversed().prefix { $0.isASCII && $0.isNumber }
    tree = digits.count >= 5 ? String(digits.reversed()) : String(stem)
  }

  static func recognises(_ head: FileHead) -> Bool {
    Edge(String(head.firstLine)) != nil
  }

  mutating func read(_ input: ByteInput, into sink: any ImportSink) throws(FormatProblem) {
    var lines = LineInput(input)
    while let line = try lines.next() {
      let text = line.text
      if text.allSatisfy(\.isWhitespace) { continue }
      if let edge = Edge(text) {
        try take(edge, line: line.number, sink)
      } else if line.isEnded {
        sink.skip(
          FormatProblem(
            line: line.number, FileMessage(.quoted, "\(text.prefix(80))"),
            expected: FileMessage(.treeEdge)))
      } else {
        sink.endsEarly(
          line: line.number, byte: input.position, found: FileMessage(.lineWithoutEnd))
      }
    }
    try takeSources(sink)
  }

  private mutating func take(
    _ edge: Edge, line: Int, _ sink: any ImportSink
  ) throws(FormatProblem) {
    var record = record(of: edge.child, line: line)
    if edge.parent.isRoot {
      if root == nil { root = record.from }
    } else {
      record.parent = id(of: edge.parent)
      if sources[record.parent] == nil { sources[record.parent] = line }
    }
    reached.insert(record.post)
    switch repeated.take(record.id, record.parent) {
    case .new: break
    case .same: return sink.leaveOut(.duplicate, line: line)
    case .other(let number):
      record.id += "#\(number)"
      record.addNote("the tree has more than one way by which this post was reached")
    }
    if record.parent == record.post { record.addNote("the tree has this post as its own parent") }
    if !hasRemarked {
      hasRemarked = true
      sink.remark(FileMessage(.timesOfTree), line: line)
    }
    try sink.take(record)
  }

  /// Gives the posts that others were reached from, without a line that leads to them.
  private func takeSources(_ sink: any ImportSink) throws(FormatProblem) {
    let missing = sources.filter { !reached.contains($0.key) }
    for (id, line) in missing.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
      let parts = id.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 4 else { continue }
      var record = record(of: Post(user: parts[1], tweet: parts[2], delay: parts[3]), line: line)
      if root != record.from { record.original = root }
      record.addNote("the tree does not tell how this post was reached")
      try sink.take(record)
    }
  }

  private func record(of post: Post, line: Int) -> ImportedRecord {
    var record = ImportedRecord(line: line)
    record.id = id(of: post)
    record.post = record.id
    record.from = "x:\(post.user)"
    record.isBroadcast = true
    record.channel = "x"
    record.item = tree
    record.extras = [("tweet", post.tweet), ("minutes after the post at the root", post.delay)]
    return record
  }

  private func id(of post: Post) -> String { "\(tree)/\(post.user)/\(post.tweet)/\(post.delay)" }
}

extension TwitterTreeReader {
  /// A post of a tree: the same user can have the same tweet at two times.
  fileprivate struct Post {
    var user: String
    var tweet: String
    var delay: String

    var isRoot: Bool { user == "ROOT" }
  }

  /// One line of a tree.
  fileprivate struct Edge {
    let parent: Post
    let child: Post

    init?(_ line: String) {
      guard let arrow = line.firstRange(of: "->"),
        let parent = Self.post(line[..<arrow.lowerBound]),
        let child = Self.post(line[arrow.upperBound...]), !child.isRoot
      else { return nil }
      self.parent = parent
      self.child = child
    }

    private static func post(_ text: Substring) -> Post? {
      let text = text.drop(while: \.isWhitespace)
      let end = text.reversed().drop(while: \.isWhitespace)
      guard text.first == "[", end.first == "]" else { return nil }
      let fields = text.prefix(end.count).dropFirst().dropLast().split(
        separator: ",", omittingEmptySubsequences: false
      ).map { $0.filter { !$0.isWhitespace } }
      let isQuoted = fields.allSatisfy { $0.count > 2 && $0.first == "'" && $0.last == "'" }
      guard fields.count == 3, isQuoted else { return nil }
      let values = fields.map { String($0.dropFirst().dropLast()) }
      guard values.allSatisfy({ !$0.contains("/") }) else { return nil }
      return Post(user: values[0], tweet: values[1], delay: values[2])
    }
  }
}
