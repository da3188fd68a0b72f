/// A phrase of a language taken apart into its words and its places for values.
///
/// `{name}` stands for a value, `{name:one/many}` for a word that depends on whether the value is 1.
struct Template: Sendable {
  private enum Part {
    case text(String)
    case value(String)
    case form(of: String, one: String, many: String)
  }

  private var parts: [Part] = []

  init(_ template: String) {
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      let slot = rest[rest.index(after: open)..<close]
        .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(slot[0])
      if slot.count == 2 {
        let forms = slot[1].split(separator: "/", omittingEmptySubsequences: false)
        parts.append(.form(of: name, one: String(forms[0]), many: String(forms[forms.count - 1])))
      } else {
        parts.append(.value(name))
      }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
  }

  /// The phrase with its values filled in; a value that is not given is left out.
  func filled(_ values: KeyValuePairs<String, String>) -> String {
    if parts.count == 1, case .text(let text) = parts[0] { return text }
    func value(_ name: String) -> String {
      for (key, value) in values where key == name { return value }
      return ""
    }
    var text = ""
    for part in parts {
      switch part {
      case .text(let words): text += words
      case .value(let name): text += value(name)
      case .form(let name, let one, let many): text += value(name) == "1" ? one : many
      }
    }
    return text
  }
}
