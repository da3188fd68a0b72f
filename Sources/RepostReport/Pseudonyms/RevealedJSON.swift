import Foundation

/// Turns pseudonyms back in the strings of JSON.
struct RevealedJSON {
  private let names: RevealedNames
  /// Whether ids are left, because something else is called by them.
  private let onlyNames: Bool
  /// Escapes JSON for what it stands in.
  private let escape: (String) -> String

  init(_ names: RevealedNames, onlyNames: Bool, escape: @escaping (String) -> String) {
    self.names = names
    self.onlyNames = onlyNames
    self.escape = escape
  }

  func reveal(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    // The keys of the open objects; an array within keeps the key before it.
    var keys: [String] = [""]
    var key = ""
    var place = 0
    while place < text.count {
      let byte = text[place]
      guard byte == UInt8(ascii: "\"") else {
        if byte == UInt8(ascii: "{") { keys.append(key) }
        if byte == UInt8(ascii: "}"), keys.count > 1 { keys.removeLast() }
        if byte == UInt8(ascii: "}") { key = keys[keys.count - 1] }
        result.append(byte)
        place += 1
        continue
      }
      let end = Self.end(ofStringAt: place, in: text)
      let literal = UnsafeRawBufferPointer(rebasing: text[place..<end])
      place = end
      if Self.isKey(before: end, in: text) {
        key = Self.meaning(literal) ?? ""
        result += literal
        continue
      }
      result += revealed(literal, under: key) ?? Array(literal)
    }
    return result
  }

  /// A string with its quotes; `nil` where it stays as it is.
  private func revealed(_ literal: UnsafeRawBufferPointer, under key: String) -> [UInt8]? {
    guard !onlyNames || isNameHeader(key), let text = Self.meaning(literal),
      let truth = names.put(in: text, isNameHeader(key) ? .name : .id)
    else { return nil }
    var json = JSONText()
    json.string(truth)
    return Array(escape(String(decoding: json.bytes, as: UTF8.self)).utf8)
  }

  private static func meaning(_ literal: UnsafeRawBufferPointer) -> String? {
    guard literal.count >= 2 else { return nil }
    guard literal.contains(UInt8(ascii: "\\")) else {
      return String(
        validating: UnsafeRawBufferPointer(rebasing: literal.dropFirst().dropLast()),
        as: UTF8.self)
    }
    return try? JSONDecoder().decode(String.self, from: Data(literal))
  }

  private static func end(ofStringAt start: Int, in text: UnsafeRawBufferPointer) -> Int {
    var place = start + 1
    while place < text.count {
      switch text[place] {
      case UInt8(ascii: "\\"): place += 2
      case UInt8(ascii: "\""): return place + 1
      default: place += 1
      }
    }
    return text.count
  }

  private static func isKey(before end: Int, in text: UnsafeRawBufferPointer) -> Bool {
    var place = end
    while place < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[place]) { place += 1 }
    return place < text.count && text[place] == UInt8(ascii: ":")
  }
}
