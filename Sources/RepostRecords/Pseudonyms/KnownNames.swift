/// The names of a case, to be found in its texts without regard to letter case and width.
///
/// Those of one letter alone are not looked for. A short word of Latin letters, or a number of fewer than
/// seven digits, is found only where it is no part of a longer one.
struct KnownNames: Sendable {
  private var table = NameTable()
  private var owners: [Int32] = []
  private var needsEdges: [Bool] = []
  // The lengths that names have in bytes, the longest first.
  private var lengths: [Int] = []
  private var hasLength: Set<Int> = []

  /// What stands for each owner of names, once that is known.
  var replacements: [String] = []

  /// Adds a name of an owner; the first owner of a name has it.
  mutating func add(_ name: String, of owner: Int) {
    let folded = FoldedText(name)
    let letters = folded.sorts.count { $0 != .other }
    guard letters > 1 else { return }
    let number = folded.bytes.withUnsafeBytes { table.intern($0) }
    guard number == owners.count else { return }
    owners.append(Int32(owner))
    let isNumber = folded.sorts.allSatisfy { $0 != .latin && $0 != .ideograph }
    let isLatin = folded.sorts.allSatisfy { $0 != .ideograph }
    needsEdges.append(isLatin && letters < (isNumber ? 7 : 4))
    if hasLength.insert(folded.bytes.count).inserted { lengths = hasLength.sorted(by: >) }
  }

  /// Whether a text is a name.
  func contain(_ text: String) -> Bool {
    FoldedText(text).bytes.withUnsafeBytes { table.find($0) } != nil
  }

  /// Whether a text is or holds a name.
  func areIn(_ text: String) -> Bool {
    var isFound = false
    forEachMatch(in: FoldedText(text)) { _, _ in
      isFound = true
      return false
    }
    return isFound
  }

  /// A text with what stands for a name in place of each.
  func replaced(in text: String) -> String {
    let folded = FoldedText(text)
    var result = String.UnicodeScalarView()
    var end = 0
    forEachMatch(in: folded) { range, owner in
      result.append(contentsOf: folded.scalars[end..<range.lowerBound])
      // A pseudonym is read as one only where it stands by itself.
      if let last = result.last, Self.joins(last) { result.append(" ") }
      result.append(contentsOf: replacements[owner].unicodeScalars)
      end = range.upperBound
      if end < folded.scalars.count, Self.joins(folded.scalars[end]) { result.append(" ") }
      return true
    }
    guard end > 0 else { return text }
    result.append(contentsOf: folded.scalars[end...])
    return String(result)
  }

  /// Whether a scalar beside a pseudonym would make another word of it.
  private static func joins(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
    default: PseudonymKey.stems.contains(String(scalar))
    }
  }

  /// Calls a closure with each name in a text and its owner, from left to right, the longest of those that
  /// begin at one place, until it says that this is enough.
  private func forEachMatch(
    in text: FoldedText, _ body: (_ range: Range<Int>, _ owner: Int) -> Bool
  ) {
    text.bytes.withUnsafeBytes { bytes in
      var place = 0
      while place < text.scalars.count {
        guard let (end, number) = match(at: place, in: text, bytes) else {
          place += 1
          continue
        }
        guard body(place..<end, Int(owners[number])) else { return }
        place = end
      }
    }
  }

  private func match(
    at place: Int, in text: FoldedText, _ bytes: UnsafeRawBufferPointer
  ) -> (end: Int, number: Int)? {
    let start = text.starts[place]
    for length in lengths where start + length <= bytes.count {
      guard let number = table.find(bytes.slice(start..<start + length)) else { continue }
      var end = place
      while text.starts[end] < start + length { end += 1 }
      guard text.starts[end] == start + length else { continue }
      if needsEdges[number] {
        if place > 0, text.sorts[place - 1] == text.sorts[place], text.sorts[place] != .other {
          continue
        }
        if end < text.sorts.count, text.sorts[end - 1] == text.sorts[end],
          text.sorts[end] != .other
        {
          continue
        }
      }
      return (end, number)
    }
    return nil
  }
}

/// A text without letter case and width, scalar by scalar.
struct FoldedText {
  /// What a scalar is made of.
  enum Sort: Equatable {
    case latin
    case digit
    case ideograph
    case other
  }

  let scalars: [Unicode.Scalar]
  private(set) var bytes: [UInt8] = []
  /// Where each scalar begins in the bytes, and where the last ends.
  private(set) var starts: [Int] = []
  private(set) var sorts: [Sort] = []

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    bytes.reserveCapacity(scalars.count)
    starts.reserveCapacity(scalars.count + 1)
    for scalar in scalars {
      starts.append(bytes.count)
      let folded = Self.folded(scalar)
      bytes.append(contentsOf: UTF8.encode(folded) ?? UTF8.encodedReplacementCharacter)
      sorts.append(Self.sort(folded))
    }
    starts.append(bytes.count)
  }

  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x41...0x5A: return Unicode.Scalar(scalar.value + 32) ?? scalar
    case 0..<0x80: return scalar
    // Full-width forms of ASCII, and the wide blank.
    case 0xFF01...0xFF5E:
      return Unicode.Scalar(scalar.value - 0xFEE0).map(folded) ?? scalar
    case 0x3000: return " "
    case 0x4E00...0x9FFF: return scalar
    default:
      let lower = scalar.properties.lowercaseMapping.unicodeScalars
      return lower.count == 1 ? lower.first ?? scalar : scalar
    }
  }

  private static func sort(_ scalar: Unicode.Scalar) -> Sort {
    switch scalar.value {
    case 0x30...0x39: .digit
    case 0x61...0x7A: .latin
    case 0..<0x80: .other
    case 0x80..<0x2E80: scalar.properties.isAlphabetic ? .latin : .other
    default: scalar.properties.isAlphabetic || scalar.properties.isEmoji ? .ideograph : .other
    }
  }
}
