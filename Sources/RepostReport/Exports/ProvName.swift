/// A name of PROV: a prefix, and an id in the letters that every reader of PROV takes.
///
/// Letters, digits and the letters of Chinese, Japanese, Korean and European scripts stay; each other byte
/// is `_` and two hexadecimal digits. So no two ids have the same name, and the id can be told from it.
func provName(_ prefix: StaticString, _ id: String) -> String {
  var name = prefix.description + ":"
  for scalar in id.unicodeScalars {
    if isLetter(scalar) {
      name.unicodeScalars.append(scalar)
    } else {
      for byte in UTF8.encode(scalar) ?? .init() {
        name += byte < 16 ? "_0" : "_"
        name += String(byte, radix: 16, uppercase: true)
      }
    }
  }
  return name
}

private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
  case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x386, 0x388...0x3FF, 0x400...0x481: true
  case 0x3041...0x3096, 0x30A1...0x30FA, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
  default: false
  }
}
