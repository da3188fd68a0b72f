/// UTF-16 with a byte order mark, as UTF-8 without one.
func utf8(ofUTF16 bytes: [UInt8], isLittleEndian: Bool) throws(RowProblem) -> [UInt8] {
  guard bytes.count % 2 == 0 else {
    throw RowProblem(
      position: 0, found: "\(bytes.count) bytes of UTF-16", expected: "an even number of bytes",
      advice: "the file is cut; export it again", isFatal: true)
  }
  var text: [UInt8] = []
  text.reserveCapacity(bytes.count)
  let low = isLittleEndian ? 0 : 1
  func unit(_ position: Int) -> UInt16 {
    UInt16(bytes[position + low]) | UInt16(bytes[position + 1 - low]) << 8
  }
  var position = 2
  while position < bytes.count {
    let first = unit(position)
    var length = 2
    var scalar = Unicode.Scalar(first)
    if UTF16.isLeadSurrogate(first), position + 2 < bytes.count,
      UTF16.isTrailSurrogate(unit(position + 2))
    {
      let second = unit(position + 2)
      scalar = Unicode.Scalar(
        0x10000 + (UInt32(first & 0x3FF) << 10) + UInt32(second & 0x3FF))
      length = 4
    }
    guard let scalar else {
      throw RowProblem(
        found: "half a UTF-16 surrogate pair at byte \(position + 1)", expected: "both halves",
        advice: "the file is damaged; export it again", isFatal: true,
        place: text.withUnsafeBytes { TextPlace(of: $0.count, in: $0) })
    }
    text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    position += length
  }
  return text
}
