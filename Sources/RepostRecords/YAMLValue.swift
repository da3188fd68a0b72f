import Yams

/// A value of a YAML document, with the place that an error names.
struct YAMLValue {
  /// The longest document that is read.
  static let sizeLimit = 1 << 20

  private let node: Node
  private let path: String

  private init(node: Node, path: String) {
    self.node = node
    self.path = path
  }

  /// The value of a document, or `nil` where it is empty.
  static func root(of yaml: String, path: String) throws(RecordsError) -> YAMLValue? {
    guard yaml.utf8.count <= sizeLimit else {
      throw error(path, 1, 1, "\(yaml.utf8.count) bytes", "at most \(sizeLimit) bytes")
    }
    if let problem = YAMLGuard.problem(in: yaml) {
      var error = error(path, problem.line, problem.column, problem.found, problem.expected)
      error.advice = problem.advice
      throw error
    }
    do {
      let parser = try Parser(yaml: yaml)
      // Nodes hold their anchors weakly: the parser must outlive the look for them.
      return try withExtendedLifetime(parser) {
        guard let node = try parser.singleRoot() else { return nil }
        let value = YAMLValue(node: node, path: path)
        if let anchored = value.firstAnchored { throw anchored }
        return value.isNull ? nil : value
      }
    } catch let error as RecordsError {
      throw error
    } catch let error as YamlError {
      throw Self.error(error, path: path)
    } catch {
      throw Self.error(path, 1, 1, "what is not YAML", "a YAML mapping")
    }
  }

  /// The error of a document that says something wrong here.
  func error(found: String, expected: String, advice: String? = nil) -> RecordsError {
    var error = Self.error(path, node.mark?.line, node.mark?.column, found, expected)
    error.advice = advice
    return error
  }

  /// The fields of a mapping that must hold no others; those without a value are left out.
  func mapping(keys: [String], of what: String) throws(RecordsError) -> [String: YAMLValue] {
    guard case .mapping(let mapping) = node else {
      throw error(found: shown, expected: "\(what): \(keys.joined(separator: ", "))")
    }
    var fields: [String: YAMLValue] = [:]
    for (key, value) in mapping {
      guard case .scalar(let name) = key, keys.contains(name.string) else {
        let key = YAMLValue(node: key, path: path)
        throw key.error(
          found: "the key \(key.shown) in \(what)", expected: keys.joined(separator: ", "))
      }
      let field = YAMLValue(node: value, path: path)
      if !field.isNull { fields[name.string] = field }
    }
    return fields
  }

  /// The text of a scalar without blanks around it, or `nil` where it is empty.
  var text: String? {
    get throws(RecordsError) {
      guard case .scalar(let scalar) = node else {
        throw error(found: shown, expected: "a text")
      }
      var string = scalar.string
      let text = string.withUTF8 { UnsafeRawBufferPointer($0).trimmed.string }
      guard !text.unicodeScalars.contains("\0") else {
        throw error(found: "a zero character", expected: "a text")
      }
      return text.isEmpty ? nil : text
    }
  }

  /// The values of a sequence.
  var sequence: [YAMLValue] {
    get throws(RecordsError) {
      guard case .sequence(let sequence) = node else {
        throw error(found: shown, expected: "a list", advice: "write [\(plain)] for a list of one")
      }
      return sequence.map { YAMLValue(node: $0, path: path) }
    }
  }

  /// The texts of a sequence.
  var texts: [String]? {
    get throws(RecordsError) {
      var texts: [String] = []
      for value in try sequence {
        guard let text = try value.text else {
          throw value.error(found: "an empty entry", expected: "a text")
        }
        texts.append(text)
      }
      return texts
    }
  }

  private var isNull: Bool {
    guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else {
      return false
    }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  private var plain: String {
    if case .scalar(let scalar) = node { cleaned(scalar.string) } else { "…" }
  }

  private var shown: String {
    switch node {
    case .scalar(let scalar): quoted(scalar.string)
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }

  // An alias comes after its anchor, so that the look ends before any is followed.
  private var firstAnchored: RecordsError? {
    if node.anchor != nil {
      return error(
        found: "an anchor", expected: "plain values", advice: "write the value where it is meant")
    }
    let children: [Node] =
      switch node {
      case .mapping(let mapping): mapping.flatMap { [$0.key, $0.value] }
      case .sequence(let sequence): Array(sequence)
      case .scalar, .alias: []
      }
    for child in children {
      if let error = YAMLValue(node: child, path: path).firstAnchored { return error }
    }
    return nil
  }

  private static func error(
    _ path: String, _ line: Int?, _ column: Int?, _ found: String, _ expected: String?
  ) -> RecordsError {
    RecordsError(
      kind: .invalidInput, path: path, line: line, column: column, found: found,
      expected: expected)
  }

  private static func error(_ error: YamlError, path: String) -> RecordsError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      Self.error(
        path, mark.line, mark.column, "what is not YAML (\(cleaned(problem)))",
        "a YAML mapping such as title: TEXT")
    case .duplicatedKeysInMapping(let keys, let context):
      Self.error(
        path, context.mark.line, context.mark.column, "a key twice: \(quotedList(keys))",
        "each key once")
    case .reader(let problem, _, _, _):
      Self.error(path, 1, 1, "what is not YAML (\(cleaned(problem)))", "YAML text")
    default:
      Self.error(path, 1, 1, "what is not YAML", "a YAML mapping")
    }
  }
}
