/// A JSON value that was read as a whole.
indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// A number as it is spelt: ids do not go through a floating-point number.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// Members in their order; of two with one name the last counts.
  case object([(name: String, value: JSONValue)])

  /// The member of an object.
  subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// Whether an object has a member, `null` among the values that count.
  func has(_ name: String) -> Bool { self[name] != nil }

  /// The elements of an array; none of anything else.
  var elements: [JSONValue] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  /// The members of an object; none of anything else.
  var members: [(name: String, value: JSONValue)] {
    guard case .object(let members) = self else { return [] }
    return members
  }

  /// A string that is not blank.
  var string: String? {
    guard case .string(let text) = self, !text.allSatisfy(\.isWhitespace) else { return nil }
    return text
  }

  /// A string that is not blank, or a number as it is spelt.
  var text: String? {
    if case .number(let text) = self { return text }
    return string
  }

  /// A whole number, also where it stands in a string.
  var integer: Int64? { text.flatMap { Int64($0) } }

  /// A truth value.
  var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// What follows a chain of member names.
  func at(_ names: String...) -> JSONValue? {
    var value = self
    for name in names {
      guard let next = value[name] else { return nil }
      value = next
    }
    return value
  }
}
