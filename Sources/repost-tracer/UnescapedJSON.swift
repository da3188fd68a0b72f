/// What the text between the quotes of a JSON string means.
///
/// - Returns: `nil` where it is no text: a control character, an unknown escape, half a surrogate pair,
///   a zero character, or bytes that are no UTF-8.
func unescapedJSON(_ bytes: UnsafeRawBufferPointer) -> String? {
  guard bytes.contains(where: { $0 == UInt8(ascii: "\\") || $0 < 0x20 }) else {
    return String(validating: bytes, as: UTF8.self)
  }
  var text = String.UnicodeScalarView()
  var rest = bytes[...]
  while let first = rest.first {
    guard first == UInt8(ascii: "\\") else {
      let plain = rest.prefix { $0 != UInt8(ascii: "\\") }
      guard !plain.contains(where: { $0 < 0x20 }),
        let part = String(validating: plain, as: UTF8.self)
      else { return nil }
      text.append(contentsOf: part.unicodeScalars)
      rest = rest[plain.endIndex...]
      continue
    }
    guard let scalar = unescaped(&rest) else { return nil }
    text.append(scalar)
  }
  return String(text)
}

private func unescaped(_ rest: inout Slice<UnsafeRawBufferPointer>) -> Unicode.Scalar? {
  rest = rest.dropFirst()
  guard let letter = rest.popFirst() else { return nil }
  switch letter {
  case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
  case UInt8(ascii: "b"): return "\u{8}"
  case UInt8(ascii: "f"): return "\u{C}"
  case UInt8(ascii: "n"): return "\n"
  case UInt8(ascii: "r"): return "\r"
  case UInt8(ascii: "t"): return "\t"
  case UInt8(ascii: "u"): break
  default: return nil
  }
  guard let first = hexadecimal(&rest), first != 0 else { return nil }
  if let scalar = Unicode.Scalar(first) { return scalar }
  guard first < 0xDC00, rest.starts(with: #"\u"#.utf8) else { return nil }
  rest = rest.dropFirst(2)
  guard let second = hexadecimal(&rest), second >= 0xDC00, second < 0xE000 else { return nil }
  return Unicode.Scalar(0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF))
}

private func hexadecimal(_ rest: inout Slice<UnsafeRawBufferPointer>) -> UInt32? {
  guard rest.count >= 4 else { return nil }
  var value: UInt32 = 0
  for byte in rest.prefix(4) {
    guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
    value = value << 4 | UInt32(digit)
  }
  rest = rest.dropFirst(4)
  return value
}
