/// Text of the input as messages show it: in quotes, shortened, and harmless to a terminal.
func quoted(_ text: some StringProtocol) -> String { "'" + cleaned(text) + "'" }

/// Text of the input without control and bidirectional characters, at most 60 characters long.
func cleaned(_ text: some StringProtocol) -> String {
  // Long before the limit counts in what is shown, for a field can be as long as a file.
  let clean = harmless(text.unicodeScalars.prefix(400))
  let isWhole = text.unicodeScalars.dropFirst(400).isEmpty
  guard clean.count > 60 || !isWhole else { return clean }
  return clean.prefix(59) + "…"
}

/// Text without control and bidirectional characters, each of which is shown by its number.
func harmless(_ scalars: some Sequence<Unicode.Scalar>) -> String {
  var clean = ""
  for scalar in scalars {
    switch scalar {
    case "\n": clean += "\\n"
    case "\r": clean += "\\r"
    case "\t": clean += "\\t"
    // Most of all text, for which the table of properties need not be asked.
    case " "..."~", "\u{4E00}"..."\u{9FFF}": clean.unicodeScalars.append(scalar)
    default:
      let isHidden =
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
      if isHidden {
        clean += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        clean.unicodeScalars.append(scalar)
      }
    }
  }
  return clean
}

/// The start of some bytes of the input, as messages show it.
func quoted(_ bytes: UnsafeRawBufferPointer) -> String { "'" + cleaned(bytes) + "'" }

/// The same without quotes.
func cleaned(_ bytes: UnsafeRawBufferPointer) -> String {
  // Cut between characters, so that no half of one is shown.
  var end = Swift.min(bytes.count, 1600)
  while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
  return cleaned(bytes.slice(0..<end).string)
}

/// Words in quotes, with commas between them.
func quotedList(_ words: some Sequence<String>) -> String {
  words.map { quoted($0) }.joined(separator: ", ")
}
