/// Tells files that hold no text, so that nobody is told of a comma missing from a picture.
enum NotText {
  private static let signatures: [(start: [UInt8], name: String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
    ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
    ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an Excel workbook"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Word file"),
    ([0x25, 0x50, 0x44, 0x46, 0x2D], "a PDF document"),
    ([0x1F, 0x8B], "a gzip archive"),
    ([0x53, 0x51, 0x4C, 0x69, 0x74, 0x65, 0x20, 0x66], "an SQLite database"),
  ]

  /// Why bytes are no text, or `nil` where they can be.
  static func problem(in bytes: [UInt8]) -> RowProblem? {
    for signature in signatures where bytes.starts(with: signature.start) {
      return problem(at: 0, "it looks like \(signature.name)")
    }
    if let position = bytes.firstIndex(of: 0) {
      return nul(at: position, isWide: isUTF16(bytes))
    }
    let head = bytes.prefix(4096)
    let controls = head.count { $0 < 0x20 && !(0x09...0x0D).contains($0) }
    guard controls * 3 > head.count else { return nil }
    let position = head.firstIndex { $0 < 0x20 && !(0x09...0x0D).contains($0) } ?? 0
    return problem(at: position, "it is mostly control characters")
  }

  /// A zero byte, which no text holds.
  static func nul(at position: Int, isWide: Bool = false) -> RowProblem {
    problem(
      at: position,
      isWide
        ? "it looks like UTF-16 without a byte order mark"
        : "it holds a zero byte at byte \(position + 1)")
  }

  private static func problem(at position: Int, _ reason: String) -> RowProblem {
    RowProblem(
      position: position, found: "a file that is not text (\(reason))",
      expected: "CSV, TSV, JSON or NDJSON as text",
      advice: "export the records as text, or name the right file", isFatal: true)
  }

  private static func isUTF16(_ bytes: [UInt8]) -> Bool {
    let head = bytes.prefix(512)
    let even = head.indices.count { $0 % 2 == 0 && head[$0] == 0 }
    let odd = head.indices.count { $0 % 2 == 1 && head[$0] == 0 }
    return max(even, odd) * 3 > head.count && min(even, odd) * 20 < head.count
  }
}
