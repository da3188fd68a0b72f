import RepostRecords

/// Turns pseudonyms back in the strings of DOT, quoted ones and those in the manner of HTML.
struct RevealedDOT {
  private let names: RevealedNames

  init(_ names: RevealedNames) { self.names = names }

  func reveal(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var result: [UInt8] = []
    var place = 0
    while place < text.count {
      let start = place
      switch text[place] {
      case UInt8(ascii: "\""):
        place += 1
        while place < text.count, text[place] != UInt8(ascii: "\"") {
          place += text[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        place = min(place + 1, text.count)
        let string = UnsafeRawBufferPointer(rebasing: text[start..<place])
        result += names.put(in: string, .shown, Self.quoted) ?? Array(string)
      case UInt8(ascii: "<"):
        place = Self.end(ofHTMLAt: place, in: text)
        result += RevealedMarkup(names, isGraph: false)
          .reveal(UnsafeRawBufferPointer(rebasing: text[start..<place]))
      default:
        result.append(text[place])
        place += 1
      }
    }
    return result
  }

  private static func quoted(_ name: String) -> String {
    visible(name).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  private static func end(ofHTMLAt start: Int, in text: UnsafeRawBufferPointer) -> Int {
    var depth = 0
    var place = start
    while place < text.count {
      if text[place] == UInt8(ascii: "<") { depth += 1 }
      if text[place] == UInt8(ascii: ">") {
        depth -= 1
        if depth == 0 { return place + 1 }
      }
      place += 1
    }
    return text.count
  }
}
