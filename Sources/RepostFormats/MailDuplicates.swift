internal import Crypto

/// Tells messages that are in a file twice; of each it keeps sixteen bytes.
final class MailDuplicates {
  /// What is known of an id.
  enum Known {
    case new
    case same
    case different
  }

  private var seen: [UInt64: UInt64] = [:]

  /// Compares a record with the first of its id.
  func compare(_ record: ImportedRecord) -> Known {
    let id = Self.number(record.id)
    let content = Self.number(
      ([record.from ?? "", record.time, record.item, record.parent] + record.to)
        .joined(separator: "\n"))
    guard let first = seen[id] else {
      seen[id] = content
      return .new
    }
    return first == content ? .same : .different
  }

  private static func number(_ text: String) -> UInt64 {
    SHA256.hash(data: Array(text.utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
