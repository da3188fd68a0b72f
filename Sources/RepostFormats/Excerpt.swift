extension ItemID {
  /// A text as it is kept beside a record: its first 500 characters.
  static func excerpt(_ text: String) -> String {
    let end = text.index(text.startIndex, offsetBy: 500, limitedBy: text.endIndex)
    guard let end, end < text.endIndex else { return text }
    return text[..<end] + "…"
  }
}
