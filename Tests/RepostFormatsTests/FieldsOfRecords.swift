@testable import RepostFormats

extension ImportedRecord {
  /// Every field that is not blank, one a line, for comparison.
  var fields: String {
    var lines = ["line \(line)", "id \(id)", "time \(time)", "from \(from ?? "nobody")"]
    lines.append("to \(to.joined(separator: "; "))" + (isBroadcast ? " *" : ""))
    lines.append("channel \(channel)")
    lines.append("item \(item)")
    if !parent.isEmpty { lines.append("parent \(parent)") }
    if let original { lines.append("original \(original)") }
    if !evidence.isEmpty { lines.append("evidence \(evidence.joined(separator: "; "))") }
    if !note.isEmpty { lines.append("note \(note)") }
    if !certainty.isEmpty { lines.append("certainty \(certainty)") }
    if !post.isEmpty { lines.append("post \(post)") }
    lines += extras.map { "\($0.name): \($0.value)" }
    return lines.joined(separator: "\n")
  }
}

/// The item of a text that is long enough to be known again.
func item(_ text: String) -> String { ItemID.text(text, unique: "") }
