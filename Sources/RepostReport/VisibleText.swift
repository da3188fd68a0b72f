/// Text of the input made safe to show: whatever would move the cursor, turn the direction of reading
/// or stand there unseen is written as `\u{…}`.
func visible(_ text: String) -> String { visible(text, keeping: "") }

/// The same, but for some scalars that a format has its own way with.
func visible(_ text: String, keeping kept: String) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
  guard text.unicodeScalars.contains(where: isUnseen) else { return text }
  var shown = ""
  for scalar in text.unicodeScalars {
    if isUnseen(scalar) && !kept.unicodeScalars.contains(scalar) {
      shown += "\\u{" + String(scalar.value, radix: 16) + "}"
    } else {
      shown.unicodeScalars.append(scalar)
    }
  }
  return shown
}

private func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
  let properties = scalar.properties
  switch properties.generalCategory {
  case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator,
    .privateUse:
    return true
  default:
    return properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
  }
}
