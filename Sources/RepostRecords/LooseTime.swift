/// Times as people type them, where they are in no form that is read at once.
enum LooseTime {
  // What is longer is no time.
  private static let limit = 200

  /// Whether a text says that the time is not known.
  static func isUnknown(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count <= limit else { return false }
    switch text.string.lowercased() {
    case "unknown", "不详", "不詳", "未知", "不明", "无", "無", "-", "–", "—", "——": return true
    default: return false
    }
  }

  /// A text in narrow digits and signs, without the blanks beside Chinese characters.
  ///
  /// It is `nil` where that is the text itself.
  static func plain(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    guard text.count <= limit else { return nil }
    var plain: [UInt8] = []
    var isAfterBlank = false
    for scalar in text.string.unicodeScalars {
      guard !scalar.properties.isWhitespace else {
        isAfterBlank = true
        continue
      }
      let narrow = narrowed(scalar)
      if isAfterBlank, narrow.isASCII, let last = plain.last, last < 0x80 { plain.append(0x20) }
      isAfterBlank = false
      plain.append(contentsOf: String(narrow).utf8)
    }
    return plain.elementsEqual(text) ? nil : plain
  }

  private static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard 0xFF01...0xFF5E ~= scalar.value else { return scalar }
    return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }
}
