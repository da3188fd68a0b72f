/// Tells entries that repeat the id of an earlier one, with the same content or another.
///
/// Of an entry two hashes are kept and nothing else.
struct RepeatedIDs {
  /// What is known of an id after an entry that has it.
  enum Finding: Equatable {
    /// Nothing had it before.
    case new
    /// An entry with the same content had it.
    case same
    /// Only entries with other content had it; this is the one of that number, counted from 2.
    case other(Int)
  }

  private var firsts: [Int: Int] = [:]
  private var others: [Int: [Int]] = [:]

  /// Takes an entry.
  ///
  /// - Parameters:
  ///   - id: Its id.
  ///   - content: Everything else that counts.
  /// - Returns: What earlier entries had.
  mutating func take(_ id: String, _ content: some Hashable) -> Finding {
    let key = hash(id)
    let value = hash(content)
    guard let first = firsts[key] else {
      firsts[key] = value
      return .new
    }
    var rest = others[key] ?? []
    guard first != value, !rest.contains(value) else { return .same }
    rest.append(value)
    others[key] = rest
    return .other(rest.count + 1)
  }

  /// Whether an entry had this id.
  func has(_ id: String) -> Bool { firsts[hash(id)] != nil }

  private func hash(_ value: some Hashable) -> Int {
    var hasher = Hasher()
    hasher.combine(value)
    return hasher.finalize()
  }
}
