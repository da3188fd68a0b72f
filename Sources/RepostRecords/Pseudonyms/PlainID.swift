/// Whether an id of a record or an item tells nothing but its own number or word.
///
/// Such an id is of at most 24 letters, digits, `-`, `_` and `#`; each of its parts is a word, a number of
/// at most six digits, or a word before a number of at most eight. So telephone numbers, addresses, the ids
/// by which a network finds a message, and whatever is written in other letters are none.
func isPlainID(_ id: String) -> Bool {
  let bytes = Array(id.utf8)
  guard (1...24).contains(bytes.count), !PseudonymKey.isCode(id) else { return false }
  var letters = 0
  var digits = 0
  for byte in bytes {
    switch byte {
    case 0x30...0x39:
      digits += 1
      if digits > (letters > 0 ? 8 : 6) { return false }
    case 0x41...0x5A, 0x61...0x7A:
      guard digits == 0 else { return false }
      letters += 1
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "#"):
      (letters, digits) = (0, 0)
    default: return false
    }
  }
  return true
}
