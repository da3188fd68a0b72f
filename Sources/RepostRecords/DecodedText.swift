/// The text of a file as UTF-8 bytes, and the encoding it was found in.
struct DecodedText {
  /// The text; its first bytes are a byte order mark where `start` is not zero.
  let bytes: [UInt8]
  /// Where the text begins in the bytes.
  let start: Int
  /// `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be` or `gb18030`.
  let encoding: String

  private init(bytes: [UInt8], start: Int = 0, encoding: String) {
    self.bytes = bytes
    self.start = start
    self.encoding = encoding
  }

  /// Finds the encoding of a file's bytes: a byte order mark decides, then valid UTF-8, then valid
  /// GB18030.
  init(of bytes: [UInt8]) throws(RowProblem) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let isLittle = bytes[0] == 0xFF
      let text = try utf8(ofUTF16: bytes, isLittleEndian: isLittle)
      if let nul = text.firstIndex(of: 0) {
        var problem = NotText.nul(at: nul)
        problem.place = text.withUnsafeBytes { TextPlace(of: nul, in: $0) }
        throw problem
      }
      self.init(bytes: text, encoding: isLittle ? "utf-16le" : "utf-16be")
      return
    }
    if let problem = NotText.problem(in: bytes) { throw problem }
    let check = bytes.withUnsafeBytes { UTF8Check(of: $0) }
    guard let broken = check.firstInvalid else {
      let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
      self.init(bytes: bytes, start: hasMark ? 3 : 0, encoding: hasMark ? "utf-8-bom" : "utf-8")
      return
    }
    let found = Self.byte(broken, of: bytes) + ", which is not UTF-8"
    func problem(
      _ more: String, expected: String, advice: String = "save the file as UTF-8"
    ) -> RowProblem {
      RowProblem(
        position: broken, found: found + more, expected: expected, advice: advice, isFatal: true)
    }
    // No text in GB18030 begins with this many characters that are valid UTF-8 by chance.
    if check.wideCharacters >= 16 {
      throw problem(
        " as all before it is", expected: "UTF-8 throughout",
        advice: "the file is damaged or cut there; export it again")
    }
    switch GB18030.utf8(of: bytes) {
    case .text(let text):
      self.init(bytes: text, encoding: "gb18030")
      return
    case .invalid(let position):
      throw problem(
        ", and " + Self.byte(position, of: bytes) + ", which is not GB18030",
        expected: "text in UTF-8, in GB18030, or in UTF-16 with a byte order mark")
    case .unavailable:
      throw problem(", on a system that cannot read GB18030", expected: "text in UTF-8")
    }
  }

  private static func byte(_ position: Int, of bytes: [UInt8]) -> String {
    let digits = String(bytes[position], radix: 16, uppercase: true)
    return "byte 0x\(digits) at byte \(position + 1)"
  }
}
