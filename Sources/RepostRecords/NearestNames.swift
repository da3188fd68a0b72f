/// The names that a misspelled one can have meant.
enum NearestNames {
  /// Up to three of the candidates that hold the name, are held by it, or differ in few letters.
  static func find(_ name: String, among candidates: some Sequence<String>) -> [String] {
    let wanted = Array(name.lowercased())
    var best: [(distance: Int, name: String)] = []
    for candidate in candidates {
      let letters = Array(candidate.lowercased())
      guard let distance = distance(wanted, letters) else { continue }
      let place = best.firstIndex { distance < $0.distance } ?? best.count
      guard place < 3 else { continue }
      best.insert((distance, candidate), at: place)
      if best.count > 3 { best.removeLast() }
    }
    return best.map(\.name)
  }

  /// The nearest names as a clause of a message.
  static func advice(_ name: String, among candidates: some Sequence<String>) -> String? {
    let nearest = find(name, among: candidates)
    return nearest.isEmpty ? nil : "the nearest: \(quotedList(nearest))"
  }

  /// How far two names are apart, or `nil` where nobody would take one for the other.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int? {
    guard !a.isEmpty, !b.isEmpty, a.count <= 200, b.count <= 200 else { return nil }
    let limit = max(1, max(a.count, b.count) / 3)
    if abs(a.count - b.count) <= limit {
      let edits = edits(a, b)
      if edits <= limit, edits < max(a.count, b.count) { return edits }
    }
    let (short, long) = a.count < b.count ? (a, b) : (b, a)
    guard long.count > short.count else { return nil }
    let holds = (0...(long.count - short.count)).contains { start in
      long[start..<start + short.count].elementsEqual(short)
    }
    return holds ? limit + long.count - short.count : nil
  }

  // Levenshtein's distance, two neighbours in the wrong order counting once.
  private static func edits(_ a: [Character], _ b: [Character]) -> Int {
    var older = [Int](repeating: 0, count: b.count + 1)
    var old = Array(0...b.count)
    for i in 1...a.count {
      var new = [i]
      for j in 1...b.count {
        var edits = min(old[j] + 1, new[j - 1] + 1, old[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          edits = min(edits, older[j - 2] + 1)
        }
        new.append(edits)
      }
      older = old
      old = new
    }
    return old[b.count]
  }
}
