import RepostRecords

/// Turns pseudonyms back in the text and the attributes of XML and HTML.
struct RevealedMarkup {
  private let names: RevealedNames
  /// Whether ids are what programs join nodes and edges by, and not the places of a page.
  private let isGraph: Bool

  init(_ names: RevealedNames, isGraph: Bool) {
    self.names = names
    self.isGraph = isGraph
  }

  func reveal(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var result: [UInt8] = []
    var place = 0
    while place < text.count {
      let next = Self.find("<", in: text, from: place) ?? text.count
      result += put(in: text, place..<next, .shown)
      guard next < text.count else { break }
      place = next
      if Self.stands("<!--", in: text, at: place) {
        let end = Self.end(after: "-->", in: text, from: place)
        result +=
          names.put(in: Self.slice(text, place..<end), .shown, Self.comment)
          ?? Array(text[place..<end])
        place = end
      } else if Self.stands("<![CDATA[", in: text, at: place) {
        let end = Self.end(after: "]]>", in: text, from: place)
        result +=
          names.put(in: Self.slice(text, place..<end), .shown) {
            visible($0).replacing("]]>", with: "]]]]><![CDATA[>")
          } ?? Array(text[place..<end])
        place = end
      } else {
        let end = Self.end(ofTagAt: place, in: text)
        result += tag(text, place..<end)
        place = copyRawContent(of: Self.slice(text, place..<end), text, from: end, to: &result)
      }
    }
    return result
  }

  private func put(
    in text: UnsafeRawBufferPointer, _ range: Range<Int>, _ form: RevealedNames.Form
  ) -> [UInt8] {
    names.put(in: Self.slice(text, range), form) { HTMLText($0).markup } ?? Array(text[range])
  }

  // Two hyphens may end a comment, and so may a hyphen at its end.
  private static func comment(_ name: String) -> String {
    HTMLText(name).markup.replacing("-", with: "&#45;")
  }

  /// A tag with true names in the values of its attributes.
  private func tag(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = text[place]
      guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else {
        result.append(byte)
        place += 1
        continue
      }
      var end = place + 1
      while end < range.upperBound, text[end] != byte { end += 1 }
      let attribute = Self.attribute(before: place, in: text, from: range.lowerBound)
      if Self.isReference(attribute) {
        result += isGraph ? put(in: text, place..<end, .id) : Array(text[place..<end])
      } else {
        result += put(in: text, place..<end, .shown)
      }
      if end < range.upperBound { result.append(byte) }
      place = end + 1
    }
    return result
  }

  /// Whether an attribute names an element, so that it must stay what others call this.
  private static func isReference(_ attribute: String) -> Bool {
    attribute.hasPrefix("data-") || attribute.hasPrefix("aria-controls")
      || attribute.hasSuffix("labelledby") || attribute.hasSuffix("describedby")
      || ["id", "href", "xlink:href", "for", "class", "source", "target", "pid"]
        .contains(attribute)
  }

  private static func attribute(
    before quote: Int, in text: UnsafeRawBufferPointer, from start: Int
  ) -> String {
    var end = quote
    while end > start, text[end - 1] == UInt8(ascii: "=") || text[end - 1] <= 0x20 { end -= 1 }
    var place = end
    while place > start, text[place - 1] > 0x20, text[place - 1] != UInt8(ascii: "\"") {
      place -= 1
    }
    return String(decoding: text[place..<end], as: UTF8.self).lowercased()
  }

  /// Copies what in a page is no markup: a style, a script.
  ///
  /// In data for scripts names are turned back.
  private func copyRawContent(
    of tag: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer, from start: Int,
    to result: inout [UInt8]
  ) -> Int {
    let head = String(decoding: tag.prefix(200), as: UTF8.self).lowercased()
    let isScript = head.hasPrefix("<script")
    guard !isGraph, isScript || head.hasPrefix("<style"), !head.hasSuffix("/>") else {
      return start
    }
    let close = isScript ? "</script" : "</style"
    var end = start
    while end < text.count, !Self.stands(close, in: text, at: end) { end += 1 }
    if isScript, head.contains("json") {
      result += RevealedJSON(names, onlyNames: true) { json in
        json.replacing("&", with: "\\u0026").replacing("<", with: "\\u003c")
          .replacing(">", with: "\\u003e")
      }.reveal(Self.slice(text, start..<end))
    } else {
      result += text[start..<end]
    }
    return end
  }

  private static func slice(
    _ text: UnsafeRawBufferPointer, _ range: Range<Int>
  ) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: text[range]) }

  private static func end(ofTagAt start: Int, in text: UnsafeRawBufferPointer) -> Int {
    var place = start
    var quote: UInt8?
    while place < text.count {
      let byte = text[place]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return place + 1
      }
      place += 1
    }
    return text.count
  }

  private static func end(
    after mark: StaticString, in text: UnsafeRawBufferPointer, from start: Int
  ) -> Int {
    var place = start
    while place < text.count {
      if stands(mark.description, in: text, at: place) {
        return place + mark.utf8CodeUnitCount
      }
      place += 1
    }
    return text.count
  }

  private static func find(
    _ mark: Unicode.Scalar, in text: UnsafeRawBufferPointer, from start: Int
  ) -> Int? {
    text[start...].firstIndex(of: UInt8(ascii: mark))
  }

  private static func stands(
    _ mark: String, in text: UnsafeRawBufferPointer, at place: Int
  ) -> Bool {
    text[place] == UInt8(ascii: "<") || !mark.hasPrefix("<")
      ? text[place...].prefix(mark.utf8.count).lazy.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
        .elementsEqual(mark.lowercased().utf8)
      : false
  }
}
