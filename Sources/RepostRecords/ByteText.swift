/// Looking at UTF-8 text as bytes, without making a `String` of it.
extension UnsafeRawBufferPointer {
  func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[range])
  }

  /// The text without blanks at its ends: white space of ASCII, U+00A0, U+3000 and U+FEFF.
  var trimmed: UnsafeRawBufferPointer {
    var start = 0
    var end = count
    while start < end {
      let length = blankLength(at: start, end: end)
      guard length > 0 else { break }
      start += length
    }
    while end > start {
      let length = blankLength(before: end, start: start)
      guard length > 0 else { break }
      end -= length
    }
    return start == 0 && end == count ? self : slice(start..<end)
  }

  /// The length of the blank at a position, 0 where there is none.
  func blankLength(at position: Int, end: Int) -> Int {
    let byte = self[position]
    if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) { return 1 }
    guard byte >= 0xC2 else { return 0 }
    if byte == 0xC2 { return position + 1 < end && self[position + 1] == 0xA0 ? 2 : 0 }
    guard byte == 0xE3 || byte == 0xEF, position + 2 < end else { return 0 }
    return isWideBlank(at: position) ? 3 : 0
  }

  private func blankLength(before end: Int, start: Int) -> Int {
    let byte = self[end - 1]
    if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) { return 1 }
    if byte == 0xA0, end - 2 >= start, self[end - 2] == 0xC2 { return 2 }
    guard byte == 0x80 || byte == 0xBF, end - 3 >= start else { return 0 }
    return isWideBlank(at: end - 3) ? 3 : 0
  }

  private func isWideBlank(at position: Int) -> Bool {
    let (first, second, third) = (self[position], self[position + 1], self[position + 2])
    return (first == 0xE3 && second == 0x80 && third == 0x80)
      || (first == 0xEF && second == 0xBB && third == 0xBF)
  }

  /// Calls a closure with each entry of a list, without blanks around it; empty ones are left out.
  ///
  /// Entries are separated by `;` or `；`.
  @inline(__always)
  func forEachEntry(_ body: (UnsafeRawBufferPointer) -> Void) {
    var start = 0
    var position = 0
    while position < count {
      let width = separatorLength(at: position)
      guard width > 0 else {
        position += 1
        continue
      }
      let entry = slice(start..<position).trimmed
      if !entry.isEmpty { body(entry) }
      position += width
      start = position
    }
    let entry = slice(start..<count).trimmed
    if !entry.isEmpty { body(entry) }
  }

  /// Whether the text is a list of several entries.
  var holdsSeparator: Bool {
    for position in 0..<count where separatorLength(at: position) > 0 { return true }
    return false
  }

  private func separatorLength(at position: Int) -> Int {
    let byte = self[position]
    if byte == 0x3B { return 1 }
    guard byte == 0xEF, position + 2 < count else { return 0 }
    return self[position + 1] == 0xBC && self[position + 2] == 0x9B ? 3 : 0
  }

  /// Whether the text is this one character of ASCII.
  func isOnly(_ character: Unicode.Scalar) -> Bool {
    count == 1 && self[0] == UInt8(ascii: character)
  }

  func equals(_ other: UnsafeRawBufferPointer) -> Bool {
    count == other.count && elementsEqual(other)
  }

  var string: String { String(decoding: self, as: UTF8.self) }
}
