/// What the start of a JSON text shows of its shape.
struct JSONHead {
  /// Whether the text is an array.
  let isArray: Bool
  /// The names in the first object: the text itself, or the first element of the array.
  let names: Set<String>
  /// Those of its members that are short enough to be seen whole.
  let members: JSONValue

  /// Looks at the start of a file; `nil` where it is no JSON of objects.
  init?(_ head: FileHead) {
    guard let first = head.first, first == "{" || first == "[" else { return nil }
    let json = JSONInput(ByteInput(head.bytes))
    var names: Set<String> = []
    var members: [(name: String, value: JSONValue)] = []
    isArray = first == "["
    do throws(FormatProblem) {
      if isArray {
        try json.enterArray()
        guard try json.nextElement() else { return nil }
      }
      try json.enterObject()
      while let name = try json.nextName() {
        names.insert(name)
        members.append((name, try json.value()))
      }
    } catch {
      // The head ends somewhere within the text; what was seen until there has to do.
      guard json.hasEnded, !head.isWhole || !names.isEmpty else { return nil }
    }
    self.names = names
    self.members = .object(members)
  }

  /// Whether all of these names are there.
  func has(_ names: String...) -> Bool { self.names.isSuperset(of: names) }

  /// Whether one of these names is there.
  func hasAny(_ names: String...) -> Bool { !self.names.isDisjoint(with: names) }
}
