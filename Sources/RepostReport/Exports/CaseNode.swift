/// An object of the graph, on one line.
struct CaseNode {
  let bytes: [UInt8]

  init(_ id: String, _ type: StaticString, _ body: (inout JSONText) -> Void) {
    var json = JSONText()
    json.node(id, type, body)
    bytes = json.bytes
  }
}

extension JSONText {
  /// Writes an object with an id and a type.
  mutating func node(_ id: String, _ type: StaticString, _ body: (inout JSONText) -> Void) {
    object(.line) { json in
      json.key("@id")
      json.string(id)
      json.key("@type")
      json.string(type.description)
      body(&json)
    }
  }

  mutating func text(_ name: StaticString, _ text: String) {
    key(name)
    string(text)
  }

  mutating func typed(_ name: StaticString, _ type: StaticString, _ value: String) {
    key(name)
    object(.line) { json in
      json.text("@type", type.description)
      json.text("@value", value)
    }
  }

  mutating func reference(_ name: StaticString, _ id: String) {
    key(name)
    object(.line) { $0.text("@id", id) }
  }

  /// Writes references to objects, or nothing where there are none.
  mutating func references(_ name: StaticString, _ ids: [String]) {
    guard !ids.isEmpty else { return }
    key(name)
    array(.line) { json in for id in ids { json.object(.line) { $0.text("@id", id) } } }
  }

  /// Writes values under names of the program's own; those without a value are left out.
  mutating func terms(_ columns: [ExportColumn], _ values: [ExportValue]) {
    for (column, value) in zip(columns, values) {
      switch value {
      case .none: continue
      case .list(let entries) where entries.isEmpty: continue
      default: break
      }
      key(text: "repost:\(column.name)")
      self.value(value)
    }
  }
}
