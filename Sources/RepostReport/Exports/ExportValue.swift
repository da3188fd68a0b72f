/// A value of a node or an edge.
enum ExportValue {
  /// None, or not known.
  case none
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([String])

  /// A text, or none.
  init(_ text: String?) { self = text.map { .text($0) } ?? .none }
  /// A number, or none.
  init(_ number: Int?) { self = number.map { .number($0) } ?? .none }

  /// The value on one line; entries of a list are separated by `;`, and one within an entry is `\;`.
  ///
  /// It is `nil` where there is none.
  var flat: String? {
    switch self {
    case .none: nil
    case .text(let text): text
    case .number(let number): String(number)
    case .flag(let flag): flag ? "true" : "false"
    case .list(let entries):
      entries.isEmpty
        ? nil
        : entries.lazy.map { $0.utf8.contains(0x3B) ? $0.replacing(";", with: "\\;") : $0 }
          .joined(separator: ";")
    }
  }
}

/// A column of the nodes or the edges.
struct ExportColumn: Sendable {
  /// What the values of a column are.
  enum Kind: Sendable {
    case text
    case number
    case flag
    case list
  }

  let name: StaticString
  let kind: Kind

  init(_ name: StaticString, _ kind: Kind = .text) {
    self.name = name
    self.kind = kind
  }
}

extension JSONText {
  /// Writes the members that columns and their values make; those without a value are left out.
  mutating func members(_ columns: [ExportColumn], _ values: [ExportValue]) {
    for (column, value) in zip(columns, values) {
      if case .none = value { continue }
      key(column.name)
      self.value(value)
    }
  }

  /// Writes a value.
  mutating func value(_ value: ExportValue) {
    switch value {
    case .none: null()
    case .text(let text): string(text)
    case .number(let value): number(value)
    case .flag(let flag): bool(flag)
    case .list(let entries): array(.line) { json in for entry in entries { json.string(entry) } }
    }
  }
}
