/// Reads a short XML text as a whole, such as a message keeps in one of its fields.
enum XMLTree {
  /// A tree has at most so many elements; what is beyond is passed over.
  static let limit = 50_000

  /// The content of the outermost element.
  ///
  /// An element with attributes or elements in it becomes an object, whose members are the attributes and
  /// the elements by their names, each as often as it is there; the text beside them has the name "".
  /// Any other element becomes a string.
  ///
  /// - Parameter text: The text; what stands before the first `<` is passed over.
  /// - Returns: `nil` where the text is no XML or is cut off.
  static func value(of text: some StringProtocol) -> JSONValue? {
    let bytes = Array(text.utf8.drop { $0 != UInt8(ascii: "<") })
    guard !bytes.isEmpty else { return nil }
    let handler = TreeHandler()
    let sink = TreeSink()
    do throws(FormatProblem) {
      try XMLInput.read(ByteInput(bytes), handler: handler, into: sink)
    } catch {
      return nil
    }
    return sink.isCut ? nil : handler.root
  }
}

extension JSONValue {
  /// All members of one name, and the elements of those that are arrays.
  func all(_ name: String) -> [JSONValue] {
    var values: [JSONValue] = []
    for member in members where member.name == name {
      if case .array(let elements) = member.value {
        values += elements
      } else {
        values.append(member.value)
      }
    }
    return values
  }

  /// The text of an element of XML, with or without attributes.
  var content: String {
    switch self {
    case .object: self[""]?.text ?? ""
    default: text ?? ""
    }
  }
}

private final class TreeHandler: XMLHandler {
  private struct Element {
    var members: [(name: String, value: JSONValue)]
    var text: [UInt8] = []
  }

  private var open: [Element] = []
  private var count = 0
  private(set) var root: JSONValue?

  func begin(_ name: String, _ attributes: XMLAttributes, line: Int) {
    open.append(Element(members: attributes.all.map { ($0.name, .string($0.value)) }))
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !open.isEmpty else { return }
    open[open.count - 1].text.append(contentsOf: bytes)
  }

  func end(_ name: String, line: Int) {
    guard var element = open.popLast() else { return }
    let text = String(decoding: element.text, as: UTF8.self)
    let value: JSONValue
    if element.members.isEmpty {
      value = .string(text)
    } else {
      if !text.allSatisfy(\.isWhitespace) { element.members.append(("", .string(text))) }
      value = .object(element.members)
    }
    count += 1
    if open.isEmpty {
      root = value
    } else if count <= XMLTree.limit {
      open[open.count - 1].members.append((name, value))
    }
  }
}

/// Notes whether a text is cut off, and nothing else.
private final class TreeSink: ImportSink {
  private(set) var isCut = false

  func take(_ record: ImportedRecord) {}
  func describe(entity id: String, name: String, kind: ImportedKind?) {}
  func describe(item id: String, title: String) {}
  func leaveOut(_ reason: LeftOut, line: Int) {}
  func skip(_ problem: FormatProblem) {}
  func remark(_ message: FileMessage, line: Int) {}
  func endsEarly(line: Int, byte: Int, found: FileMessage) { isCut = true }
}
